#pragma once
// FinishModel: everything the finish view says. One large clock, one large count, one thing to do. Pure; any thread.

#include "ui/desk/views/station_model.h"

namespace heatline::ui {

struct FinishModel : StationSays {
    enum class Face : std::uint8_t {
        running,  // The heat's clock, and who crossed.
        waiting,  // Until the next gun.
        over,     // No heat is left on this line, or none is planned.
        alone,    // The server was never reached: taps, and no clock.
    };
    Face face = Face::waiting;
    std::string also;         // "Heat 2 runs too: 24:10.3, 4 out".
    std::string clock;        // "12:41.8"; waiting: "1:18"; else empty.
    std::string clock_label;  // "since the gun", "until the start at 9:33", "later than planned, 9:33".
    Ink clock_ink = Ink::text;
    std::string count;        // "87"; empty where there is nothing to count.
    std::string count_label;  // "have crossed".
    std::string ask;          // "press SPACE as each child crosses"
    std::string typed;        // A number that the next Space marks.
    std::string start;        // "Start Heat 4": the button of the gun; empty: none to start.
    std::string planned;      // "planned 9:39", where nothing else says it.
};
FinishModel finish_model(const Desk& desk);

}  // namespace heatline::ui
