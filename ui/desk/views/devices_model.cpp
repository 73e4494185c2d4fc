#include "ui/desk/views/devices_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>
#include <unordered_map>

#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

constexpr std::int64_t kSecondUs = 1'000'000;

bool records(Role role) { return role == Role::timer || role == Role::marshal; }

// While nobody runs any more and nobody will, a laptop may be shut.
bool day_goes_on(const Desk& desk) {
    if (!desk.snapshot || desk.snapshot->closed) return false;
    const auto& heats = desk.snapshot->heats;
    return std::any_of(heats.begin(), heats.end(), [](const auto& heat) {
        return heat->state == HeatState::planned || heat->state == HeatState::running;
    });
}

std::int64_t heard_ago(const Source& source, const Desk& desk) {
    std::optional<Instant> last = source.station ? source.station->heard : std::nullopt;
    if (!last && source.watch) last = source.watch->last;
    return last ? std::max<std::int64_t>(0, micros_between(*last, desk.now) / kSecondUs) : -1;
}

bool is_silent(const Source& source, const Desk& desk) {
    if (source.role != Role::timer || !source.station || !source.station->heard) return false;
    if (source.watch && source.watch->revoked) return false;
    if (desk.link.state != LinkLook::State::live || !day_goes_on(desk)) return false;
    return source.heard_s > kSilentAfterS;
}

bool drains(const OtherStation& station, int below) {
    return station.connected && !station.charging && station.battery_percent && *station.battery_percent < below;
}

// The first that holds is what somebody has to do about it.
std::pair<Urgency, std::string> trouble_of(const Source& source) {
    const OtherStation* station = source.station;
    const DeviceWatch* watch = source.watch;
    if (source.silent) return {Urgency::stop, "silent for " + span(source.heard_s) + "; go and look"};
    if (station && station->connected && !station->trouble.empty()) return {Urgency::stop, station->trouble};
    if (station && drains(*station, kBatteryEmpty)) return {Urgency::stop, "battery nearly empty; bring a charger"};
    if (station && station->windows > 1)
        return {Urgency::look, fmt::format("open in {} windows; close all but one", station->windows)};
    if (station && drains(*station, kBatteryLow)) return {Urgency::look, "battery low; bring a charger"};
    if (watch && watch->conflicts > 0)
        return {Urgency::note, counted(watch->conflicts, "reading", "readings") + " came twice and differ; ask who"};
    if (watch && watch->far_off > 0)
        return {Urgency::note, counted(watch->far_off, "reading", "readings") + " far off the day; check its clock"};
    if (watch && watch->quarantined > 0)
        return {Urgency::note, counted(watch->quarantined, "line", "lines") + " nobody can read; check it"};
    if (watch && watch->revoked) return {Urgency::none, "revoked; its token is not let in"};
    return {Urgency::none, ""};
}

std::string role_words(const Source& source, const Desk& desk) {
    std::string words = role_title(source.role);
    if (source.role != Role::timer || !source.watch || !desk.overview || desk.overview->lines.size() < 2) return words;
    for (const LineWatch& line : desk.overview->lines) {
        if (line.line == source.watch->line) words += " at " + line.name;
    }
    return words;
}

std::string milliseconds(std::int64_t us) { return fmt::format("\u00B1{} ms", (us + 999) / 1000); }

}  // namespace

Ink ink_of(Urgency urgency) {
    constexpr std::array<Ink, 4> kUrgencyInks{Ink::text, Ink::muted, Ink::warn, Ink::bad};
    return kUrgencyInks[static_cast<std::size_t>(urgency)];
}

const char* role_title(Role role) {
    constexpr std::array<const char*, 6> kTitles{"timer", "tent", "marshal", "announcer", "staff", "director"};
    return kTitles[static_cast<std::size_t>(role)];
}

std::vector<Source> sources_of(const Desk& desk) {
    std::vector<Source> sources;
    std::unordered_map<std::string_view, std::size_t> by_name;
    if (desk.overview) {
        for (const DeviceWatch& watch : desk.overview->devices) {
            by_name.emplace(watch.name, sources.size());
            sources.push_back({&watch, nullptr, watch.name, watch.role});
        }
    }
    for (const OtherStation& station : desk.stations) {
        const auto found = by_name.find(station.device);
        if (found == by_name.end()) {
            sources.push_back({nullptr, &station, station.device, Role::timer});
        } else {
            sources[found->second].station = &station;
        }
    }
    for (Source& source : sources) {
        source.heard_s = heard_ago(source, desk);
        source.silent = is_silent(source, desk);
        source.urgency = trouble_of(source).first;
    }
    std::stable_sort(sources.begin(), sources.end(), [](const Source& a, const Source& b) {
        const auto rank = [](const Source& s) {
            return std::tuple{s.watch && s.watch->revoked, !records(s.role), static_cast<int>(s.role), s.name};
        };
        return rank(a) < rank(b);
    });
    return sources;
}

SourceLine say(const Source& source, const Desk& desk) {
    SourceLine line;
    auto [urgency, what] = trouble_of(source);
    const OtherStation* station = source.station;
    const bool here = station && station->connected;
    line.mark = urgency == Urgency::stop && source.silent              ? Mark::lost
                : urgency == Urgency::stop || urgency == Urgency::look ? Mark::look
                : here                                                 ? Mark::live
                                                                       : Mark::absent;
    line.ink = urgency == Urgency::stop || urgency == Urgency::look ? ink_of(urgency) : here ? Ink::ok : Ink::muted;
    line.name = source.name;
    line.role = role_words(source, desk);
    line.heard = source.heard_s < 0 ? "never" : ago(source.heard_s);
    if (source.watch) {
        line.readings = source.watch->readings > 0 ? grouped(source.watch->readings) : "";
        const std::uint64_t odd = source.watch->quarantined + source.watch->conflicts + source.watch->far_off;
        line.odd = odd > 0 ? grouped(odd) : "";
    }
    if (station) {
        if (station->bound_us) line.clock = milliseconds(*station->bound_us);
        line.unsent = station->unsent > 0 ? grouped(station->unsent) : "";
        if (station->battery_percent) line.battery = std::to_string(*station->battery_percent) + " %";
        line.person = station->person;
    }
    line.what = std::move(what);
    return line;
}

SourcesLine say_all(const std::vector<Source>& sources, const Desk& desk) {
    if (desk.link.state != LinkLook::State::live)
        return {Urgency::look, "The server is lost; nobody knows how the stations are."};
    std::uint64_t heard = 0, silent = 0, stop = 0, look = 0;
    for (const Source& source : sources) {
        heard += source.station && source.station->connected && !source.silent ? 1 : 0;
        silent += source.silent ? 1 : 0;
        stop += source.urgency == Urgency::stop ? 1 : 0;
        look += source.urgency == Urgency::look ? 1 : 0;
    }
    if (silent > 0)
        return {Urgency::stop,
                counted(silent, "station is", "stations are") + " silent, " + grouped(heard) + " heard."};
    if (stop + look > 0)
        return {stop > 0 ? Urgency::stop : Urgency::look,
                counted(stop + look, "station needs", "stations need") + " somebody, " + grouped(heard) + " heard."};
    if (heard == 0) return {Urgency::none, "No station is connected."};
    return {Urgency::none, heard == 1 ? "The one station is heard." : "All " + grouped(heard) + " stations are heard."};
}

}  // namespace heatline::ui
