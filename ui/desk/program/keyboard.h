#pragma once
// Keyboard: the keys of a station and the newcomer's practice, which the main thread asks at every press and the render
// thread before every frame. Nothing is done under its lock but looking: a frame never keeps a press waiting.
//
// Any thread.

#include <mutex>
#include <optional>

#include "ui/desk/key_desk.h"
#include "ui/desk/practice/practice.h"

namespace heatline::ui {

class Keyboard {
public:
    // What the press means; what the scene says of practice is set here.
    std::optional<KeyAction> press(const RawKey& key, KeyScene scene);

    // ---- practice. `now_us` is CLOCK_BOOTTIME.
    void begin_practice(View view, std::int64_t now_us);
    // False when there was none.
    bool end_practice();
    // True when it is the practice that takes the record, or that hears why a key was no use: nothing else does then.
    bool practise(const key_action::Record& record);
    bool practise(const key_action::Refused& refused, std::int64_t now_us);

    // ---- before a frame
    // What is typed and chosen, and the list of views, into the desk.
    void show(View view, Desk& desk) const;
    // What the practice shows instead of the meet; nothing where none is going on in this view.
    std::optional<Desk> practised(const Desk& desk, View view, std::int64_t now_us);
    // The list of views was left by a click.
    void close_menu();

private:
    mutable std::mutex mutex_;
    // Guarded by mutex_.
    KeyDesk keys_;
    std::optional<Practice> practice_;
};

}  // namespace heatline::ui
