// One snapshot after another: what did not change is the same object, and only what was said counts.

#include "engine/derive.h"

#include "tests/engine/oracle/random_meet.h"
#include "tests/support/meet_builder.h"
// Catch2 last: it has a CHECK_THAT of its own.
#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

using namespace heatline;
using namespace heatline::test;

namespace {

struct TwoHeats : MeetBuilder {
    TwoHeats() {
        team("Lincoln");
        for (const char* bib : {"101", "102", "201", "202"}) runner("Lincoln", bib);
        heat("1", {"101", "102"});
        heat("2", {"201", "202"});
        gun("1", at(0));
        gun("2", at(1000));
        select("101", at(300));
        select("201", at(1300));
    }
};

// What a viewer could see of a heat, in a form that compares. Reading ids depend on the order of arrival, so they
// are left out on request.
std::string picture(const HeatPicture& heat, bool with_ids) {
    std::string text = heat.name + " " + std::to_string(static_cast<int>(heat.state)) + "\n";
    for (const ResultRow& row : heat.rows) {
        const auto* finished = std::get_if<outcome::Finished>(&row.outcome);
        text += std::to_string(row.runner.value) + " " + row.bib + " " + status_word(row.outcome) + " " +
                (finished ? std::to_string(finished->place) + " " + std::to_string(finished->elapsed_us) : "-") + " " +
                std::to_string(row.evidence.bits) + " " + std::to_string(row.confidence_milli) + " " +
                std::to_string(row.review) + " " + std::to_string(static_cast<int>(row.doubt));
        if (with_ids) text += " " + std::to_string(row.tap.value) + " " + std::to_string(row.identity.value);
        text += "\n";
    }
    const HeatCounts& c = heat.counts;
    for (const std::uint32_t n : {c.registered, c.checked_in, c.on_course, c.finished, c.returned, c.review})
        text += std::to_string(n) + " ";
    return with_ids ? text + heat.digest : text;
}

std::string pictures(const Snapshot& snapshot, bool with_ids) {
    std::string text;
    for (const auto& heat : snapshot.heats) text += picture(*heat, with_ids) + "\n";
    return text;
}

}  // namespace

TEST_CASE("A heat that did not change is the same object in the next snapshot", "[engine][derive]") {
    TwoHeats m;
    const auto before = m.snapshot();
    m.select("102", at(320));
    const auto after = m.snapshot();
    CHECK(after->heats[0] != before->heats[0]);
    CHECK(after->heats[1] == before->heats[1]);
    CHECK(after->bibs == before->bibs);
    CHECK(before->heats[0]->rows.size() == 2);
    CHECK(std::holds_alternative<outcome::OnCourse>(before->heats[0]->rows[1].outcome));
}

TEST_CASE("Nothing new is the same snapshot", "[engine][derive]") {
    TwoHeats m;
    const auto before = m.snapshot();
    CHECK(m.snapshot() == before);
    m.team("Lincoln", [](Team& team) { team.tent = "B 4"; });
    const auto after = m.snapshot();
    CHECK(after != before);
    CHECK(after->seq == before->seq + 1);
    CHECK(after->heats == before->heats);
    CHECK(after->ledger == before->ledger);
    CHECK(after->grants == before->grants);
}

TEST_CASE("A heat says how many of its children are where", "[engine][derive]") {
    TwoHeats m;
    const HeatCounts& first = m.heat_picture("1")->counts;
    CHECK(first.registered == 2);
    CHECK(first.finished == 1);
    CHECK(first.on_course == 1);
    m.seen("101", Where::tent_return, at(900));
    CHECK(m.heat_picture("1")->counts.returned == 1);
    CHECK(m.snapshot()->totals.returned == 1);
    CHECK(m.snapshot()->totals.accounted == 1);
    CHECK(m.snapshot()->totals.unaccounted == 3);
}

TEST_CASE("Two derivers that saw the same facts agree, whenever they were asked", "[engine][derive][property]") {
    for (std::uint32_t seed = 1; seed <= 60; ++seed) {
        CAPTURE(seed);
        const MeetBuilder meet = random_meet(seed);
        State state;
        Deriver often;
        for (const Fact& fact : meet.facts()) {
            apply(state, state.seq + 1, fact);
            (void)often.derive(state);
        }
        Deriver once;
        const auto a = often.derive(state);
        const auto b = once.derive(state);
        REQUIRE(pictures(*a, true) == pictures(*b, true));
        REQUIRE(*a->ledger == *b->ledger);
        REQUIRE(*a->grants == *b->grants);
        REQUIRE(*a->bibs == *b->bibs);
        for (std::size_t i = 0; i < a->heats.size(); ++i) {
            REQUIRE(a->heats[i]->finishes == b->heats[i]->finishes);
            REQUIRE(a->heats[i]->start == b->heats[i]->start);
        }
    }
}

TEST_CASE("In which order devices deliver does not matter", "[engine][derive][property]") {
    for (std::uint32_t seed = 1; seed <= 100; ++seed) {
        CAPTURE(seed);
        std::mt19937 random{seed};
        // What each of four devices has to say, in its own order.
        std::vector<std::vector<std::pair<std::string, Reading>>> queues(4);
        std::vector<std::string> bibs;
        for (int i = 0; i < 12; ++i) bibs.push_back(std::to_string(101 + i));
        for (int i = 0; i < 12; ++i) {
            const double crossed = 200 + 5 * i + static_cast<double>(random() % 40) / 10;
            queues[0].emplace_back("tapper", MeetBuilder::of(ReadingKind::tap, at(crossed), ""));
            Reading scan = MeetBuilder::of(ReadingKind::bib, at(crossed + 10), bibs[static_cast<std::size_t>(i)]);
            scan.mode = Mode::live;
            if (random() % 6 != 0) queues[1].emplace_back("chute", scan);
            if (random() % 4 == 0) {
                queues[2].emplace_back("notes", MeetBuilder::of(ReadingKind::select, at(crossed + 0.1),
                                                                bibs[static_cast<std::size_t>(i)]));
            }
            Reading seen = MeetBuilder::of(ReadingKind::sighting, at(900 + i), bibs[static_cast<std::size_t>(i)]);
            seen.where = Where::tent_return;
            if (random() % 2 == 0) queues[3].emplace_back("marshal", seen);
        }
        std::string first;
        std::vector<LedgerRow> first_ledger;
        for (int order = 0; order < 6; ++order) {
            MeetBuilder m;
            m.team("Lincoln");
            for (const std::string& bib : bibs) m.runner("Lincoln", bib);
            m.heat("1", bibs);
            for (const char* device : {"tapper", "chute", "notes", "marshal"}) m.device(device);
            m.gun("1", at(0));
            auto left = queues;
            std::vector<std::size_t> next(left.size(), 0);
            for (;;) {
                std::vector<std::size_t> open;
                for (std::size_t q = 0; q < left.size(); ++q) {
                    if (next[q] < left[q].size()) open.push_back(q);
                }
                if (open.empty()) break;
                const std::size_t q = order == 0 ? open.front() : open[random() % open.size()];
                m.reading(left[q][next[q]].first, left[q][next[q]].second);
                ++next[q];
                if (random() % 8 == 0) (void)m.snapshot();
            }
            const std::string now = pictures(*m.snapshot(), false);
            if (order == 0) {
                first = now;
                first_ledger = *m.snapshot()->ledger;
            }
            REQUIRE(now == first);
            REQUIRE(*m.snapshot()->ledger == first_ledger);
        }
    }
}
