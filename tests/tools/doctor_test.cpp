// What the doctor says of a computer and of a meet, each from the values it judges.

#include <catch2/catch.hpp>

#include "tools/doctor/machine.h"
#include "tools/doctor/meet.h"

namespace heatline::tools::doctor {
namespace {

Instant at(const char* text) {
    const auto instant = parse_rfc3339(text);
    REQUIRE(instant);
    return *instant;
}

Clock clock_on_race_day() {
    Clock clock;
    clock.now = at("2027-05-01T13:30:00.250Z");
    clock.offset_min = -7 * 60;
    clock.meet_day = Date{2027, 5, 1};
    clock.meet_offset_min = -7 * 60;
    return clock;
}

Disk good_disk() {
    Disk disk;
    disk.folder = "mile";
    disk.free_bytes = kFreeBytesMin;
    disk.kind = 0xEF53;  // ext4
    disk.syncs.assign(50, Millis{3});
    return disk;
}

// One line of the doctor: whether it is a problem, and its words.
struct Said {
    template <class Check>
    explicit Said(Check check) {
        Findings findings;
        check(findings);
        wrong = findings.faults() == 1;
        text = findings.text();
    }
    bool has(const char* words) const { return text.find(words) != std::string::npos; }
    // WHAT: WHY; WHAT TO DO.
    bool is_wrong_with(const char* words) const {
        const std::size_t why = text.find(": ");
        return wrong && text.starts_with("WRONG  ") && why != std::string::npos &&
               text.find("; ", why) != std::string::npos && has(words);
    }
    bool is_good_with(const char* words) const { return !wrong && text.starts_with("ok     ") && has(words); }
    bool wrong = false;
    std::string text;
};

Said said(const Clock& clock) {
    return Said{[&](Findings& findings) { check_clock(clock, findings); }};
}
Said said(const Disk& disk) {
    return Said{[&](Findings& findings) { check_disk(disk, findings); }};
}
Said said(const JournalFile& journal) {
    return Said{[&](Findings& findings) { check_journal(journal, findings); }};
}
Said said(const MeetRulesFile& file) {
    return Said{[&](Findings& findings) { check_rules(file, findings); }};
}

}  // namespace

TEST_CASE("The doctor shows the clock as a watch does, and how far the meet's day is", "[tools][doctor]") {
    Clock clock = clock_on_race_day();
    CHECK(said(clock).is_good_with("clock: 2027-05-01T06:30:00-07:00, the day of the meet"));

    clock.now = at("2027-04-30T13:30:00Z");
    CHECK(said(clock).is_good_with("is in 1 day\n"));
    clock.now = at("2027-05-04T13:30:00Z");
    CHECK(said(clock).is_good_with("was 3 days ago"));
    clock.meet_day = {};
    CHECK(said(clock).is_good_with("clock: 2027-05-04"));
}

TEST_CASE("The day of the meet begins at midnight of its zone", "[tools][doctor]") {
    Clock clock = clock_on_race_day();
    clock.now = at("2027-05-01T07:00:00Z");
    CHECK(said(clock).has("the day of the meet"));
    clock.now = at("2027-05-01T06:59:59Z");
    CHECK(said(clock).has("is in 1 day"));
}

TEST_CASE("A clock that lost its battery, or is years before the meet, is wrong", "[tools][doctor]") {
    Clock clock = clock_on_race_day();
    clock.now = at("1970-01-01T00:00:05Z");
    CHECK(said(clock).is_wrong_with("battery"));
    clock.now = at("2025-01-01T00:00:00Z");
    CHECK(said(clock).is_good_with("is in"));
    clock.meet_day = Date{2029, 1, 1};
    CHECK(said(clock).is_wrong_with("years away"));
}

TEST_CASE("A journal from the future tells that a clock is or was wrong", "[tools][doctor]") {
    Clock clock = clock_on_race_day();
    clock.last_fact = clock.now + kClockSlack;
    CHECK_FALSE(said(clock).wrong);
    clock.last_fact = clock.now + minutes(61);
    CHECK(said(clock).is_wrong_with("1 h 1 min later"));
}

TEST_CASE("A disk is good with room, quick syncs and a file system that keeps its word", "[tools][doctor]") {
    CHECK(said(good_disk()).is_good_with("disk: mile: 1024 MB free, 99 of 100 syncs within 3 ms"));

    SECTION("too little room") {
        Disk disk = good_disk();
        disk.free_bytes -= 1;
        CHECK(said(disk).is_wrong_with("1023 MB are free"));
    }
    SECTION("network folders, sticks and memory") {
        for (const std::int64_t kind : {0x6969LL, 0xFF534D42LL, 0xFE534D42LL, 0x4D44LL, 0x2011BAB0LL, 0x01021994LL}) {
            Disk disk = good_disk();
            disk.kind = kind;
            CHECK(said(disk).is_wrong_with("own disk"));
        }
    }
    SECTION("what cannot be written is told in the words of the one who tried") {
        Disk disk = good_disk();
        disk.trouble = "no file can be made there (Read-only file system); mount it for writing";
        CHECK(said(disk).is_wrong_with("Read-only"));
    }
}

TEST_CASE("A slow disk is a remark, a hopeless one a problem", "[tools][doctor]") {
    Disk disk = good_disk();
    disk.syncs.back() = Millis{50};
    CHECK_FALSE(said(disk).has("slow"));
    disk.syncs.back() = Millis{51};
    CHECK(said(disk).is_good_with("slow"));
    disk.syncs.back() = Millis{1'001};
    CHECK(said(disk).is_wrong_with("faster disk"));
    disk.syncs.assign(1, Millis{3'200});  // So slow that there was time for one.
    CHECK(said(disk).wrong);
    disk.syncs.assign(200, Millis{3});
    disk.syncs.back() = Millis{5'000};  // One in two hundred does not count.
    CHECK_FALSE(said(disk).has("slow"));
}

TEST_CASE("The port is free, Heatline's own, or another program's", "[tools][doctor]") {
    const auto port = [](PortUse use) { return Said{[&](Findings& findings) { check_port(8470, use, findings); }}; };
    CHECK(port(PortUse::free).is_good_with("8470 is free"));
    CHECK(port(PortUse::heatline).is_good_with("running Heatline"));
    CHECK(port(PortUse::other).is_wrong_with("another program"));
    CHECK(port(PortUse::forbidden).is_wrong_with("above 1023"));
}

TEST_CASE("Fonts, power and memory are remarks", "[tools][doctor]") {
    CHECK(Said{[](Findings& findings) { check_fonts("", findings); }}.is_good_with("fonts-dejavu-core"));
    CHECK(Said{[](Findings& findings) { check_power({12, false}, findings); }}.is_good_with("plug it in"));
    CHECK_FALSE(Said{[](Findings& findings) { check_power({12, true}, findings); }}.has("plug it in"));
    CHECK(Said{[](Findings& findings) { check_memory(kMemoryBytesMin - 1, findings); }}.is_good_with("close other"));
    CHECK_FALSE(Said{[](Findings& findings) { check_memory(kMemoryBytesMin, findings); }}.has("close other"));
}

TEST_CASE("A time zone that is not in the database is wrong", "[tools][doctor]") {
    const auto zone = [](const char* trouble) {
        return Said{[&](Findings& findings) { check_zone_data("Europe/Vienna", trouble, findings); }};
    };
    CHECK(zone("").is_good_with("Europe/Vienna is known"));
    CHECK(zone("the time zone database of this computer cannot be read; install the package tzdata")
              .is_wrong_with("tzdata"));
}

TEST_CASE("A meet.toml with errors is wrong, one that was changed is a remark", "[tools][doctor]") {
    CHECK(said(MeetRulesFile{}).is_good_with("no errors"));
    CHECK(said(MeetRulesFile{"", 0, "", true}).is_good_with("was changed"));
    CHECK(said(MeetRulesFile{"", 3, "mile/meet.toml:4: meet.name: is missing", false}).is_wrong_with("and 2 more"));
    CHECK(said(MeetRulesFile{"cannot read mile/meet.toml: it is a folder; name a file", 0, "", false})
              .is_wrong_with("cannot read"));
}

TEST_CASE("A journal in use is fine, one that does not open is not", "[tools][doctor]") {
    JournalFile journal;
    journal.bytes = 20'480;
    journal.contents = JournalContents{};
    journal.contents->facts = 7;
    CHECK(said(journal).is_good_with("7 facts, 20 KB"));
    journal.trouble = "mile/journal.db: the file is damaged (malformed); restore the last backup";
    CHECK(said(journal).is_wrong_with("damaged"));

    JournalFile live;
    live.in_use = true;
    CHECK(said(live).is_good_with("in use"));
}

TEST_CASE("What was received and nobody understood is told beside what cannot be known", "[tools][doctor]") {
    const auto unsent = [](const std::optional<JournalContents>& contents) {
        return Said{[&](Findings& findings) { check_unsent(contents, findings); }};
    };
    CHECK(unsent({}).is_good_with("unsent readings: no station keeps a journal on this computer"));
    JournalContents contents;
    CHECK_FALSE(unsent(contents).has("looked at"));
    contents.quarantined = 2;
    contents.conflicts = 1;
    CHECK(unsent(contents).is_good_with("2 not understood, 1 conflict"));
}

TEST_CASE("Files that a killed command left are named, and a clean folder says nothing", "[tools][doctor]") {
    CHECK(Said{[](Findings& findings) { check_leftovers({}, findings); }}.text.empty());
    CHECK(Said{[](Findings& findings) { check_leftovers({"meet.toml.tmp"}, findings); }}.is_good_with("meet.toml.tmp"));
}

TEST_CASE("Findings are printed a line each and as JSON with the same words", "[tools][doctor]") {
    Findings findings;
    findings.good("clock: \"fine\"");
    findings.wrong("disk: full; make room");
    CHECK(findings.text() == "ok     clock: \"fine\"\nWRONG  disk: full; make room\n");
    CHECK(findings.json() ==
          "{\"problems\":1,\"checks\":[{\"ok\":true,\"what\":\"clock: \\\"fine\\\"\"},"
          "{\"ok\":false,\"what\":\"disk: full; make room\"}]}\n");
}

}  // namespace heatline::tools::doctor
