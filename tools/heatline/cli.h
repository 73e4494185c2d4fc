#pragma once
// What every command of `heatline` shares: exit codes, how an error is told, and the table of commands.
//
// A command file adds its subcommand and says what to run; main.cpp parses and runs it. Main thread.

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "config/problem.h"
#include "timing/meet_folder.h"

namespace heatline::tools {

// Contract part 2.
enum class Exit : int { done = 0, failed = 1, usage = 2, input = 3, conflict = 4, unauthorised = 5, check = 6 };

// Set by the subcommand that was asked for.
using Action = std::function<Exit()>;

void add_presets(CLI::App& app, Action& action);
void add_new(CLI::App& app, Action& action);
void add_import(CLI::App& app, Action& action);
void add_plan(CLI::App& app, Action& action);
void add_replan(CLI::App& app, Action& action);
void add_heats(CLI::App& app, Action& action);
void add_fuse(CLI::App& app, Action& action);
void add_serve(CLI::App& app, Action& action);
void add_device(CLI::App& app, Action& action);
void add_report(CLI::App& app, Action& action);
void add_verify(CLI::App& app, Action& action);
void add_tents(CLI::App& app, Action& action);
void add_backup(CLI::App& app, Action& action);
void add_restore(CLI::App& app, Action& action);
void add_doctor(CLI::App& app, Action& action);
void add_simulate(CLI::App& app, Action& action);
void add_demo(CLI::App& app, Action& action);

// Prints `heatline: WHAT` on standard error and gives `exit` back. `what` is WHAT: WHY; WHAT TO DO.
Exit fail(Exit exit, std::string_view what);
// The same with a line for each problem of a file.
Exit fail_with(const std::string& what, const std::vector<config::Problem>& problems);
Exit fail(const timing::MeetProblem& problem);
// Talk, on standard error.
void say(std::string_view line);
// Data: to `path`, or to standard output when it is empty.
Exit put(const std::string& path, std::string_view data);

}  // namespace heatline::tools
