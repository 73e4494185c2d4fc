#pragma once
// StationModel: what the two stations' views say alike: which heat they look at, how the counts agree, what was done
// last, what is wrong and matters here. Pure; any thread.

#include <optional>
#include <string>
#include <vector>

#include "ui/desk/desk.h"
#include "ui/desk/kit.h"
#include "ui/desk/station_heats.h"

namespace heatline::ui {

// An entry in words: "tap 42", "number 1044", "mark of 1044", "gun of Heat 4".
std::string own_words(const OwnEntry& entry);
// What an undo would take back; none.
const OwnEntry* last_standing(const std::vector<OwnEntry>& entries);
// "removed tap 42, 4:31.2": what was done last and when in the heat; else the last entry. Empty before the first.
std::string last_words(const Desk& desk, const StationHeats& heats);

// Why the last key was of no use, for a few seconds; else empty.
inline constexpr std::int64_t kRefusedWordsMs = 4'000;
std::string refused_words(const StationLook& look);

// Children that crossed since the earliest heat that runs was started, by this laptop's record; where it records
// nothing, by the server's count. Finishers of heats that are over are left out.
std::uint64_t crossed_here(const Desk& desk, const StationHeats& heats);

// Taps, numbers and second timer on one line.
struct CountLine {
    std::string counts;  // "taps 87 · numbers 85 · second timer 87"
    std::string verdict;
    Mark mark = Mark::none;  // A diamond when somebody should look.
    friend bool operator==(const CountLine&, const CountLine&) = default;
};
// Counts differ all the time while children cross: the line at the chute is long. It is said after both of these.
inline constexpr std::int64_t kDifferUs = 20'000'000;
inline constexpr std::int64_t kGapUs = 8'000'000;
CountLine count_line(const Desk& desk, const StationHeats& heats);

// One line over the view, calm: what is wrong, and that recording goes on. At most two, the gravest first.
struct Strip {
    Mark mark = Mark::look;
    Ink ink = Ink::warn;
    std::string words;
    friend bool operator==(const Strip&, const Strip&) = default;
};
inline constexpr std::size_t kStripsMax = 2;
inline constexpr int kBatteryLow = 15, kBatteryEmpty = 5;  // Percent; below these.
std::vector<Strip> station_strips(const Desk& desk, const StationHeats& heats);

// What the border of the screen does for a moment.
enum class Flash : std::uint8_t { none, done, refused };
inline constexpr std::int64_t kFlashMs = 150, kRefusedMs = 400;
Flash flash_of(const StationLook& look);

// All that both views say: FinishModel and ChuteModel begin with it.
struct StationSays {
    std::string title;     // "Heat 3", or what stands for it.
    std::string subtitle;  // "Mile 2-3".
    std::string undo;      // "takes back tap 87"; empty: nothing.
    bool redo = false;
    bool practice = false;  // It can be begun.
    std::string last;       // "tap 87, 12:41.8"
    CountLine counts;
    std::vector<Strip> strips;
    std::string refused;  // Why the last key was of no use.
    Flash flash = Flash::none;
};
StationSays station_says(const Desk& desk, const StationHeats& heats);

}  // namespace heatline::ui
