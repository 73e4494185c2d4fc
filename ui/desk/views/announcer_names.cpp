#include "ui/desk/views/announcer_names.h"

namespace heatline::ui {

AnnouncerNames::AnnouncerNames(const Desk& desk, const HeatPicture& heat) : desk_(desk), heat_(heat.heat) {
    if (desk.link.role != Role::staff && desk.link.role != Role::director) return;
    std::vector<RunnerId> children;
    children.reserve(heat.rows.size());
    for (const ResultRow& row : heat.rows) children.push_back(row.runner);
    own_.emplace(*desk.snapshot->roster, desk.snapshot->rules->privacy, children, viewer_of(Role::announcer));
}

std::string AnnouncerNames::name(RunnerId child) const {
    std::string name = own_ ? own_->name(child) : desk_.names.name(heat_, child);
    if (!name.empty()) return name;
    const std::string team = desk_.names.team(child);
    return team.empty() ? "A child" : "A child of " + team;
}

std::string AnnouncerNames::say_it(RunnerId child) const {
    return own_ ? own_->say_it(child) : desk_.names.say_it(heat_, child);
}

}  // namespace heatline::ui
