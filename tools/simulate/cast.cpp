#include "tools/simulate/cast.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace heatline::simulate {
namespace {

constexpr std::size_t kPlainBytesMax = 40;

// Text as part of a device name. What is lost on the way comes back as a hash at the end, so that two teams never
// share a name.
std::string plain(std::string_view text) {
    std::string made;
    std::uint32_t hash = 2166136261U;
    bool lost = false;
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
        const bool keep = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
        const bool upper = c >= 'A' && c <= 'Z';
        lost = lost || !keep;
        if (made.size() >= kPlainBytesMax) {
            lost = true;
            continue;
        }
        made.push_back(keep ? c : upper ? static_cast<char>(c - 'A' + 'a') : '-');
    }
    if (!lost && !made.empty()) return made;
    made.push_back('-');
    for (int shift = 28; shift >= 0; shift -= 4) made.push_back("0123456789abcdef"[hash >> shift & 0xf]);
    return made;
}

std::vector<std::string> once_each(std::vector<std::string> names) {
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

}  // namespace

std::string tapper(const std::string& line) { return plain(line) + "-tap"; }
std::string chute(const std::string& line) { return plain(line) + "-chute"; }
std::string note_taker(const std::string& line) { return plain(line) + "-select"; }
std::string mat(const std::string& line) { return plain(line) + "-mat"; }
std::string tent_of(const std::string& team) { return "tent-" + plain(team); }

std::vector<CastMember> cast(const std::vector<std::string>& team_names, const std::vector<std::string>& lines) {
    std::vector<CastMember> all;
    const std::vector<std::string> each_line = once_each(lines.empty() ? std::vector<std::string>{"finish"} : lines);
    all.push_back({kStarter, "timer", each_line.front(), {}});
    all.push_back({kStagingMarshal, "marshal", {}, {}});
    all.push_back({kCourseMarshal, "marshal", {}, {}});
    for (const std::string& line : each_line) {
        for (std::string name : {tapper(line), chute(line), note_taker(line), mat(line)})
            all.push_back({std::move(name), "timer", line, {}});
    }
    for (const std::string& team : once_each(team_names)) all.push_back({tent_of(team), "tent", {}, team});
    return all;
}

}  // namespace heatline::simulate
