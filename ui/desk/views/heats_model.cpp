#include "ui/desk/views/heats_model.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

#include "engine/heats/tent.h"
#include "engine/race_day/day.h"
#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

std::vector<std::int64_t> positions(const Snapshot& snapshot) {
    std::vector<heats::PlanTeam> teams;
    for (const Team& team : snapshot.roster->teams()) teams.push_back({team.name, team.tent_row, team.tent_col, {}});
    return heats::tent_positions(snapshot.rules->heats, teams);
}

const BandRules* band_of(const Snapshot& snapshot, const HeatPicture& heat) {
    const auto& bands = snapshot.rules->heats.bands;
    return heat.band && heat.band.index() < bands.size() ? &bands[heat.band.index()] : nullptr;
}

// Who is gone from a heat that has not started leaves a place, as a change on the race day counts it.
HeatSeats seats_of(const Snapshot& snapshot, const race_day::DayHeat& as_it_is, const HeatPicture& heat,
                   const std::vector<std::int64_t>& position) {
    HeatSeats seats;
    const BandRules* band = band_of(snapshot, heat);
    if (band) {
        seats.places = static_cast<std::uint32_t>(std::max(0, band->lanes > 0 ? band->lanes : band->capacity));
        seats.reserve = static_cast<std::uint32_t>(std::max(0, band->reserve));
    }
    const auto assisted_seats = static_cast<std::uint32_t>(std::max(1, snapshot.rules->heats.assist_seats));
    std::map<TeamId, TeamBlock> blocks;
    for (const Placement& placement : heat.placements) {
        const auto gone =
            std::lower_bound(as_it_is.gone.begin(), as_it_is.gone.end(), std::pair{placement.runner, Status::none});
        if (gone != as_it_is.gone.end() && gone->first == placement.runner) continue;
        const Runner& runner = snapshot.roster->runner(placement.runner);
        TeamBlock& block = blocks[runner.team];
        block.team = runner.team;
        ++block.children;
        block.seats += runner.assisted ? assisted_seats : 1;
        seats.assisted += runner.assisted ? 1 : 0;
    }
    for (const auto& [team, block] : blocks) {
        seats.taken += block.seats;
        seats.blocks.push_back(block);
    }
    std::stable_sort(seats.blocks.begin(), seats.blocks.end(), [&](const TeamBlock& a, const TeamBlock& b) {
        return position[a.team.index()] < position[b.team.index()];
    });
    return seats;
}

Mark mark_of_heat(const HeatPicture& heat, bool held) {
    switch (heat.state) {
        case HeatState::planned:
            return held ? Mark::held : Mark::none;
        case HeatState::running:
            return Mark::on_course;
        case HeatState::official:
            return Mark::finished;
        case HeatState::cancelled:
            return Mark::absent;
    }
    return Mark::none;
}

Ink ink_of_heat(const HeatPicture& heat, bool held) {
    if (heat.state == HeatState::running) return Ink::accent;
    if (heat.state == HeatState::planned && held) return Ink::warn;
    return Ink::muted;
}

std::string tenths(Instant instant) { return std::to_string(instant.us % 1'000'000 / 100'000); }

std::string counts_of(const HeatPicture& heat) {
    const HeatCounts& c = heat.counts;
    if (!heat.start) return c.checked_in > 0 ? grouped(c.checked_in) + " here" : "";
    std::string words = grouped(c.finished) + " in";
    if (c.on_course > 0) words += ", " + grouped(c.on_course) + " out";
    return words;
}

std::string seats_in_full(const HeatSeats& seats) {
    std::string words = grouped(seats.taken);
    words += seats.places == 0 ? (seats.taken == 1 ? " place taken" : " places taken")
                               : " of " + grouped(seats.places) + " places taken";
    if (seats.places > 0 && seats.reserve > 0) words += ", " + grouped(seats.reserve) + " kept for late children";
    return words;
}

}  // namespace

std::string places_after(std::int64_t left, std::int64_t places) {
    if (left >= 0) return counted(static_cast<std::uint64_t>(left), "place", "places") + " left after";
    return grouped(static_cast<std::uint64_t>(-left)) + " over the " + grouped(static_cast<std::uint64_t>(places));
}

HeatsBook heats_book(const Snapshot& snapshot) {
    HeatsBook book;
    book.position = positions(snapshot);
    const race_day::Day day = race_day::day_of(snapshot);
    for (std::size_t h = 0; h < snapshot.heats.size(); ++h)
        book.heats.push_back(seats_of(snapshot, day.heats[h], *snapshot.heats[h], book.position));
    book.day.resize(snapshot.heats.size());
    std::iota(book.day.begin(), book.day.end(), std::size_t{0});
    std::stable_sort(book.day.begin(), book.day.end(), [&](std::size_t a, std::size_t b) {
        return snapshot.heats[a]->planned < snapshot.heats[b]->planned;
    });
    return book;
}

std::string start_clock(Instant start, const MeetRules& rules) {
    return clock_time(start, rules, true) + "." + tenths(start);
}

HeatLine heat_line(const Desk& desk, const HeatsBook& book, HeatId id) {
    const HeatPicture& heat = *desk.snapshot->heats[id.index()];
    const HeatSeats& seats = book.heats[id.index()];
    const bool held = desk.snapshot->held_since.has_value();
    HeatLine line;
    line.title = heat_title(heat);
    line.subtitle = heat_subtitle(heat, *desk.snapshot->rules);
    line.times = clock_time(heat.planned, *desk.snapshot->rules);
    if (heat.start) line.times += ", began " + clock_time(*heat.start, *desk.snapshot->rules, true);
    line.counts = counts_of(heat);
    line.state = heat_state_word(heat, held);
    line.mark = mark_of_heat(heat, held);
    line.ink = ink_of_heat(heat, held);
    line.seats = grouped(seats.taken) + (seats.places > 0 ? " of " + grouped(seats.places) : "");
    return line;
}

HeatHead heat_head(const Desk& desk, const HeatsBook& book, HeatId id) {
    const HeatPicture& heat = *desk.snapshot->heats[id.index()];
    const MeetRules& rules = *desk.snapshot->rules;
    const bool held = desk.snapshot->held_since.has_value();
    HeatHead head;
    head.title = heat_title(heat);
    head.subtitle = heat_subtitle(heat, rules);
    head.mark = mark_of_heat(heat, held);
    head.ink = ink_of_heat(heat, held);
    head.state = heat_state_word(heat, held);
    if (heat.state == HeatState::running) head.state = "UNOFFICIAL";
    if (heat.state == HeatState::official) head.state = "OFFICIAL";
    head.times = (head.state == "planned" ? "for " : "planned ") + clock_time(heat.planned, rules);
    if (heat.start) {
        head.times += ", began " + start_clock(*heat.start, rules);
        const std::string running = running_clock(*heat.start, desk.now);
        if (heat.state == HeatState::running) head.clock = running.substr(0, running.size() - 2);
    } else if (heat.state == HeatState::planned) {
        const std::int64_t wait_s = micros_between(desk.now, heat.planned) / 1'000'000;
        if (!held && wait_s >= 0 && wait_s < 3600) head.clock = "in " + span(wait_s);
        if (!held && wait_s < 0) head.clock = span(-wait_s) + " late";
    }
    const HeatCounts& c = heat.counts;
    head.counts = heat.start ? grouped(c.finished) + " finished, " + grouped(c.on_course) + " out, " +
                                   grouped(c.returned) + " back"
                             : counted(c.registered, "child", "children") + ", " + grouped(c.checked_in) + " here";
    head.seats = seats_in_full(book.heats[id.index()]);
    if (heat.state == HeatState::running && c.review > 0) head.doubts = grouped(c.review) + " doubtful";
    if (heat.course_clear) {
        head.missing = "course clear";
        if (c.on_course > 0) head.missing += ", and " + counted(c.on_course, "child is", "children are") + " still out";
    }
    return head;
}

}  // namespace heatline::ui
