#include "ui/desk/program/keyboard.h"

namespace heatline::ui {

std::optional<KeyAction> Keyboard::press(const RawKey& key, KeyScene scene) {
    const std::lock_guard lock{mutex_};
    scene.practising = practice_.has_value();
    return keys_.press(key, scene);
}

void Keyboard::begin_practice(View view, std::int64_t now_us) {
    const std::lock_guard lock{mutex_};
    practice_.emplace(view, now_us);
}

bool Keyboard::end_practice() {
    const std::lock_guard lock{mutex_};
    if (!practice_) return false;
    keys_.practice_ended();
    practice_.reset();
    return true;
}

bool Keyboard::practise(const key_action::Record& record) {
    const std::lock_guard lock{mutex_};
    if (practice_) practice_->take(record);
    return practice_.has_value();
}

bool Keyboard::practise(const key_action::Refused& refused, std::int64_t now_us) {
    const std::lock_guard lock{mutex_};
    if (practice_) practice_->refuse(refused.why, now_us);
    return practice_.has_value();
}

void Keyboard::show(View view, Desk& desk) const {
    const std::lock_guard lock{mutex_};
    keys_.show(view, desk.station);
    desk.menu = keys_.menu();
}

std::optional<Desk> Keyboard::practised(const Desk& desk, View view, std::int64_t now_us) {
    const std::lock_guard lock{mutex_};
    if (!practice_ || practice_->view() != view) return std::nullopt;
    practice_->tick(now_us);
    return practice_->desk(desk);
}

void Keyboard::close_menu() {
    const std::lock_guard lock{mutex_};
    keys_.close_menu();
}

}  // namespace heatline::ui
