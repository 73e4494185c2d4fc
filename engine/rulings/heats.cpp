#include "engine/rulings/heats.h"

#include <algorithm>

#include "engine/base/counted.h"
#include "engine/base/limits.h"
#include "engine/results.h"

namespace heatline::rulings {
namespace {

constexpr std::int64_t kMinuteUs = 60'000'000;
constexpr const char* kDelayTooLong =
    "heats are moved by at most a day at once, which is 1,440 minutes; check the minutes";
static_assert(limits::kDelayMinutesMax == 1'440, "the sentence says so");

}  // namespace

Ruling Heats::operator()(const MoveRunner& c) {
    const RunnerId child = runner(c.bib);
    if (!child) return refuse(problem_);
    if (c.from.empty() && c.heat.empty()) return refuse("name the heat that the child leaves, or the one it goes to");
    HeatId to, from;
    if (!c.heat.empty()) {
        to = coming_heat(c.heat);
        if (!to) return refuse(problem_);
    }
    if (!c.from.empty()) {
        from = open_heat(c.from);
        if (!from) return refuse(problem_);
        if (!placed(child, from))
            return refuse("bib " + c.bib + " is not in heat " + c.from + "; look the child up and name its heat");
    }
    if (to && placed(child, to)) return refuse("bib " + c.bib + " is in heat " + c.heat + " already");
    return Bodies{RunnerMoved{child, from, to, reason_}};
}

Ruling Heats::operator()(const MakeOfficial& c) {
    const HeatId id = open_heat(c.heat);
    if (!id) return refuse(problem_);
    if (!has_started(at(id))) return refuse("heat " + c.heat + " has not started; nothing can be official");
    if (c.on_course > 0 && reason_.empty()) {
        return refuse(counted(c.on_course, "child of heat ", "children of heat ") + c.heat +
                      (c.on_course == 1 ? " is" : " are") + " still on course; find them, or give a reason");
    }
    std::vector<OfficialRow> rows = official_rows(s_, c.finishes);
    std::string digest = digest_of(rows);
    return Bodies{HeatMadeOfficial{id, std::move(rows), std::move(digest), reason_}};
}

Ruling Heats::operator()(const ReopenHeat& c) {
    const HeatId id = heat(c.heat);
    if (!id) return refuse(problem_);
    if (!at(id).official) return refuse("heat " + c.heat + " is not official, so it is open already");
    return Bodies{HeatReopened{id, reason_}};
}

// Those that wait and are planned at `from` or later.
StartsMoved Heats::moved(Instant from, std::int64_t by_minutes) const {
    StartsMoved fact{{}, reason_};
    for (std::size_t i = 0; i < s_.heats.size(); ++i) {
        const Heat& heat = s_.heats[i];
        if (waits(heat) && heat.planned >= from)
            fact.heats.push_back({HeatId{i}, heat.planned + heatline::minutes(by_minutes)});
    }
    return fact;
}

Ruling Heats::operator()(const DelayHeats& c) {
    const HeatId id = coming_heat(c.heat);
    if (!id) return refuse(problem_);
    const Heat& first = at(id);
    if (has_started(first)) return refuse("heat " + c.heat + " has started; name the first heat that waits");
    if (c.minutes == 0) return refuse("a delay of 0 minutes changes nothing; negative minutes bring heats forward");
    if (c.minutes > limits::kDelayMinutesMax || c.minutes < -limits::kDelayMinutesMax) return refuse(kDelayTooLong);
    const Instant start = first.planned + minutes(c.minutes);
    for (const Heat& ahead : s_.heats) {
        if (waits(ahead) && ahead.planned < first.planned && ahead.planned >= start) {
            return refuse("heat " + c.heat + " would no longer be planned after heat " + ahead.name +
                          "; bring it forward by fewer minutes");
        }
    }
    return Bodies{moved(first.planned, c.minutes)};
}

Ruling Heats::operator()(const HoldHeats&) {
    if (s_.held_since) return refuse("the heats are held already; resume ends it");
    return Bodies{HeatsHeld{reason_}};
}

Ruling Heats::operator()(const ResumeHeats& c) {
    if (!s_.held_since) return refuse("the heats are not held, so there is nothing to resume");
    // The wall clock may have been set back meanwhile.
    const std::int64_t lasted_us = std::max<std::int64_t>(micros_between(*s_.held_since, now_), 0);
    const std::int64_t by = c.minutes.value_or((lasted_us + kMinuteUs - 1) / kMinuteUs);
    if (by < 0) return refuse("resume moves heats to later only; delay brings them forward");
    if (by > limits::kDelayMinutesMax) {
        return refuse(c.minutes ? kDelayTooLong
                                : "the hold lasted more than a day; say with minutes how far the heats move");
    }
    Bodies facts;
    StartsMoved fact = moved(*s_.held_since, by);
    if (by > 0 && !fact.heats.empty()) facts.push_back(std::move(fact));
    facts.push_back(HeatsResumed{reason_});
    return facts;
}

Ruling Heats::operator()(const CancelHeat& c) {
    const HeatId id = heat(c.heat);
    if (!id) return refuse(problem_);
    if (c.undo) {
        if (!at(id).cancelled) return refuse("heat " + c.heat + " is not cancelled, so there is nothing to take back");
        return Bodies{HeatReinstated{id, reason_}};
    }
    if (has_started(at(id))) return refuse("heat " + c.heat + " has started; it cannot be cancelled any more");
    if (at(id).cancelled) return refuse("heat " + c.heat + " is cancelled already");
    return Bodies{HeatCancelled{id, reason_}};
}

Ruling Heats::operator()(const AddHeat& c) {
    if (!name_fits(c.heat, "heat")) return refuse(problem_);
    if (find_heat(s_, c.heat)) return refuse("there is a heat " + quoted(c.heat) + " already; choose another name");
    if (s_.heats.size() >= limits::kHeatsMax) return refuse("the meet holds 5,000 heats already");
    const Instant day = midnight_utc(s_.rules->date);
    if (c.start < day - limits::kFarOff || c.start > day + minutes(24 * 60) + limits::kFarOff)
        return refuse("the start is more than a day off the meet's day; check the date");
    PlannedHeat heat;
    heat.name = c.heat;
    heat.start = c.start;
    if (!choose_band(c, heat) || !choose_line(c, heat)) return refuse(problem_);
    return Bodies{HeatAdded{HeatId{s_.heats.size()}, std::move(heat), reason_}};
}

bool Heats::choose_band(const AddHeat& c, PlannedHeat& heat) {
    const std::vector<BandRules>& bands = s_.rules->heats.bands;
    std::vector<std::string> of_race;
    for (std::size_t i = 0; i < bands.size(); ++i) {
        const bool meant = c.band.empty() ? bands[i].race == c.race : bands[i].name == c.band;
        if (!meant) continue;
        of_race.push_back(bands[i].name);
        heat.band = BandId{i};
        heat.race = bands[i].race;
        heat.line = bands[i].line;
    }
    if (!c.band.empty()) {
        if (!heat.band) problem_ = "there is no band " + quoted(c.band) + "; write its name as in meet.toml";
        if (heat.band && !c.race.empty() && heat.race != c.race)
            problem_ = "band " + quoted(c.band) + " is of the race " + heat.race + ", not " + c.race;
        return problem_.empty();
    }
    if (of_race.size() > 1) {
        problem_ = "the race " + quoted(c.race) + " has " + std::to_string(of_race.size()) +
                   " bands; name the band: " + listed(of_race, of_race.size());
        return false;
    }
    if (of_race.size() == 1) return true;
    // Outside the bands, as heats of a plan may be.
    heat.race = c.race;
    const auto of_this = [&](const Heat& known) { return known.race == c.race; };
    if (std::any_of(s_.heats.begin(), s_.heats.end(), of_this)) return true;
    problem_ = "there is no race " + quoted(c.race) + "; write its name as in meet.toml";
    return false;
}

bool Heats::choose_line(const AddHeat& c, PlannedHeat& heat) {
    if (c.line.empty()) return true;
    const auto of_this = [&](const BandRules& band) { return band.line == c.line; };
    const std::vector<BandRules>& bands = s_.rules->heats.bands;
    heat.line = c.line;
    if (find_line(s_, c.line) || std::any_of(bands.begin(), bands.end(), of_this)) return true;
    problem_ = "there is no finish line " + quoted(c.line) + "; write its name as the devices have it";
    return false;
}

Ruling Heats::operator()(const ClearCourse& c) {
    const HeatId id = heat(c.heat);
    if (!id) return refuse(problem_);
    if (c.undo) {
        if (!at(id).course_clear)
            return refuse("the course of heat " + c.heat + " is not clear, so there is nothing to take back");
        return Bodies{CourseReopened{id, reason_}};
    }
    if (!has_started(at(id))) return refuse("heat " + c.heat + " has not started; its course cannot be clear yet");
    if (at(id).course_clear) return refuse("the course of heat " + c.heat + " is clear already");
    return Bodies{CourseCleared{id, reason_}};
}

}  // namespace heatline::rulings
