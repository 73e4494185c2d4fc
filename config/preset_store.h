#pragma once
// Presets: a complete meet.toml for each kind of meet, with a sample roster, compiled into the program so that it
// finds them from anywhere. The files are presets/NAME.toml and samples/NAME/; embed.cmake carries them over.
//
// Everything here is constant and lives as long as the program. Any thread.

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/base/time.h"

namespace heatline::config {

struct Preset {
    std::string_view name;  // `kroc-final-mile`.
    std::string_view meet_toml;
    std::string_view teams_csv;  // Empty when the preset has no sample.
    std::string_view runners_csv;

    // One line for people: the first line of the meet.toml, without its `#`.
    std::string_view description() const;
};

// By name.
std::span<const Preset> presets();
// Null when there is none of that name.
const Preset* find_preset(std::string_view name);

// The preset's meet.toml with another name and date for the meet; every other line stays as it is.
std::string meet_toml_for(const Preset& preset, std::optional<std::string_view> name, std::optional<Date> date);

}  // namespace heatline::config
