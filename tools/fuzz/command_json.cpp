// A body of POST /api/v1/commands, decided on an empty meet: never crashes, and a refusal has a sentence.

#include "timing/net/command_json.h"

#include <cstddef>
#include <cstdint>

#include "engine/base/check.h"
#include "engine/decide.h"

using namespace heatline;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const State state;
    static const timing::RosterDoor door = [] {
        timing::RosterDoor plain;
        plain.runner = [](const timing::RosterDoor::Columns& columns) -> Result<RunnerColumns, std::string> {
            RunnerColumns row;
            for (const auto& [key, value] : columns) {
                if (key == "team") row.team = value;
                if (key == "bib") row.bib = value;
                row.given.push_back(key);
            }
            return row;
        };
        plain.team = [](const timing::RosterDoor::Columns& columns) -> Result<SaveTeam, std::string> {
            SaveTeam row;
            for (const auto& [key, value] : columns) {
                if (key == "team") row.team.name = value;
                row.given.push_back(key);
            }
            return row;
        };
        return plain;
    }();
    const auto command = timing::parse_command({reinterpret_cast<const char*>(data), size}, door);
    if (!command) {
        CHECK_THAT(!command.error().empty(), "a problem has a sentence");
        return 0;
    }
    const auto decided = decide(state, *command, "fuzz", Instant{0});
    if (decided) {
        CHECK_THAT(!decided->empty(), "a decision is facts");
    } else {
        CHECK_THAT(!decided.error().sentence.empty(), "a refusal has a sentence");
    }
    return 0;
}
