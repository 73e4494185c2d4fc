#include "tools/bench/temp_meet.h"

#include <stdlib.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "config/meet_toml.h"
#include "config/preset_store.h"
#include "timing/token.h"

namespace heatline::bench {

Result<std::unique_ptr<TempFolder>, std::string> TempFolder::make(const std::string& parent) {
    std::string path = parent + "/heatline-bench-XXXXXX";
    if (!mkdtemp(path.data())) {
        return Error{"cannot make a folder in " + parent + ": " + std::strerror(errno) + "; give another with --dir"};
    }
    return std::unique_ptr<TempFolder>{new TempFolder{path}};
}

TempFolder::~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

Result<TempMeet, std::string> make_temp_meet(const std::string& parent, std::size_t devices,
                                             const std::function<bool(timing::MeetFolder&)>& fill) {
    auto folder = TempFolder::make(parent);
    if (!folder) return Error{folder.error()};
    TempMeet made{std::move(*folder), {}};
    const std::string& dir = made.folder->path();
    const std::string toml{config::presets().front().meet_toml};
    const auto rules = config::parse_meet_toml(toml, "meet.toml");
    if (!rules) return Error{std::string{"the preset's meet.toml cannot be read"}};
    std::ofstream{dir + "/meet.toml", std::ios::binary} << toml;
    auto meet = timing::MeetFolder::create(dir);
    if (!meet) return Error{meet.error().what};
    std::vector<Fact> facts{{wall_clock(), "heatline-bench", {}, RulesSet{toml, *rules}}};
    for (std::size_t i = 0; i < devices; ++i) {
        made.tokens.push_back(timing::random_token());
        facts.push_back({wall_clock(),
                         "heatline-bench",
                         {},
                         DeviceAdded{DeviceId{i}, "finish-" + std::to_string(i + 1), Role::timer, "finish",
                                     TeamId::none(), timing::token_hash(made.tokens.back())}});
    }
    const auto recorded = meet->record(facts);
    if (!recorded) return Error{recorded.error().what};
    if (fill && !fill(*meet)) return Error{std::string{"the meet could not be filled"}};
    return made;
}

Instant wall_clock() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::microseconds>(now).count()};
}

}  // namespace heatline::bench
