#pragma once
// App: the dashboard put together: the window's events and keys (main thread), the laptop's station, link and replica
// (threads of theirs), the painter (render thread), and with --serve the server beside it.
//
//   key -> Window (stamp) -> KeyDesk -> Laptop::push -> journal, sync -> tone, flash, count
//                                   \-> Painter::press -> view -> intent -> Laptop::command
//
// run() returns the program's exit code when the window was closed.

#include <memory>

#include "ui/desk/program/options.h"

namespace heatline::ui {

int run_dashboard(const Options& options);
// --screenshot without --gallery: waits until the state has arrived, draws one picture without a display.
int take_screenshot(const Options& options);

}  // namespace heatline::ui
