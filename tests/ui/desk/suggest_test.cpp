// Whose number it may be that is typed in the chute. Times are seconds after nine o'clock.

#include "ui/desk/suggest.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

using namespace heatline;
using namespace heatline::ui;

namespace {

Instant at(std::int64_t second) { return midnight_utc({2027, 5, 1}) + minutes(540) + seconds(second); }

// Heats that run on line "finish", child by child.
struct Field {
    Snapshot snapshot;
    Roster roster;
    std::vector<std::shared_ptr<HeatPicture>> heats;

    HeatPicture& heat(std::int64_t gun_s) {
        auto heat = std::make_shared<HeatPicture>();
        heat->heat = HeatId{heats.size()};
        heat->state = HeatState::running;
        heat->start = at(gun_s);
        heats.push_back(heat);
        return *heats.back();
    }
    void child(HeatPicture& heat, const std::string& bib, Outcome what = outcome::OnCourse{},
               std::optional<std::int64_t> seed_s = {}, EvidenceSet evidence = {}) {
        Runner runner;
        if (seed_s) runner.seed_time_ms = *seed_s * 1000;
        const RunnerId id{roster.runners().size()};
        roster.save_runner(id, std::move(runner));
        ResultRow row;
        row.runner = id;
        row.bib = bib;
        row.outcome = what;
        row.evidence = evidence;
        heat.rows.push_back(row);
    }
    const Snapshot& picture() {
        snapshot.rules = std::make_shared<MeetRules>();
        snapshot.roster = std::make_shared<Roster>(roster);
        snapshot.heats.assign(heats.begin(), heats.end());
        return snapshot;
    }
    std::string offered(std::string_view typed, const std::set<std::string>& taken = {}, std::int64_t now_s = 600) {
        std::string all;
        for (const Suggestion& found : SuggestField{picture(), "finish"}.suggest(typed, taken, at(now_s)))
            all += (all.empty() ? "" : " ") + found.out.bib + (found.inexact ? "?" : "");
        return all;
    }
};

outcome::Finished crossed(std::int64_t second) { return {at(second), 0, 1}; }

}  // namespace

TEST_CASE("Who is still out and begins with what is typed is offered", "[ui][suggest]") {
    Field field;
    HeatPicture& heat = field.heat(0);
    field.child(heat, "1044");
    field.child(heat, "1046", crossed(500), {}, EvidenceSet{}.add(Evidence::tap).add(Evidence::bib_live));
    field.child(heat, "1047", outcome::Registered{});
    field.child(heat, "1049");
    field.child(heat, "1144");
    CHECK(field.offered("10") == "1044 1049");
    CHECK(field.offered("1044") == "1044 1049? 1144?");
    CHECK(field.offered("9").empty());

    SECTION("and not whose number this laptop took a moment ago") { CHECK(field.offered("10", {"1044"}) == "1049"); }
    SECTION("and nobody of a heat that does not run, or runs to another line") {
        heat.state = HeatState::official;
        CHECK(field.offered("10").empty());
        heat.state = HeatState::running;
        CHECK(SuggestField{field.picture(), "far"}.size() == 0);
    }
}

TEST_CASE("The first digits that all share may be left out, and zeros", "[ui][suggest]") {
    Field field;
    HeatPicture& heat = field.heat(0);
    field.child(heat, "1010");
    field.child(heat, "1044");
    field.child(heat, "1440");
    CHECK(field.offered("44") == "1044 1440");
    CHECK(field.offered("044") == "1044 1440?");
    CHECK(field.offered("10") == "1010 1044");
}

TEST_CASE("One digit wrong or two swapped come after all that fit", "[ui][suggest]") {
    Field field;
    HeatPicture& heat = field.heat(0);
    field.child(heat, "1034", crossed(400), {}, EvidenceSet{}.add(Evidence::chip));
    field.child(heat, "1404");
    field.child(heat, "1044");
    field.child(heat, "2090");
    CHECK(field.offered("1044") == "1044 1034? 1404?");
}

TEST_CASE("Whoever crossed comes first, then whoever is due, then the heat that started first", "[ui][suggest]") {
    Field field;
    HeatPicture& first = field.heat(0);
    HeatPicture& second = field.heat(120);
    field.child(second, "101");
    field.child(first, "102", outcome::OnCourse{}, 900);  // Not due yet at 600.
    field.child(first, "103", outcome::OnCourse{}, 500);
    field.child(first, "104", crossed(590), {}, EvidenceSet{}.add(Evidence::chip));
    field.child(first, "105", crossed(580), {}, EvidenceSet{}.add(Evidence::select));
    field.child(first, "106");
    CHECK(field.offered("") == "105 104 103 106 101");
    CHECK(field.offered("", {"105"}) == "104 103 106 101 102");
}

TEST_CASE("The memo makes the field anew for another snapshot only", "[ui][suggest]") {
    Field field;
    field.child(field.heat(0), "7");
    const auto one = std::make_shared<const Snapshot>(field.picture());
    SuggestMemo memo;
    const std::shared_ptr<const SuggestField> made = memo.field(one, "finish");
    CHECK(made->size() == 1);
    field.child(*field.heats[0], "8");
    CHECK(memo.field(one, "finish") == made);  // Nobody pays for a copy each frame.
    CHECK(memo.field(std::make_shared<const Snapshot>(field.picture()), "finish")->size() == 2);
    CHECK(made->size() == 1);  // Who holds it has it as it was.
    CHECK(memo.field(nullptr, "finish")->size() == 0);
}

// ---- the same, the slow way

namespace {

bool wrong_by_one(const std::string& bib, const std::string& typed) {
    if (typed.size() < 3 || bib.size() < typed.size()) return false;
    const std::string start = bib.substr(0, typed.size());
    for (std::size_t i = 0; i < start.size(); ++i) {
        std::string other = start;
        other[i] = typed[i];
        if (other == typed) return true;
        if (i + 1 < start.size()) {
            other = start;
            std::swap(other[i], other[i + 1]);
            if (other == typed) return true;
        }
    }
    return false;
}

int slow_rank(const std::string& bib, const std::string& typed, const std::vector<std::string>& all) {
    if (bib.compare(0, typed.size(), typed) == 0) return 1;
    for (std::size_t cut = 0; cut <= bib.size(); ++cut) {
        const std::string gone = bib.substr(0, cut);
        std::size_t zeros_from = cut;
        while (zeros_from > 0 && bib[zeros_from - 1] == '0') --zeros_from;
        const auto shared = [&](std::size_t length) {
            return std::all_of(all.begin(), all.end(),
                               [&](const std::string& other) { return other.compare(0, length, bib, 0, length) == 0; });
        };
        bool may_go = false;
        for (std::size_t kept = zeros_from; kept <= cut; ++kept)
            may_go = may_go || kept == 0 || (all.size() > 1 && shared(kept));
        if (may_go && bib.compare(cut, typed.size(), typed) == 0) return 2;
    }
    return wrong_by_one(bib, typed) ? 3 : 9;
}

}  // namespace

TEST_CASE("Suggestions are those of the rules written the slow way", "[ui][suggest][property]") {
    const auto seed = GENERATE(take(60, random(1u, 1'000'000u)));
    CAPTURE(seed);
    std::mt19937 dice{seed};
    Field field;
    std::vector<std::string> all;
    struct Child {
        std::string bib;
        std::int64_t gun = 0, when = 0;
        bool crossed = false;
    };
    std::vector<Child> children;
    const std::string shared = std::string{"10"}.substr(0, dice() % 3);
    for (std::int64_t h = 0; h < 2; ++h) {
        HeatPicture& heat = field.heat(h * 60);
        for (auto i = dice() % 30; i > 0; --i) {
            const std::string bib = shared + std::to_string(dice() % 3 == 0 ? dice() % 50 : 100 + dice() % 300);
            if (std::find(all.begin(), all.end(), bib) != all.end()) continue;
            all.push_back(bib);
            Child child{bib, h * 60, 600, false};
            if (dice() % 4 == 0) {
                child.crossed = true;
                child.when = 400 + static_cast<std::int64_t>(dice() % 5);
                field.child(heat, bib, crossed(child.when), {}, EvidenceSet{}.add(Evidence::chip));
            } else if (dice() % 2 == 0) {
                const auto seed_s = 500 + static_cast<std::int64_t>(dice() % 200);
                child.when = child.gun + seed_s;
                field.child(heat, bib, outcome::OnCourse{}, seed_s);
            } else {
                field.child(heat, bib);
            }
            children.push_back(child);
        }
    }
    std::string typed = std::to_string(dice() % 2000);
    if (dice() % 4 == 0) typed = "0" + typed;
    if (dice() % 5 == 0) typed.clear();
    if (!all.empty() && dice() % 3 == 0) typed = all[dice() % all.size()].substr(0, 1 + dice() % 3);

    std::stable_sort(children.begin(), children.end(), [&](const Child& a, const Child& b) {
        const auto order = [&](const Child& c) {
            return std::make_tuple(slow_rank(c.bib, typed, all), !c.crossed, c.when, c.gun, c.bib.size(), c.bib);
        };
        return order(a) < order(b);
    });
    std::string expected;
    for (std::size_t i = 0, said = 0; i < children.size() && said < 5; ++i) {
        const int rank = slow_rank(children[i].bib, typed, all);
        if (rank == 9) break;
        expected += (said++ == 0 ? "" : " ") + children[i].bib + (rank == 3 ? "?" : "");
    }
    CAPTURE(typed);
    CHECK(field.offered(typed) == expected);
}
