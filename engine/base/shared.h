#pragma once
// Copy on write with shared_ptr: whether the holder is alone, and may change what it points to. Any thread.

#include <atomic>
#include <memory>

namespace heatline {

// True when nobody else holds the object any more. The fence makes all that others did with it, before they let go on
// their threads, happen before what the caller does next: use_count() alone does not promise that.
template <class T>
bool is_alone(const std::shared_ptr<T>& held) {
    if (held.use_count() != 1) return false;
    std::atomic_thread_fence(std::memory_order_acquire);
    return true;
}

}  // namespace heatline
