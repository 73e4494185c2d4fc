#include "ui/desk/program/watch.h"

#include <algorithm>
#include <utility>

#include "ui/desk/shell.h"

namespace heatline::ui {
namespace {

constexpr std::int64_t kAlertEveryUs = 5'000'000;
constexpr std::int64_t kBatteryEveryUs = 5'000'000;
constexpr int kLowBattery = 15;

}  // namespace

Watch::Watch(timing::Laptop& laptop, Teller& teller, Doors doors)
    : laptop_(laptop), teller_(teller), doors_(std::move(doors)) {}

void Watch::look_round(const WindowLook& look, View view, const std::shared_ptr<const Desk>& last,
                       std::int64_t now_us) {
    if (now_us - battery_read_us_ > kBatteryEveryUs) read_battery(now_us);
    tell(look, view);
    guard(look, view, last.get(), now_us);
    say_health(look, view);
}

void Watch::read_battery(std::int64_t now_us) {
    battery_read_us_ = now_us;
    const auto battery = ui::read_battery();
    const bool low = battery && !battery->charging && battery->percent < kLowBattery;
    const std::lock_guard lock{mutex_};
    battery_ = battery;
    if (!low) low_since_us_ = 0;
    if (low && low_since_us_ == 0) low_since_us_ = now_us;
}

void Watch::write(Desk& desk, std::int64_t now_us) const {
    const std::lock_guard lock{mutex_};
    if (battery_) desk.battery_percent = battery_->percent;
    desk.charging = battery_ && battery_->charging;
    if (low_since_us_ != 0) desk.battery_low_ms = std::max<std::int64_t>(1, (now_us - low_since_us_) / 1'000);
}

void Watch::guard(const WindowLook& look, View view, const Desk* last, std::int64_t now_us) {
    std::string headline;
    if (last) {
        Desk desk = *last;
        desk.focused = look.focused;  // As it is now: a frame that takes long has not heard of it.
        if (const auto guard = guard_of(desk, view)) headline = guard->headline;
    }
    const bool another = headline != guard_headline_;
    guard_headline_ = headline;
    if (another) {
        doors_.changed();
        teller_.say("guard " + (headline.empty() ? std::string{"none"} : headline));
    }
    if (headline.empty() || (!another && now_us - alerted_us_ <= kAlertEveryUs)) return;
    alerted_us_ = now_us;
    doors_.alert();
}

void Watch::tell(const WindowLook& look, View view) {
    teller_.say_if_new(told_focus_, look.focused ? "focus yes" : "focus no");
    const auto link = laptop_.link();
    teller_.say_if_new(told_link_, "link " + std::to_string(static_cast<int>(link->state)) + " unsent " +
                                       std::to_string(laptop_.unsent()) + " role " +
                                       (link->role ? std::to_string(static_cast<int>(*link->role)) : "-"));
    teller_.say_if_new(told_view_, std::string{"view "} + view_word(view));
}

void Watch::say_health(const WindowLook& look, View view) {
    timing::LaptopHealth health;
    {
        const std::lock_guard lock{mutex_};
        if (battery_) health.battery = static_cast<std::uint32_t>(battery_->percent);
        health.charging = battery_ && battery_->charging;
    }
    health.view = view_word(view);
    const auto station = laptop_.station();
    // Another window of this laptop that records is no trouble of the laptop's.
    if (station && !station->elsewhere) health.trouble = station->trouble;
    if (!guard_headline_.empty() && !look.focused) health.trouble = "nobody listens: its window is not in front";
    if (health == told_health_) return;
    laptop_.say_health(health);
    told_health_ = health;
}

}  // namespace heatline::ui
