#include "ui/desk/gallery/scenes.h"
#include "ui/desk/views/announcer_parts.h"

namespace heatline::ui {
namespace {

Scene scene_of(const char* name, const Sample& sample, Role role = Role::announcer) {
    Scene scene{name, desk_over(sample, role), {}};
    scene.screen.view = View::announcer;
    return scene;
}

AnnouncerChoice& choice_of(Scene& scene) { return scene.screen.memos.get<AnnouncerState>().choice; }

// Heat 3 is official, and Heat 4 has not started.
Sample between_heats() {
    Sample day = morning();
    auto snapshot = std::make_shared<Snapshot>(*day.snapshot);
    auto heat = std::make_shared<HeatPicture>(*snapshot->heats[2]);
    heat->state = HeatState::official;
    heat->counts.on_course = 0;
    snapshot->heats[2] = std::move(heat);
    day.snapshot = std::move(snapshot);
    return day;
}

// Every child of Heat 3 has the longest name there is.
void give_long_names(Desk& desk) {
    auto given = std::make_shared<GivenNames>(*desk.names.given());
    for (const ResultRow& row : desk.snapshot->heats[2]->rows) {
        if (row.runner)
            (*given)[given_name_key(HeatId{2U}, row.runner)] = {"Maximiliana-Alexandrina Wolfeschlegelstein V.",
                                                                "mak-see-mee-lee-AH-nah ah-lek-sahn-DREE-nah"};
    }
    desk.names = NameBook{desk.snapshot, Role::announcer, given};
}

}  // namespace

std::vector<Scene> announcer_scenes() {
    const Sample day = morning();
    std::vector<Scene> scenes;
    scenes.push_back(scene_of("announcer", day));
    scenes.push_back(scene_of("announcer-results", day));
    choice_of(scenes.back()) = {HeatId{1U}, true, false};
    scenes.push_back(scene_of("announcer-rehearsal", day));
    choice_of(scenes.back()).rehearsal = true;
    scenes.push_back(scene_of("announcer-before", planned()));
    scenes.push_back(scene_of("announcer-between", between_heats()));
    scenes.push_back(scene_of("announcer-over", finished()));
    scenes.push_back(scene_of("announcer-hold", held()));
    scenes.push_back(scene_of("announcer-long-names", day));
    give_long_names(scenes.back().desk);
    scenes.push_back(scene_of("announcer-empty", empty()));
    scenes.push_back(scene_of("announcer-director", day, Role::director));
    scenes.push_back(scene_of("announcer-lost", day));
    scenes.back().desk.link.state = LinkLook::State::lost;
    scenes.back().desk.link.since_s = 95;
    return scenes;
}

}  // namespace heatline::ui
