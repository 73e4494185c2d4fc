#include "tools/doctor/machine.h"

#include <algorithm>
#include <array>

#include "engine/base/check.h"
#include "engine/base/counted.h"

namespace heatline::tools::doctor {
namespace {

std::string clock_text(Instant at, std::int32_t offset_min) {
    std::string text = format_rfc3339(at, offset_min);
    const std::size_t point = text.find('.');
    return text.erase(point, text.find_first_of("+-Z", point) - point);  // A watch shows no milliseconds.
}

std::int64_t days_between(Date from, Date to) {
    constexpr std::int64_t kDayUs = 24LL * 3600 * 1'000'000;
    return micros_between(midnight_utc(from), midnight_utc(to)) / kDayUs;
}

// "2 h 5 min", "45 s".
std::string length_text(std::int64_t micros) {
    const std::int64_t s = micros / 1'000'000;
    if (s < 60) return std::to_string(s) + " s";
    if (s < 3600) return std::to_string(s / 60) + " min";
    if (s < 48 * 3600) return std::to_string(s / 3600) + " h " + std::to_string(s / 60 % 60) + " min";
    return std::to_string(s / (24 * 3600)) + " days";
}

std::string bytes_text(std::uint64_t bytes) {
    constexpr std::uint64_t kMega = 1024 * 1024;
    return bytes / kMega < 10'000 ? std::to_string(bytes / kMega) + " MB"
                                  : std::to_string(bytes / kMega / 1024) + " GB";
}

struct FileSystem {
    std::int64_t kind;
    const char* name;
    const char* why;  // What a journal loses there.
};

constexpr const char* kNetwork = "a network folder may lose what it said was written, and its locks";
constexpr const char* kStick = "a stick's file system keeps no journal, and a power cut can take the whole meet";
constexpr std::array kUnfit{
    FileSystem{0x6969, "NFS", kNetwork},
    FileSystem{0xFF534D42, "CIFS", kNetwork},
    FileSystem{0xFE534D42, "SMB", kNetwork},
    FileSystem{0x01021997, "9p", kNetwork},
    FileSystem{0x65735546, "FUSE", "what another program says is written may not be on a disk"},
    FileSystem{0x4D44, "FAT", kStick},
    FileSystem{0x2011BAB0, "exFAT", kStick},
    FileSystem{0x01021994, "tmpfs", "it is memory, and a power cut takes all of it"},
    FileSystem{0x858458F6, "ramfs", "it is memory, and a power cut takes all of it"},
};

}  // namespace

void check_clock(const Clock& clock, Findings& findings) {
    const std::string shown = "clock: " + clock_text(clock.now, clock.offset_min);
    if (clock.now < kNoClockBefore)
        return findings.wrong(shown + ": that day is past, the clock has lost its battery; set date and time");
    if (clock.last_fact && clock.now + kClockSlack < *clock.last_fact) {
        return findings.wrong(
            shown + ": the journal was last written " + length_text(micros_between(clock.now, *clock.last_fact)) +
            " later than that, so this clock or that of then is wrong; set date and time, and look at "
            "the gun times");
    }
    if (!clock.meet_day) return findings.good(shown);
    const std::int64_t days = days_between(date_of(clock.now, clock.meet_offset_min), *clock.meet_day);
    if (days > kDaysAheadMax)
        return findings.wrong(shown + ": the meet is on " + format_date(*clock.meet_day) +
                              ", years away; set date and time, or the date in meet.toml");
    if (days == 0) return findings.good(shown + ", the day of the meet");
    const std::string far = counted(static_cast<std::uint64_t>(days < 0 ? -days : days), "day");
    findings.good(shown + "; the meet's day, " + format_date(*clock.meet_day) +
                  (days > 0 ? ", is in " + far : ", was " + far + " ago"));
}

void check_disk(const Disk& disk, Findings& findings) {
    const std::string where = "disk: " + disk.folder;
    if (!disk.trouble.empty()) return findings.wrong(where + ": " + disk.trouble);
    for (const FileSystem& unfit : kUnfit) {
        if (unfit.kind != disk.kind) continue;
        return findings.wrong(where + ": it is on " + unfit.name + ", and " + unfit.why +
                              "; put the meet on the computer's own disk");
    }
    if (disk.free_bytes < kFreeBytesMin) {
        return findings.wrong(where + ": " + bytes_text(disk.free_bytes) + " are free, and a big day needs " +
                              bytes_text(kFreeBytesMin) + "; make room");
    }
    CHECK_THAT(!disk.syncs.empty(), "a disk without trouble was synced at least once");
    std::vector<Millis> sorted = disk.syncs;
    std::sort(sorted.begin(), sorted.end());
    const Millis slow = sorted[(sorted.size() * 99 + 99) / 100 - 1];
    const std::string pace = "99 of 100 syncs within " + std::to_string(slow.count) + " ms";
    if (slow > kSyncUseless)
        return findings.wrong(where + ": " + pace +
                              ", so every acknowledgement waits that long; put the meet on a faster disk");
    findings.good(where + ": " + bytes_text(disk.free_bytes) + " free, " + pace +
                  (slow > kSyncSlow ? ", which is slow: stop what else writes there" : ""));
}

void check_fonts(const std::string& found, Findings& findings) {
    findings.good(found.empty() ? "fonts: none found that the dashboard can use; before showing it on this computer, "
                                  "install the package fonts-roboto-unhinted or fonts-dejavu-core"
                                : "fonts: " + found);
}

void check_port(std::uint16_t port, PortUse use, Findings& findings) {
    const std::string name = "ports: " + std::to_string(port);
    switch (use) {
        case PortUse::free:
            return findings.good(name + " is free");
        case PortUse::heatline:
            return findings.good(name + " is held by a running Heatline");
        case PortUse::other:
            return findings.wrong(
                name +
                " is not free: another program uses it, or a Heatline that does not answer; stop that one, "
                "or serve with --listen and another port");
        case PortUse::forbidden:
            return findings.wrong(name +
                                  " cannot be used: this user may not listen there; serve with --listen and a "
                                  "port above 1023");
    }
}

void check_zone_data(const std::string& zone, const std::string& trouble, Findings& findings) {
    if (trouble.empty()) return findings.good("time zone data: " + zone + " is known");
    // The sentence of the zone has its advice behind its first semicolon.
    findings.wrong("time zone data: " + trouble);
}

void check_power(const Power& power, Findings& findings) {
    if (!power.battery_percent)
        return findings.good("power: no battery; a power cut ends the server, and loses nothing");
    const std::string charge = "power: battery at " + std::to_string(*power.battery_percent) + " %";
    if (power.plugged_in) return findings.good(charge + ", plugged in");
    findings.good(charge + (*power.battery_percent < kBatteryPercentMin ? ", not plugged in: plug it in before the day"
                                                                        : ", not plugged in"));
}

void check_memory(std::uint64_t available_bytes, Findings& findings) {
    const std::string left = "memory: " + bytes_text(available_bytes) + " left";
    findings.good(available_bytes < kMemoryBytesMin
                      ? left + ", and a big day needs " + bytes_text(kMemoryBytesMin) + ": close other programs"
                      : left);
}

}  // namespace heatline::tools::doctor
