#pragma once
// What the devices view says: every source of readings in one row, whether it speaks, and what to do when it does not.
//
// A source is a device that the journal knows, a laptop that the server hears of, or both: they are matched by name. A
// silence is only said while the server itself is heard; a lost server makes nobody silent. Pure; any thread.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ui/desk/desk.h"
#include "ui/desk/kit.h"

namespace heatline::ui {

// A timer's laptop that was connected today and has not been heard of for longer than this is silent.
inline constexpr std::int64_t kSilentAfterS = 15;
// Below this somebody should bring a charger; below the second, run.
inline constexpr int kBatteryLow = 30, kBatteryEmpty = 15;

enum class Urgency : std::uint8_t { none, note, look, stop };
// Look and stop have a colour; the rest has none.
Ink ink_of(Urgency urgency);

struct Source {
    const DeviceWatch* watch = nullptr;     // Of the overview; null: the journal does not know it yet.
    const OtherStation* station = nullptr;  // Null: no laptop of ours, or not connected since the server began.
    std::string_view name;
    Role role = Role::timer;
    Urgency urgency = Urgency::none;
    bool silent = false;
    std::int64_t heard_s = -1;  // How long ago it was heard; -1: never.
};

// Those who record first, then by name. What they point to is the desk's.
std::vector<Source> sources_of(const Desk& desk);

struct SourceLine {
    Mark mark = Mark::none;
    Ink ink = Ink::muted;
    std::string name, role, heard, readings, clock, unsent, odd, battery, person;
    std::string what;  // What is wrong and what to do, in at most 15 words; empty while all is well.
};
SourceLine say(const Source& source, const Desk& desk);

// "All 6 stations are heard.", or what is not: one sentence over the table.
struct SourcesLine {
    Urgency urgency = Urgency::none;
    std::string sentence;
};
SourcesLine say_all(const std::vector<Source>& sources, const Desk& desk);

const char* role_title(Role role);  // "timer", "tent", …

}  // namespace heatline::ui
