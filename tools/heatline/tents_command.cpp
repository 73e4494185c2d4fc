// heatline tents: every team with its tent and the link of its page.

#include <memory>

#include "timing/links.h"
#include "tools/heatline/meet.h"

namespace heatline::tools {
namespace {

Exit run(const std::string& dir) {
    auto meet = open_meet(dir);
    if (!meet) return meet.error();
    const auto state = state_of(**meet);
    if (!state) return state.error();
    if ((*state)->links_secret.empty())
        return fail(Exit::failed, "the tents have no links: the meet was purged; make a new meet for the next day");
    std::string lines;
    const auto& teams = (*state)->roster->teams();
    for (std::size_t i = 0; i < teams.size(); ++i) {
        lines +=
            teams[i].name + "\t" + teams[i].tent + "\t" + timing::tent_path((*state)->links_secret, TeamId{i}) + "\n";
    }
    return put({}, lines);
}

}  // namespace

void add_tents(CLI::App& app, Action& action) {
    auto* command = app.add_subcommand(
        "tents",
        "Example: heatline tents spring-mile\n\nLists teams: name, tent, and the path of the team's page. Whoever has "
        "the path sees the page, so give it to the team's coaches alone.");
    auto dir = std::make_shared<std::string>();
    command->add_option("DIR", *dir, "the meet folder")->required();
    command->callback([&action, dir] { action = [dir] { return run(*dir); }; });
}

}  // namespace heatline::tools
