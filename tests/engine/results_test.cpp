// What becomes of the finishes of a heat: places, statuses, times. The gun goes at 0 s, two children of Lincoln run.

#include "engine/results.h"

#include "tests/support/meet_builder.h"
// Catch2 last: it has a CHECK_THAT of its own.
#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::test;

namespace {

struct Heat1 : MeetBuilder {
    Heat1() {
        team("Lincoln");
        for (const char* bib : {"7", "10", "101", "102", "B7"}) runner("Lincoln", bib);
        heat("1", {"7", "10", "101", "102", "B7"});
    }
};

std::vector<std::string> bibs_in_order(MeetBuilder& m) {
    std::vector<std::string> bibs;
    for (const ResultRow& row : m.heat_picture("1")->rows) bibs.push_back(row.bib);
    return bibs;
}

}  // namespace

TEST_CASE("Places go by the exact instant, and a tie shares a place that the next counts on from",
          "[engine][results]") {
    Heat1 m;
    m.gun("1", at(0));
    m.select("101", at(300.000001));
    m.select("7", at(300));
    m.select("102", at(300.000001));
    m.select("10", at(301));
    CHECK(m.place("1", "7") == 1);
    CHECK(m.place("1", "101") == 2);
    CHECK(m.place("1", "102") == 2);
    CHECK(m.place("1", "10") == 4);
    CHECK(std::get<outcome::Finished>(m.result("1", "101").outcome).elapsed_us == 300'000'001);
}

TEST_CASE("Before the gun everybody is registered, and after it on course", "[engine][results]") {
    Heat1 m;
    CHECK(m.result_status("1", "101") == "registered");
    m.gun("1", at(0));
    CHECK(m.result_status("1", "101") == "on-course");
}

TEST_CASE("At the gun, of a team that was seen only the children seen by then start", "[engine][results]") {
    Heat1 m;
    m.seen("101", Where::tent, at(-60));
    m.seen("102", Where::tent, at(60));
    m.gun("1", at(0));
    CHECK(m.result_status("1", "101") == "on-course");
    CHECK(m.result_status("1", "102") == "registered");
    CHECK(m.result_status("1", "7") == "registered");
}

TEST_CASE("Places first, then finishers without a time, then the disqualified, then the rest, each by bib",
          "[engine][results]") {
    Heat1 m;
    m.gun("1", at(0));
    m.keyed("102");
    m.select("B7", at(400));
    m.select("7", at(500));
    m.status("1", "7", Status::dq);
    CHECK(bibs_in_order(m) == std::vector<std::string>{"B7", "102", "7", "10", "101"});
}

TEST_CASE("A number keyed without any tap is a finish without a time", "[engine][results]") {
    Heat1 m;
    m.gun("1", at(0));
    m.keyed("101");
    CHECK(m.result_status("1", "101") == "finished-no-time");
    CHECK(m.place("1", "101") == 0);
}

TEST_CASE("A finisher who is not known takes a place and is for a person to look at", "[engine][results]") {
    Heat1 m;
    m.gun("1", at(0));
    m.select("9999", at(300));
    m.select("101", at(310));
    const ResultRow stranger = m.result("1", "9999");
    CHECK_FALSE(stranger.runner);
    CHECK(stranger.review);
    CHECK(m.place("1", "9999") == 1);
    CHECK(m.place("1", "101") == 2);
}

TEST_CASE("A later finish beats dnf, dns and withdrawn, and is flagged", "[engine][results]") {
    const Status status = GENERATE(Status::dnf, Status::dns, Status::withdrawn);
    Heat1 m;
    m.gun("1", at(0));
    m.status("1", "101", status);
    m.select("101", at(300));
    CHECK(m.result_status("1", "101") == "finished");
    CHECK(m.result("1", "101").review);
    CHECK(m.result("1", "101").doubt == Doubt::after_status);
    CHECK(m.place("1", "101") == 1);
}

TEST_CASE("A finish entered by hand, or a tap assigned, after a dnf beats it too", "[engine][results]") {
    Heat1 m;
    m.gun("1", at(0));
    const ReadingRef tap = m.tap(at(300));
    m.status("1", "101", Status::dnf);
    m.status("1", "102", Status::dnf);
    m.assign(tap, "101");
    m.insert("1", "102", at(320));
    CHECK(m.result_status("1", "101") == "finished");
    CHECK(m.result("1", "101").doubt == Doubt::after_status);
    CHECK(m.result_status("1", "102") == "finished");

    SECTION("and one before it does not") {
        m.status("1", "101", Status::dnf);
        m.status("1", "102", Status::dnf);
        CHECK(m.result_status("1", "101") == "dnf");
        CHECK(m.result_status("1", "102") == "dnf");
    }
}

TEST_CASE("A status set after the finish stands", "[engine][results]") {
    Heat1 m;
    m.gun("1", at(0));
    m.select("101", at(300));
    m.select("102", at(310));
    m.status("1", "101", Status::dnf);
    CHECK(m.result_status("1", "101") == "dnf");
    CHECK(m.place("1", "102") == 1);

    SECTION("until it is taken back") {
        m.status("1", "101", Status::none);
        CHECK(m.place("1", "101") == 1);
        CHECK(m.place("1", "102") == 2);
    }
}

TEST_CASE("A disqualified finisher has no place and still counts as a finisher", "[engine][results]") {
    Heat1 m;
    m.gun("1", at(0));
    m.status("1", "101", Status::dq);
    m.select("101", at(300));
    m.status("1", "102", Status::dq);
    CHECK(m.result_status("1", "101") == "dq");
    CHECK(has_finish(m.result("1", "101").outcome));
    CHECK(m.place("1", "101") == 0);
    CHECK(m.result_status("1", "102") == "dq");
    CHECK_FALSE(has_finish(m.result("1", "102").outcome));
}

TEST_CASE("A virtual runner is virtual, whatever is read", "[engine][results]") {
    MeetBuilder m;
    m.team("Lincoln");
    m.runner("Lincoln", "101", [](Runner& r) { r.attendance = Attendance::virtually; });
    m.runner("Lincoln", "102");
    m.heat("1", {"101", "102"});
    m.gun("1", at(0));
    m.select("101", at(300));
    m.select("102", at(310));
    CHECK(m.result_status("1", "101") == "virtual");
    CHECK(m.place("1", "102") == 1);
}

TEST_CASE("A child seen nowhere is dns once the heat is official", "[engine][results]") {
    Heat1 m;
    m.gun("1", at(0));
    m.select("101", at(300));
    CHECK(m.result_status("1", "102") == "on-course");
    m.official("1");
    CHECK(m.result_status("1", "102") == "dns");
    m.reopen("1");
    CHECK(m.result_status("1", "102") == "on-course");
}

TEST_CASE("A child who ran in another heat is dns in its own", "[engine][results]") {
    Heat1 m;
    m.team("Garfield");
    m.runner("Garfield", "201");
    m.heat("2", {"201"});
    m.gun("2", at(0));
    m.select("201", at(10));
    m.gun("1", at(600));
    m.select("201", at(900));
    CHECK(m.result_status("1", "101") == "on-course");
    m.insert("1", "201", at(900));
    CHECK(m.result_status("1", "201") == "finished");
    CHECK(m.result_status("2", "201") == "dns");
}

TEST_CASE("Every time follows a start that is corrected", "[engine][results]") {
    Heat1 m;
    m.gun("1", at(0));
    m.select("101", at(300));
    m.gun("1", at(10));
    CHECK(std::get<outcome::Finished>(m.result("1", "101").outcome).elapsed_us == 290'000'000);

    SECTION("the start that was set holds against later readings") {
        m.set_start("1", at(5));
        m.gun("1", at(20));
        CHECK(std::get<outcome::Finished>(m.result("1", "101").outcome).elapsed_us == 295'000'000);
        m.set_start("1", at(6));
        CHECK(std::get<outcome::Finished>(m.result("1", "101").outcome).elapsed_us == 294'000'000);
    }
    SECTION("official times follow no start that comes later") {
        m.official("1");
        m.gun("1", at(20));
        CHECK(std::get<outcome::Finished>(m.result("1", "101").outcome).elapsed_us == 290'000'000);
        m.reopen("1");
        CHECK(std::get<outcome::Finished>(m.result("1", "101").outcome).elapsed_us == 280'000'000);
    }
}

TEST_CASE("A child further from the band's ages than the rules time finishes without a time", "[engine][results]") {
    BandRules band;
    band.ages = {6, 7};
    band.no_time_beyond_years = 1;
    for (const std::int32_t age : {5, 6, 7, 8}) CHECK_FALSE(too_far_from_band(band, age));
    for (const std::int32_t age : {0, 4, 9, 40}) CHECK(too_far_from_band(band, age));
    CHECK_FALSE(too_far_from_band(band, std::nullopt));

    SECTION("a grade stands for the ages usual in it") {
        band.ages.clear();
        band.grades = {Grade{0}, Grade{1}};  // 5 to 7.
        for (const std::int32_t age : {4, 5, 7, 8}) CHECK_FALSE(too_far_from_band(band, age));
        for (const std::int32_t age : {3, 9}) CHECK(too_far_from_band(band, age));
    }
    SECTION("the nearest age counts where the band has a gap") {
        band.ages = {5, 10};
        CHECK_FALSE(too_far_from_band(band, 6));
        CHECK(too_far_from_band(band, 7));
        CHECK(too_far_from_band(band, 8));
    }
    SECTION("without the rule everybody has a time") {
        band.no_time_beyond_years.reset();
        CHECK_FALSE(too_far_from_band(band, 40));
    }
    SECTION("a band for everybody times everybody") {
        band.ages.clear();
        CHECK_FALSE(too_far_from_band(band, 40));
    }
}

TEST_CASE("A child without a time takes no place from others", "[engine][results]") {
    MeetBuilder m;
    m.rules([](MeetRules& r) {
        r.heats.bands.resize(1);
        r.heats.bands[0].ages = {6};
        r.heats.bands[0].no_time_beyond_years = 1;
    });
    m.team("Lincoln");
    m.runner("Lincoln", "101", [](Runner& r) { r.age = 12; });
    m.runner("Lincoln", "102", [](Runner& r) { r.age = 6; });
    m.heat("1", {"101", "102"}, "mile", BandId{0u});
    m.gun("1", at(0));
    m.select("101", at(300));
    m.select("102", at(310));
    CHECK(m.result_status("1", "101") == "finished-no-time");
    CHECK(m.place("1", "102") == 1);
}

TEST_CASE("The digest of official rows changes with anything they say", "[engine][results]") {
    OfficialRow row;
    row.runner = RunnerId{1u};
    row.bib = "101";
    row.at = at(300);
    const std::string digest = digest_of(std::vector{row});
    CHECK(digest.size() == 16);
    CHECK(digest_of(std::vector{row}) == digest);
    const auto changed = [&](auto change) {
        OfficialRow other = row;
        change(other);
        return digest_of(std::vector{other}) != digest;
    };
    CHECK(changed([](OfficialRow& r) { r.runner = RunnerId{2u}; }));
    CHECK(changed([](OfficialRow& r) { r.bib = "102"; }));
    CHECK(changed([](OfficialRow& r) { r.at = at(300.000001); }));
    CHECK(changed([](OfficialRow& r) { r.at.reset(); }));
    CHECK(changed([](OfficialRow& r) { r.evidence.add(Evidence::tap); }));
    CHECK(changed([](OfficialRow& r) { r.confidence_milli = 1; }));
    CHECK(changed([](OfficialRow& r) { r.review = true; }));
    CHECK(changed([](OfficialRow& r) { r.tap = ReadingIndex{0u}; }));
    CHECK(changed([](OfficialRow& r) { r.identity = ReadingIndex{0u}; }));
    CHECK(digest_of(std::vector{row, row}) != digest);
}
