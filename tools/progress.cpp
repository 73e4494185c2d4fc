#include "tools/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

namespace heatline::tools {
namespace {

// Into a file: so often at most, and never for what is over sooner.
constexpr std::chrono::seconds kPlainEvery{1};

}  // namespace

ConsoleProgress::ConsoleProgress() : ConsoleProgress(isatty(STDERR_FILENO) == 1) {}

ConsoleProgress::~ConsoleProgress() { end_line(); }

void ConsoleProgress::step(std::string_view what, std::size_t done, std::size_t of) {
    const std::size_t parts = on_terminal_ ? 100 : 10;
    const std::size_t part = of == 0 ? 0 : done * parts / of;
    const bool fresh = what != what_;
    if (!fresh && part == shown_) return;
    const auto now = std::chrono::steady_clock::now();
    if (!on_terminal_ && now - told_ < kPlainEvery) return;
    told_ = now;
    what_ = what;
    shown_ = part;
    const std::string share = of == 0 ? std::string{} : fmt::format(" {} %", done * 100 / of);
    if (on_terminal_) {
        // Back to the first column, the text, and the rest of the old line erased.
        fmt::print(stderr, "\r{}{}\x1b[K", what, share);
        line_open_ = true;
    } else {
        fmt::print(stderr, "{}{}\n", what, share);
    }
    std::fflush(stderr);
}

void ConsoleProgress::end_line() {
    if (!line_open_) return;
    fmt::print(stderr, "\n");
    line_open_ = false;
    what_.clear();
}

}  // namespace heatline::tools
