#pragma once
// The line being typed at the foot of the screen (screen.h, Prompt): how a view opens it and reads it.
//
//   if (frame.take_letter('h')) open_prompt(frame, "hold", "Why do all heats wait?");
//   if (prompt_is(frame, "hold")) {
//       if (const auto why = type_into_prompt(frame)) …
//   }
//
// While it is open, type_into_prompt takes every key of the frame but the function keys and those with Ctrl, in the
// order in which they were pressed: a view that asks it first never mistakes a letter of a reason for an order.
// Render thread.

#include <optional>
#include <string>
#include <string_view>

#include "ui/desk/screen.h"

namespace heatline::ui {

// A line takes at most this many bytes; further letters are not taken.
inline constexpr std::size_t kPromptBytesMax = 240;

// `typed` is what stands there to begin with.
void open_prompt(Frame& frame, std::string purpose, std::string label, std::string typed = {});
// Whether a line of this purpose is open.
bool prompt_is(const Frame& frame, std::string_view purpose);

// The line without outer spaces when Enter was pressed in this frame; the prompt is then closed, as it is after Esc.
// Enter on an empty line gives nothing, for a reason has words; the foot then says so. Nothing when no prompt is open.
std::optional<std::string> type_into_prompt(Frame& frame);

}  // namespace heatline::ui
