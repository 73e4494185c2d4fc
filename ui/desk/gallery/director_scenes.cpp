#include "ui/desk/gallery/sample_stations.h"
#include "ui/desk/gallery/scenes.h"

namespace heatline::ui {
namespace {

Desk director_over(const Sample& sample) {
    Desk desk = desk_over(sample, Role::director);
    desk.stations = stations_well(sample.now);
    return desk;
}

// The same day, as if every team had its records and nobody had a doubt.
Desk calm_day() {
    Desk desk = director_over(planned());
    auto snapshot = std::make_shared<Snapshot>(*desk.snapshot);
    auto rules = std::make_shared<MeetRules>(*snapshot->rules);
    rules->eligibility = {};
    snapshot->rules = rules;
    desk.snapshot = snapshot;
    return desk;
}

}  // namespace

std::vector<Scene> director_scenes() {
    Screen screen;
    screen.view = View::director;

    Scene normal{"director", director_over(morning()), screen};
    Scene trouble{"director-trouble", normal.desk, screen};
    trouble.desk.stations = stations_in_trouble(trouble.desk.now);
    trouble.screen.numbers["director.column"] = 1;
    Scene lost{"director-lost", normal.desk, screen};
    lost.desk.link = {
        LinkLook::State::lost, "The server does not answer; it is tried again.", 74, {}, Role::director, "finish", {}};
    lost.desk.heard_s = 74;
    Scene typing{"director-account", normal.desk, screen};
    typing.screen.prompt = Prompt{"Where is 1063?", "walked back with a teacher", "director.account"};
    Scene answered{"director-answered", normal.desk, screen};
    answered.desk.answer = {true, "Heat 4 and all after it: 5 minutes later", 900};
    return {normal,
            trouble,
            {"director-held", director_over(held()), screen},
            lost,
            typing,
            answered,
            {"director-calm", calm_day(), screen},
            {"director-finished", director_over(finished()), screen},
            {"director-empty", director_over(empty()), screen}};
}

}  // namespace heatline::ui
