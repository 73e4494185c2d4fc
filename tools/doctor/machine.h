#pragma once
// What the doctor asks of the computer: each check takes the values it judges and gives one line of a Findings.
//
// A remark (a slow disk, no fonts on a machine that may never show a window) is a line that is not wrong: doctor ends
// with 6 only for what would spoil the day. Pure: look.h gathers the values. Any thread.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/time.h"
#include "tools/findings.h"

namespace heatline::tools::doctor {

// No computer that runs this program is older than it: a clock before this has lost its battery.
inline constexpr Instant kNoClockBefore{1'735'689'600'000'000};  // 2025-01-01
// A clock further than this before the meet's day is taken for wrong: nobody prepares a meet three years ahead.
inline constexpr std::int64_t kDaysAheadMax = 3 * 366;
// A fact later than the clock by no more than this is a clock that was set a little, not one that is wrong.
inline constexpr Millis kClockSlack = seconds(5);
// What a big meet needs: the journal of a million readings, and a backup of it.
inline constexpr std::uint64_t kFreeBytesMin = 1024ULL * 1024 * 1024;
// Every acknowledgement waits for a sync. Slower than the first is a remark, than the second no disk for a race day.
inline constexpr Millis kSyncSlow{50};
inline constexpr Millis kSyncUseless{1'000};
inline constexpr std::uint64_t kMemoryBytesMin = 512ULL * 1024 * 1024;
inline constexpr int kBatteryPercentMin = 50;

struct Clock {
    Instant now;
    std::int32_t offset_min = 0;  // East of UTC, of the computer: what is shown beside a watch.
    std::optional<Date> meet_day;
    std::int32_t meet_offset_min = 0;  // Of the meet's zone on its day.
    std::optional<Instant> last_fact;  // When the journal was last written, by the clock of then.
};
void check_clock(const Clock& clock, Findings& findings);

struct Disk {
    std::string folder;
    std::string trouble;  // Why a file cannot be made, locked, written or synced there; empty when it can.
    std::uint64_t free_bytes = 0;
    std::int64_t kind = 0;      // The magic number of the file system; statfs(2).
    std::vector<Millis> syncs;  // How long each sync of a small write took, rounded up.
};
void check_disk(const Disk& disk, Findings& findings);

// `found` is the first font of those the dashboard can use, or empty.
void check_fonts(const std::string& found, Findings& findings);

enum class PortUse { free, heatline, other, forbidden };
void check_port(std::uint16_t port, PortUse use, Findings& findings);

// `trouble` is what config::check_zone says; empty when the zone is known.
void check_zone_data(const std::string& zone, const std::string& trouble, Findings& findings);

struct Power {
    std::optional<int> battery_percent;  // None: no battery.
    bool plugged_in = false;
};
void check_power(const Power& power, Findings& findings);

void check_memory(std::uint64_t available_bytes, Findings& findings);

}  // namespace heatline::tools::doctor
