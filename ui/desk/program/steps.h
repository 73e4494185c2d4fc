#pragma once
// give_steps: the commands of one step, each given when the one before was done. When one is refused, those before it
// are taken back, the last first, so that a step is done whole or not at all.
//
// What takes back is given once and its answer is not waited for: it undoes what the server did a moment ago.
// `answer` comes on whichever thread heard of it, once.

#include <functional>
#include <string>

#include "ui/desk/screen.h"

namespace heatline::ui {

// What the server said: the HTTP status and the body.
using StepAnswered = std::function<void(int status, const std::string& body)>;
// Gives one command to the server.
using GiveCommand = std::function<void(const std::string& json, StepAnswered answered)>;

// Of a step that was done, the last command's answer; of one that was not, that of the one that was refused.
void give_steps(const intent::Command& command, const GiveCommand& give, const StepAnswered& answer);

}  // namespace heatline::ui
