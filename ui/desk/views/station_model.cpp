#include "ui/desk/views/station_model.h"

#include <algorithm>

#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

const LineWatch* watch_of(const Desk& desk) {
    if (!desk.overview) return nullptr;
    for (const LineWatch& watch : desk.overview->lines) {
        if (watch.name == desk.link.line) return &watch;
    }
    return nullptr;
}

// Finishers of official heats of the line from `since` on: they crossed while other heats ran.
std::uint64_t over_since(const Desk& desk, Instant since) {
    constexpr Millis kLongest = minutes(180);  // No heat is that long.
    std::uint64_t count = 0;
    for (const auto& heat : desk.snapshot->heats) {
        if (heat->state != HeatState::official || !heat->start || *heat->start + kLongest < since) continue;
        if (line_of(*desk.snapshot, *heat) != desk.link.line) continue;
        for (const ResultRow& row : heat->rows) {
            const auto* finished = std::get_if<outcome::Finished>(&row.outcome);
            if (finished && finished->at >= since) ++count;
        }
    }
    return count;
}
std::uint64_t less(std::uint64_t count, std::uint64_t over) { return count > over ? count - over : 0; }

std::optional<Instant> last_tap(const Desk& desk, const LineWatch& watch) {
    std::optional<Instant> last = watch.last_tap;
    if (!desk.station.timed) return last;
    for (const OwnEntry& entry : *desk.station.entries) {
        if (crosses(entry) && (!last || entry.at > *last)) last = entry.at;
    }
    return last;
}

std::string verdict_of(const LineWatch& watch) {
    if (watch.taps > watch.bibs)
        return counted(watch.taps - watch.bibs, "number is missing", "numbers are missing") + ", or a tap too many";
    if (watch.bibs > watch.taps)
        return counted(watch.bibs - watch.taps, "tap is missing", "taps are missing") + ", or a number too many";
    return "the second timer counts otherwise";
}

void add(std::vector<Strip>& strips, Mark mark, Ink ink, std::string words) {
    if (strips.size() < kStripsMax) strips.push_back({mark, ink, std::move(words)});
}

std::string kept_words(const StationLook& look) {
    if (!look.records) return {};
    if (look.unsent == 0) return "Go on: everything is saved here.";
    return "Go on. Saved here: " + grouped(look.unsent) + " to send.";
}

const HeatPicture& heat_of(const Desk& desk, HeatId heat) { return *desk.snapshot->heats[heat.index()]; }

HeatId shown_of(const StationHeats& heats) { return heats.now ? heats.now : heats.next ? heats.next : heats.over; }

std::string title_of(const Desk& desk, const StationHeats& heats) {
    if (!desk.snapshot) return "This laptop alone";
    const HeatId shown = shown_of(heats);
    return shown ? heat_title(heat_of(desk, shown)) : "No heat is planned here";
}

std::string subtitle_of(const Desk& desk, const StationHeats& heats) {
    const HeatId shown = desk.snapshot ? shown_of(heats) : HeatId::none();
    return shown ? heat_subtitle(heat_of(desk, shown), *desk.snapshot->rules) : std::string{};
}

}  // namespace

std::string own_words(const OwnEntry& entry) {
    switch (entry.kind) {
        case ReadingKind::tap:
            return "tap " + std::to_string(entry.number);
        case ReadingKind::bib:
            return entry.bib == "0" ? "a child without a number" : "number " + entry.bib;
        case ReadingKind::select:
            return "mark of " + entry.bib;
        case ReadingKind::start:
            return "gun of heat " + entry.heat;
        default:
            return "entry " + std::to_string(entry.number);
    }
}

const OwnEntry* last_standing(const std::vector<OwnEntry>& entries) {
    const auto last =
        std::find_if(entries.rbegin(), entries.rend(), [](const OwnEntry& entry) { return !entry.undone; });
    return last == entries.rend() ? nullptr : &*last;
}

std::string last_words(const Desk& desk, const StationHeats& heats) {
    const StationLook& look = desk.station;
    const bool said = !look.said.empty() && !look.refused_flash;
    const OwnEntry* of = !said ? last_standing(*look.entries) : look.said_of ? &*look.said_of : nullptr;
    std::string words = said ? look.said : of ? own_words(*of) : std::string{};
    if (of && heats.gun && look.timed && of->kind != ReadingKind::start && of->at >= *heats.since)
        words += ", " + running_clock(of->at >= *heats.gun ? *heats.gun : *heats.since, of->at);
    return words;
}

std::string refused_words(const StationLook& look) {
    return look.refused_flash && look.said_ms < kRefusedWordsMs ? look.said : std::string{};
}

std::uint64_t crossed_here(const Desk& desk, const StationHeats& heats) {
    const StationLook& look = desk.station;
    if (look.records && !look.timed) return crossed_since_own_gun(*look.entries);
    if (!heats.since) return 0;
    if (!look.records) {
        const LineWatch* watch = watch_of(desk);
        return watch ? less(watch->taps, desk.snapshot && watch->since ? over_since(desk, *watch->since) : 0) : 0;
    }
    const std::uint64_t over = desk.snapshot ? over_since(desk, *heats.since) : 0;
    const auto own = std::count_if(look.entries->begin(), look.entries->end(),
                                   [&](const OwnEntry& entry) { return crosses(entry) && entry.at >= *heats.since; });
    return less(static_cast<std::uint64_t>(own), over);
}

CountLine count_line(const Desk& desk, const StationHeats& heats) {
    const LineWatch* watch = watch_of(desk);
    if (!heats.since) return {};
    if (desk.link.state != LinkLook::State::live) return {"numbers are not known without the server", "", Mark::none};
    if (!watch) return {};
    const std::uint64_t over = desk.snapshot && watch->since ? over_since(desk, *watch->since) : 0;
    CountLine line;
    line.counts = "taps " + grouped(less(watch->taps, over)) + " \u00B7 numbers " + grouped(less(watch->bibs, over));
    if (watch->second_taps) line.counts += " \u00B7 second timer " + grouped(less(*watch->second_taps, over));
    if (!watch->differ_since) {
        if (watch->taps == watch->bibs && watch->second_taps.value_or(watch->taps) == watch->taps)
            line.verdict = "all agree";
        return line;
    }
    const auto last = last_tap(desk, *watch);
    const bool long_enough = micros_between(*watch->differ_since, desk.now) > kDifferUs;
    const bool in_a_gap = !last || micros_between(*last, desk.now) > kGapUs;
    if (!long_enough || !in_a_gap) return line;
    line.mark = Mark::look;
    line.verdict = verdict_of(*watch);
    return line;
}

std::vector<Strip> station_strips(const Desk& desk, const StationHeats& heats) {
    std::vector<Strip> strips;
    const StationLook& look = desk.station;
    const LinkLook& link = desk.link;
    if (!look.records)
        add(strips, Mark::look, Ink::bad,
            "This window only watches: nothing is recorded here. Open it with a timer's token.");
    if (desk.battery_percent && !desk.charging && *desk.battery_percent < kBatteryLow) {
        const bool empty = *desk.battery_percent < kBatteryEmpty;
        add(strips, Mark::look, empty ? Ink::bad : Ink::warn,
            "Battery " + std::to_string(*desk.battery_percent) + " %: plug the laptop in" + (empty ? " now." : "."));
    }
    if (!look.practice) {
        switch (link.state) {
            case LinkLook::State::live:
                break;
            case LinkLook::State::connecting:
                add(strips, Mark::lost, Ink::text, "The server was not reached yet. " + kept_words(look));
                break;
            case LinkLook::State::lost:
                add(strips, Mark::lost, Ink::text, "Server lost " + ago(link.since_s) + ". " + kept_words(look));
                break;
            case LinkLook::State::refused:
            case LinkLook::State::newer:
                add(strips, Mark::lost, Ink::warn, link.sentence + " " + kept_words(look));
                break;
        }
    }
    if (desk.snapshot && look.records && look.timed && !heats.gun) {
        const OwnEntry* last = last_standing(*look.entries);
        constexpr std::int64_t kRecentUs = 60'000'000;
        if (last && crosses(*last) && micros_between(last->at, desk.now) < kRecentUs)
            add(strips, Mark::look, Ink::warn,
                "These taps have no gun yet. They are kept; tell the office when the heat began.");
    }
    if (desk.snapshot && desk.snapshot->held_since)
        add(strips, Mark::held, Ink::warn,
            "Heats wait: held since " + clock_time(*desk.snapshot->held_since, *desk.snapshot->rules) + ".");
    return strips;
}

Flash flash_of(const StationLook& look) {
    if (look.refused_flash) return look.said_ms < kRefusedMs ? Flash::refused : Flash::none;
    return look.said_ms < kFlashMs ? Flash::done : Flash::none;
}

StationSays station_says(const Desk& desk, const StationHeats& heats) {
    const StationLook& look = desk.station;
    StationSays says;
    says.title = title_of(desk, heats);
    says.subtitle = subtitle_of(desk, heats);
    if (const OwnEntry* last = last_standing(*look.entries); last && look.can_undo)
        says.undo = "takes back " + own_words(*last);
    says.redo = look.can_redo;
    says.practice = !look.practice && may_practise(desk);
    says.last = last_words(desk, heats);
    says.counts = count_line(desk, heats);
    says.strips = station_strips(desk, heats);
    says.refused = refused_words(look);
    says.flash = flash_of(look);
    return says;
}

}  // namespace heatline::ui
