#pragma once
// Undo: what this window did and can take back. One stack for all views of the office, one key: F8, and Ctrl+Z.
//
// A command stands on the stack from the moment the server did it, a reading from the moment this laptop took it: what
// was refused, or never heard, cannot be taken back. What is being taken back is off the stack until the answer comes;
// refused, it stands there again. What a station recorded is taken back by the same keys on the station's view, from
// its own journal: key_desk.h. Render thread.

#include <string>

#include "engine/base/result.h"
#include "ui/desk/screen.h"

namespace heatline::ui {

// A command, and the one that takes it back.
intent::Command undoable(std::string json, std::string words, std::string undo_json);

// Several that are one step, done all or none and taken back as one. Neither `steps` nor what takes one back is empty.
intent::Command undoable(std::vector<CommandStep> steps, std::string words);

// What became of what a frame asked for: the server answered, the laptop took it.
void answered(Screen& screen, const Intent& asked, bool done);

// The command that takes this back; or why it cannot be, as a sentence.
Result<intent::Command, std::string> take_back(const Desk& desk, const Undoable& done);

// The key, on the views of the office. Not while a line is typed.
void take_undo_key(Frame& frame);

// "take back: Heat 3 is official", for the hint beside the key; empty: there is nothing.
std::string undo_words(const Screen& screen);

}  // namespace heatline::ui
