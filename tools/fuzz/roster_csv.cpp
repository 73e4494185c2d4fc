// A roster's bytes: an even first byte reads teams, an odd one runners. No rows with a problem, no problem without a
// sentence.

#include "config/roster_csv.h"

#include <cstddef>
#include <cstdint>

#include "config/meet_toml.h"
#include "engine/base/check.h"

using namespace heatline;

namespace {

void check(const std::vector<config::Problem>& problems) {
    for (const config::Problem& problem : problems) {
        CHECK_THAT(!problem.text.empty(), "a problem has a sentence");
        CHECK_THAT(config::to_line(problem).find('\n') == std::string::npos, "a problem is one line");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const MeetRules rules = config::default_rules();
    if (size == 0) return 0;
    const std::string_view bytes{reinterpret_cast<const char*>(data) + 1, size - 1};
    if (data[0] % 2 == 0) {
        const auto teams = config::parse_teams_csv(bytes, "teams.csv");
        if (!teams) {
            CHECK_THAT(!teams.error().empty(), "an error lists its problems");
            check(teams.error());
        } else {
            check(teams->warnings);
            for (const auto& row : teams->rows) CHECK_THAT(!row.value.name.empty(), "a team has a name");
        }
        return 0;
    }
    const auto runners = config::parse_runners_csv(bytes, "runners.csv", rules);
    if (!runners) {
        CHECK_THAT(!runners.error().empty(), "an error lists its problems");
        check(runners.error());
    } else {
        check(runners->warnings);
        for (const auto& row : runners->rows) CHECK_THAT(!row.team.empty(), "a runner has a team");
    }
    return 0;
}
