#include <fmt/format.h>

#include "ui/desk/gallery/sample_field.h"
#include "ui/desk/gallery/sample_names.h"
#include "ui/desk/gallery/scenes.h"

namespace heatline::ui {
namespace {

// Eight heats of a field, each of tents that stand near each other; four have run by 10:12.
constexpr std::uint32_t kHeats = 8;

void add_heats(Snapshot& snapshot, std::uint32_t tents, std::vector<LedgerRow>& ledger, std::int32_t cols) {
    auto rules = std::make_shared<MeetRules>(*snapshot.rules);
    rules->heats.tent_cols = cols;
    snapshot.rules = rules;
    std::vector<std::shared_ptr<HeatPicture>> heats;
    for (std::uint32_t i = 0; i < kHeats; ++i) {
        auto heat = std::make_shared<HeatPicture>();
        heat->heat = HeatId{i};
        heat->name = std::to_string(i + 1);
        heat->race = "mile";
        heat->planned = SampleDay::clock(9, 30) + minutes(12 * static_cast<std::int64_t>(i));
        if (i < kHeats / 2) {
            heat->start = heat->planned;
            heat->state = HeatState::running;
        }
        heats.push_back(heat);
    }
    for (LedgerRow& row : ledger) {
        const std::uint32_t tent = row.runner.value / 12;
        const std::uint32_t heat = tent * kHeats / tents;
        row.heat = HeatId{(heat + (tent % 5 == 0 ? 1 : 0)) % kHeats};
        heats[row.heat.index()]->placements.push_back({row.runner, 0});
    }
    snapshot.heats.assign(heats.begin(), heats.end());
}

// A field of so many tents, a dozen children each, in the middle of a day.
Desk large_field(std::uint32_t tents, std::int32_t cols) {
    auto snapshot = std::make_shared<Snapshot>(*empty().snapshot);
    auto roster = std::make_shared<Roster>();
    auto ledger = std::make_shared<std::vector<LedgerRow>>();
    auto bibs = std::make_shared<std::vector<std::string>>();
    for (std::uint32_t i = 0; i < tents; ++i) {
        Team team;
        team.name = fmt::format("School {}", i + 1);
        team.tent_row = 1 + static_cast<std::int32_t>(i) / cols;
        team.tent_col = 1 + static_cast<std::int32_t>(i) % cols;
        team.tent = fmt::format("{}{}", static_cast<char>('A' + team.tent_row - 1), team.tent_col);
        roster->save_team(TeamId{i}, std::move(team));
        for (std::uint32_t child = 0; child < 12; ++child) {
            const RunnerId id{ledger->size()};
            Runner runner;
            runner.team = TeamId{i};
            const SampleName name = sample_name(id.value);
            runner.first = name.first;
            runner.last = name.last;
            roster->save_runner(id, std::move(runner));
            LedgerRow row;
            row.runner = id;
            row.seen = true;
            const std::uint32_t dice = (i * 7 + child * 5) % 23;
            row.state = i % 5 == 2 || dice > 9 ? ChildState::returned
                        : dice > 6             ? ChildState::finished
                        : dice > 4 && i % 3    ? ChildState::on_course
                                               : ChildState::checked_in;
            row.accounted = row.state == ChildState::returned;
            ledger->push_back(row);
            bibs->push_back(std::to_string(1001 + id.value));
        }
    }
    add_heats(*snapshot, tents, *ledger, cols);
    snapshot->roster = roster;
    snapshot->ledger = ledger;
    snapshot->bibs = bibs;
    Desk desk = desk_over(empty(), Role::director);
    desk.snapshot = snapshot;
    desk.now = SampleDay::clock(10, 12);
    desk.names = NameBook{snapshot, Role::director};
    return desk;
}

}  // namespace

std::vector<Scene> tents_scenes() {
    Screen screen;
    screen.view = View::tents;
    Scene normal{"tents", desk_over(morning(), Role::director), screen};
    Scene open{"tents-open", normal.desk, screen};
    open.screen.team = TeamId{2U};
    Scene of_tent{"tents-own", desk_over(morning(), Role::tent), screen};
    of_tent.desk.link.team = TeamId{5U};
    Scene marshal{"tents-marshal", desk_over(morning(), Role::marshal), screen};
    marshal.screen.team = TeamId{0U};
    Scene many{"tents-hundred", large_field(104, 13), screen};
    Scene list{"tents-list", normal.desk, screen};
    list.screen.numbers["tents.as-list"] = 1;
    Scene list_open{"tents-list-open", normal.desk, list.screen};
    list_open.screen.team = TeamId{3U};
    Scene list_many{"tents-list-hundred", many.desk, list.screen};
    list_many.screen.lists["tents.list"].selected = 20;
    Scene no_walk{"tents-no-walk", normal.desk, screen};
    no_walk.screen.numbers["tents.no-walk"] = 1;
    Scene later{"tents-walk", normal.desk, screen};
    later.screen.numbers["tents.walk"] = 12;
    return {normal,
            open,
            of_tent,
            marshal,
            list,
            list_open,
            no_walk,
            later,
            many,
            list_many,
            {"tents-planned", desk_over(planned(), Role::director), screen},
            {"tents-finished", desk_over(finished(), Role::director), screen},
            {"tents-empty", desk_over(empty(), Role::director), screen}};
}

}  // namespace heatline::ui
