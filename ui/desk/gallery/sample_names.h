#pragma once
// Names of made-up children, in the alphabets that families write them in. Pure; any thread.

#include <cstdint>
#include <string>

namespace heatline::ui {

struct SampleName {
    std::string first, last;
    std::string say_it;  // For the announcer; empty where the obvious reading is right.
};

// The same number gives the same name. Some of a thousand are alike in the first name and the initial of the last.
SampleName sample_name(std::uint32_t number);
// One that no column is wide enough for.
SampleName longest_name();

}  // namespace heatline::ui
