#include "ui/desk/practice/script.h"

namespace heatline::ui {
namespace {

using Needs = PracticeStep::Needs;

std::vector<PracticeStep> finish_script() {
    return {
        {Needs::gun, "Ten runners wait at the start. Press F4: that is the gun.", "", {}},
        {Needs::crossings, "A runner comes. Press SPACE as she crosses the line.", "", {{"1004", 8'000}}},
        {Needs::crossings, "The next one: SPACE. Holding the key does nothing more.", "", {{"1009", 7'000}}},
        {Needs::crossings,
         "Four come together: one press for each.",
         "",
         {{"1001", 9'000}, {"1008", 9'600}, {"1003", 10'000}, {"1010", 10'500}}},
        {Needs::take_back,
         "Now a mistake: press SPACE, though nobody crosses.",
         "F8 takes back the last thing you did. Press F8.",
         {}},
        {Needs::crossings,
         "A number that is easy to read: type 1006, and SPACE as she crosses.",
         "",
         {{"1006", 14'000}}},
        {Needs::crossings, "Two more. Look at the line, not at the screen.", "", {{"1002", 8'000}, {"1007", 8'800}}},
        {Needs::crossings, "The last one wears no number: SPACE all the same.", "", {{"", 8'000}}},
        {Needs::nothing, "That is all there is to it. Esc twice leaves the practice.", "", {}},
    };
}

std::vector<PracticeStep> chute_script() {
    return {
        {Needs::numbers, "A child comes out of the chute. Type the number and press Enter.", "", {{"1003", 0}}},
        {Needs::numbers, "The next one: number, Enter. Backspace and Esc mend what you type.", "", {{"1008", 0}}},
        {Needs::numbers, "Type 10 and choose with the arrow keys, then Enter.", "", {{"1002", 0}}},
        {Needs::numbers,
         "Four come together: keep the order in which they stand.",
         "",
         {{"1001", 0}, {"1009", 0}, {"1004", 0}, {"1010", 0}}},
        {Needs::numbers, "This number nobody can read: 0 and Enter.", "", {{"", 0}}},
        {Needs::take_back,
         "Now a mistake: type 77 and press Enter.",
         "F8 takes back the last thing you did. Press F8.",
         {}},
        {Needs::numbers, "The last two.", "", {{"1006", 0}, {"1007", 0}}},
        {Needs::nothing, "That is all there is to it. Esc twice leaves the practice.", "", {}},
    };
}

}  // namespace

std::string practice_bib(std::size_t index) { return std::to_string(1001 + index); }

const std::vector<PracticeStep>& practice_script(View view) {
    static const std::vector<PracticeStep> kFinish = finish_script(), kChute = chute_script();
    return view == View::chute ? kChute : kFinish;
}

}  // namespace heatline::ui
