#include "ui/desk/program/teller.h"

#include <cstdio>

namespace heatline::ui {

void Teller::say(const std::string& line) {
    if (!on_) return;
    const std::lock_guard lock{mutex_};
    std::fprintf(stdout, "%s\n", line.c_str());
    std::fflush(stdout);
}

void Teller::say_if_new(std::string& last, const std::string& line) {
    if (!on_ || line == last) return;
    last = line;
    say(line);
}

}  // namespace heatline::ui
