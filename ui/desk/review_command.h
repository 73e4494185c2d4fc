#pragma once
// command_json: a command that answers a card of the review queue, as contract part 6 has it. Only those that an answer
// may become (engine/review): void, restore, assign, insert-finish, remove-finish, status, add-runner, move, bind-bib.
// Pure; any thread.

#include <string>

#include "engine/command.h"

namespace heatline::ui {

std::string command_json(const Command& command);

}  // namespace heatline::ui
