#include "tools/fusion_days/family.h"

namespace heatline::fusion_days {
namespace {

constexpr std::array<std::string_view, kFamilies.size()> kNames{
    "clean", "typical", "heavy", "batch", "two-tappers", "chips", "no-taps", "taps-only", "strangers"};
constexpr std::int64_t kMinute = 60'000;

}  // namespace

std::string_view name_of(Family family) { return kNames[static_cast<std::size_t>(family)]; }

std::optional<Family> family_of(std::string_view text) {
    for (const Family family : kFamilies) {
        if (text == name_of(family) || (text.size() == 1 && text[0] == letter(family))) return family;
    }
    return std::nullopt;
}

std::string_view name_of(Group group) {
    switch (group) {
        case Group::up_to_400:
            return "30-400";
        case Group::overlapping:
            return "overlap";
        case Group::dense_1100:
            return "1100";
        case Group::dense_2000:
            return "2000";
    }
    return "";
}

std::int64_t Layout::finishers() const {
    std::int64_t sum = 0;
    for (const HeatSize& heat : heats) sum += heat.finishers;
    return sum;
}

const std::vector<Layout>& layouts() {
    static const std::vector<Layout> all{
        {"30", Group::up_to_400, {{30, 0}}},
        {"120", Group::up_to_400, {{120, 0}}},
        {"400", Group::up_to_400, {{400, 0}}},
        {"overlap-350", Group::overlapping, {{150, 0}, {130, 8 * kMinute}, {70, 38 * kMinute}}},
        {"overlap-600", Group::overlapping, {{200, 0}, {200, 8 * kMinute}, {200, 16 * kMinute}}},
        {"1100", Group::dense_1100, {{1'100, 0}}},
        {"2000", Group::dense_2000, {{2'000, 0}}},
    };
    return all;
}

}  // namespace heatline::fusion_days
