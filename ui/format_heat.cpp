#include "ui/format_heat.h"

#include <cctype>

namespace heatline::ui {

std::string grouped(std::uint64_t number) {
    std::string text = std::to_string(number);
    for (std::size_t at = text.size(); at > 3;) {
        at -= 3;
        text.insert(at, ",");
    }
    return text;
}

std::string counted(std::uint64_t count, const char* one, const char* many) {
    return grouped(count) + " " + (count == 1 ? one : many);
}

std::string heat_title(const HeatPicture& heat) {
    const bool begins_with_letter = !heat.name.empty() && (std::isalpha(static_cast<unsigned char>(heat.name[0])) != 0);
    return begins_with_letter ? heat.name : "Heat " + heat.name;
}

std::string heat_subtitle(const HeatPicture& heat, const MeetRules& rules) {
    const auto& bands = rules.heats.bands;
    return heat.band && heat.band.index() < bands.size() ? bands[heat.band.index()].name : heat.race;
}

}  // namespace heatline::ui
