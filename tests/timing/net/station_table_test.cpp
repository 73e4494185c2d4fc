// How the stations are, and what becomes of a reading's own time.

#include "timing/net/station_table.h"

#include "engine/apply.h"
#include "timing/limits.h"

#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::timing;

namespace {

const DeviceId kFinish{0u};

Reading timed(const std::string& boot, std::int64_t us) {
    Reading reading;
    reading.device_time = DeviceTime{boot, us, 77, {}};
    return reading;
}

void probe(StationTable& table, const std::string& boot, std::int64_t offset_us, std::int64_t at_us = 1'000) {
    REQUIRE(table.clock(kFinish, boot).take({Instant{at_us + offset_us}, at_us, at_us, Instant{at_us + offset_us}}));
}

}  // namespace

TEST_CASE("A reading's instant is worked out by the clock it names, else by its wall clock", "[timing][net][station]") {
    StationTable table;
    probe(table, "boot-1", 5'000'000);
    probe(table, "boot-2", 9'000'000);

    Reading first = timed("boot-1", 1'000);
    CHECK(table.knows_clock_of(kFinish, first));
    table.work_out(kFinish, first);
    CHECK(first.at == Instant{5'001'000});
    CHECK(first.device_time->bound_us == 0);

    Reading second = timed("boot-2", 21'000);
    table.work_out(kFinish, second);
    CHECK(second.at == Instant{9'021'000});
    CHECK(second.device_time->bound_us == 2);

    Reading unknown = timed("boot-3", 21'000);
    CHECK_FALSE(table.knows_clock_of(kFinish, unknown));
    table.work_out(kFinish, unknown);
    CHECK(unknown.at == Instant{77});
    CHECK_FALSE(unknown.device_time->bound_us);

    // Another device's clock of the same name is another clock.
    CHECK_FALSE(table.knows_clock_of(DeviceId{1u}, first));

    Reading typed;
    typed.at = Instant{3};
    CHECK(table.knows_clock_of(kFinish, typed));
    table.work_out(kFinish, typed);
    CHECK(typed.at == Instant{3});
}

TEST_CASE("A device's clocks outlive its connections, up to a bound", "[timing][net][station]") {
    StationTable table;
    REQUIRE(table.enter(kFinish, "Ana"));
    probe(table, "boot-1", 5'000'000);
    table.leave(kFinish);
    CHECK(table.knows_clock_of(kFinish, timed("boot-1", 1)));
    for (std::size_t i = 0; i < limits::kClocksOfADevice; ++i) probe(table, "other-" + std::to_string(i), 1);
    CHECK_FALSE(table.knows_clock_of(kFinish, timed("boot-1", 1)));
    CHECK(table.knows_clock_of(kFinish, timed("other-0", 1)));
}

TEST_CASE("There is room for so many stations, and so many of one token", "[timing][net][station]") {
    StationTable table;
    for (std::size_t i = 0; i < limits::kStationsOfAToken; ++i) REQUIRE(table.enter(kFinish, ""));
    CHECK_FALSE(table.enter(kFinish, ""));
    table.leave(kFinish);
    CHECK(table.enter(kFinish, ""));
    for (std::size_t i = limits::kStationsOfAToken; i < limits::kStationsMax; ++i)
        REQUIRE(table.enter(DeviceId{1 + i}, ""));
    CHECK_FALSE(table.enter(DeviceId{5'000u}, ""));
}

TEST_CASE("The list of stations is made anew when something changed", "[timing][net][station]") {
    State state;
    apply(state, 1, {Instant{0}, "heatline", {}, DeviceAdded{kFinish, "finish-1", Role::timer, "finish", {}, "x"}});
    StationTable table;
    REQUIRE(table.enter(kFinish, "Ana"));
    table.heard(kFinish, Instant{5});
    const std::uint64_t version = table.version();
    const auto list = message::parse_message(table.text(state));
    REQUIRE(list.ok());
    const auto& station = std::get<message::Stations>(*list).stations.at(0);
    CHECK(station.device == "finish-1");
    CHECK(station.operator_name == "Ana");
    CHECK(station.heard_us == 5);
    CHECK_FALSE(station.offset_us);
    CHECK(table.version() == version);
    table.health(kFinish, {});
    CHECK(table.version() != version);
}
