// Whatever is asked on a race day, in whatever order: what is done is what was shown, what was called stays, nobody is
// lost, and taking back gives the same bytes.

#include <algorithm>
#include <set>

#include "tests/engine/race_day/race_day_meet.h"
// Catch2 last: it has a CHECK_THAT of its own.
#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::test;
using heatline::heats::test::at_minute;
using heatline::heats::test::draw;
using heatline::heats::test::World;
using race_day::Change;
using race_day::Question;

namespace {

// The facts without what only the server knows: the reason.
std::vector<FactBody> bodies(const std::vector<Fact>& facts) {
    std::vector<FactBody> found;
    for (const Fact& fact : facts) {
        found.push_back(fact.body);
        if (auto* added = std::get_if<HeatAdded>(&found.back())) added->reason = {};
        if (auto* replanned = std::get_if<HeatsReplanned>(&found.back())) replanned->reason = {};
    }
    return found;
}

std::string heat_bytes(const Heat& heat) {
    std::string text = std::to_string(heat.planned.us) + (heat.cancelled ? " off" : "");
    for (const Placement& p : heat.placements)
        text += " " + std::to_string(p.runner.value) + "/" + std::to_string(p.lane);
    return text;
}

std::int64_t seats_in(const State& state, const race_day::DayHeat& heat) {
    std::int64_t seats = 0;
    for (const Placement& placement : *heat.placements) {
        const auto gone = [&](const auto& g) { return g.first == placement.runner; };
        if (std::any_of(heat.gone.begin(), heat.gone.end(), gone)) continue;
        seats += state.roster->runner(placement.runner).assisted ? state.rules->heats.assist_seats : 1;
    }
    return seats;
}

// Children with a heat, each as often as it has one.
std::multiset<std::uint32_t> placed(const State& state) {
    std::multiset<std::uint32_t> found;
    for (const Heat& heat : state.heats) {
        for (const Placement& placement : heat.placements) found.insert(placement.runner.value);
    }
    return found;
}

class RandomDay {
public:
    RandomDay(RaceDayMeet& meet, std::uint64_t seed) : m_(meet), random_(seed) {}

    int done = 0, refused = 0, others = 0, taken_back = 0, added = 0;

    void step(Instant now) {
        const Question question = any_question(now);
        INFO("question " << question.index() << " at minute " << micros_between(at_minute(0), now) / 60'000'000);
        const race_day::Day day = m_.day();
        const auto change = race_day::change_of(day, question, now);
        check_snapshot_says_the_same(question, now, change);
        const std::string before = m_.bytes();
        m_.clock(now);
        if (!change || change->nothing()) {
            const std::string why = m_.refused(question, now);
            CHECK(why == (change ? "nothing has to change: every rule holds as it is, and nobody moves"
                                 : change.error().sentence));
            CHECK(m_.bytes() == before);
            ++refused;
            return;
        }
        CHECK(m_.words(*change).size() >= 1);
        const std::vector<bool> called = race_day::called_heats(day, now);
        const auto had = placed(m_.state());
        std::vector<std::string> heats;
        std::vector<std::int64_t> seats;
        for (const Heat& heat : m_.state().heats) heats.push_back(heat_bytes(heat));
        for (const race_day::DayHeat& heat : day.heats) seats.push_back(seats_in(m_.state(), heat));

        const Decision decision = m_.command(ReplanHeats{question, change->digest, false});
        REQUIRE(decision.ok());
        CHECK(bodies(*decision) == change->facts);
        check_moves(*change);
        for (std::size_t h = 0; h < heats.size(); ++h) {
            if (called[h] && change->cancels != HeatId{h}) CHECK(heats[h] == heat_bytes(m_.state().heats[h]));
        }
        check_places(seats, called);
        const auto has = placed(m_.state());
        CHECK(std::includes(has.begin(), has.end(), had.begin(), had.end()));
        ++done;
        others += change->others_moved > 0 ? 1 : 0;
        added += change->added ? 1 : 0;
        if (draw(random_, 0, 2) > 0 || change->added) return;
        const std::string after = m_.bytes();
        CHECK(m_.refused_undo(now, change->digest).empty());
        CHECK(m_.bytes() == before);
        CHECK(m_.refused(question, now, change->digest).empty());
        CHECK(m_.bytes() == after);
        ++taken_back;
    }

private:
    RunnerId any_child() {
        return RunnerId{
            static_cast<std::size_t>(draw(random_, 0, static_cast<int>(m_.state().roster->runners().size()) - 1))};
    }
    std::string bib(RunnerId child) const {
        return std::string{m_.state().symbols.text(m_.state().roster->bib_of(child))};
    }
    std::string any_team() { return m_.state().roster->team(m_.state().roster->runner(any_child()).team).name; }
    const Heat& any_heat() {
        return m_.state()
            .heats[static_cast<std::size_t>(draw(random_, 0, static_cast<int>(m_.state().heats.size()) - 1))];
    }

    Question any_question(Instant now) {
        switch (draw(random_, 0, 9)) {
            case 0:
                return race_day::TeamLate{any_team(), now + minutes(draw(random_, 0, 60)), {}};
            case 1:
                return race_day::TeamAbsent{any_team()};
            case 2:
                return race_day::TeamCoaches{any_team(), draw(random_, 1, 4)};
            case 3:
                return race_day::ChildTo{bib(any_child()), any_heat().name};
            case 4: {
                const Heat& heat = any_heat();
                if (heat.placements.empty()) return race_day::Cancel{heat.name};
                const Runner& child = m_.state().roster->runner(heat.placements.front().runner);
                return race_day::TeamTo{m_.state().roster->team(child.team).name, heat.name, any_heat().name};
            }
            case 5:
                return race_day::Cancel{any_heat().name};
            case 6:
                return race_day::Late{{bib(any_child())}};
            default:
                break;
        }
        std::vector<std::string> bibs;
        const int count = draw(random_, 1, 3);
        for (int i = 0; i < count; ++i) bibs.push_back(m_.child_like(any_child()));
        return race_day::Late{bibs};
    }

    void check_snapshot_says_the_same(const Question& question, Instant now, const Result<Change, Refusal>& change) {
        const auto snapshot = m_.snapshot();
        const auto shown = race_day::change_of(race_day::day_of(*snapshot), question, now);
        REQUIRE(shown.ok() == change.ok());
        if (change) CHECK(*shown == *change);
        if (!change) CHECK(shown.error().sentence == change.error().sentence);
    }

    void check_moves(const Change& change) {
        for (const race_day::Move& move : change.moves) {
            for (const RunnerId child : move.children) {
                const auto& heats = m_.state().heats_of[child.index()];
                CHECK(std::count(heats.begin(), heats.end(), move.to) == 1);
                CHECK(std::count(heats.begin(), heats.end(), move.from) == 0);
            }
        }
    }

    void check_places(const std::vector<std::int64_t>& before, const std::vector<bool>& called) {
        const race_day::Day now = m_.day();
        for (std::size_t h = 0; h < now.heats.size(); ++h) {
            if (now.heats[h].cancelled || (h < called.size() && called[h])) continue;
            const BandRules& band = m_.state().rules->heats.bands[now.heats[h].band.index()];
            const std::int64_t most =
                std::max<std::int64_t>(band.lanes > 0 ? band.lanes : band.capacity, h < before.size() ? before[h] : 0);
            CHECK(seats_in(m_.state(), now.heats[h]) <= most);
        }
    }

    RaceDayMeet& m_;
    std::mt19937_64 random_;
};

}  // namespace

TEST_CASE("On random race days what is done is what was shown, and taking back gives the same bytes",
          "[engine][race_day][property]") {
    int done = 0, refused = 0, others = 0, taken_back = 0, added = 0;
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        INFO("seed " << seed);
        World world = heats::test::school_day(seed, 12, 40);
        for (BandRules& band : world.input.rules.bands) band.capacity = 36;
        if (!heats::make_plan(world.input, RaceDayMeet::quick())) continue;
        RaceDayMeet m(world.input);
        RandomDay random(m, seed);
        const Instant first = world.input.rules.first_start;
        for (int i = 0; i < 40; ++i) random.step(first + minutes(-60 + 4 * i));
        done += random.done;
        refused += random.refused;
        others += random.others;
        taken_back += random.taken_back;
        added += random.added;
    }
    CHECK(done >= 120);
    CHECK(refused >= 40);
    CHECK(others >= 20);
    CHECK(taken_back >= 30);
    CHECK(added >= 2);
}

TEST_CASE("On random race days with lanes, genders and locks the same holds", "[engine][race_day][property]") {
    int done = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        INFO("seed " << seed);
        const World world = heats::test::random_world(seed);
        if (!heats::make_plan(world.input, RaceDayMeet::quick())) continue;
        RaceDayMeet m(world.input);
        if (m.state().heats.empty()) continue;
        RandomDay random(m, seed);
        for (int i = 0; i < 15; ++i) random.step(world.input.rules.first_start + minutes(-60 + 5 * i));
        done += random.done;
    }
    CHECK(done >= 100);
}

TEST_CASE("Eighty late children of a day of 8,000 come in by the command, one by one", "[engine][race_day][property]") {
    RaceDayMeet m(heats::test::school_day(7).input);
    std::mt19937_64 random(11);
    const auto published = static_cast<int>(m.state().roster->runners().size());
    int joined = 0, moved = 0, lacking = 0;
    for (int i = 0; i < 80; ++i) {
        CAPTURE(i);
        const std::string bib = m.child_like(RunnerId{static_cast<std::size_t>(draw(random, 0, published - 1))});
        const std::string before = m.bytes();
        const auto change = m.change(race_day::Late{{bib}});
        if (!change) {
            CHECK(change.error().sentence.find("coach") != std::string::npos);
            CHECK(m.refused(race_day::Late{{bib}}) == change.error().sentence);
            ++lacking;
            continue;
        }
        m.clock(morning());
        const Decision decision = m.command(ReplanHeats{race_day::Late{{bib}}, change->digest, false});
        REQUIRE(decision.ok());
        CHECK(bodies(*decision) == change->facts);
        CHECK(m.state().heats_of[m.child(bib).index()].size() == 1);
        ++(change->others_moved == 0 ? joined : moved);
        if (i % 4 != 0 || change->added) continue;
        CHECK(m.refused_undo(morning(), change->digest).empty());
        CHECK(m.bytes() == before);
        CHECK(m.refused(race_day::Late{{bib}}, morning(), change->digest).empty());
    }
    CHECK(joined >= 40);
    CHECK(joined + moved + lacking == 80);
    CHECK(lacking <= 8);
}
