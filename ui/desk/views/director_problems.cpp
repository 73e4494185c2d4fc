#include "ui/desk/views/director_problems.h"

#include <algorithm>
#include <functional>
#include <map>
#include <string_view>

#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

constexpr std::int64_t kSecondUs = 1'000'000, kMinuteUs = 60 * kSecondUs;
// Teams are named one by one up to so many, then counted.
constexpr std::size_t kTeamsNamed = 3;
constexpr std::size_t kMovedNamed = 3;

using Problems = std::vector<Problem>;

enum class About : std::uint64_t {
    missing = 1,
    medical,
    contradiction,
    doubts,
    everybody_in,
    late_start,
    counts,
    coach_record,
    background_check,
    source,
    advice,
    moved
};
std::uint64_t key_of(About about, std::uint32_t which) { return static_cast<std::uint64_t>(about) << 32 | which; }

std::string bib_of(const Snapshot& snapshot, RunnerId runner) {
    const std::string& bib = (*snapshot.bibs)[runner.index()];
    return bib.empty() ? "A child without a number" : bib;
}

const Team& team_of(const Snapshot& snapshot, RunnerId runner) {
    return snapshot.roster->team(snapshot.roster->runner(runner).team);
}

// ---- children

// One sentence a heat, however many are missing of it.
void missing_children(Problems& problems, const Desk& desk, const MeetPicture& picture) {
    const Snapshot& snapshot = *desk.snapshot;
    std::map<HeatId, std::vector<const ChildOut*>> missing;
    for (const ChildOut& child : picture.out) {
        if (is_missing(child, snapshot, picture, desk.now)) missing[child.heat].push_back(&child);
    }
    for (const auto& [id, children] : missing) {
        const std::string heat = heat_title(*snapshot.heats[id.index()]);
        Problem problem{Urgency::stop,
                        {},
                        children.front()->gun,
                        View::results,
                        id,
                        children.front()->runner,
                        {},
                        key_of(About::missing, id.value)};
        problem.sentence = children.size() == 1
                               ? bib_of(snapshot, problem.runner) + " is missing since " + heat + "; send somebody out"
                               : heat + ": " + grouped(children.size()) + " children are missing; send somebody out";
        problems.push_back(std::move(problem));
    }
}

void medical(Problems& problems, const Snapshot& snapshot, const MeetPicture& picture) {
    for (const ChildOut& child : picture.out) {
        if (child.state != ChildState::medical) continue;
        const Team& team = team_of(snapshot, child.runner);
        const std::string coach = team.tent.empty() ? "the team's coach" : "the coach at tent " + team.tent;
        problems.push_back({Urgency::stop,
                            bib_of(snapshot, child.runner) + " is at the medical tent; tell " + coach,
                            child.seen_at,
                            View::results,
                            child.heat,
                            child.runner,
                            {},
                            key_of(About::medical, child.runner.value)});
    }
}

void contradictions(Problems& problems, const Snapshot& snapshot, const MeetPicture& picture) {
    if (!picture.contradiction) return;
    const LedgerRow& first = *picture.contradiction;
    problems.push_back(
        {Urgency::look,
         picture.contradictions == 1
             ? bib_of(snapshot, first.runner) + ": sightings and results contradict each other; read the story"
             : grouped(picture.contradictions) + " children have contradicting sightings and results; read the stories",
         first.last_seen_at,
         View::results,
         first.heat,
         first.runner,
         {},
         key_of(About::contradiction, 0)});
}

// ---- heats and lines

std::optional<Instant> oldest_doubt(const HeatPicture& heat) {
    std::optional<Instant> oldest;
    for (const ResultRow& row : heat.rows) {
        if (!row.review || row.finish >= heat.finishes.size()) continue;
        const auto& at = heat.finishes[row.finish].at;
        if (at && (!oldest || *at < *oldest)) oldest = at;
    }
    return oldest ? oldest : heat.start;
}

void heats_to_settle(Problems& problems, const Snapshot& snapshot) {
    for (const auto& heat : snapshot.heats) {
        if (heat->state != HeatState::running) continue;
        if (heat->counts.review > 0) {
            problems.push_back({Urgency::look,
                                heat_title(*heat) + ": " + counted(heat->counts.review, "finish is", "finishes are") +
                                    " in doubt; settle them in heats",
                                oldest_doubt(*heat),
                                View::heats,
                                heat->heat,
                                {},
                                {},
                                key_of(About::doubts, heat->heat.value)});
        } else if (heat->counts.on_course == 0 && heat->counts.finished > 0) {
            problems.push_back({Urgency::note,
                                heat_title(*heat) + ": everybody is in; make it official",
                                heat->start,
                                View::heats,
                                heat->heat,
                                {},
                                {},
                                key_of(About::everybody_in, heat->heat.value)});
        }
    }
}

void late_start(Problems& problems, const Desk& desk) {
    const Snapshot& snapshot = *desk.snapshot;
    if (snapshot.held_since) return;
    const HeatPicture* late = nullptr;
    for (const auto& heat : snapshot.heats) {
        if (heat->state != HeatState::planned || heat->start) continue;
        if (!late || heat->planned < late->planned) late = heat.get();
    }
    if (!late || micros_between(late->planned, desk.now) < kLateMinutes * kMinuteUs) return;
    problems.push_back({Urgency::look,
                        heat_title(*late) + " should have started; start it, or move the plan with +",
                        late->planned,
                        View::heats,
                        late->heat,
                        {},
                        {},
                        key_of(About::late_start, late->heat.value)});
}

void counts_that_differ(Problems& problems, const Desk& desk) {
    if (!desk.overview) return;
    for (const LineWatch& line : desk.overview->lines) {
        if (line.running.empty() || !differ_for_long(line, desk.now)) continue;
        const bool numbers = line.taps != line.bibs;
        const std::string what =
            numbers ? grouped(line.taps) + " taps, " + grouped(line.bibs) + " numbers"
                    : grouped(line.taps) + " taps, second timer " + grouped(line.second_taps.value_or(0));
        const std::string where = desk.overview->lines.size() > 1 ? "Line " + line.name + ": " : "";
        problems.push_back({Urgency::look,
                            where + what + "; find what is missing in heats",
                            line.differ_since,
                            View::heats,
                            line.running.front(),
                            {},
                            {},
                            key_of(About::counts, line.running.front().value)});
    }
}

// What would help while it runs. It stands as long as readings bear it out, and a minute more.
void advice_to_give(Problems& problems, const Desk& desk) {
    if (!desk.overview) return;
    for (const Advice& advice : desk.overview->advice) {
        if (micros_between(advice.last, desk.now) > kAdviceS * kSecondUs) continue;
        const bool stopped = advice.kind == Advice::Kind::stream_stopped;
        const std::uint32_t which = advice.line.value * 8 + static_cast<std::uint32_t>(advice.kind);
        problems.push_back({stopped ? Urgency::look : Urgency::note,
                            advice.sentence,
                            advice.since,
                            View::devices,
                            {},
                            {},
                            {},
                            key_of(About::advice, which)});
    }
}

// One sentence a heat.
void moved_times(Problems& problems, const Desk& desk) {
    std::map<HeatId, std::vector<const MovedWatch::Moved*>> of_heat;
    for (const MovedWatch::Moved& moved : desk.moved) {
        if (micros_between(moved.noticed, desk.now) <= kMovedShownS * kSecondUs) of_heat[moved.heat].push_back(&moved);
    }
    for (const auto& [heat, moved] : of_heat) {
        std::string what = grouped(moved.size()) + " certain times";
        if (moved.size() <= kMovedNamed) {
            what = moved.size() == 1 ? "the certain time of " : "the certain times of ";
            for (std::size_t i = 0; i < moved.size(); ++i)
                what += (i > 0 ? ", " : "") + bib_of(*desk.snapshot, moved[i]->runner);
        }
        problems.push_back({Urgency::look,
                            heat_title(*desk.snapshot->heats[heat.index()]) + ": " + what +
                                " moved; tell whoever read " + (moved.size() == 1 ? "it out" : "them out"),
                            moved.front()->noticed,
                            View::results,
                            heat,
                            moved.front()->runner,
                            {},
                            key_of(About::moved, heat.value)});
    }
}

// ---- what the office needs

void records_of_teams(Problems& problems, const Snapshot& snapshot, bool asked, About about, const char* record,
                      std::optional<bool> Team::*given) {
    if (!asked) return;
    std::vector<TeamId> without;
    const auto& teams = snapshot.roster->teams();
    for (std::size_t i = 0; i < teams.size(); ++i) {
        if (!(teams[i].*given).value_or(false)) without.push_back(TeamId{i});
    }
    const auto say = [&](std::string sentence, TeamId team) {
        problems.push_back(
            {Urgency::note, std::move(sentence), {}, View::grants, {}, {}, team, key_of(about, team.value)});
    };
    if (without.size() > kTeamsNamed)
        return say(grouped(without.size()) + " teams have no " + record + "; see them in grants", without.front());
    for (const TeamId team : without) say(snapshot.roster->team(team).name + ": no " + record + "; see grants", team);
}

void troubled_sources(Problems& problems, const Desk& desk, const std::vector<Source>& sources) {
    for (const Source& source : sources) {
        if (source.urgency == Urgency::none) continue;
        const auto name = static_cast<std::uint32_t>(std::hash<std::string_view>{}(source.name));
        Problem problem{source.urgency, {}, {}, View::devices, {}, {}, {}, key_of(About::source, name)};
        problem.sentence = std::string{source.name} + ": " + say(source, desk).what;
        if (source.silent && source.station) problem.since = source.station->heard;
        problems.push_back(std::move(problem));
    }
}

}  // namespace

bool differ_for_long(const LineWatch& line, Instant now) {
    if (!line.differ_since || micros_between(*line.differ_since, now) < kDifferS * kSecondUs) return false;
    return !line.last_tap || micros_between(*line.last_tap, now) >= kGapS * kSecondUs;
}

Problems problems_of(const Desk& desk, const MeetPicture& picture, const std::vector<Source>& sources) {
    Problems problems;
    if (!desk.snapshot) return problems;
    const Snapshot& snapshot = *desk.snapshot;
    missing_children(problems, desk, picture);
    medical(problems, snapshot, picture);
    contradictions(problems, snapshot, picture);
    heats_to_settle(problems, snapshot);
    late_start(problems, desk);
    counts_that_differ(problems, desk);
    advice_to_give(problems, desk);
    moved_times(problems, desk);
    troubled_sources(problems, desk, sources);
    const EligibilityRules& rules = snapshot.rules->eligibility;
    records_of_teams(problems, snapshot, rules.registered_coach, About::coach_record, "coach record",
                     &Team::registered_coach);
    records_of_teams(problems, snapshot, rules.background_check, About::background_check, "background check",
                     &Team::background_check);
    std::stable_sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
        if (a.urgency != b.urgency) return a.urgency > b.urgency;
        if (a.since.has_value() != b.since.has_value()) return a.since.has_value();
        return a.since && *a.since < *b.since;
    });
    return problems;
}

}  // namespace heatline::ui
