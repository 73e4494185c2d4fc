#pragma once
// The machine that the figures were taken on, and how long its disk takes. Main thread.

#include <string>

#include "tools/bench/measure.h"

namespace heatline::bench {

// How long fdatasync takes after 4 KiB appended to a file in `dir`, `times` times. Empty when the file cannot be made.
Samples probe_fdatasync(const std::string& dir, int times);

// "2 cores, SQLite 3.40.1, /tmp on ext4, fdatasync p50 … p99 …".
std::string machine_line(const std::string& dir, const Samples& fdatasync);

}  // namespace heatline::bench
