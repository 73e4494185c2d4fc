#pragma once
// The scripts of the practice heats: two minutes, ten made-up runners, one bunch, one without a number, one taken back.
// Plain values; any thread.

#include <cstdint>
#include <string>
#include <vector>

#include "ui/desk/desk.h"

namespace heatline::ui {

struct PracticeStep {
    enum class Needs : std::uint8_t {
        gun,        // F4.
        crossings,  // A press for each runner; the step ends by time, whoever was missed.
        numbers,    // The number of each runner, in order.
        take_back,  // Something that is recorded and then undone.
        nothing,    // The end.
    };
    struct Runner {
        std::string bib;         // Empty: nobody can read it.
        std::int64_t at_ms = 0;  // Crosses so long after the step began; not of numbers.
    };
    Needs needs = Needs::nothing;
    std::string ask;
    std::string ask_then;  // Of take_back: once there is something to take back.
    std::vector<Runner> runners = {};
};

inline constexpr std::size_t kPracticeRunners = 10;
// The bib of made-up runner `index`: 1001, 1002, …
std::string practice_bib(std::size_t index);
// Of View::finish or View::chute.
const std::vector<PracticeStep>& practice_script(View view);

}  // namespace heatline::ui
