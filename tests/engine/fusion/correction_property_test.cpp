// What a person's word changes and what it does not, on recorded lines and generated days. Seeds are printed.

#include <random>

#include "engine/fusion/base.h"
#include "engine/fusion/fuser.h"
#include "engine/fusion/listen.h"
#include "engine/fusion/stretches.h"
#include "tests/support/day_line.h"
// Catch2 last: it has a CHECK_THAT of its own.
#include <catch2/catch.hpp>

using namespace heatline;
using heatline::test::Correction;
using heatline::test::DayLine;
using Kind = Correction::Kind;
using fusion_days::Family;

namespace {

const std::vector<std::string> kRecorded{"1-clean-60",        "2-typical-150", "3-heavy-200",        "4-batch-180",
                                         "5-two-tappers-250", "6-chips-300",   "9-strangers-3-heats"};

const fusion_days::Layout& layout(std::size_t index) { return fusion_days::layouts()[index]; }

class Dice {
public:
    explicit Dice(std::uint32_t seed) : random_(seed) {}
    std::uint32_t below(std::size_t n) { return static_cast<std::uint32_t>(random_() % n); }

private:
    std::mt19937 random_;
};

// Any word about this line, sensible or not.
Correction any_word(const DayLine& line, Dice& dice) {
    const RunnerId runner{dice.below(line.runners())};
    const HeatId heat{dice.below(line.heats().size())};
    const auto from = [&](const std::vector<fusion::Item>& items) { return items[dice.below(items.size())]; };
    switch (dice.below(6)) {
        case 0:
            if (!line.taps().empty()) return {.kind = Kind::take_back, .reading = from(line.taps()).reading};
            [[fallthrough]];
        case 1:
            if (!line.bibs().empty()) return {.kind = Kind::take_back, .reading = from(line.bibs()).reading};
            [[fallthrough]];
        case 2:
            if (!line.selects().empty()) return {.kind = Kind::take_back, .reading = from(line.selects()).reading};
            [[fallthrough]];
        case 3: {
            const auto& child = line.day().truth[dice.below(line.day().truth.size())];
            const Instant at = child.at + Millis{static_cast<std::int64_t>(dice.below(4'000)) - 2'000};
            return {.kind = Kind::enter, .runner = runner, .heat = line.heat_of(child), .at = at};
        }
        case 4:
            return {.kind = Kind::remove, .runner = runner, .heat = heat};
        default:
            if (line.taps().empty()) return {.kind = Kind::remove, .runner = runner, .heat = heat};
            return {.kind = Kind::assign, .reading = from(line.taps()).reading, .runner = runner};
    }
}

std::string told(const Correction& c) {
    const char* kinds[] = {"assign", "enter", "remove", "take back"};
    return std::string{kinds[static_cast<int>(c.kind)]} + " reading " + std::to_string(c.reading.value) + " runner " +
           std::to_string(c.runner.value) + " heat " + std::to_string(c.heat.value) + " at " + std::to_string(c.at.us);
}

bool row_before(const Finish& a, const Finish& b) {
    const auto key = [](const Finish& f) {
        return std::tuple{f.heat,  f.runner, f.bib,     f.at ? f.at->us : -1, f.evidence.bits, f.confidence_milli,
                          f.doubt, f.tap,    f.identity};
    };
    return key(a) < key(b);
}

// Rows that are in one list and not in the other.
std::vector<Finish> changed(std::vector<Finish> a, std::vector<Finish> b) {
    std::sort(a.begin(), a.end(), row_before);
    std::sort(b.begin(), b.end(), row_before);
    std::vector<Finish> out;
    std::set_symmetric_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(out), row_before);
    return out;
}

// The times between the anchors that enclose what the words touch.
std::vector<std::pair<std::int64_t, std::int64_t>> enclosed(fusion::Base& base, const fusion::LineInput& input) {
    base.point_to(input);
    const auto& slots = base.sequence().slots;
    std::vector<std::pair<std::int64_t, std::int64_t>> out;
    for (const fusion::Stretch& s : fusion::touched_stretches(
             base.places(), slots.size(), base.sequence().arrivals.size(), fusion::take_words(base))) {
        out.push_back({s.slots_from > 0 ? slots[s.slots_from - 1].at : INT64_MIN,
                       s.slots_to < slots.size() ? slots[s.slots_to].at : INT64_MAX});
    }
    return out;
}

// Recorded, or generated: "b-1-seed7" is the family, the layout and the seed.
struct Named {
    std::string name;
    fusion_days::Day day;
};

std::vector<Named> all_days() {
    std::vector<Named> out;
    for (const std::string& name : kRecorded) out.push_back({name, test::recorded_day(name)});
    for (const Family family : fusion_days::kFamilies) {
        if (family == Family::taps_only) continue;
        for (const std::uint64_t seed : {31u, 32u}) {
            out.push_back({std::string{fusion_days::letter(family)} + "-120-seed" + std::to_string(seed),
                           fusion_days::make_day(family, layout(1), seed)});
        }
    }
    return out;
}

}  // namespace

TEST_CASE("A word changes nothing beyond the anchors around what it touches",
          "[engine][fusion][corrections][property]") {
    static const std::vector<Named> days = all_days();
    const std::size_t which = GENERATE_COPY(range(std::size_t{0}, days.size()));
    const std::string& name = days[which].name;
    DayLine line(days[which].day);
    const auto base = line.fuse();
    fusion::Bench bench;
    fusion::Base places{line.input(), bench};
    fusion::Fuser fuser;
    fuser.fuse(line.input());
    Dice dice(1);
    for (int k = 0; k < 200; ++k) {
        const Correction word = any_word(line, dice);
        INFO(name << " word " << k << " of seed 1: " << told(word));
        line.say(word);
        const auto rows = fuser.fuse(line.input());
        const auto near = enclosed(places, line.input());
        for (const Finish& row : changed(base, rows)) {
            const bool own = word.runner && row.runner == word.runner;
            const bool own_reading = word.reading && (row.tap == word.reading || row.identity == word.reading);
            const bool inside = row.at && std::any_of(near.begin(), near.end(), [&](const auto& between) {
                                    // A child who lost its tap has the time of its own note or chip, which is
                                    // off by a fraction of a second: so may it be from the anchor.
                                    const std::int64_t off = row.evidence.has(Evidence::tap) ? 0 : 1'000'000;
                                    if (between.first != INT64_MIN && row.at->us < between.first - off) return false;
                                    return between.second == INT64_MAX || row.at->us <= between.second + off;
                                });
            INFO("runner " << row.runner.value << " bib " << row.bib.value << " at " << (row.at ? row.at->us : -1)
                           << " doubt " << int(row.doubt));
            CHECK((own || own_reading || inside || !row.at));
        }
        line.unsay(word);
        REQUIRE(fuser.fuse(line.input()) == base);
    }
    CHECK(fuser.patched_only() >= 200);
}

TEST_CASE("What people say in one order or the other gives the same list", "[engine][fusion][corrections][property]") {
    const std::string name = GENERATE(from_range(kRecorded));
    DayLine line(test::recorded_day(name));
    fusion::Fuser fuser;
    Dice dice(2);
    for (int k = 0; k < 40; ++k) {
        const Correction a = any_word(line, dice), b = any_word(line, dice);
        INFO(name << " pair " << k << " of seed 2: " << told(a) << ", " << told(b));
        line.say(a);
        fuser.fuse(line.input());
        line.say(b);
        const auto one = fuser.fuse(line.input());
        line.unsay_all();
        line.say(b);
        fuser.fuse(line.input());
        line.say(a);
        // Of two words on one tap or one finish the last one holds.
        const bool one_tap = a.kind == Kind::assign && b.kind == Kind::assign && a.reading == b.reading;
        const bool one_finish = a.heat && a.runner == b.runner && a.heat == b.heat;
        const bool same = fuser.fuse(line.input()) == one;
        if (!one_tap && !one_finish) REQUIRE(same);
        line.unsay_all();
    }
}

TEST_CASE("Taking back what was said one by one gives the lists from before",
          "[engine][fusion][corrections][property]") {
    const Family family = GENERATE(Family::typical, Family::heavy, Family::batch, Family::two_tappers, Family::chips,
                                   Family::no_taps, Family::strangers);
    for (const std::uint32_t seed : {11u, 12u}) {
        DayLine line(fusion_days::make_day(family, layout(1), seed));
        fusion::Fuser fuser;
        Dice dice(seed);
        std::vector<Correction> said;
        std::vector<std::vector<Finish>> lists{fuser.fuse(line.input())};
        for (int k = 0; k < 25; ++k) {
            const Correction word = any_word(line, dice);
            const bool again = std::any_of(said.begin(), said.end(), [&](const Correction& c) {
                return c.kind == Kind::take_back || word.kind == Kind::take_back || c.kind == Kind::assign
                           ? c.reading == word.reading && c.reading
                           : c.runner == word.runner && c.heat == word.heat;
            });
            if (again) continue;
            said.push_back(word);
            line.say(word);
            lists.push_back(fuser.fuse(line.input()));
        }
        while (!said.empty()) {
            INFO(fusion_days::name_of(family) << " seed " << seed << ", " << said.size() << " words");
            REQUIRE(fuser.fuse(line.input()) == lists.back());
            line.unsay(said.back());
            said.pop_back();
            lists.pop_back();
        }
        CHECK(fuser.fuse(line.input()) == lists.back());
    }
}

TEST_CASE("A confirmed row stays whatever else is said, and whatever comes in later",
          "[engine][fusion][corrections][property]") {
    const Family family =
        GENERATE(Family::typical, Family::heavy, Family::batch, Family::two_tappers, Family::chips, Family::strangers);
    for (const std::uint32_t seed : {21u, 22u, 23u}) {
        INFO(fusion_days::name_of(family) << " seed " << seed);
        const fusion_days::KnownDay known = fusion_days::make_known_day(family, layout(1), seed);
        DayLine line(known.day);
        const std::size_t all = known.day.readings.size();
        line.take_readings(all / 2);
        // Every tenth child that has pressed for it so far: confirmed as it truly was.
        std::map<RunnerId, Correction> confirmed;
        for (std::size_t r = 0; r < all / 2; ++r) {
            if (known.day.readings[r].kind != ReadingKind::tap || known.origins[r] < 0 || known.origins[r] % 10 != 0)
                continue;
            const auto& child = known.day.truth[static_cast<std::size_t>(known.origins[r])];
            const auto runner = line.runner_of(child);
            if (runner)
                confirmed.insert({*runner, {.kind = Kind::assign, .reading = ReadingIndex{r}, .runner = *runner}});
        }
        REQUIRE_FALSE(confirmed.empty());
        for (const auto& [runner, word] : confirmed) line.say(word);
        fusion::Fuser fuser;
        const auto holds = [&](const std::vector<Finish>& rows) {
            for (const auto& [runner, word] : confirmed) {
                const auto row =
                    std::find_if(rows.begin(), rows.end(), [&, r = runner](const Finish& f) { return f.runner == r; });
                REQUIRE(row != rows.end());
                CHECK(row->tap == word.reading);
                // A second tapper may still add half of the difference.
                CHECK(std::abs(row->at->us - known.day.readings[word.reading.index()].at->us) <= 200'000);
                CHECK_FALSE(row->review);
            }
        };
        holds(fuser.fuse(line.input()));
        for (std::size_t count = all / 2 + 40; count <= all; count += 40) {
            line.take_readings(count);
            holds(fuser.fuse(line.input()));
        }
        line.take_readings(all);
        Dice dice(seed);
        for (int k = 0; k < 40; ++k) {
            const Correction word = any_word(line, dice);
            const bool about_them = confirmed.count(word.runner) > 0 ||
                                    std::any_of(confirmed.begin(), confirmed.end(),
                                                [&](const auto& c) { return c.second.reading == word.reading; });
            if (about_them) continue;
            INFO("word " << k);
            line.say(word);
            holds(fuser.fuse(line.input()));
            if (k % 4 != 0) line.unsay(word);
        }
    }
}
