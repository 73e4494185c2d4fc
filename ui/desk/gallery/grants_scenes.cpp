#include <functional>

#include "engine/grants.h"
#include "ui/desk/gallery/scenes.h"

namespace heatline::ui {
namespace {

Scene scene_of(const char* name, const Sample& sample) {
    Scene scene{name, desk_over(sample, Role::director), {}};
    scene.screen.view = View::grants;
    return scene;
}

Scene changed(const char* name, const Sample& sample, const std::function<void(Snapshot&)>& change) {
    Scene scene = scene_of(name, sample);
    auto snapshot = std::make_shared<Snapshot>(*sample.snapshot);
    change(*snapshot);
    scene.desk.snapshot = std::move(snapshot);
    return scene;
}

void approve(Snapshot& snapshot, const char* by, Instant at) {
    snapshot.approvals.push_back({snapshot.seq, at, by, snapshot.grants->digest, snapshot.grants->total});
}

// With an award that people enter, given to one team.
void add_award(Snapshot& snapshot) {
    auto rules = std::make_shared<MeetRules>(*snapshot.rules);
    GrantRules cheer;
    cheer.id = "best-cheer";
    cheer.kind = GrantKind::award;
    rules->grants.push_back(cheer);
    Awards awards;
    awards[{TeamId{3U}, "best-cheer"}] = {Cents{25'000}, "the loudest tent of the day", 1};
    snapshot.grants = std::make_shared<const Grants>(
        grant_statements(*rules, *snapshot.roster, count_teams(*snapshot.roster, *snapshot.ledger), awards));
    snapshot.rules = std::move(rules);
}

}  // namespace

std::vector<Scene> grants_scenes() {
    const Sample day = finished();
    std::vector<Scene> scenes;
    scenes.push_back(scene_of("grants", day));
    scenes.push_back(changed("grants-approved", day,
                             [&](Snapshot& s) { approve(s, "Ruth Okafor", s.approvals.front().at + minutes(8)); }));
    scenes.push_back(changed("grants-changed", day, [&](Snapshot& s) {
        approve(s, "Ruth Okafor", s.approvals.front().at + minutes(8));
        for (Approval& approval : s.approvals) {
            approval.digest = "0f";
            approval.total = Cents{approval.total.count - 1'500};
        }
    }));
    scenes.back().screen.lists["grants"].selected = 4;
    scenes.push_back(changed("grants-award", day, add_award));
    scenes.back().screen.lists["grants"].selected = 3;
    scenes.back().screen.prompt =
        Prompt{"Why does César Chávez get $250.00?", "helped to clear the field", "grants.why"};
    scenes.push_back(scene_of("grants-morning", morning()));
    scenes.push_back(scene_of("grants-empty", empty()));
    scenes.push_back(scene_of("grants-lost", day));
    scenes.back().desk.link.state = LinkLook::State::lost;
    scenes.back().desk.link.since_s = 95;
    return scenes;
}

}  // namespace heatline::ui
