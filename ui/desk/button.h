#pragma once
// Button: a verb with its key, to be clicked too. A click on it is a press of that key at the moment of the click, and
// goes the way that the key goes: what it means is decided there (key_desk.h, the views). A button never has the focus,
// and no button is Space: a tap is a key.
//
// Only what a person saw is clicked: the button has to have stood there in the frame before. A second click within
// kClickAgainUs is the same click. While a line is typed keys are letters, and buttons are none. Render thread.

#include <string>
#include <string_view>

#include "ui/desk/screen.h"

namespace heatline::ui {

inline constexpr std::int64_t kClickAgainUs = 400'000;

KeyPress key_press(Key key);
KeyPress key_press(char letter);
// As it stands on the key: "S", "F4", "Del".
std::string key_name(const KeyPress& key);

// The room that a button needs.
float button_width(const Kit& kit, std::string_view verb, const KeyPress& key);
// "Start Heat 3  S".
void draw_button(Frame& frame, Rect rect, std::string_view verb, const KeyPress& key);
// The same, small, for the foot of a view: Kit::key_hint. Returns the width drawn.
float draw_key_hint(Frame& frame, float x, float y, const KeyPress& key, std::string_view does);

}  // namespace heatline::ui
