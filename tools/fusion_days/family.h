#pragma once
// Families of days, and the sizes in which each is made. Plain values; any thread.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace heatline::fusion_days {

// What goes wrong, and which streams there are.
enum class Family : std::uint8_t { clean, typical, heavy, batch, two_tappers, chips, no_taps, taps_only, strangers };

inline constexpr std::array kFamilies{Family::clean,   Family::typical,     Family::heavy,
                                      Family::batch,   Family::two_tappers, Family::chips,
                                      Family::no_taps, Family::taps_only,   Family::strangers};

// 'a' to 'i'.
constexpr char letter(Family family) { return static_cast<char>('a' + static_cast<int>(family)); }
std::string_view name_of(Family family);
std::optional<Family> family_of(std::string_view letter_or_name);

// One heat of finishers: how many, and how long after the first gun it starts.
struct HeatSize {
    std::int64_t finishers = 0;
    std::int64_t after_ms = 0;
};

// Days of the same group stand in one row of a table, as in the targets.
enum class Group : std::uint8_t { up_to_400, overlapping, dense_1100, dense_2000 };
std::string_view name_of(Group group);

struct Layout {
    std::string_view name;  // "30", "overlap-3".
    Group group = Group::up_to_400;
    std::vector<HeatSize> heats;

    std::int64_t finishers() const;
};

// 30, 120, 400, 1,100 and 2,000 children in one heat; three heats 8 and 30 minutes apart, three 8 minutes apart.
const std::vector<Layout>& layouts();

}  // namespace heatline::fusion_days
