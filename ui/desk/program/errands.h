#pragma once
// Errands: carries out what a frame asked for: commands to the server, readings into this laptop's own journal. What
// became of it is said when it is known, never before. Render thread; answers come on the link's.

#include <cstdint>
#include <functional>
#include <string>

#include "timing/station/laptop.h"
#include "ui/desk/program/teller.h"
#include "ui/desk/screen.h"

namespace heatline::ui {

class Errands {
public:
    // What became of it: done or not, and a sentence. Any thread.
    using Answer = std::function<void(bool done, std::string sentence)>;

    // Both outlive this object. `started_us` makes the ids of its commands nobody else's.
    Errands(timing::Laptop& laptop, Teller& teller, std::int64_t started_us, Answer answer);

    void carry_out(const intent::Command& command);
    // `now_us`: CLOCK_BOOTTIME, `wall_us` the wall clock at the same moment.
    void carry_out(const intent::Record& record, std::int64_t now_us, std::int64_t wall_us);

private:
    timing::Laptop& laptop_;
    Teller& teller_;
    const std::int64_t started_us_;
    const Answer answer_;
    std::uint64_t commands_ = 0;
};

}  // namespace heatline::ui
