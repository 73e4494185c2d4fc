// The made-up meets that pictures and tests of views rest on: each shows what it promises.

#include "ui/desk/gallery/sample_meet.h"

#include <catch2/catch.hpp>
#include <set>

using namespace heatline;

TEST_CASE("The sample morning is in the middle of Heat 3", "[ui][sample]") {
    const ui::Sample sample = ui::morning();
    const Snapshot& now = *sample.snapshot;

    REQUIRE(now.heats.size() == 12);
    CHECK(now.heats[0]->state == HeatState::official);
    CHECK(now.heats[1]->state == HeatState::official);
    CHECK(now.heats[2]->state == HeatState::running);
    CHECK(now.heats[3]->state == HeatState::planned);
    CHECK(now.heats[2]->counts.finished > 80);
    CHECK(now.heats[2]->counts.on_course > 10);
    CHECK(now.roster->teams().size() == 10);
    CHECK(now.totals.runners > 980);

    SECTION("one child is out since Heat 1, for 31 minutes") {
        REQUIRE(sample.focus.runner);
        CHECK((*now.ledger)[sample.focus.runner.index()].heat == HeatId{0U});
        CHECK(micros_between(*now.heats[0]->start, sample.now) / 60'000'000 == 31);
        CHECK(now.heats[0]->counts.on_course == 1);
    }
    SECTION("people have doubts of many kinds to look at") {
        std::set<Doubt> doubts;
        for (const ResultRow& row : now.heats[2]->rows) doubts.insert(row.doubt);
        CHECK(doubts.size() >= 6);
    }
    SECTION("a third of the children have a line for the announcer") {
        std::size_t lines = 0;
        for (const Runner& runner : now.roster->runners()) lines += runner.say_it.empty() ? 0 : 1;
        CHECK(lines > now.totals.runners / 4);
        CHECK(lines < now.totals.runners / 2);
    }
    SECTION("it is the same each time") {
        const ui::Sample again = ui::morning();
        CHECK(again.snapshot->heats[2]->digest == now.heats[2]->digest);
        CHECK(*again.snapshot->ledger == *now.ledger);
        CHECK(*again.overview == *sample.overview);
    }
}

TEST_CASE("The finished sample has nobody missing and one approval", "[ui][sample]") {
    const ui::Sample sample = ui::finished();

    CHECK(sample.snapshot->totals.unaccounted == 0);
    CHECK(sample.snapshot->approvals.size() == 1);
    for (const auto& heat : sample.snapshot->heats) CHECK(heat->state == HeatState::official);
}

TEST_CASE("The empty, the planned and the held sample are what they are called", "[ui][sample]") {
    CHECK(ui::empty().snapshot->heats.empty());
    const ui::Sample planned = ui::planned();
    CHECK(planned.snapshot->totals.on_course == 0);
    CHECK(planned.snapshot->totals.checked_in > 100);
    CHECK(ui::held().snapshot->held_since == ui::held().now - minutes(6));
}
