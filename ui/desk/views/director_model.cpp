#include "ui/desk/views/director_model.h"

#include <algorithm>

#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

constexpr std::int64_t kSecondUs = 1'000'000, kMinuteUs = 60 * kSecondUs;
constexpr std::size_t kEnoughFinishers = 10;
constexpr std::int64_t kLongestGuessUs = 60 * kMinuteUs;

bool is_out(const LedgerRow& row) {
    if (row.accounted || !row.heat) return false;
    return row.state == ChildState::on_course || row.state == ChildState::medical || row.state == ChildState::dnf;
}

// Of heats that wait, in the order of the plan.
const HeatPicture* next_waiting(const Snapshot& snapshot) {
    const HeatPicture* next = nullptr;
    for (const auto& heat : snapshot.heats) {
        if (heat->state != HeatState::planned || heat->start) continue;
        if (!next || heat->planned < next->planned) next = heat.get();
    }
    return next;
}

std::int64_t whole_minutes(std::int64_t us) { return us >= 0 ? us / kMinuteUs : -(-us / kMinuteUs); }

// How long the last heat is likely to take, from its gun on.
std::int64_t heat_takes_us(const MeetPicture& picture) {
    return picture.median_us ? *picture.median_us + *picture.median_us / 2 : 15 * kMinuteUs;
}

std::string end_words(const Desk& desk, const MeetPicture& picture, std::int64_t drift) {
    const HeatPicture* last = nullptr;
    for (const auto& heat : desk.snapshot->heats) {
        if (heat->state == HeatState::planned && !heat->start && (!last || last->planned < heat->planned))
            last = heat.get();
    }
    if (!last || desk.snapshot->held_since) return {};
    const Instant end{last->planned.us + std::max<std::int64_t>(0, drift) * kMinuteUs + heat_takes_us(picture)};
    return "ends about " + clock_time(end, *desk.snapshot->rules);
}

}  // namespace

MeetPicture picture_of(const Snapshot& snapshot) {
    MeetPicture picture;
    for (const LedgerRow& row : *snapshot.ledger) {
        if (row.state == ChildState::finished && !row.accounted) ++picture.not_back;
        if (row.flagged && !row.accounted) {
            ++picture.contradictions;
            if (!picture.contradiction || row.last_seen_at < picture.contradiction->last_seen_at)
                picture.contradiction = row;
        }
        if (!is_out(row)) continue;
        const HeatPicture& heat = *snapshot.heats[row.heat.index()];
        if (!heat.start) continue;
        picture.out.push_back({row.runner, row.heat, *heat.start, row.state, row.last_seen_at, row.last_seen_where});
    }
    const auto& bibs = *snapshot.bibs;
    std::sort(picture.out.begin(), picture.out.end(), [&](const ChildOut& a, const ChildOut& b) {
        if (a.gun != b.gun) return a.gun < b.gun;
        const std::string& left = bibs[a.runner.index()];
        const std::string& right = bibs[b.runner.index()];
        return left.size() != right.size() ? left.size() < right.size() : left < right;  // 999 before 1001.
    });
    std::vector<std::int64_t> times;
    for (const auto& heat : snapshot.heats) {
        for (const ResultRow& row : heat->rows) {
            if (const auto* finished = std::get_if<outcome::Finished>(&row.outcome))
                times.push_back(finished->elapsed_us);
        }
    }
    if (times.size() >= kEnoughFinishers) {
        const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
        std::nth_element(times.begin(), middle, times.end());
        picture.median_us = *middle;
    }
    return picture;
}

std::int64_t missing_after_us(const MeetPicture& picture) {
    return picture.median_us ? *picture.median_us * 3 : kLongestGuessUs;
}

bool is_missing(const ChildOut& child, const Snapshot& snapshot, const MeetPicture& picture, Instant now) {
    if (child.state != ChildState::on_course) return false;
    const HeatPicture& heat = *snapshot.heats[child.heat.index()];
    return heat.state == HeatState::official || heat.course_clear ||
           micros_between(child.gun, now) > missing_after_us(picture);
}

std::optional<std::int64_t> drift_minutes(const Snapshot& snapshot, Instant now) {
    const HeatPicture* last = nullptr;
    for (const auto& heat : snapshot.heats) {
        if (heat->start && (!last || *last->start < *heat->start)) last = heat.get();
    }
    const HeatPicture* next = next_waiting(snapshot);
    if (!next || (!last && now < next->planned)) return std::nullopt;
    const std::int64_t waiting = micros_between(next->planned, now);
    if (!last) return whole_minutes(waiting);
    return whole_minutes(std::max(micros_between(last->planned, *last->start), waiting));
}

DayLine day_line(const Desk& desk, const MeetPicture& picture) {
    const Snapshot& snapshot = *desk.snapshot;
    DayLine line;
    line.clock = clock_time(desk.now, *snapshot.rules);
    std::size_t count = 0, official = 0;
    for (const auto& heat : snapshot.heats) {
        count += heat->state == HeatState::cancelled ? 0 : 1;
        official += heat->state == HeatState::official ? 1 : 0;
    }
    if (const auto drift = drift_minutes(snapshot, desk.now)) {
        line.drift = (*drift > 0 ? "+" : "") + std::to_string(*drift) + " min";
        line.drift_words = *drift > 0 ? "behind the plan" : *drift < 0 ? "ahead of the plan" : "on time";
        line.late = *drift >= kLateMinutes;
        line.end = end_words(desk, picture, *drift);
    } else {
        line.end = end_words(desk, picture, 0);
    }
    line.heats = count == 0 ? "0" : grouped(official) + " of " + grouped(count);
    line.heats_words = count == 0 ? "heats planned" : "heats official";
    line.out = grouped(picture.out.size());
    line.not_back = grouped(picture.not_back);
    line.back = grouped(snapshot.totals.returned);
    return line;
}

OutLine out_line(const ChildOut& child, const Desk& desk, const MeetPicture& picture) {
    const Snapshot& snapshot = *desk.snapshot;
    const Team& team = snapshot.roster->team(snapshot.roster->runner(child.runner).team);
    const std::int64_t out_us = std::max<std::int64_t>(0, micros_between(child.gun, desk.now));
    OutLine line;
    line.missing = is_missing(child, snapshot, picture, desk.now);
    line.mark = line.missing ? Mark::look : mark_of(child.state);
    line.ink = line.missing ? Ink::warn : ink_of(mark_of(child.state));
    line.bib = (*snapshot.bibs)[child.runner.index()];
    line.name = desk.names.name(child.heat, child.runner);
    line.heat = heat_title(*snapshot.heats[child.heat.index()]);
    line.tent = team.tent.empty() ? team.name : "tent " + team.tent;
    line.out_for = span(out_us / kSecondUs);
    if (child.state == ChildState::medical || child.state == ChildState::dnf) {
        line.last_seen = child_state_word(child.state);
    } else if (child.seen_at) {
        line.last_seen =
            std::string{seen_at_words(child.seen_where)} + " " + clock_time(*child.seen_at, *snapshot.rules);
    } else {
        line.last_seen = "not seen today";
    }
    return line;
}

std::string out_title(const MeetPicture& picture, const Desk& desk) {
    if (picture.out.empty()) return "Nobody is out";
    const std::int64_t oldest = std::max<std::int64_t>(0, micros_between(picture.out.front().gun, desk.now));
    return counted(picture.out.size(), "child out", "children out") + ", oldest " + span(oldest / kSecondUs);
}

}  // namespace heatline::ui
