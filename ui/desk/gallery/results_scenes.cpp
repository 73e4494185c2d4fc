#include "ui/desk/gallery/scenes.h"
#include "ui/desk/views/results_parts.h"

namespace heatline::ui {
namespace {

// As the overview tells the story of whom somebody looks at.
Scene looking_at(const char* name, const Sample& sample, Role role, HeatId heat, RunnerId runner) {
    Scene scene{name, desk_over(sample, role), {}};
    scene.screen.view = View::results;
    scene.screen.heat = heat;
    scene.screen.runner = runner;
    if (runner) {
        const HeatId of = (*sample.snapshot->ledger)[runner.index()].heat;
        scene.desk.overview =
            std::make_shared<const Overview>(Overviewer{}.look(sample.state, *sample.snapshot, {of, runner}));
    }
    return scene;
}

RunnerId at_place(const Sample& sample, std::size_t heat, std::size_t row) {
    return sample.snapshot->heats[heat]->rows[row].runner;
}

}  // namespace

std::vector<Scene> results_scenes() {
    const Sample day = morning();
    std::vector<Scene> scenes;
    scenes.push_back(looking_at("results", day, Role::director, {}, at_place(day, 0, 6)));
    scenes.push_back(looking_at("results-heat", day, Role::director, HeatId{2U}, at_place(day, 2, 11)));
    scenes.push_back(looking_at("results-search", day, Role::director, {}, {}));
    scenes.back().screen.texts["results.search"] = "nguyen";
    scenes.push_back(looking_at("results-open", day, Role::director, HeatId{2U}, at_place(day, 2, 3)));
    scenes.back().screen.memos.get<ResultsState>().open = true;
    scenes.push_back(looking_at("results-reason", day, Role::director, HeatId{0U}, day.focus.runner));
    scenes.back().screen.memos.get<ResultsState>().open = true;
    scenes.back().screen.prompt =
        Prompt{"Who has the child, and where?", "with the nurse at the first aid", "results.why.A"};
    scenes.push_back(looking_at("results-nobody", day, Role::staff, {}, {}));
    scenes.back().screen.texts["results.search"] = "Wolfgang";
    scenes.push_back(looking_at("results-timer", day, Role::timer, HeatId{1U}, {}));
    scenes.push_back(looking_at("results-empty", empty(), Role::director, {}, {}));
    scenes.push_back(looking_at("results-lost", day, Role::director, {}, at_place(day, 1, 0)));
    scenes.back().desk.link.state = LinkLook::State::lost;
    scenes.back().desk.link.since_s = 95;
    scenes.back().desk.heard_s = 95;
    return scenes;
}

}  // namespace heatline::ui
