#pragma once
// How one heat of the made-up meet goes: who is seen where, who presses when, which numbers are taken, what goes wrong.

#include <cstdint>
#include <vector>

#include "ui/desk/gallery/sample_field.h"

namespace heatline::ui {

// What goes wrong at the line or in the chute with the child that crosses as number `place` (from 0).
struct Slip {
    enum class Kind : std::uint8_t {
        first_timer_missed,  // The second one pressed.
        both_missed,
        pressed_twice,
        number_missed,
        number_misread,  // As one that nobody wears.
        number_unknown,  // The volunteer typed 0.
        swapped,         // With the next child, in the chute; a note at the line saw the right one.
        taken_again,     // A good while later.
        note_wrong,      // The note says who crossed six places before.
        lost             // Never comes to the line.
    };
    std::uint32_t place = 0;
    Kind kind = Kind::both_missed;
};

struct HeatScript {
    std::vector<Slip> slips;
    std::vector<SampleChild> guests;  // Children of another heat who run along.
    bool all_back = false;            // Everyone is seen at the tent afterwards; else eleven of twelve.
};

// Whoever crosses when; the children in the order of crossing.
void script_heat(SampleDay& day, const SampleDevices& devices, const SampleHeat& heat, const HeatScript& script);

}  // namespace heatline::ui
