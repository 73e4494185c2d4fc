#include "ui/desk/screen.h"

#include <algorithm>

namespace heatline::ui {
namespace {

char32_t lower(char32_t c) { return c >= U'A' && c <= U'Z' ? c + (U'a' - U'A') : c; }

}  // namespace

bool Frame::take(Key key, bool ctrl) {
    const auto found = std::find_if(keys.begin(), keys.end(),
                                    [&](const KeyPress& press) { return press.key == key && press.ctrl == ctrl; });
    if (found == keys.end()) return false;
    keys.erase(found);
    return true;
}

bool Frame::take_letter(char letter, bool ctrl) {
    const auto found = std::find_if(keys.begin(), keys.end(), [&](const KeyPress& press) {
        return press.key == Key::letter && press.ctrl == ctrl &&
               lower(press.text) == lower(static_cast<unsigned char>(letter));
    });
    if (found == keys.end()) return false;
    keys.erase(found);
    return true;
}

bool Frame::may_order() {
    screen.said = cannot_command(desk);
    return screen.said.empty();
}

}  // namespace heatline::ui
