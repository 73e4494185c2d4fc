#pragma once
// Memo: what costs O(children) is worked out once for each snapshot and not for each frame.
//
// A key names what the value was made from: shared_ptrs (compared by identity, and held, so that an address is never
// taken for another's) and choices of the person. Only the last value is kept. Memos is where the views of one window
// keep theirs, by type: Screen has one. Render thread.

#include <map>
#include <memory>
#include <optional>
#include <typeindex>
#include <utility>

namespace heatline::ui {

template <class Key, class Value>
class Memo {
public:
    // The value for `key`; `make()` is called only when the key is another than the last time.
    template <class Make>
    const Value& of(const Key& key, Make&& make) {
        if (!key_ || !(*key_ == key)) {
            value_ = std::forward<Make>(make)();
            key_ = key;
        }
        return value_;
    }

private:
    std::optional<Key> key_;
    Value value_{};
};

class Memos {
public:
    Memos() = default;
    // A copy begins with nothing: two windows never share what one of them may change.
    Memos(const Memos&) {}
    Memos(Memos&&) = default;
    Memos& operator=(const Memos& other) {
        if (this != &other) kept_.clear();
        return *this;
    }
    Memos& operator=(Memos&&) = default;
    ~Memos() = default;

    // The one `Kept` of this window, made when first asked for.
    template <class Kept>
    Kept& get() {
        std::shared_ptr<void>& slot = kept_[std::type_index(typeid(Kept))];
        if (!slot) slot = std::make_shared<Kept>();
        return *static_cast<Kept*>(slot.get());
    }

private:
    std::map<std::type_index, std::shared_ptr<void>> kept_;
};

}  // namespace heatline::ui
