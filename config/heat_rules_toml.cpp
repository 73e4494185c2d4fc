#include "config/heat_rules_toml.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "config/words.h"
#include "config/zone.h"
#include "engine/base/limits.h"

namespace heatline::config {

namespace {

constexpr std::int32_t kDayMinutes = 24 * 60;
constexpr std::int32_t kChildrenMax = static_cast<std::int32_t>(limits::kRunnersMax);
constexpr std::int32_t kGradeMax = 12;
constexpr std::int32_t kAgeMax = 120;
constexpr std::int32_t kDistanceMax = 100'000;
constexpr std::int32_t kLanesMax = 100;
constexpr std::int32_t kMoreHeatsMax = 100;
constexpr std::int32_t kFinishSecondsMax = static_cast<std::int32_t>(limits::kHeatLongest.count / 1000);
constexpr std::int32_t kGateSecondsMax = 3600;

constexpr std::array<WordOf<Calling>, 2> kCallings = {
    {{"fewest-heats", Calling::fewest_heats}, {"tent-order", Calling::tent_order}}};
constexpr std::array<WordOf<BandGender>, 3> kBandGenders = {
    {{"all", BandGender::all}, {"F", BandGender::F}, {"M", BandGender::M}}};

std::string clock_text(std::int32_t minute) { return fmt::format("{:02}:{:02}", minute / 60, minute % 60); }

void read_clock(TomlReader& section, std::string_view key, HeatClocks::Clock& clock) {
    section.read_clock(key, clock.minute_of_day);
    clock.row = section.row_of(key);
}

void read_grades(TomlReader& band, std::vector<Grade>& into) {
    band.each_item("grades", [&](const toml::node& item) {
        std::int64_t number = -1;
        if (const auto* text = item.as_string()) {
            const std::string word(trimmed(text->get()));
            if (word == "K" || word == "k") {
                number = 0;
            } else if (const auto whole = parse_whole(word, kGradeMax)) {
                number = *whole == 0 ? -1 : *whole;
            }
        } else if (const auto* whole = item.as_integer(); whole && whole->get() >= 1 && whole->get() <= kGradeMax) {
            number = whole->get();
        }
        const Grade grade{static_cast<std::int8_t>(number)};
        if (!grade) {
            band.wrong("grades", fmt::format("a grade is \"K\" or \"1\" to \"12\", not {}", describe(item)));
        } else if (std::find(into.begin(), into.end(), grade) != into.end()) {
            band.wrong("grades", fmt::format("{} stands in the list twice; remove one", describe(item)));
        } else {
            into.push_back(grade);
        }
    });
}

void read_ages(TomlReader& band, std::vector<std::int32_t>& into) {
    band.each_item("ages", [&](const toml::node& item) {
        const auto* whole = item.as_integer();
        if (!whole || whole->get() < 0 || whole->get() > kAgeMax) {
            band.wrong("ages", fmt::format("an age is a whole number from 0 to {}, not {}", kAgeMax, describe(item)));
        } else if (std::find(into.begin(), into.end(), whole->get()) != into.end()) {
            band.wrong("ages", fmt::format("{} stands in the list twice; remove one", describe(item)));
        } else {
            into.push_back(static_cast<std::int32_t>(whole->get()));
        }
    });
}

void read_lane_order(TomlReader& band, const BandRules& value, std::vector<std::int32_t>& into) {
    bool right = true;
    band.each_item("lane_order", [&](const toml::node& item) {
        const auto* lane = item.as_integer();
        right = right && lane && lane->get() >= 1 && lane->get() <= value.lanes &&
                std::find(into.begin(), into.end(), lane->get()) == into.end();
        if (right) into.push_back(static_cast<std::int32_t>(lane->get()));
    });
    if (!band.has("lane_order")) return;
    if (right && value.lanes > 0 && static_cast<std::int32_t>(into.size()) == value.lanes) return;
    into.clear();
    band.wrong("lane_order", value.lanes > 0
                                 ? fmt::format("must name each lane from 1 to {} once, the best first", value.lanes)
                                 : std::string("is for a band of lanes; give lanes as well, or remove it"));
}

void require_text(TomlReader& section, std::string_view key, const std::string& value, std::string_view what) {
    if (value.empty()) section.wrong(key, fmt::format("is missing or empty; {}", what));
}

void check_band(TomlReader& band, const BandRules& value, const HeatRules& rules) {
    require_text(band, "name", value.name, "give each band a name of its own");
    for (const BandRules& other : rules.bands) {
        if (!value.name.empty() && other.name == value.name) {
            band.wrong("name",
                       fmt::format("another band is called {} too; give each its own name", quoted(value.name)));
        }
    }
    if (band.has("race")) require_text(band, "race", value.race, "name the race, as in \"mile\"");
    if (band.has("line")) require_text(band, "line", value.line, "name the finish line, as in \"finish\"");
    if (band.has("grades") && band.has("ages")) {
        band.wrong("ages", "a band takes either grades or ages; remove one of the two");
    }
    if (value.capacity <= value.reserve) {
        band.wrong("reserve", fmt::format("keeps {} of {} places, so nobody could be planned; make it smaller than the "
                                          "capacity",
                                          value.reserve, value.capacity));
    }
    if (value.lanes > 0 && value.more_heats.count > 0) {
        band.wrong("more_heats", "saves walking, and nobody walks by tents in a band of lanes; remove it");
    }
    if (value.lanes > 0 && value.capacity > value.lanes && band.has("capacity")) {
        band.wrong("capacity", fmt::format("is {}, but there are {} lanes; make it no more than the lanes",
                                           value.capacity, value.lanes));
    }
}

}  // namespace

void read_program(TomlReader& program, HeatRules& rules, HeatClocks& clocks) {
    read_clock(program, "first_start", clocks.first_start);
    read_clock(program, "latest_start", clocks.latest_start);
    program.read_word<Calling>("calling", rules.calling, kCallings);
    program.read_int("turnaround_min", rules.turnaround_min, 0, kDayMinutes);
    program.read_int("chaperone_ratio", rules.chaperone_ratio, 1, 10'000);
    program.read_int("band_gap_min", rules.band_gap_min, 0, kDayMinutes);
    program.read_int("assist_seats", rules.assist_seats, 1, 100);
    program.read_int("max_assisted", rules.max_assisted, 0, kChildrenMax);
    program.read_int("tent_cols", rules.tent_cols, 1, 10'000);
    program.read_int("tent_pitch_m", rules.tent_pitch_m, 0, 1'000);
    program.read_int("walk_m_per_min", rules.walk_m_per_min, 1, 1'000);
    program.read_int("staging_min", rules.staging_min, 0, kDayMinutes);
    program.read_int("arrive_before_min", rules.arrive_before_min, 0, kDayMinutes);
    if (*clocks.latest_start.minute_of_day < *clocks.first_start.minute_of_day) {
        program.wrong("latest_start", fmt::format("{} is before the first start, {}; make it later",
                                                  clock_text(*clocks.latest_start.minute_of_day),
                                                  clock_text(*clocks.first_start.minute_of_day)));
    }
}

void read_bands(std::vector<TomlReader> bands, HeatRules& rules, HeatClocks& clocks, ProblemList& problems) {
    if (bands.size() > limits::kHeatsMax) {
        problems.add(bands.back().row(), "band",
                     fmt::format("there are more than {} bands; merge some", limits::kHeatsMax));
        return;
    }
    for (TomlReader& band : bands) {
        BandRules value;
        HeatClocks::Clock earliest;
        band.read_text("name", value.name);
        band.read_text("race", value.race);
        read_grades(band, value.grades);
        read_ages(band, value.ages);
        band.read_word<BandGender>("gender", value.gender, kBandGenders);
        band.read_int("distance_m", value.distance_m, 1, kDistanceMax);
        band.read_int("lanes", value.lanes, 0, kLanesMax);
        read_lane_order(band, value, value.lane_order.lanes);
        if (value.lanes > 0) value.capacity = value.lanes;
        band.read_int("capacity", value.capacity, 1, kChildrenMax);
        band.read_int("reserve", value.reserve, 0, kChildrenMax);
        band.read_int("interval_min", value.interval_min, 1, kDayMinutes);
        read_clock(band, "earliest", earliest);
        band.read_text("line", value.line);
        band.read_int("minimum_finish_s", value.minimum_finish_s, 0, kFinishSecondsMax);
        band.read_int("read_gate_s", value.read_gate_s, 0, kGateSecondsMax);
        band.read_int("no_time_beyond_years", value.no_time_beyond_years, 0, kAgeMax);
        band.read_int("more_heats", value.more_heats.count, 0, kMoreHeatsMax);
        check_band(band, value, rules);
        if (earliest.minute_of_day && *earliest.minute_of_day > *clocks.latest_start.minute_of_day) {
            band.wrong("earliest", fmt::format("{} is after latest_start, {}, so the band could never start",
                                               clock_text(*earliest.minute_of_day),
                                               clock_text(*clocks.latest_start.minute_of_day)));
        }
        band.done();
        rules.bands.push_back(std::move(value));
        clocks.earliest.push_back(earliest);
    }
}

void read_locks(std::vector<TomlReader> locks, HeatRules& rules) {
    std::vector<std::string_view> names;
    for (const BandRules& band : rules.bands) names.push_back(band.name);
    for (TomlReader& lock : locks) {
        LockRules value;
        lock.read_text("team", value.team);
        lock.read_text("school", value.team);
        lock.read_text("band", value.band);
        lock.read_int("heat_in_band", value.heat_in_band, 1, static_cast<std::int32_t>(limits::kHeatsMax));
        if (lock.has("team") && lock.has("school"))
            lock.wrong("school", "means the same as team; remove one of the two");
        require_text(lock, "team", value.team, "name the team whose heat is fixed");
        require_text(lock, "band", value.band, "name the band in which the heat is fixed");
        if (!value.band.empty() && std::find(names.begin(), names.end(), value.band) == names.end()) {
            const std::string_view near = nearest(value.band, names);
            lock.wrong("band", near.empty() ? fmt::format("there is no band {}", quoted(value.band))
                                            : fmt::format("there is no band {}; did you mean {}?", quoted(value.band),
                                                          quoted(near)));
        }
        for (const LockRules& other : rules.locks) {
            if (other.band == value.band && lower_ascii(other.team) == lower_ascii(value.team)) {
                lock.wrong("team",
                           fmt::format("{} is locked in this band already; remove one lock", quoted(value.team)));
            }
        }
        lock.done();
        rules.locks.push_back(std::move(value));
    }
}

void place_clocks(const HeatClocks& clocks, const std::string& zone, Date date, const std::string& path,
                  HeatRules& rules, std::int32_t& zone_offset_min, ProblemList& problems) {
    const auto place = [&](const HeatClocks::Clock& clock, const char* key) -> ZonedInstant {
        const auto found = zoned_instant(zone, date, *clock.minute_of_day);
        if (found) return *found;
        problems.add(clock.row, fmt::format("{}.{}", path, key), found.error());
        return {};
    };
    const ZonedInstant first = place(clocks.first_start, "first_start");
    rules.first_start = first.at;
    zone_offset_min = first.offset_min;
    rules.latest_start = place(clocks.latest_start, "latest_start").at;
    for (std::size_t i = 0; i < rules.bands.size(); ++i) {
        if (clocks.earliest[i].minute_of_day) rules.bands[i].earliest = place(clocks.earliest[i], "band.earliest").at;
    }
}

}  // namespace heatline::config
