#include "ui/desk/button.h"

#include <algorithm>

namespace heatline::ui {
namespace {

constexpr float kHintHeight = 26;

bool same_key(const KeyPress& a, const KeyPress& b) {
    return a.key == b.key && a.text == b.text && a.ctrl == b.ctrl && a.shift == b.shift;
}

void hear_click(Frame& frame, Rect rect, const KeyPress& key) {
    Screen& screen = frame.screen;
    if (screen.prompt) return;
    screen.buttons.push_back({rect, key});
    if (!frame.kit.clicked(rect)) return;
    const Mouse& mouse = frame.kit.mouse();
    const bool again = mouse.device_us - screen.clicked_us < kClickAgainUs;
    screen.clicked_us = mouse.device_us;
    const bool seen = std::any_of(screen.seen_buttons.begin(), screen.seen_buttons.end(), [&](const ButtonPlace& it) {
        return same_key(it.key, key) && it.rect.holds(mouse.x, mouse.y);
    });
    if (again || !seen) return;
    KeyPress press = key;
    press.device_us = mouse.device_us;
    frame.intents.push_back(intent::Press{press});
}

}  // namespace

KeyPress key_press(Key key) {
    KeyPress press;
    press.key = key;
    return press;
}

KeyPress key_press(char letter) {
    KeyPress press;
    press.text = static_cast<unsigned char>(letter);
    return press;
}

std::string key_name(const KeyPress& key) {
    if (key.key >= Key::f1 && key.key <= Key::f12)
        return "F" + std::to_string(1 + static_cast<int>(key.key) - static_cast<int>(Key::f1));
    switch (key.key) {
        case Key::letter:
            return {static_cast<char>(key.text >= U'a' && key.text <= U'z' ? key.text - (U'a' - U'A') : key.text)};
        case Key::enter:
            return "Enter";
        case Key::escape:
            return "Esc";
        case Key::tab:
            return "Tab";
        case Key::remove:
            return "Del";
        default:
            return {};
    }
}

float button_width(const Kit& kit, std::string_view verb, const KeyPress& key) {
    return 16 + kit.width(verb, Size::body, Weight::medium) + 16 +
           kit.width(key_name(key), Size::meta, Weight::medium) + 16;
}

void draw_button(Frame& frame, Rect rect, std::string_view verb, const KeyPress& key) {
    frame.kit.button(rect, verb, key_name(key), !frame.screen.prompt);
    hear_click(frame, rect, key);
}

float draw_key_hint(Frame& frame, float x, float y, const KeyPress& key, std::string_view does) {
    const float width = frame.kit.key_hint(x, y, key_name(key), does);
    hear_click(frame, {x, y, width, kHintHeight}, key);
    return width;
}

}  // namespace heatline::ui
