#pragma once
// Watch: what nobody tells of and somebody must know: the focus, the battery, what fills the screen and its tone, and
// what the server is told of this laptop. look_round() on the main thread, at least every 100 ms; write() from any.

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "timing/station/laptop.h"
#include "ui/desk/desk.h"
#include "ui/desk/program/battery.h"
#include "ui/desk/program/teller.h"
#include "ui/desk/program/window.h"

namespace heatline::ui {

class Watch {
public:
    struct Doors {
        std::function<void()> alert;    // The long tone.
        std::function<void()> changed;  // The picture has to be another.
    };
    // Both outlive this object.
    Watch(timing::Laptop& laptop, Teller& teller, Doors doors);

    // `last` is the desk of the last frame; null before the first.
    void look_round(const WindowLook& look, View view, const std::shared_ptr<const Desk>& last, std::int64_t now_us);
    // The battery, into the desk.
    void write(Desk& desk, std::int64_t now_us) const;

private:
    void read_battery(std::int64_t now_us);
    void guard(const WindowLook& look, View view, const Desk* last, std::int64_t now_us);
    void tell(const WindowLook& look, View view);
    void say_health(const WindowLook& look, View view);

    timing::Laptop& laptop_;
    Teller& teller_;
    const Doors doors_;

    // Main thread.
    std::int64_t battery_read_us_ = 0, alerted_us_ = 0;
    std::string guard_headline_;
    std::string told_focus_, told_guard_, told_link_, told_view_;
    timing::LaptopHealth told_health_;

    mutable std::mutex mutex_;
    // Guarded by mutex_.
    std::optional<Battery> battery_;
    std::int64_t low_since_us_ = 0;  // 0: it is not low.
};

}  // namespace heatline::ui
