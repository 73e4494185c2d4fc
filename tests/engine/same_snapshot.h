#pragma once
// check_same: two snapshots show the same, whatever they were made from. Catch2 stops the test where they do not.

#include <string>

#include "engine/results.h"
#include "engine/snapshot.h"
// Catch2 last: it has a CHECK_THAT of its own.
#include <catch2/catch.hpp>

namespace heatline::test {

// Everything of a heat that anybody may see, as text.
inline std::string shown(const HeatPicture& heat) {
    std::string text = heat.name + " " + heat.race + " " + std::to_string(static_cast<int>(heat.state)) + " " +
                       heat.digest + " start " + (heat.start ? format_rfc3339(*heat.start) : "none") + " heard " +
                       std::to_string(heat.gun_seq) + " planned " + format_rfc3339(heat.planned) +
                       (heat.course_clear ? " clear\n" : "\n");
    for (const std::uint32_t count : {heat.counts.registered, heat.counts.checked_in, heat.counts.on_course,
                                      heat.counts.finished, heat.counts.returned, heat.counts.review}) {
        text += std::to_string(count) + " ";
    }
    for (const ResultRow& row : heat.rows) {
        text += "\n" + std::to_string(row.runner.value) + " " + row.bib + " " + status_word(row.outcome) + " " +
                std::to_string(row.evidence.bits) + " " + std::to_string(row.confidence_milli) + " " +
                std::to_string(row.review) + " " + std::to_string(static_cast<int>(row.doubt)) + " " +
                std::to_string(row.tap.value) + " " + std::to_string(row.identity.value) + " " +
                std::to_string(row.finish);
        if (const auto* finished = std::get_if<outcome::Finished>(&row.outcome)) {
            text += " " + std::to_string(finished->place) + " " + std::to_string(finished->elapsed_us);
        }
    }
    return text;
}

inline std::string shown(const Totals& t) {
    std::string text;
    for (const std::uint64_t number :
         {std::uint64_t{t.teams}, std::uint64_t{t.runners}, std::uint64_t{t.registered}, std::uint64_t{t.checked_in},
          std::uint64_t{t.on_course}, std::uint64_t{t.finished}, std::uint64_t{t.returned}, std::uint64_t{t.accounted},
          std::uint64_t{t.unaccounted}, std::uint64_t{t.unplaced}, std::uint64_t{t.review}, t.readings, t.quarantined,
          t.unclaimed, t.far_off}) {
        text += std::to_string(number) + " ";
    }
    return text;
}

inline void check_same(const Snapshot& one, const Snapshot& other) {
    REQUIRE(one.heats.size() == other.heats.size());
    for (std::size_t i = 0; i < other.heats.size(); ++i) {
        REQUIRE(shown(*one.heats[i]) == shown(*other.heats[i]));
        REQUIRE(one.heats[i]->finishes == other.heats[i]->finishes);
        REQUIRE(one.heats[i]->trails == other.heats[i]->trails);
        REQUIRE(one.heats[i]->placements == other.heats[i]->placements);
    }
    REQUIRE(*one.ledger == *other.ledger);
    REQUIRE(*one.bibs == *other.bibs);
    REQUIRE(*one.devices == *other.devices);
    REQUIRE(*one.grants == *other.grants);
    REQUIRE(shown(one.totals) == shown(other.totals));
    REQUIRE(one.held_since == other.held_since);
    REQUIRE(one.closed == other.closed);
    REQUIRE(one.approvals == other.approvals);
}

}  // namespace heatline::test
