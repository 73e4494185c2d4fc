// A deriver's memory saves work and changes nothing: whatever it was asked before, it says what a new one says.

#include <random>

#include "engine/apply.h"
#include "engine/derive.h"
#include "tests/engine/oracle/random_meet.h"
// Catch2 last: it has a CHECK_THAT of its own.
#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::test;

namespace {

// Everything of a heat that anybody may see, as text.
std::string shown(const HeatPicture& heat) {
    std::string text = heat.name + " " + heat.race + " " + std::to_string(static_cast<int>(heat.state)) + " " +
                       heat.digest + " start " + (heat.start ? format_rfc3339(*heat.start) : "none") + "\n";
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

std::string shown(const Totals& t) {
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

void check_same(const Snapshot& remembered, const Snapshot& anew) {
    REQUIRE(remembered.heats.size() == anew.heats.size());
    for (std::size_t i = 0; i < anew.heats.size(); ++i) {
        REQUIRE(shown(*remembered.heats[i]) == shown(*anew.heats[i]));
        REQUIRE(remembered.heats[i]->finishes == anew.heats[i]->finishes);
        REQUIRE(remembered.heats[i]->placements == anew.heats[i]->placements);
    }
    REQUIRE(*remembered.ledger == *anew.ledger);
    REQUIRE(*remembered.bibs == *anew.bibs);
    REQUIRE(*remembered.grants == *anew.grants);
    REQUIRE(shown(remembered.totals) == shown(anew.totals));
}

}  // namespace

TEST_CASE("A deriver that is asked again and again says what a new one says", "[engine][derive][property]") {
    const std::uint32_t seed = GENERATE(range(1u, 151u));
    CAPTURE(seed);
    const MeetBuilder meet = random_meet(seed);
    std::mt19937 draw{seed};
    State state;
    Deriver remembering;
    for (const Fact& fact : meet.facts()) {
        apply(state, state.seq + 1, fact);
        if (draw() % 3 != 0) continue;
        const auto remembered = remembering.derive(state);
        if (draw() % 12 != 0) continue;
        CAPTURE(state.seq);
        check_same(*remembered, *Deriver{}.derive(state));
    }
    check_same(*remembering.derive(state), *Deriver{}.derive(state));
}
