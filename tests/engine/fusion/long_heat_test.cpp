// A heat of many hundred children while it comes in: the list on the screen is the list that a file of the same
// readings would give, whatever came before.

#include "engine/fusion/fuser.h"
#include "tests/support/day_line.h"
// Catch2 last: it has a CHECK_THAT of its own.
#include <catch2/catch.hpp>

using namespace heatline;
using fusion_days::Family;
using heatline::test::DayLine;

TEST_CASE("A long heat that comes in reading by reading has at each moment the list of a file",
          "[engine][fusion][days][property]") {
    const fusion_days::Layout layout{"900", fusion_days::Group::dense_1100, {{900, 0}}};
    for (const Family family : {Family::typical, Family::two_tappers, Family::chips}) {
        INFO("family " << fusion_days::name_of(family) << ", seed 7");
        DayLine line(fusion_days::make_day(family, layout, 7));
        const std::size_t readings = line.day().readings.size();
        fusion::Fuser fuser;
        for (std::size_t k = 0; k <= 24; ++k) {
            line.take_readings(readings / 3 + (readings - readings / 3) * k / 24);
            CAPTURE(k);
            CHECK(fuser.fuse(line.input()) == line.fuse());
        }
    }
}
