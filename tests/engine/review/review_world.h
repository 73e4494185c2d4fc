#pragma once
// A heat at a finish line for the tests of the review: children who cross every few seconds, and what goes wrong.
//
// Told is a meet that can be copied: each answer is tried on a copy of its own.

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/review/review.h"
#include "tests/engine/same_snapshot.h"
#include "tests/support/meet_builder.h"
// Catch2 last: it has a CHECK_THAT of its own.
#include <catch2/catch.hpp>

namespace heatline::test {

// One child as the devices saw it. What is not set went as it should.
struct Crosser {
    std::string bib;
    double crossed = 0;
    bool tapped = true;
    std::optional<std::string> typed;  // Another number than its own; empty: none was taken.
    std::optional<double> scanned;     // At another moment than ten seconds later.
    std::optional<double> noted;       // By the person at the line.
    std::optional<double> read;        // By the mat.
    bool keyed = false;                // Later, without a time.
};

// `count` children from 101 on. They cross every few seconds, every eighth is noted, and the scanner is idle.
inline std::vector<Crosser> day_of(std::size_t count, double from = 400, double every = 4) {
    std::vector<Crosser> day;
    for (std::size_t i = 0; i < count; ++i) {
        Crosser child;
        child.bib = std::to_string(101 + i);
        child.crossed = from + every * static_cast<double>(i) + 0.3 * static_cast<double>(i * 7 % 5);
        if (i % 8 == 4) child.noted = child.crossed + 0.1;
        day.push_back(child);
    }
    return day;
}

// Children with these numbers in heat `name`, whose gun goes at `gun`; all readings of the day as they would come.
inline void plan(MeetBuilder& m, const std::vector<std::string>& heats,
                 const std::vector<std::vector<std::string>>& bibs) {
    m.team("Lincoln");
    for (const auto& list : bibs) {
        for (const std::string& bib : list) m.runner("Lincoln", bib);
    }
    for (std::size_t h = 0; h < heats.size(); ++h) m.heat(heats[h], bibs[h]);
}
inline std::vector<std::string> bibs_of(const std::vector<Crosser>& day) {
    std::vector<std::string> bibs;
    for (const Crosser& child : day) bibs.push_back(child.bib);
    return bibs;
}
inline void tell(MeetBuilder& m, const std::vector<Crosser>& day) {
    for (const Crosser& child : day) {
        if (child.tapped) m.tap(at(child.crossed));
        if (child.noted) m.select(child.bib, at(*child.noted));
        if (child.read) m.chip("tag" + child.bib, at(*child.read));
    }
    for (const Crosser& child : day) {
        const std::string number = child.typed.value_or(child.bib);
        if (!number.empty() && !child.keyed) m.bib(number, at(child.scanned.value_or(child.crossed + 10)));
    }
    for (const Crosser& child : day) {
        if (child.keyed) m.keyed(child.typed.value_or(child.bib));
    }
}

class Told {
public:
    explicit Told(const MeetBuilder& m) : state_(replay(m.facts())) {}

    const State& state() const { return state_; }
    std::shared_ptr<const Snapshot> snapshot() const { return Deriver{}.derive(state_); }
    std::vector<ReviewCard> queue(const std::string& heat = "1") const {
        return review_queue(state_, *snapshot(), find_heat(state_, heat));
    }
    // The sentence of the first refusal; empty when all was done.
    std::string give(const std::vector<Command>& commands) {
        for (const Command& command : commands) {
            const Decision decision = decide(state_, command, "desk", at(5'000));
            if (!decision.ok()) return decision.error().sentence;
            for (const Fact& fact : *decision) apply(state_, state_.seq + 1, fact);
        }
        return {};
    }
    void hear(const std::string& device, Reading said) {
        DeviceId id = find_device(state_, device);
        if (!id) {
            id = DeviceId{state_.devices.size()};
            apply(state_, state_.seq + 1,
                  {at(5'000), "test", {}, DeviceAdded{id, device, Role::timer, "finish", {}, {}}});
        }
        said.seq = next_device_seq(state_, id, said.epoch);
        apply(state_, state_.seq + 1, {at(5'000), "test", {}, ReadingTaken{id, std::move(said)}});
    }
    // Two more children of the plan come in, late.
    void hear_latecomers(const std::vector<std::string>& bibs, double from) {
        for (std::size_t i = 0; i < bibs.size(); ++i) {
            const double crossed = from + 6 * static_cast<double>(i);
            hear("tapper", MeetBuilder::of(ReadingKind::tap, at(crossed), ""));
            Reading scan = MeetBuilder::of(ReadingKind::bib, at(crossed + 10), bibs[i]);
            scan.mode = Mode::live;
            hear("chute", scan);
        }
    }

    // The finish of this child in this heat; none without one.
    std::optional<Finish> finish(const std::string& bib, const std::string& heat = "1") const {
        const RunnerId child = find_runner_by_bib(state_, bib);
        const auto now = snapshot();
        for (const Finish& finish : now->heats[find_heat(state_, heat).index()]->finishes) {
            if (child && finish.runner == child) return finish;
        }
        return std::nullopt;
    }
    std::optional<Instant> time_of(const std::string& bib, const std::string& heat = "1") const {
        const auto found = finish(bib, heat);
        return found ? found->at : std::nullopt;
    }
    std::size_t finishers(const std::string& heat = "1") const {
        return snapshot()->heats[find_heat(state_, heat).index()]->finishes.size();
    }

private:
    State state_;
};

inline std::optional<ReviewCard> find_card(const std::vector<ReviewCard>& queue, ReviewCause cause) {
    for (const ReviewCard& card : queue) {
        if (card.cause == cause) return card;
    }
    return std::nullopt;
}
inline std::set<ReviewCause> causes_in(const std::vector<ReviewCard>& queue) {
    std::set<ReviewCause> causes;
    for (const ReviewCard& card : queue) causes.insert(card.cause);
    return causes;
}
inline std::vector<std::string> labels_of(const std::vector<ReviewAnswer>& answers) {
    std::vector<std::string> labels;
    for (const ReviewAnswer& answer : answers) labels.push_back(answer.label);
    return labels;
}
inline const ReviewAnswer& answer_of(const ReviewCard& card, const std::string& label) {
    for (const ReviewAnswer& answer : card.answers) {
        if (answer.label == label) return answer;
    }
    FAIL("no answer " << label);
    return card.answers.front();
}

// A heat of the children of `day`, of two who come late and of those in `more`.
struct World {
    std::vector<Crosser> day;
    std::vector<std::string> more;
    std::vector<std::string> tagged = {};     // Of these the mat knows the chip.
    std::vector<std::string> strangers = {};  // Nobody registered these.

    Told told() const {
        MeetBuilder m;
        std::vector<std::string> bibs = bibs_of(day);
        std::erase_if(bibs, [&](const std::string& bib) {
            return std::find(strangers.begin(), strangers.end(), bib) != strangers.end();
        });
        bibs.insert(bibs.end(), {"801", "802"});
        bibs.insert(bibs.end(), more.begin(), more.end());
        plan(m, {"1"}, {bibs});
        m.gun("1", at(0));
        for (const std::string& bib : tagged) m.tag("tag" + bib, bib);
        tell(m, day);
        return Told{m};
    }
};

// What comes back when an answer is taken back: all that anybody may see, to the last byte; or the results, where a
// runner who was added stays in the roster; or the question, where a status stands again and the finish is said again.
enum class Comes { all, results, question };

// Takes an answer of a card back, and compares.
inline void take_back(Told after, const Told& before, const ReviewCard& card, const ReviewAnswer& answer,
                      const std::string& entered, Comes comes = Comes::all) {
    INFO("taken back: " << answer.label);
    CHECK(after.give(undo_of(card, answer, entered)) == "");
    const auto now = after.snapshot(), then = before.snapshot();
    if (comes == Comes::all) check_same(*now, *then);
    REQUIRE(now->heats.size() == then->heats.size());
    for (std::size_t h = 0; h < then->heats.size(); ++h) {
        const std::string& heat = then->heats[h]->name;
        if (comes == Comes::question) {
            CHECK(find_card(after.queue(heat), card.cause).has_value() ==
                  find_card(before.queue(heat), card.cause).has_value());
        } else {
            CHECK(shown(*now->heats[h]) == shown(*then->heats[h]));
            CHECK(after.queue(heat) == before.queue(heat));
        }
    }
}

// Gives one of the answers of a card or of its lines: it is agreed to, and can be taken back.
inline Told given(const Told& before, const ReviewCard& card, const ReviewAnswer& answer,
                  const std::string& entered = {}, Comes comes = Comes::all) {
    INFO("answer " << answer.label << " " << entered);
    const auto commands = commands_for(card, answer, entered);
    REQUIRE(commands.ok());
    CHECK_FALSE(commands->empty());
    Told after = before;
    CHECK(after.give(*commands) == "");
    take_back(after, before, card, answer, entered, comes);
    return after;
}

// Gives an answer of the card of this cause: besides, the card goes, and stays away when more children come in.
inline Told answered(const Told& before, ReviewCause cause, const std::string& label, const std::string& entered = {},
                     Comes comes = Comes::all) {
    const auto card = find_card(before.queue(), cause);
    REQUIRE(card);
    const Told after = given(before, *card, answer_of(*card, label), entered, comes);
    INFO("answer " << label << " " << entered);
    CHECK_FALSE(find_card(after.queue(), cause));
    Told later = after;
    later.hear_latecomers({"801", "802"}, 700);
    CHECK_FALSE(find_card(later.queue(), cause));
    return after;
}

inline ReviewCard only_card(const Told& told, ReviewCause cause) {
    const auto queue = told.queue();
    for (const ReviewCard& card : queue) UNSCOPED_INFO(plain_text(card.sentence));
    CHECK(causes_in(queue) == std::set{cause});
    const auto card = find_card(queue, cause);
    REQUIRE(card);
    return *card;
}

}  // namespace heatline::test
