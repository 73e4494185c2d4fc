#pragma once
// Finish: fusion's answer. This runner crossed the line at this instant, and this is what says so.
//
// Finishes are derived from the readings and corrections of a line; they are written down only when a heat is
// made official. Plain values; any thread.

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/time.h"

namespace heatline {

// What a finish rests on. Several may hold together: a tap and a live bib, say. One bit each.
enum class Evidence : std::uint16_t {
    tap = 1 << 0,         // A tap gives the instant.
    bib_live = 1 << 1,    // A bib scanned at the end of the chute gives the child.
    bib_batch = 1 << 2,   // A bib keyed later gives the child.
    select = 1 << 3,      // A select gives the child, and the instant where there is no tap.
    chip = 1 << 4,        // A transponder gives both.
    token = 1 << 5,       // A finish token gives the child.
    second_tap = 1 << 6,  // A second tapper agrees.
    assigned = 1 << 7,    // A person said whose tap it is.
    inserted = 1 << 8,    // A person entered the finish.
    estimated = 1 << 9,   // The instant is worked out from the neighbours or from the scan.
};

struct EvidenceSet {
    std::uint16_t bits = 0;

    constexpr bool has(Evidence e) const { return (bits & static_cast<std::uint16_t>(e)) != 0; }
    constexpr EvidenceSet& add(Evidence e) {
        bits = static_cast<std::uint16_t>(bits | static_cast<std::uint16_t>(e));
        return *this;
    }
    friend constexpr bool operator==(EvidenceSet, EvidenceSet) = default;
};

// Why a person should look; none when all is well.
enum class Doubt : std::uint8_t {
    none,
    tap_without_number,  // Someone crossed and no number was taken.
    number_without_tap,  // A number was taken and nobody pressed the key.
    counts_differ,       // Between two sync points there are more taps than numbers, or fewer.
    unknown_number,      // The number is nobody's.
    sources_disagree,    // A select or chip says another place than the order of the chute.
    entered_twice,       // The number was taken more than once, far apart.
    wrong_heat,          // The child is not entered in the heat whose gun fits.
    after_status,        // A finish came after somebody had marked the child dnf, dns or withdrawn.
    number_repaired,     // The number is nobody's, or came twice; taken as that of a child who was not seen.
    heat_unsure,         // The time fits another heat about as well.
};

struct Finish {
    HeatId heat;                // None only where no heat had started.
    RunnerId runner;            // None: a finisher who is not known.
    Symbol bib;                 // The number as taken; none where no number was.
    std::optional<Instant> at;  // None: finished without a time.
    EvidenceSet evidence;
    std::uint16_t confidence_milli = 0;  // 0 to 1000.
    bool review = false;
    Doubt doubt = Doubt::none;
    ReadingIndex tap;       // The reading that gives the instant; none when estimated or inserted.
    ReadingIndex identity;  // The reading that names the child; none for an unknown or inserted finish.

    friend bool operator==(const Finish&, const Finish&) = default;
};

}  // namespace heatline
