#pragma once
// Rates: every number of a generated finish-line day, in one place, with its unit and where it comes from.
//
// Sources, as the comments name them: "cases" was measured in tests/data/fusion-cases against its truth (README.md
// shows how close the generated days come); "model" is what the reference model of the fusion takes; "case README" is
// what the cases say of themselves; "guess" is a guess. Per mille are whole thousandths, times are milliseconds.
// Somebody who tries a change to the fusion should change the seed, not these. Plain values; any thread.

#include <cstdint>

#include "tools/fusion_days/family.h"

namespace heatline::fusion_days {

// Children and heats; the same in every family.
struct FieldRates {
    std::int64_t absent_one_in = 12;        // Registered children who do not start. Case README; cases 8.4 to 9.0 %.
    std::int64_t median_low_ms = 528'000;   // The median of a heat lies between these. Cases: 528 to 597 s.
    std::int64_t median_high_ms = 597'000;  //
    std::int64_t sigma_permille = 215;  // Of the log of the time taken. Cases: 183 to 232, quartiles say 204 to 235.
    std::int64_t walker_permille = 30;  // Children who walk part of it. Cases: the upper tail is longer by about this.
    std::int64_t walker_low_permille = 1'250;   // They take this much of their time. Cases: at most 2.0 of the median.
    std::int64_t walker_high_permille = 1'600;  //
    std::int64_t fastest_ms = 340'000;          // Nobody is faster. Cases: 346 s is the fastest.
    std::int64_t fastest_spread_ms = 60'000;    // Who would be comes so much later at most. Guess.
    std::int64_t pack_permille = 100;           // Children who cross with the child before them. Cases: 5 to 10 %
                                                // more gaps under 0.3 s than chance gives.
    std::int64_t pack_low_ms = 20;              // So much behind, from here …
    std::int64_t pack_high_ms = 400;            // … to here. Guess.
    std::int64_t apart_ms = 20;  // No two children cross closer. Cases: 0.021 s, where chance would give 20 closer.
    std::int64_t bib_gap_permille = 70;    // Numbers after which some are left out. Cases 4 and 9: 5 to 8 %.
    std::int64_t bib_gap_most = 6;         // So many. Cases: 2 to 6.
    std::int64_t wrong_heat_permille = 0;  // Children who run in another heat. Strangers only; case 9: 4 of 204, model
                                           // 3 %.
    std::int64_t unregistered_permille = 0;  // Finishers with a number nobody registered. Case 9: 6 of 210.
    std::int64_t adult_permille = 0;         // Adults in the chute, for each child: pressed for. Case 9: 4 of 210.
    std::int64_t adult_low_ms = 500;         // After the child before. Case 9: 3.8 to 28.9 s.
    std::int64_t adult_high_ms = 20'000;     //
};

// A person who presses a key as each child crosses.
struct TapRates {
    std::int64_t late_ms = 60;          // Mean. Cases: 49 to 81 where the child before is over 1.2 s ahead.
    std::int64_t late_spread_ms = 90;   // Standard deviation. Cases: 75 (clean) to 111.
    std::int64_t apart_ms = 130;        // No two presses for children are closer. Case README …
    std::int64_t apart_spread_ms = 20;  // … and so much more at random. Cases: 0.130 to 0.16 s.
    std::int64_t missed_permille = 18;  // Times 0.6 + 2.4 exp(-gap / 250 ms). Model 20, which gives
                                        // 27 of 1,440 in the cases; there were 23.
    // Above so many children in 1,000 s further presses are lost, so many for each further child a second; counted so
    // far to both sides. Reference: in the clean family 1.0 and 3.6 % of the times are short at 1,100 and 2,000.
    std::int64_t crowd_in_1000_s = 2'500;
    std::int64_t crowd_permille = 13;
    std::int64_t crowd_window_ms = 2'500;   // Guess.
    std::int64_t double_permille = 6;       // Presses made twice. Cases: 9 of 1,440.
    std::int64_t double_low_ms = 90;        // So much later. Model; cases: 0.14 to 0.32 s.
    std::int64_t double_high_ms = 400;      //
    std::int64_t extra_permille = 3;        // Presses for nobody, for each child. Cases: 3 of 1,480;
                                            // double and extra together: model 1 %, cases 0.8 %.
    std::int64_t extra_within_ms = 15'000;  // At most so long after a child. Guess.
    std::int64_t away_ms = 0;               // Looks away once for so long in each 200 children. Case README: 15 s.
    std::int64_t clock_off_ms = 30;         // A second tapper's clock is off by at most this. Case README.
};

// A number scanned or typed at the end of the chute, or keyed later.
struct ChuteRates {
    std::int64_t walk_ms = 11'000;          // From the line to the scanner: mean. Cases: 10.7 to 11.3 s where no queue.
    std::int64_t walk_day_spread_ms = 400;  // The mean of a day is off by at most this. Cases, from the same.
    std::int64_t walk_spread_ms = 1'150;    // Standard deviation. Model 1.1 s; cases 1.2 to 1.4 s with waiting.
    std::int64_t walk_least_ms = 6'000;     // Cases: 7.4 s.
    std::int64_t service_ms = 680;          // Median from one scan to the next in a queue. Cases 5, 6, 3: 677 to 777.
    std::int64_t service_sigma_permille = 330;  // Of its log. Model; cases: 255 to 353.
    std::int64_t missed_permille = 15;          // Children not scanned. Model; cases: 18 of 1,190.
    std::int64_t repeated_permille = 10;        // Scanned twice. Cases: 11 of 1,190.
    std::int64_t repeated_low_ms = 240;         // So much later. Cases: 0.24 to 0.59 s.
    std::int64_t repeated_high_ms = 600;        //
    std::int64_t wrong_digit_permille = 8;      // Numbers with a digit wrong. Cases: 8 seen of 1,190.
    std::int64_t swap_permille = 34;            // Places where a child leaves the order. Model 3 %; cases: 32 of about
    std::int64_t swap_within_ms = 4'500;        // 930 neighbours at most this far apart; the largest was 4.24 s.
    std::int64_t far_swap_permille = 80;        // Of these, those who fall back 2 or 3 places. Cases: 4 of 43.
    std::int64_t ring_tags = 0;                 // Pull tags of one ring in each 200 children that is keyed at the end,
                                                // out of order. Case README: 12.
};

// A number noted right at the line.
struct NoteRates {
    std::int64_t every_ms = 20'000;  // Mean pause until the next child is looked out for. Model: 3 a minute; cases
                                     // with over 100 children in a heat: 2.1 to 2.6 a minute, pauses
                                     // exponential.
    std::int64_t spread_ms = 200;    // Standard deviation of its time. Case README; cases: 181 to 235.
    std::int64_t neighbour_permille = 25;    // The child beside it. Cases: 5 of 211.
    std::int64_t wrong_digit_permille = 10;  // Cases: 2 of 211.
};

// The mat.
struct ChipRates {
    std::int64_t unread_low_permille = 5;    // Tags that do not read at the line: 0.5 to 1.5 % of a day. Case README;
    std::int64_t unread_high_permille = 15;  // case 6: 5 of 300.
    std::int64_t reads_most = 20;            // 1 to this many reads a crossing, evenly. Case 6: quartiles 4, 9, 15.
    // A tag reads from so long before the line to so long after it, each with its own spread; reads lie evenly
    // between. Case 6, by the number of reads: spans of 0.41, 0.73 and 0.8 s, their middles 0.14 s off the crossing.
    std::int64_t reach_ms = 450;
    std::int64_t reach_spread_ms = 200;
    std::int64_t at_start_permille = 150;       // Registered tags read at the start. Case 6: 46 of 328 …
    std::int64_t at_start_most = 3;             // … 96 reads …
    std::int64_t at_start_low_ms = -500;        // … from -0.5 to 14.7 s after the gun.
    std::int64_t at_start_high_ms = 14'700;     //
    std::int64_t comes_back_permille = 10;      // Finishers read again later. Case 6: 3 of 300, 1 to 3 reads …
    std::int64_t comes_back_low_ms = 60'000;    // … 127 to 369 s later.
    std::int64_t comes_back_high_ms = 400'000;  //
};

// How readings come to the server.
struct ArrivalRates {
    std::int64_t delay_most_ms = 1'200;  // After it was made; the order of a device stays. Cases: up to 1.1 s.
};

struct Rates {
    FieldRates field;
    TapRates taps;
    ChuteRates chute;
    NoteRates notes;
    ChipRates chips;
    ArrivalRates arrival;
    // Which streams there are.
    std::int64_t tappers = 1;
    bool has_chute = true, keyed_later = false, has_notes = true, has_chips = false;
};

// The rates of a family: those above, but for what its name says.
Rates rates_of(Family family);

}  // namespace heatline::fusion_days
