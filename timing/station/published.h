#pragma once
// Published<T>: the latest immutable picture of something: one thread makes it, any thread looks at it.

#include <memory>
#include <mutex>
#include <utility>

namespace heatline::timing {

template <class T>
class Published {
public:
    Published() : picture_(std::make_shared<const T>()) {}

    // Never null.
    std::shared_ptr<const T> get() const {
        const std::lock_guard lock{mutex_};
        return picture_;
    }
    void set(T picture) {
        auto next = std::make_shared<const T>(std::move(picture));
        const std::lock_guard lock{mutex_};
        picture_.swap(next);  // The old one is let go of behind the lock.
    }

private:
    mutable std::mutex mutex_;
    std::shared_ptr<const T> picture_;
};

}  // namespace heatline::timing
