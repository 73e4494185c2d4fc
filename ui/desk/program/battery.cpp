#include "ui/desk/program/battery.h"

#include <charconv>
#include <filesystem>
#include <fstream>

namespace heatline::ui {
namespace {

std::string first_line(const std::filesystem::path& path) {
    std::ifstream file{path};
    std::string line;
    std::getline(file, line);
    return line;
}

}  // namespace

std::optional<Battery> read_battery(const std::string& folder) {
    std::optional<Battery> fullest;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator{folder, error}) {
        // A mouse has a battery too; its scope is "Device".
        if (first_line(entry.path() / "type") != "Battery" || first_line(entry.path() / "scope") == "Device") continue;
        const std::string text = first_line(entry.path() / "capacity");
        int percent = 0;
        const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), percent);
        if (problem != std::errc{} || percent < 0 || percent > 100) continue;
        const std::string status = first_line(entry.path() / "status");
        if (!fullest || percent > fullest->percent) fullest = Battery{percent, status != "Discharging"};
    }
    return fullest;
}

}  // namespace heatline::ui
