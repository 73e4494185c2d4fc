#pragma once
// Pictures: --screenshot and --gallery, without a display. Each returns the program's exit code.

#include "ui/desk/program/options.h"

namespace heatline::ui {

int show_gallery(const Options& options);

}  // namespace heatline::ui
