#pragma once
// Mistakes: how often children and volunteers do what nobody planned; every rate of a simulated day in one place.
//
// Rates are in 1,000 of the chances that the comment names. Where race organisers report a figure, it is that; the
// others are guesses and say so. A person who tries a change to the fusion should change the seed, not these. Plain
// values and constants; any thread.

#include <array>
#include <cstddef>
#include <cstdint>

namespace heatline::simulate {

// What children do.
struct Habits {
    std::int32_t absent = 83;       // Of children entered: 1 in 12 does not come; organisers count 5 to 10 in 100.
    std::int32_t stays = 15;        // Of entries of children who came: does not start. A guess.
    std::int32_t stops = 8;         // Of starters: does not finish. A guess; a mile is short.
    std::int32_t walks = 20;        // Of starters: walks most of it. Organisers keep a tail walker for them.
    std::int32_t with_friend = 60;  // Of finishers: crosses hand in hand with a child of the same team. A guess.
    std::int32_t wrong_heat = 5;    // Of starters: goes with the next heat of the same line. A guess.
    std::int32_t chute_swap = 30;   // Of neighbours in the chute: change places there. A guess, often quoted.
    std::int32_t chip_teams = 250;  // Of teams: their children wear chips. Every team does where a heat is dense.
};

// What volunteers and devices do.
struct Mistakes {
    std::int32_t missed_tap = 20;        // Of crossings; about three times as often in a pack, less often alone.
    std::int32_t double_tap = 10;        // Of presses: a finger that presses twice.
    std::int32_t extra_tap = 8;          // Of crossings: a press for nobody.
    std::int32_t adult_tap = 4;          // Of crossings: a press for a parent who ran along.
    std::int32_t tapper_away = 100;      // Of heats: the tapper looks away for some seconds.
    std::int32_t missed_scan = 15;       // Of children leaving the chute.
    std::int32_t repeated_scan = 15;     // Of scans.
    std::int32_t wrong_digits = 10;      // Of numbers scanned or typed: lost, swapped or neighbouring digits.
    std::int32_t ring_keyed_late = 100;  // Of heats: a dozen pull tags are keyed in minutes later, without times.
    std::int32_t select_neighbour = 30;  // Of numbers noted at the line: the child next to it.
    std::int32_t chip_dead = 15;         // Of crossings with a chip: makers promise 98.5 to 99.5 % read.
    std::int32_t chip_at_start = 20;     // Of starters with a chip: read at the start too.
    std::int32_t chip_comes_back = 10;   // Of finishers with a chip: walks past the mat again.
    std::int32_t wrong_gun = 200;        // Of heats: the gun is first sent wrong and sent right minutes later. A guess.
    std::int32_t missed_check_in = 30;   // Of children who come to their tent. A guess.
    std::int32_t missed_staging = 20;    // Of children who go to the start. A guess.
    std::int32_t unseen_dropout = 500;   // Of children who stop: no marshal notes them.
    std::int32_t unmarked_dropout = 200;   // Of children who stop: nobody gives them the status dnf.
    std::int32_t unmarked_no_start = 500;  // Of children who stay at the tent: nobody gives them the status dns.
    std::int32_t missed_return = 20;       // Of children coming back to their tent. A guess.
    std::int32_t lost_answer = 20;  // Of batches sent: the connection is lost before the answer, and all is resent.
    std::int32_t restart = 50;      // Of devices: is switched off and on once and counts from 1 in a new epoch.
};

// One row of what is printed: the rate above, and what it is a share of.
struct Slip {
    std::int32_t Mistakes::*rate;
    const char* name;
    const char* of;
};

inline constexpr std::array kSlips{
    Slip{&Mistakes::missed_tap, "press missed", "crossings"},
    Slip{&Mistakes::double_tap, "pressed twice", "presses"},
    Slip{&Mistakes::extra_tap, "press for nobody", "crossings"},
    Slip{&Mistakes::adult_tap, "press for an adult", "crossings"},
    Slip{&Mistakes::tapper_away, "tapper looked away", "heats"},
    Slip{&Mistakes::missed_scan, "number not scanned", "children in the chute"},
    Slip{&Mistakes::repeated_scan, "number scanned twice", "scans"},
    Slip{&Mistakes::wrong_digits, "wrong digits", "numbers"},
    Slip{&Mistakes::ring_keyed_late, "pull tags keyed late", "heats"},
    Slip{&Mistakes::select_neighbour, "neighbour noted", "notes at the line"},
    Slip{&Mistakes::chip_dead, "chip not read", "chip crossings"},
    Slip{&Mistakes::chip_at_start, "chip read at the start", "chip starters"},
    Slip{&Mistakes::chip_comes_back, "chip came back", "chip crossings"},
    Slip{&Mistakes::wrong_gun, "gun sent wrong first", "heats"},
    Slip{&Mistakes::missed_check_in, "not checked in", "arrivals at a tent"},
    Slip{&Mistakes::missed_staging, "not seen at staging", "starters"},
    Slip{&Mistakes::unseen_dropout, "dropout not noticed", "dropouts"},
    Slip{&Mistakes::unmarked_dropout, "dropout not marked dnf", "dropouts"},
    Slip{&Mistakes::unmarked_no_start, "not marked dns", "children who stayed"},
    Slip{&Mistakes::missed_return, "return not seen", "returns to a tent"},
    Slip{&Mistakes::lost_answer, "answer lost, sent again", "batches"},
    Slip{&Mistakes::restart, "device restarted", "devices"},
};

struct Tally {
    std::int64_t made = 0;
    std::int64_t chances = 0;
};
using Tallies = std::array<Tally, kSlips.size()>;

// The tally of one mistake, by its rate's name.
inline Tally& tally_of(Tallies& tallies, std::int32_t Mistakes::*rate) {
    std::size_t at = 0;
    while (at + 1 < kSlips.size() && kSlips[at].rate != rate) ++at;
    return tallies[at];
}

}  // namespace heatline::simulate
