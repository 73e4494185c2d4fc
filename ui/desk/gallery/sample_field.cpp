#include "ui/desk/gallery/sample_field.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "ui/desk/gallery/sample_names.h"

namespace heatline::ui {
namespace {

struct TeamPlan {
    std::string_view name, tent;
    std::int32_t row, col;
    std::uint32_t children;
    TeamKind kind = TeamKind::school;
    bool coach = true;
};

// Two places of the field have no tent: a tree, and the first aid.
constexpr auto kTeams = std::to_array<TeamPlan>({
    {"Lincoln", "A1", 1, 1, 142},
    {"Vale", "A2", 1, 2, 118},
    {"Grove", "A3", 1, 3, 127},
    {"César Chávez", "A4", 1, 4, 104},
    {"Oak Ridge", "B1", 2, 1, 96, TeamKind::school, false},
    {"Rosa Parks School of the Arts and Sciences", "B3", 2, 3, 121},
    {"Riverbend", "B4", 2, 4, 88},
    {"St. Brigid", "C1", 3, 1, 79},
    {"Sunset", "C2", 3, 2, 104},
    {"Running Foxes", "C4", 3, 4, 24, TeamKind::club},
});

struct BandPlan {
    std::string_view name;
    std::int8_t youngest;
    std::size_t heats;
};
constexpr auto kBands = std::to_array<BandPlan>({{"Mile K-1", 0, 2}, {"Mile 2-3", 2, 3}, {"Mile 4-5", 4, 7}});

// By heat: the minutes from 9:00 at which it was planned, and how late its gun went, in milliseconds.
constexpr std::int64_t kEveryMin = 9;
constexpr auto kLateMs = std::to_array<std::int64_t>(
    {24'310, 100'120, 60'200, 412'540, 418'000, 372'900, 395'410, 350'000, 311'730, 340'080, 302'600, 290'450});

// Of each 24 children, how many are in each grade from kindergarten to 5.
constexpr auto kGradeShare = std::to_array<std::uint32_t>({2, 2, 4, 4, 6, 6});

Grade grade_of(std::uint32_t number) {
    std::uint32_t left = (number * 7) % 24;
    for (std::size_t grade = 0; grade < kGradeShare.size(); ++grade) {
        if (left < kGradeShare[grade]) return {static_cast<std::int8_t>(grade)};
        left -= kGradeShare[grade];
    }
    return {5};
}

Runner made_up(TeamId team, std::uint32_t number) {
    const SampleName name = number == 211 ? longest_name() : sample_name(number);
    Runner runner;
    runner.team = team;
    runner.first = name.first;
    runner.last = name.last;
    if (number % 5 < 3) runner.say_it = name.say_it;  // Not every family answers.
    runner.grade = grade_of(number);
    runner.age = runner.grade.number + 5 + static_cast<std::int32_t>(number % 2);
    runner.gender = number % 29 == 3 ? Gender::X : number % 2 == 0 ? Gender::F : Gender::M;
    runner.public_name = number % 61 != 7;
    runner.assisted = number % 97 == 11;
    return runner;
}

SampleDevices add_devices(SampleDay& day) {
    SampleDevices devices;
    devices.starter = day.device("start-1", Role::timer);
    devices.finish = day.device("finish-1", Role::timer);
    devices.second = day.device("finish-2", Role::timer);
    devices.chute = day.device("chute-1", Role::timer);
    devices.notes = day.device("notes-1", Role::timer);
    devices.mat = day.device("mat-1", Role::timer);
    devices.staging = day.device("marshal-1", Role::marshal);
    devices.field = day.device("marshal-2", Role::marshal);
    devices.medical = day.device("marshal-3", Role::marshal);
    day.device("announcer-1", Role::announcer);
    day.device("desk", Role::staff);
    day.device("director-1", Role::director);
    return devices;
}

// The children of one band in the order of their teams, cut into heats of much the same size.
void add_heats(std::vector<SampleHeat>& heats, const std::vector<SampleChild>& children, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        const auto from = static_cast<std::ptrdiff_t>(children.size() * i / count);
        const auto to = static_cast<std::ptrdiff_t>(children.size() * (i + 1) / count);
        SampleHeat heat;
        heat.heat = HeatId{heats.size()};
        heat.name = std::to_string(heats.size() + 1);
        heat.planned = SampleDay::clock(9, 0) + minutes(kEveryMin * static_cast<std::int64_t>(heats.size()));
        heat.gun = heat.planned + Millis{kLateMs[heats.size()]};
        heat.children.assign(children.begin() + from, children.begin() + to);
        heats.push_back(std::move(heat));
    }
}

PlannedHeat planned(const SampleHeat& heat, BandId band) {
    PlannedHeat planned{heat.name, band, "mile", "finish", heat.planned, {}};
    for (const SampleChild& child : heat.children) planned.placements.push_back({child.runner, 0});
    return planned;
}

}  // namespace

MeetRules sample_rules() {
    MeetRules rules;
    rules.name = "The Elementary Mile";
    rules.timing.minimum_finish_s = 240;
    rules.heats.first_start = SampleDay::clock(9, 0);
    rules.heats.latest_start = SampleDay::clock(12, 0);
    rules.heats.tent_cols = 4;
    for (const BandPlan& plan : kBands) {
        BandRules band;
        band.name = plan.name;
        band.grades = {{plan.youngest}, {static_cast<std::int8_t>(plan.youngest + 1)}};
        band.capacity = 120;
        band.reserve = 4;
        band.interval_min = static_cast<std::int32_t>(kEveryMin);
        rules.heats.bands.push_back(std::move(band));
    }
    GrantRules each;
    each.id = "per-finisher";
    each.kind = GrantKind::per_finisher;
    each.amount = Cents{500};
    each.minimum = 25;
    GrantRules biggest;
    biggest.id = "biggest-teams";
    biggest.kind = GrantKind::biggest_teams;
    biggest.prizes = {Cents{150'000}, Cents{100'000}, Cents{50'000}};
    rules.grants = {each, biggest};
    rules.eligibility.registered_coach = true;
    rules.eligibility.background_check = true;
    return rules;
}

SampleField fill_field(SampleDay& day) {
    SampleField field;
    std::array<std::vector<SampleChild>, kBands.size()> by_band;
    std::uint32_t number = 0;
    for (const TeamPlan& plan : kTeams) {
        Team team;
        team.name = plan.name;
        team.kind = plan.kind;
        team.tent = plan.tent;
        team.tent_row = plan.row;
        team.tent_col = plan.col;
        team.coaches = 2 + static_cast<std::int32_t>(plan.children / 30);
        team.enrolment = static_cast<std::int32_t>(plan.children * 3);
        team.registered_coach = plan.coach;
        team.background_check = true;
        const TeamId id = day.team(std::move(team));
        for (std::uint32_t i = 0; i < plan.children; ++i, ++number) {
            Runner runner = made_up(id, number);
            const auto band = static_cast<std::size_t>(runner.grade.number / 2);
            SampleChild child{{}, id, std::to_string(1001 + number), {}, number % 43 == 20};
            child.runner = day.runner(std::move(runner), child.bib);
            if (plan.kind == TeamKind::club) child.tag = day.tag_on(child.bib);
            by_band[band].push_back(std::move(child));
        }
    }
    field.devices = add_devices(day);
    std::vector<PlannedHeat> plan;
    for (std::size_t band = 0; band < kBands.size(); ++band) {
        const std::size_t first = field.heats.size();
        add_heats(field.heats, by_band[band], kBands[band].heats);
        for (std::size_t i = first; i < field.heats.size(); ++i) plan.push_back(planned(field.heats[i], BandId{band}));
    }
    day.plan(std::move(plan));
    return field;
}

}  // namespace heatline::ui
