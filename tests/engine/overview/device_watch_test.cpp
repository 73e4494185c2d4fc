// What each device has given, and what of it is in question.

#include "engine/overview/device_watch.h"

#include "tests/support/meet_builder.h"
// Catch2 last: it has a CHECK_THAT of its own.
#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::test;

TEST_CASE("A device is known by all it gave, understood or not", "[engine][overview]") {
    MeetBuilder m;
    m.device("tapper");
    DeviceWatcher watcher;
    CHECK(watcher.look(m.state())[0].readings == 0);
    CHECK_FALSE(watcher.look(m.state())[0].last);

    const ReadingRef first = m.tap(at(310));
    m.tap(at(300));
    m.fact(ReadingQuarantined{first.device, "", 3, "E_FIELD", "?"});
    m.fact(ReadingConflicted{first.device, "", 1, "another"});
    Reading again = MeetBuilder::of(ReadingKind::tap, at(40. * 24 * 3600), "");
    again.epoch = "restarted";
    m.reading("tapper", again);
    m.drop(first);

    const DeviceWatch watch = watcher.look(m.state())[0];
    CHECK(watch.name == "tapper");
    CHECK(watch.readings == 4);
    CHECK(watch.quarantined == 1);
    CHECK(watch.conflicts == 1);
    CHECK(watch.far_off == 1);
    CHECK(watch.voided == 1);
    CHECK(watch.epochs == 2);
    CHECK(watch.last == at(310));
    CHECK_FALSE(watch.revoked);

    m.drop(first);  // Said twice, it is voided once.
    CHECK(watcher.look(m.state())[0].voided == 1);
    m.restore(first);
    m.fact(DeviceRevoked{first.device});
    CHECK(watcher.look(m.state())[0].voided == 0);
    CHECK(watcher.look(m.state())[0].revoked);
}
