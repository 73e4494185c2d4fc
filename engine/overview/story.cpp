#include "engine/overview/story.h"

#include <algorithm>
#include <limits>
#include <map>

#include "engine/names.h"
#include "engine/results.h"
#include "engine/time_text.h"
#include "engine/trail.h"

namespace heatline {
namespace {

// "1st", "2nd", "3rd", "4th", "11th", "21st".
std::string ordinal(std::uint32_t number) {
    const std::uint32_t ten = number % 10, hundred = number % 100;
    const bool teen = hundred >= 11 && hundred <= 13;
    const char* ending = teen ? "th" : ten == 1 ? "st" : ten == 2 ? "nd" : ten == 3 ? "rd" : "th";
    return std::to_string(number) + ending;
}

const char* seen_words(Where where) {
    switch (where) {
        case Where::tent:
            return "seen at the tent";
        case Where::staging:
            return "seen at staging";
        case Where::start:
            return "seen at the start";
        case Where::course:
            return "seen on the course";
        case Where::chute:
            return "seen in the chute";
        case Where::medical:
            return "seen at first aid";
        case Where::tent_return:
            return "back at the tent";
        case Where::guardian:
            return "handed to a guardian";
        case Where::none:
            break;
    }
    return "seen";
}

class Teller {
public:
    Teller(const State& state, const Snapshot& snapshot, RunnerId runner)
        : state_(state), snapshot_(snapshot), roster_(*state.roster) {
        story_.runner = runner;
    }

    Story tell(const std::vector<ReadingIndex>& readings) {
        numbers();
        for (const HeatId heat : state_.heats_of[runner().index()]) entry(heat);
        for (std::size_t i = 0; i < readings.size();) i = reading(readings, i);
        words();
        for (const auto& heat : snapshot_.heats) finish(*heat);
        put_in_order();
        return std::move(story_);
    }

private:
    RunnerId runner() const { return story_.runner; }
    std::string heat_name(HeatId heat) const { return "Heat " + state_.heats[heat.index()].name; }
    StoryLine& add(StoryLine::Kind kind, Seq seq, std::string what) {
        StoryLine& line = story_.lines.emplace_back();
        line.kind = kind;
        line.seq = seq;
        line.what = std::move(what);
        return line;
    }

    // Numbers and tags given, and what became of them.
    void numbers() {
        std::map<Symbol, bool> worn;  // The numbers that were ever this child's: whether they are, so far.
        for (const BibBinding& bound : roster_.bib_history()) {
            if (bound.runner == runner()) worn[bound.bib] = false;
        }
        for (const BibBinding& bound : roster_.bib_history()) {
            const auto found = worn.find(bound.bib);
            if (found == worn.end()) continue;
            const std::string number{"number " + std::string{state_.symbols.text(bound.bib)}};
            if (bound.runner == runner()) {
                add(StoryLine::Kind::bib, bound.seq, number + " given");
            } else if (found->second) {
                add(StoryLine::Kind::bib, bound.seq,
                    number + (bound.runner ? " given to another child" : " taken off"));
            }
            found->second = bound.runner == runner();
        }
        for (const TagBinding& bound : roster_.tag_history()) {
            const RunnerId wearer = bound.bib ? roster_.owner_of_bib(bound.bib) : bound.runner;
            if (wearer != runner()) continue;
            std::string what = "chip " + std::string{state_.symbols.text(bound.tag)} + " given";
            if (bound.bib) what += " with number " + std::string{state_.symbols.text(bound.bib)};
            add(StoryLine::Kind::bib, bound.seq, std::move(what));
        }
    }

    // What the child has to do with a heat it is entered in.
    void entry(HeatId id) {
        const HeatPicture& heat = *snapshot_.heats[id.index()];
        StoryLine& line = add(StoryLine::Kind::planned, 0, "entered in " + heat_name(id));
        line.heat = id;
        if (heat.state == HeatState::cancelled) line.what += ", which was cancelled";
        if (heat.start) {
            StoryLine& gun = add(StoryLine::Kind::gun, heat.gun_seq, "gun of " + heat_name(id));
            gun.at = heat.start;
            gun.heat = id;
        }
        if (const auto& official = state_.heats[id.index()].official)
            add(StoryLine::Kind::official, official->seq, heat_name(id) + " made official").heat = id;
    }

    // A chip at a mat is read many times over: one line for as long as the reads follow each other within the gate.
    std::size_t reading(const std::vector<ReadingIndex>& readings, std::size_t i) {
        const StoredReading& first = stored(readings[i]);
        StoryLine& line = add(first.kind == ReadingKind::sighting ? StoryLine::Kind::seen : StoryLine::Kind::reading,
                              first.seq, reading_words(first));
        if (first.has_at) line.at = first.at;
        line.device = first.device;
        line.voided = first.voided;
        std::size_t end = i + 1;
        while (end < readings.size() && repeats(stored(readings[end - 1]), stored(readings[end]))) ++end;
        if (end - i > 1) line.what += ", " + std::to_string(end - i) + " times";
        return end;
    }
    const StoredReading& stored(ReadingIndex index) const { return state_.readings[index.index()]; }
    bool repeats(const StoredReading& before, const StoredReading& next) const {
        const std::int64_t apart = std::abs(micros_between(before.at, next.at));
        return next.kind == ReadingKind::chip && before.kind == next.kind && before.device == next.device &&
               before.voided == next.voided && apart <= std::int64_t{state_.rules->timing.read_gate_s} * 1'000'000;
    }
    std::string reading_words(const StoredReading& said) const {
        const std::string by = " by " + state_.devices[said.device.index()].name;
        const std::string number = "number " + std::string{state_.symbols.text(said.bib)};
        switch (said.kind) {
            case ReadingKind::sighting:
                return seen_words(said.where) + by;
            case ReadingKind::bib:
                return number + (said.mode == Mode::batch ? " keyed later" : " taken in the chute") + by;
            case ReadingKind::select:
                return number + " noted at the line" + by;
            case ReadingKind::token:
                return "finish token " + std::to_string(said.position) + " handed in" + by;
            case ReadingKind::chip:
                return "chip read" + by;
            case ReadingKind::start:
            case ReadingKind::tap:
                break;
        }
        return "recorded" + by;
    }

    // What is made of it all: the result in a heat.
    void finish(const HeatPicture& heat) {
        for (const ResultRow& row : heat.rows) {
            if (row.runner != runner() || row.finish == ResultRow::kNoFinish) continue;
            const Finish& finish = heat.finishes[row.finish];
            std::string what = "finished without a time in " + heat_name(heat.heat);
            if (const auto* timed = std::get_if<outcome::Finished>(&row.outcome)) {
                what = "finished " + time_text(timed->elapsed_us, state_.rules->timing.rounding) + ", " +
                       ordinal(timed->place) + " in " + heat_name(heat.heat);
            } else if (!std::holds_alternative<outcome::FinishedNoTime>(row.outcome)) {
                what = "crossed the line in " + heat_name(heat.heat) + ", which counts as " + status_word(row.outcome);
            }
            StoryLine& line = add(StoryLine::Kind::finish, told_at(state_, finish),
                                  what + " (" + trail_text(snapshot_, heat, row) + ")");
            line.at = finish.at;
            line.heat = heat.heat;
        }
    }

    // What people said.
    void words() {
        for (auto it = state_.statuses.lower_bound({runner(), HeatId{0U}});
             it != state_.statuses.end() && it->first.first == runner(); ++it) {
            const HeatId heat = it->first.second;
            std::string what = "marked " + std::string{name_of(it->second.status)} + " in " + heat_name(heat);
            add(StoryLine::Kind::status, it->second.seq, std::move(what)).heat = heat;
        }
        for (const auto& [key, entry] : state_.entered) {
            if (key.second != runner()) continue;
            StoryLine& line = add(
                StoryLine::Kind::correction, entry.seq,
                (entry.removed ? "finish taken out by hand in " : "finish entered by hand in ") + heat_name(key.first));
            line.heat = key.first;
        }
        for (const auto& [tap, bib] : state_.assigned_taps) {
            if (roster_.owner_of_bib(bib) != runner()) continue;
            const auto said = state_.assigned_at.find(tap);
            StoryLine& line = add(StoryLine::Kind::correction, said == state_.assigned_at.end() ? 0 : said->second,
                                  "tap given by hand");
            line.device = stored(tap).device;
            line.voided = stored(tap).voided;
        }
        if (const auto accounted = state_.accounted.find(runner()); accounted != state_.accounted.end())
            add(StoryLine::Kind::account, accounted->second, "accounted for");
    }

    // By instant. What has none comes right after all that the journal had heard of by then.
    void put_in_order() {
        std::vector<StoryLine>& lines = story_.lines;
        std::stable_sort(lines.begin(), lines.end(),
                         [](const StoryLine& a, const StoryLine& b) { return a.seq < b.seq; });
        std::vector<std::pair<Instant, std::size_t>> order;
        Instant heard{std::numeric_limits<std::int64_t>::min()};
        for (std::size_t i = 0; i < lines.size(); ++i) {
            if (lines[i].at) heard = std::max(heard, *lines[i].at);
            order.emplace_back(lines[i].at ? *lines[i].at : heard, i);
        }
        std::sort(order.begin(), order.end());
        std::vector<StoryLine> sorted;
        for (const auto& [at, i] : order) sorted.push_back(std::move(lines[i]));
        lines = std::move(sorted);
    }

    const State& state_;
    const Snapshot& snapshot_;
    const Roster& roster_;
    Story story_;
};

}  // namespace

std::optional<Story> StoryTeller::look(const State& state, const Snapshot& snapshot, RunnerId runner) {
    const Roster& roster = *state.roster;
    if (!runner || runner.index() >= roster.runners().size()) return std::nullopt;
    if (runner != runner_ || naming_changed_ != state.naming_changed) {
        runner_ = runner;
        naming_changed_ = state.naming_changed;
        taken_ = 0;
        readings_.clear();
    }
    for (; taken_ < state.readings.size(); ++taken_) {
        const StoredReading& reading = state.readings[taken_];
        if (!reading.bib && !reading.tag) continue;
        const RunnerId by_bib = roster.owner_of_bib(reading.bib);
        if ((by_bib ? by_bib : roster.owner_of_tag(reading.tag)) == runner) readings_.emplace_back(taken_);
    }
    return Teller{state, snapshot, runner}.tell(readings_);
}

}  // namespace heatline
