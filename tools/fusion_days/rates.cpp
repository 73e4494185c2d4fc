#include "tools/fusion_days/rates.h"

namespace heatline::fusion_days {
namespace {

void make_clean(Rates& rates) {
    rates.taps.late_spread_ms = 75;  // Case 1.
    // What the density of children costs stays: nobody's mistake.
    rates.taps.missed_permille = rates.taps.double_permille = rates.taps.extra_permille = 0;
    rates.chute.missed_permille = rates.chute.repeated_permille = 0;
    rates.chute.wrong_digit_permille = rates.chute.swap_permille = 0;
    rates.notes.neighbour_permille = rates.notes.wrong_digit_permille = 0;
}

// Three times the slips, the tapper away for 15 s, 12 pull tags keyed in later, shuffled: case README.
void make_heavy(Rates& rates) {
    for (std::int64_t* slip :
         {&rates.taps.missed_permille, &rates.taps.double_permille, &rates.taps.extra_permille,
          &rates.chute.missed_permille, &rates.chute.repeated_permille, &rates.chute.wrong_digit_permille,
          &rates.chute.swap_permille, &rates.notes.neighbour_permille, &rates.notes.wrong_digit_permille})
        *slip *= 3;
    rates.taps.away_ms = 15'000;
    rates.chute.ring_tags = 12;
}

}  // namespace

Rates rates_of(Family family) {
    Rates rates;
    switch (family) {
        case Family::clean:
            make_clean(rates);
            break;
        case Family::typical:
            break;
        case Family::heavy:
            make_heavy(rates);
            break;
        case Family::batch:
            rates.keyed_later = true;
            break;
        case Family::two_tappers:
            rates.tappers = 2;
            break;
        case Family::chips:
            rates.has_chips = true;
            break;
        case Family::no_taps:
            rates.tappers = 0;
            break;
        case Family::taps_only:
            rates.has_chute = rates.has_notes = false;
            break;
        case Family::strangers:
            rates.field.wrong_heat_permille = 25;
            rates.field.unregistered_permille = 28;
            rates.field.adult_permille = 20;
            break;
    }
    return rates;
}

}  // namespace heatline::fusion_days
