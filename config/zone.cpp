#include "config/zone.h"

#include <date/tz.h>
#include <fmt/format.h>

#include <chrono>
#include <stdexcept>
#include <vector>

#include "config/words.h"

namespace heatline::config {

namespace {

std::string no_data(std::string_view zone) {
    return fmt::format("the data of the time zone {} cannot be read; install the package tzdata again", zone);
}

bool is_utc(std::string_view zone) { return zone == "UTC"; }

// The library throws when there is no database; here that becomes a null and a sentence. Its own locate_zone is not
// used: the packaged library offers it for another version of C++ than ours.
const date::time_zone* find_zone(std::string_view name, std::string& why) {
    try {
        std::vector<std::string_view> names;
        for (const date::time_zone& zone : date::get_tzdb().zones) {
            if (zone.name() == name) return &zone;
            names.emplace_back(zone.name());
        }
        why = fmt::format("{} is no time zone; did you mean \"{}\"?", quoted(name), nearest(name, names));
    } catch (const std::exception&) {
        why = "the time zone database of this computer cannot be read; install the package tzdata";
    }
    return nullptr;
}

}  // namespace

Result<Done, std::string> check_zone(std::string_view zone) {
    std::string why;
    if (is_utc(zone) || find_zone(zone, why)) return Done{};
    return Error{why};
}

Result<ZonedInstant, std::string> zoned_instant(std::string_view zone, Date date, std::int32_t minute_of_day) {
    const Instant as_utc = midnight_utc(date) + minutes(minute_of_day);
    if (is_utc(zone)) return ZonedInstant{as_utc, 0};
    std::string why;
    const date::time_zone* found = find_zone(zone, why);
    if (!found) return Error{why};
    try {
        const date::local_time<std::chrono::microseconds> local{std::chrono::microseconds{as_utc.us}};
        const date::local_info info = found->get_info(local);
        if (info.result == date::local_info::nonexistent) {
            return Error{
                fmt::format("{:02}:{:02} does not happen on {} in {}, because the clocks go forward then; "
                            "choose another time",
                            minute_of_day / 60, minute_of_day % 60, format_date(date), zone)};
        }
        const std::int64_t offset_s = info.first.offset.count();
        return ZonedInstant{Instant{as_utc.us - offset_s * 1'000'000}, static_cast<std::int32_t>(offset_s / 60)};
    } catch (const std::exception&) {
        return Error{no_data(zone)};
    }
}

Result<std::int32_t, std::string> zone_offset_min(std::string_view zone, Instant at) {
    if (is_utc(zone)) return 0;
    std::string why;
    const date::time_zone* found = find_zone(zone, why);
    if (!found) return Error{why};
    try {
        const date::sys_time<std::chrono::microseconds> then{std::chrono::microseconds{at.us}};
        return static_cast<std::int32_t>(found->get_info(then).offset.count() / 60);
    } catch (const std::exception&) {
        return Error{no_data(zone)};
    }
}

}  // namespace heatline::config
