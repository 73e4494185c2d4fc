#include "config/readings_csv.h"

#include "tests/config/texts.h"

#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::config;
using heatline::config::test::lines_of;

namespace {

ReadingsCsv readings_of(std::string_view text, std::string_view device = {}) {
    auto readings = parse_readings_csv(text, "readings.csv", device);
    INFO((readings ? std::string() : lines_of(readings.error())));
    REQUIRE(readings.ok());
    return *readings;
}

constexpr std::string_view kHeader = "device,seq,kind,at,bib,tag,mode,epoch,position,heat,line,where,note\n";

// What is wrong with one row of every column, as people see it; empty when nothing is.
std::string problem_of(const std::string& row) {
    const ReadingsCsv file = readings_of(std::string(kHeader) + row + "\n");
    REQUIRE(file.rows.size() == 1);
    return file.rows[0].problem ? to_line(*file.rows[0].problem) : "";
}

bool says(const std::string& text, const std::string& part) {
    CAPTURE(text, part);
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("Readings recorded elsewhere are read with the bytes that a station would have sent", "[config][readings]") {
    const ReadingsCsv file = readings_of(
        "device,seq,kind,at,bib,tag,mode\n"
        "tap1,1,tap,2026-10-10T14:07:43.888Z,,,\n"
        "bib1,1,bib,2026-10-10T14:07:55.258Z,415,,live\n"
        "ring,7,bib,,416,,batch\n"
        "mat,3,chip,2026-10-10T14:07:56+02:00,,058A,\n");
    REQUIRE(file.rows.size() == 4);
    CHECK(file.rows[0].device == "tap1");
    CHECK(file.rows[0].reading.kind == ReadingKind::tap);
    CHECK(file.rows[0].reading.at == parse_rfc3339("2026-10-10T14:07:43.888Z"));
    CHECK(file.rows[0].reading.sent == R"({"seq":1,"kind":"tap","at":"2026-10-10T14:07:43.888Z"})");
    CHECK(file.rows[1].reading.mode == Mode::live);
    CHECK(file.rows[1].reading.sent ==
          R"({"seq":1,"kind":"bib","at":"2026-10-10T14:07:55.258Z","bib":"415","mode":"live"})");
    CHECK_FALSE(file.rows[2].reading.at.has_value());
    CHECK(file.rows[2].reading.sent == R"({"seq":7,"kind":"bib","bib":"416","mode":"batch"})");
    CHECK(file.rows[3].reading.tag == "058A");
    for (const ReadingRow& row : file.rows) CHECK_FALSE(row.problem.has_value());
    CHECK(file.rows[3].row == 5);
}

TEST_CASE("Every key of a reading has its place in the object", "[config][readings]") {
    const ReadingsCsv file =
        readings_of(std::string(kHeader) + "t,2,token,2027-05-01T15:00:00Z,44,05,batch,e1,12,3,finish,chute,\n");
    CHECK(file.rows[0].reading.sent ==
          R"({"epoch":"e1","seq":2,"kind":"token","at":"2027-05-01T15:00:00Z","bib":"44","tag":"05","heat":"3",)"
          R"("where":"chute","mode":"batch","position":12,"line":"finish"})");
    CHECK(file.rows[0].reading.epoch == "e1");
    CHECK(file.rows[0].reading.position == 12);
    CHECK(file.rows[0].reading.where == Where::chute);
}

TEST_CASE("A note is free text, and then the object lies with the names", "[config][readings]") {
    const ReadingsCsv file =
        readings_of(std::string(kHeader) + "m,1,sighting,2027-05-01T15:00:00Z,44,,,,,,,medical,fell\n");
    const Reading& reading = file.rows[0].reading;
    CHECK(reading.has_free_text);
    CHECK(reading.sent.empty());
    CHECK(says(reading.sent_text.value, R"("note":"fell"})"));
}

TEST_CASE("What a reading needs depends on its kind", "[config][readings]") {
    const std::string at = "2027-05-01T15:00:00Z";
    CHECK(problem_of("d,1,start," + at + ",,,,,,3,,,").empty());
    CHECK(says(problem_of("d,1,start," + at + ",,,,,,,,,"), "readings.csv:2: heat: is missing"));
    CHECK(says(problem_of("d,1,tap,,,,,,,,,,"), "at: is missing"));
    CHECK(says(problem_of("d,1,bib," + at + ",5,,,,,,,,"), "mode: is missing"));
    CHECK(says(problem_of("d,1,bib,,5,,live,,,,,,"), "at: is missing"));
    CHECK(says(problem_of("d,1,bib,,,,batch,,,,,,"), "bib: is missing"));
    CHECK(says(problem_of("d,1,select," + at + ",,,,,,,,,"), "bib: is missing"));
    CHECK(says(problem_of("d,1,token,,5,,,,,,,,"), "position: is missing"));
    CHECK(problem_of("d,1,token,,5,,,,1,,,,").empty());
    CHECK(says(problem_of("d,1,chip," + at + ",,,,,,,,,"), "tag: is missing"));
    CHECK(problem_of("d,1,chip," + at + ",5,,,,,,,,").empty());
    CHECK(says(problem_of("d,1,sighting," + at + ",5,,,,,,,,"), "where: is missing"));
}

TEST_CASE("A row that cannot be understood keeps its problem, and the others stay", "[config][readings]") {
    const std::string at = "2027-05-01T15:00:00Z";
    CHECK(says(problem_of("d,1,jump," + at + ",,,,,,,,,"), "kind: \"jump\" is no kind of reading; write \"start\""));
    CHECK(says(problem_of("d,1,tap,2027-02-30T15:00:00Z,,,,,,,,,"), "at: "));
    CHECK(says(problem_of("d,1,tap,2027-05-01T15:00:00,,,,,,,,,"), "with its zone"));
    CHECK(says(problem_of("d,0,tap," + at + ",,,,,,,,,"), "seq: "));
    CHECK(says(problem_of("d,x,tap," + at + ",,,,,,,,,"), "seq: "));
    CHECK(says(problem_of("d,1,token,,5,,,,0,,,,"), "position: "));
    CHECK(says(problem_of("d,1,sighting," + at + ",5,,,,,,,moon,"), "where: \"moon\" is no place"));
    CHECK(says(problem_of("d,1,bib," + at + ",5,,slow,,,,,,"), "mode: "));
    CHECK(says(problem_of("d,1,tap," + at + "," + std::string(65, '1') + ",,,,,,,,"), "longer than 64 bytes"));
    CHECK(says(problem_of(",1,tap," + at + ",,,,,,,,,"), "device: "));
    CHECK(says(problem_of("d,1,tap," + at + ",,,,,,,,," + std::string(5000, 'n')), "longer than 4096 bytes"));
}

TEST_CASE("Without numbers each device's readings are counted, so the same file has the same names again",
          "[config][readings]") {
    const ReadingsCsv file = readings_of(
        "kind,at,device\ntap,2027-05-01T15:00:00Z,a\ntap,2027-05-01T15:00:01Z,b\n"
        "tap,2027-05-01T15:00:02Z,a\n");
    CHECK(file.rows[0].reading.seq == 1);
    CHECK(file.rows[1].reading.seq == 1);
    CHECK(file.rows[2].reading.seq == 2);
}

TEST_CASE("A file without devices takes the name that the caller gives", "[config][readings]") {
    CHECK(readings_of("kind,at\ntap,2027-05-01T15:00:00Z\n", "stopwatch").rows[0].device == "stopwatch");
    const auto refused = parse_readings_csv("kind,at\ntap,2027-05-01T15:00:00Z\n", "readings.csv");
    REQUIRE_FALSE(refused.ok());
    CHECK(says(lines_of(refused.error()), "readings.csv:1: device: there is no such column"));
}

TEST_CASE("Columns that a reading does not have are reported and not looked at", "[config][readings]") {
    CHECK(readings_of("device,kind,at,colour\nd,tap,2027-05-01T15:00:00Z,red\n").unknown_columns ==
          std::vector<std::string>{"colour"});
}

TEST_CASE("Gun times have a heat and an instant, and what has not keeps its problem", "[config][readings]") {
    const auto starts =
        parse_starts_csv("heat,at\nH1,2026-10-10T14:01:00.000Z\n,2026-10-10T14:01:00Z\nH2,soon\n", "starts.csv");
    REQUIRE(starts.ok());
    REQUIRE(starts->size() == 3);
    CHECK((*starts)[0].heat == "H1");
    CHECK((*starts)[0].at == *parse_rfc3339("2026-10-10T14:01:00Z"));
    CHECK((*starts)[0].at_text == "2026-10-10T14:01:00.000Z");
    CHECK_FALSE((*starts)[0].problem.has_value());
    CHECK(says(to_line((*starts)[1].problem.value()), "starts.csv:3: heat: "));
    CHECK(says(to_line((*starts)[2].problem.value()), "starts.csv:4: at: "));
    CHECK_FALSE(parse_starts_csv("heat,when\nH1,x\n", "starts.csv").ok());
}
