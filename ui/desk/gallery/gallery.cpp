#include "ui/desk/gallery/gallery.h"

#include "ui/desk/gallery/scenes.h"

namespace heatline::ui {

std::vector<Scene> scenes_of(View view) {
    switch (view) {
        case View::finish:
            return finish_scenes();
        case View::chute:
            return chute_scenes();
        case View::announcer:
            return announcer_scenes();
        case View::director:
            return director_scenes();
        case View::tents:
            return tents_scenes();
        case View::heats:
            return heats_scenes();
        case View::results:
            return results_scenes();
        case View::grants:
            return grants_scenes();
        case View::devices:
            return devices_scenes();
    }
    return {};
}

std::vector<Scene> gallery() {
    std::vector<Scene> all;
    for (std::size_t i = 0; i < kViews; ++i) {
        for (Scene& scene : scenes_of(static_cast<View>(i))) all.push_back(std::move(scene));
    }
    return all;
}

Desk desk_over(const Sample& sample, Role role) {
    Desk desk;
    desk.snapshot = sample.snapshot;
    desk.overview = sample.overview;
    desk.now = sample.now;
    desk.link.state = LinkLook::State::live;
    desk.link.role = role;
    desk.link.line = "finish";
    // Announcers get their names from the server; here they are worked out as the server does.
    auto given = std::make_shared<GivenNames>();
    if (role == Role::announcer) {
        for (const auto& heat : sample.snapshot->heats) {
            std::vector<RunnerId> children;
            for (const ResultRow& row : heat->rows) children.push_back(row.runner);
            const HeatNames names{*sample.snapshot->roster, sample.snapshot->rules->privacy, children, viewer_of(role)};
            for (const RunnerId child : children) {
                if (child) (*given)[given_name_key(heat->heat, child)] = {names.name(child), names.say_it(child)};
            }
        }
    }
    desk.names = NameBook{sample.snapshot, role, given};
    return desk;
}

}  // namespace heatline::ui
