#include "ui/desk/words.h"

#include <fmt/format.h>

#include <array>

#include "engine/base/time.h"
#include "engine/time_text.h"

namespace heatline::ui {
namespace {

constexpr std::int64_t kSecond = 1'000'000;

}  // namespace

std::string clock_time(Instant instant, const MeetRules& rules, bool with_seconds) {
    return heatline::clock_time(instant, rules.zone_offset_min, with_seconds);
}

std::string running_clock(Instant gun, Instant now) {
    const std::int64_t tenths = std::max<std::int64_t>(0, micros_between(gun, now)) / (kSecond / 10);
    const std::int64_t seconds = tenths / 10;
    if (seconds >= 3600)
        return fmt::format("{}:{:02}:{:02}.{}", seconds / 3600, seconds / 60 % 60, seconds % 60, tenths % 10);
    return fmt::format("{}:{:02}.{}", seconds / 60, seconds % 60, tenths % 10);
}

std::string span(std::int64_t seconds) {
    if (seconds < 60) return fmt::format("{} s", std::max<std::int64_t>(0, seconds));
    if (seconds < 3600) return fmt::format("{}:{:02}", seconds / 60, seconds % 60);
    return fmt::format("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

std::string ago(std::int64_t seconds) {
    if (seconds < 3) return "just now";
    if (seconds < 90) return fmt::format("{} s ago", seconds);
    if (seconds < 90 * 60) return fmt::format("{} min ago", (seconds + 30) / 60);
    return fmt::format("{} h ago", (seconds + 1800) / 3600);
}

std::string ordinal(std::uint64_t number) {
    const std::uint64_t tens = number % 100, ones = number % 10;
    const char* ending = "th";
    if (tens < 11 || tens > 13) ending = ones == 1 ? "st" : ones == 2 ? "nd" : ones == 3 ? "rd" : "th";
    return std::to_string(number) + ending;
}

std::string dollars(Cents amount) {
    const bool owed = amount.count < 0;
    const auto cents = static_cast<std::uint64_t>(owed ? -amount.count : amount.count);
    return fmt::format("{}${}.{:02}", owed ? "-" : "", grouped(cents / 100), cents % 100);
}

const char* heat_state_word(const HeatPicture& heat, bool held) {
    switch (heat.state) {
        case HeatState::planned:
            return held ? "held" : "planned";
        case HeatState::running:
            return "unofficial";
        case HeatState::official:
            return "official";
        case HeatState::cancelled:
            return "cancelled";
    }
    return "";
}

const char* doubt_words(Doubt doubt) {
    switch (doubt) {
        case Doubt::none:
            return "";
        case Doubt::tap_without_number:
            return "crossed, no number taken";
        case Doubt::number_without_tap:
            return "number taken, no tap";
        case Doubt::counts_differ:
            return "taps and numbers differ";
        case Doubt::unknown_number:
            return "nobody has this number";
        case Doubt::sources_disagree:
            return "sources disagree";
        case Doubt::entered_twice:
            return "number taken twice";
        case Doubt::wrong_heat:
            return "not entered in this heat";
        case Doubt::after_status:
            return "finished after being marked out";
        case Doubt::number_repaired:
            return "number taken wrongly, repaired";
        case Doubt::heat_unsure:
            return "may belong to another heat";
    }
    return "";
}

const char* child_state_word(ChildState state) {
    constexpr std::array<const char*, 11> kWords{"registered",   "checked in", "staged",         "on course",
                                                 "finished",     "back",       "did not finish", "did not start",
                                                 "medical tent", "withdrawn",  "virtual"};
    return kWords[static_cast<std::size_t>(state)];
}

Mark mark_of(ChildState state) {
    switch (state) {
        case ChildState::on_course:
            return Mark::on_course;
        case ChildState::finished:
            return Mark::finished;
        case ChildState::returned:
            return Mark::back;
        case ChildState::dnf:
        case ChildState::medical:
            return Mark::did_not_finish;
        case ChildState::registered:
        case ChildState::dns:
        case ChildState::withdrawn:
        case ChildState::virtually:
            return Mark::absent;
        case ChildState::checked_in:
        case ChildState::staged:
            return Mark::live;
    }
    return Mark::none;
}

const char* seen_at_words(SeenAt where) {
    constexpr std::array<const char*, 10> kWords{"nowhere",         "at the tent",  "at staging",   "at the start",
                                                 "on the course",   "in the chute", "medical tent", "back at the tent",
                                                 "with a guardian", "at the line"};
    return kWords[static_cast<std::size_t>(where)];
}

std::string_view line_of(const Snapshot& snapshot, const HeatPicture& heat) {
    const auto& bands = snapshot.rules->heats.bands;
    return heat.band && heat.band.index() < bands.size() ? std::string_view{bands[heat.band.index()].line} : "finish";
}

HeatId current_heat(const Snapshot& snapshot, std::string_view line) {
    const HeatPicture* running = nullptr;
    for (const auto& heat : snapshot.heats) {
        if (heat->state != HeatState::running || !heat->start || line_of(snapshot, *heat) != line) continue;
        if (!running || *heat->start >= *running->start) running = heat.get();
    }
    return running ? running->heat : next_heat(snapshot, line);
}

HeatId next_heat(const Snapshot& snapshot, std::string_view line) {
    const HeatPicture* next = nullptr;
    for (const auto& heat : snapshot.heats) {
        if (heat->state != HeatState::planned || heat->start || line_of(snapshot, *heat) != line) continue;
        if (!next || heat->planned < next->planned) next = heat.get();
    }
    return next ? next->heat : HeatId::none();
}

}  // namespace heatline::ui
