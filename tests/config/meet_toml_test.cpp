#include "config/meet_toml.h"

#include "tests/config/texts.h"

#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::config;
using heatline::config::test::lines_of;
using heatline::config::test::repository_file;

namespace {

MeetRules rules_of(std::string_view text) {
    const auto rules = parse_meet_toml(text, "meet.toml");
    INFO((rules ? std::string() : lines_of(rules.error())));
    REQUIRE(rules.ok());
    return *rules;
}

std::string problems_of(std::string_view text) {
    const auto rules = parse_meet_toml(text, "meet.toml");
    return rules ? std::string() : lines_of(rules.error());
}

bool says(const std::string& text, const std::string& part) {
    CAPTURE(text, part);
    return text.find(part) != std::string::npos;
}

// [[heats.band]] with the name and the lines given; the band begins on line 1.
std::string band(const std::string& lines) { return "[[heats.band]]\nname = \"Mile\"\n" + lines + "\n"; }
std::string grant(const std::string& lines) { return "[[grants]]\nid = \"g\"\n" + lines + "\n"; }
std::string reader(const std::string& lines) { return "[[readers]]\nname = \"mat\"\n" + lines + "\n"; }

constexpr std::string_view kWhole = R"([meet]
name = "The Final Mile 2027"
date = 2027-05-01
time_zone = "America/Los_Angeles"

[timing]
rounding = "up-hundredth"
minimum_finish_s = 130
read_gate_s = 11

[heats]
first_start = "08:15"
latest_start = "11:45"
turnaround_min = 21
chaperone_ratio = 24
band_gap_min = 6
assist_seats = 3
max_assisted = 9
tent_cols = 16
tent_pitch_m = 5
walk_m_per_min = 51
staging_min = 11
arrive_before_min = 61
calling = "tent-order"

[[heats.band]]
name = "Mile, grades K-1"
race = "mile"
grades = ["K", "1"]
gender = "F"
distance_m = 1600
capacity = 300
reserve = 4
interval_min = 16
earliest = "09:00"
line = "mile-finish"
minimum_finish_s = 240
read_gate_s = 12
no_time_beyond_years = 1
more_heats = 2

[[heats.band]]
name = "Dash"
race = "dash"
ages = [5, 6]
lanes = 8
lane_order = [3, 4, 5, 6, 2, 7, 1, 8]

[[heats.lock]]
team = "Lincoln"
band = "Dash"
heat_in_band = 2

[[grants]]
id = "per-finisher"
kind = "per-finisher"
amount_usd = "5.00"
minimum = 25
minimum_basis = "checked-in"
include_virtual = true

[[grants]]
id = "biggest"
kind = "biggest-teams"
prizes_usd = ["1500.00", "1000.00", 500]
basis = "started"
tie = "all-win"
not_with = ["per-finisher"]

[eligibility]
no_fee_unless_exception = true
registered_coach = true
background_check = true
event_training = true

[[readers]]
name = "finish-mat"
type = "ipico"
connect = "192.168.1.50:10000"
line = "mile-finish"
time_zone = "America/New_York"

[[readers]]
name = "chips"
type = "jchip"
listen = "[::]:61611"

[privacy]
public_name = "bib"
retention_days = 30
)";

}  // namespace

TEST_CASE("Every key of a meet reaches the rules", "[config][meet]") {
    const MeetRules rules = rules_of(kWhole);
    CHECK(rules.name == "The Final Mile 2027");
    CHECK(rules.date == Date{2027, 5, 1});
    CHECK(rules.time_zone == "America/Los_Angeles");
    CHECK(rules.zone_offset_min == -7 * 60);
    CHECK(rules.timing.rounding == Rounding::up_hundredth);
    CHECK(rules.timing.minimum_finish_s == 130);
    CHECK(rules.timing.read_gate_s == 11);
    CHECK(rules.heats.first_start == *parse_rfc3339("2027-05-01T08:15:00-07:00"));
    CHECK(rules.heats.latest_start == *parse_rfc3339("2027-05-01T11:45:00-07:00"));
    CHECK(rules.heats.turnaround_min == 21);
    CHECK(rules.heats.chaperone_ratio == 24);
    CHECK(rules.heats.band_gap_min == 6);
    CHECK(rules.heats.assist_seats == 3);
    CHECK(rules.heats.max_assisted == 9);
    CHECK(rules.heats.tent_cols == 16);
    CHECK(rules.heats.tent_pitch_m == 5);
    CHECK(rules.heats.walk_m_per_min == 51);
    CHECK(rules.heats.staging_min == 11);
    CHECK(rules.heats.arrive_before_min == 61);
    CHECK(rules.heats.calling == Calling::tent_order);
    REQUIRE(rules.heats.bands.size() == 2);
    const BandRules& mile = rules.heats.bands[0];
    CHECK(mile.name == "Mile, grades K-1");
    CHECK(mile.race == "mile");
    CHECK(mile.grades == std::vector<Grade>{{0}, {1}});
    CHECK(mile.gender == BandGender::F);
    CHECK(mile.distance_m == 1600);
    CHECK(mile.capacity == 300);
    CHECK(mile.reserve == 4);
    CHECK(mile.interval_min == 16);
    CHECK(mile.earliest == parse_rfc3339("2027-05-01T09:00:00-07:00"));
    CHECK(mile.line == "mile-finish");
    CHECK(mile.minimum_finish_s == 240);
    CHECK(mile.read_gate_s == 12);
    CHECK(mile.no_time_beyond_years == 1);
    CHECK(mile.more_heats.count == 2);
    CHECK(rules.heats.bands[1].ages == std::vector<std::int32_t>{5, 6});
    CHECK(rules.heats.bands[1].lanes == 8);
    CHECK(rules.heats.bands[1].lane_order.lanes == std::vector<std::int32_t>{3, 4, 5, 6, 2, 7, 1, 8});
    CHECK(rules.heats.bands[1].capacity == 8);
    REQUIRE(rules.heats.locks.size() == 1);
    CHECK(rules.heats.locks[0].team == "Lincoln");
    CHECK(rules.heats.locks[0].band == "Dash");
    CHECK(rules.heats.locks[0].heat_in_band == 2);
    REQUIRE(rules.grants.size() == 2);
    CHECK(rules.grants[0].amount == Cents{500});
    CHECK(rules.grants[0].minimum == 25);
    CHECK(rules.grants[0].minimum_basis == Basis::checked_in);
    CHECK(rules.grants[0].include_virtual);
    CHECK(rules.grants[1].kind == GrantKind::biggest_teams);
    CHECK(rules.grants[1].prizes == std::vector<Cents>{{150000}, {100000}, {50000}});
    CHECK(rules.grants[1].basis == Basis::started);
    CHECK(rules.grants[1].tie == TieRule::all_win);
    CHECK(rules.grants[1].not_with == std::vector<std::string>{"per-finisher"});
    CHECK(rules.eligibility.event_training);
    CHECK(rules.eligibility.no_fee_unless_exception);
    REQUIRE(rules.readers.size() == 2);
    CHECK(rules.readers[0].time_zone == "America/New_York");
    CHECK(rules.readers[0].connect == "192.168.1.50:10000");
    CHECK(rules.readers[1].listen == "[::]:61611");
    CHECK(rules.readers[1].line == "finish");
    CHECK(rules.privacy.public_name == NameRule::bib);
    CHECK(rules.privacy.retention_days == 30);
}

TEST_CASE("A key left out has its default, down to an empty file", "[config][meet]") {
    const MeetRules rules = default_rules();
    CHECK(rules.timing.minimum_finish_s == 120);
    CHECK(rules.timing.read_gate_s == 10);
    CHECK(rules.heats.first_start == midnight_utc({}) + minutes(8 * 60));
    CHECK(rules.heats.latest_start == midnight_utc({}) + minutes(11 * 60 + 30));
    CHECK(rules.heats.bands.empty());
    CHECK(rules.grants.empty());
    CHECK(rules_of("[timing]\nread_gate_s = 5\n").timing.read_gate_s == 5);
}

TEST_CASE("An unknown key is named with its file, its line and the nearest key there is", "[config][meet]") {
    CHECK(problems_of("[heats]\n# a comment\nturnaround_mins = 20\n") ==
          "meet.toml:3: heats.turnaround_mins: unknown key; did you mean \"turnaround_min\"?\n");
    CHECK(says(problems_of("[timings]\nrounding = \"up-tenth\"\n"),
               "meet.toml:1: timings: unknown key; did you mean \"timing\"?"));
    CHECK(says(problems_of(band("capcity = 5")),
               "meet.toml:3: heats.band.capcity: unknown key; did you mean \"capacity\"?"));
    CHECK(says(problems_of(grant("kind = \"per-finisher\"\namount_usd = \"5\"\nminium = 5")),
               "meet.toml:5: grants.minium"));
    CHECK(says(problems_of("colour = 1"), "meet.toml:1: colour: unknown key"));
}

TEST_CASE("All problems are listed, in the order of the lines", "[config][meet]") {
    const std::string said = problems_of(
        "[meet]\nname = 5\ndate = \"soon\"\ntime_zone = \"Mars/Olympus\"\n[timing]\nrounding = "
        "\"up\"\nminimum_finish_s = -1\n"
        "[privacy]\nretention_days = \"long\"\n");
    std::size_t at = 0;
    for (const char* line : {"meet.toml:2: meet.name: ", "meet.toml:3: meet.date: ", "meet.toml:4: meet.time_zone: ",
                             "meet.toml:6: timing.rounding: ", "meet.toml:7: timing.minimum_finish_s: ",
                             "meet.toml:9: privacy.retention_days: "}) {
        CAPTURE(said, line);
        at = said.find(line, at);
        REQUIRE(at != std::string::npos);
    }
}

TEST_CASE("A file that is no TOML says where", "[config][meet]") {
    CHECK(says(problems_of("[meet]\nname = \"x\ndate = 1\n"), "meet.toml:2: syntax: "));
    CHECK(says(problems_of("[meet]\nname = \"a\"\nname = \"b\"\n"), "meet.toml:3: syntax: "));
    CHECK(says(problems_of(std::string("[meet]\nna\0me", 12)), "meet.toml:2: "));
}

TEST_CASE("A wrong type says what is there and what should be", "[config][meet]") {
    CHECK(says(problems_of("[heats]\ntent_cols = \"15\"\n"),
               "must be a whole number from 1 to 10000, not the text \"15\""));
    CHECK(says(problems_of("[heats]\ntent_cols = 1.5\n"), "not a decimal number"));
    CHECK(says(problems_of("[eligibility]\nregistered_coach = \"yes\"\n"), "must be true or false"));
    CHECK(says(problems_of("meet = 3\n"), "must be a table that begins with [meet]"));
    CHECK(says(problems_of("[grants]\nid = \"x\"\n"), "must begin with [[grants]]"));
    CHECK(says(problems_of("[heats]\nband = [1]\n"), "must begin with [[heats.band]]"));
    CHECK(says(problems_of(band("grades = \"K\"")), "must be a list in square brackets"));
    CHECK(says(problems_of("[meet]\nname = \"two\\nlines\"\n"), "control character"));
    CHECK(says(problems_of("[meet]\nname = \"\"\n"), "is empty"));
}

TEST_CASE("Clock times are hours and minutes of one day, in order", "[config][meet]") {
    for (const char* wrong :
         {"\"8\"", "\"24:00\"", "\"08:60\"", "\"8:5\"", "\"-1:00\"", "\"noon\"", "800", "08:00:30"}) {
        CAPTURE(wrong);
        CHECK(says(problems_of("[heats]\nfirst_start = " + std::string(wrong) + "\n"),
                   "heats.first_start: must be a time of day"));
    }
    CHECK(rules_of("[heats]\nfirst_start = 09:30:00\n").heats.first_start == midnight_utc({}) + minutes(9 * 60 + 30));
    CHECK(rules_of("[heats]\nfirst_start = \"9:30\"\n").heats.first_start == midnight_utc({}) + minutes(9 * 60 + 30));
    CHECK(says(problems_of("[heats]\nfirst_start = \"09:00\"\nlatest_start = \"08:59\"\n"),
               "meet.toml:3: heats.latest_start: 08:59 is before the first start, 09:00"));
    CHECK(says(problems_of(band("earliest = \"23:00\"")), "heats.band.earliest: 23:00 is after latest_start"));
    CHECK(says(
        problems_of("[meet]\ndate = 2027-03-14\ntime_zone = \"America/New_York\"\n[heats]\nfirst_start = \"02:30\"\n"),
        "meet.toml:5: heats.first_start: 02:30 does not happen"));
}

TEST_CASE("A date is a day of the calendar, and a zone is one of the database", "[config][meet]") {
    CHECK(rules_of("[meet]\ndate = \"2027-05-01\"\n").date == Date{2027, 5, 1});
    CHECK(says(problems_of("[meet]\ndate = \"2027-02-30\"\n"), "meet.date: must be a day of the calendar"));
    CHECK(says(problems_of("[meet]\ndate = 0027-05-01\n"), "between 1970 and 2200"));
    CHECK(says(problems_of("[meet]\ntime_zone = \"America/Los Angeles\"\n"), "did you mean \"America/Los_Angeles\"?"));
}

TEST_CASE("Numbers that cannot be meant are refused with the bounds", "[config][meet]") {
    CHECK(says(problems_of("[heats]\nchaperone_ratio = 0\n"), "from 1 to"));
    CHECK(says(problems_of("[heats]\nturnaround_min = -5\n"), "from 0 to 1440, not -5"));
    CHECK(says(problems_of("[timing]\nminimum_finish_s = 99999999999\n"), "from 0 to 21600"));
    CHECK(says(problems_of(band("capacity = 0")), "heats.band.capacity: "));
    CHECK(says(problems_of(band("interval_min = 0")), "heats.band.interval_min: "));
    CHECK(says(problems_of("[privacy]\nretention_days = -1\n"), "privacy.retention_days"));
}

TEST_CASE("An unknown word is told with the words that are allowed", "[config][meet]") {
    CHECK(says(problems_of("[timing]\nrounding = \"down\"\n"),
               "\"down\" is not known here; write \"up-second\", \"up-tenth\" or \"up-hundredth\""));
    CHECK(says(problems_of("[privacy]\npublic_name = \"full\"\n"), "\"first-initial\", \"bib\" or \"none\""));
    CHECK(says(problems_of(band("gender = \"girls\"")), "\"all\", \"F\" or \"M\""));
    CHECK(says(problems_of(grant("kind = \"tiers\"")),
               "\"tiers\" is not known here; write \"per-finisher\", \"biggest-teams\" or \"award\""));
    CHECK(says(problems_of(reader("type = \"sundial\"\nconnect = \"a:1\"")), "\"ipico\", \"ctp01\""));
}

TEST_CASE("A band needs a name of its own, grades or ages that exist, and places for children", "[config][meet]") {
    CHECK(says(problems_of("[[heats.band]]\nrace = \"mile\"\n"), "heats.band.name: is missing or empty"));
    CHECK(says(problems_of(band("") + band("")), "meet.toml:5: heats.band.name: another band is called \"Mile\" too"));
    CHECK(says(problems_of(band("grades = [\"K\", \"13\"]")),
               "a grade is \"K\" or \"1\" to \"12\", not the text \"13\""));
    CHECK(says(problems_of(band("grades = [\"0\"]")), "a grade is"));
    CHECK(says(problems_of(band("grades = [0]")), "a grade is"));
    CHECK(rules_of(band("grades = [1, \"K\"]")).heats.bands[0].grades == std::vector<Grade>{{1}, {0}});
    CHECK(says(problems_of(band("grades = [\"1\", \"1\"]")), "stands in the list twice"));
    CHECK(says(problems_of(band("ages = [-1]")), "an age is a whole number"));
    CHECK(says(problems_of(band("ages = [5]\ngrades = [\"K\"]")), "either grades or ages"));
    CHECK(says(problems_of(band("capacity = 10\nreserve = 10")),
               "meet.toml:4: heats.band.reserve: keeps 10 of 10 places"));
    CHECK(says(problems_of(band("lanes = 8\ncapacity = 9")), "there are 8 lanes"));
    CHECK(says(problems_of(band("lanes = 8\nmore_heats = 1")),
               "heats.band.more_heats: saves walking, and nobody walks by tents in a band of lanes; remove it"));
    for (const char* order : {"[1, 2]", "[1, 2, 2]", "[1, 2, 4]", "[0, 1, 2]", "[1, 2, \"3\"]", "[1, 2, 3, 3]", "[]"}) {
        CAPTURE(order);
        CHECK(says(problems_of(band("lanes = 3\nlane_order = " + std::string(order))),
                   "heats.band.lane_order: must name each lane from 1 to 3 once, the best first"));
    }
    CHECK(says(problems_of(band("lane_order = [1, 2]")), "lane_order: is for a band of lanes; give lanes as well"));
    CHECK(says(problems_of(band("lanes = 3\nlane_order = 4")), "must be a list in square brackets"));
    CHECK(says(problems_of(band("race = \"\"")), "heats.band.race"));
}

TEST_CASE("A lock names a band that exists, and each team once in it", "[config][meet]") {
    CHECK(says(problems_of(band("") + "[[heats.lock]]\nteam = \"Oak\"\nband = \"Mille\"\n"),
               "meet.toml:6: heats.lock.band: there is no band \"Mille\"; did you mean \"Mile\"?"));
    CHECK(says(problems_of("[[heats.lock]]\nband = \"Mile\"\n"), "heats.lock.team: is missing"));
    const std::string lock = "[[heats.lock]]\nteam = \"Oak\"\nband = \"Mile\"\n";
    CHECK(says(problems_of(band("") + lock + lock), "is locked in this band already"));
    CHECK(says(problems_of(band("") + lock + "heat_in_band = 0\n"), "heats.lock.heat_in_band"));
}

TEST_CASE("A grant says all that its kind needs, and nothing that it does not look at", "[config][meet]") {
    CHECK(says(problems_of(grant("")), "grants.kind: is missing"));
    CHECK(says(problems_of(grant("kind = \"per-finisher\"")), "grants.amount_usd: is missing"));
    CHECK(says(problems_of(grant("kind = \"biggest-teams\"")), "grants.prizes_usd: is missing or empty"));
    CHECK(says(problems_of(grant("kind = \"biggest-teams\"\nprizes_usd = []")),
               "meet.toml:4: grants.prizes_usd: is missing or empty"));
    CHECK(says(problems_of(grant("kind = \"biggest-teams\"\nprizes_usd = [\"5\"]\namount_usd = \"5\"")),
               "has no meaning"));
    CHECK(says(problems_of(grant("kind = \"per-finisher\"\namount_usd = \"5\"\ntie = \"share\"")),
               "grants.tie: has no meaning"));
    CHECK(problems_of(grant("kind = \"award\"\nnot_with = []")).empty());
    CHECK(rules_of(grant("kind = \"award\"")).grants.at(0).kind == GrantKind::award);
    for (const char* key :
         {"amount_usd = \"5\"", "minimum = 3", "minimum_basis = \"started\"", "include_virtual = true",
          "prizes_usd = [\"5\"]", "basis = \"started\"", "tie = \"share\""}) {
        CAPTURE(key);
        CHECK(
            says(problems_of(grant("kind = \"award\"\n" + std::string(key))), "has no meaning for the kind \"award\""));
    }
    for (const char* wrong : {"5.00", "\"-5\"", "\"5.001\"", "\"five\"", "-5", "\"\""}) {
        CAPTURE(wrong);
        CHECK(says(problems_of(grant("kind = \"per-finisher\"\namount_usd = " + std::string(wrong))),
                   "grants.amount_usd: must be an amount"));
    }
    CHECK(says(problems_of("[[grants]]\nkind = \"per-finisher\"\namount_usd = \"5\"\n"), "grants.id: is missing"));
}

TEST_CASE("Grants have ids of their own and refer to grants that exist", "[config][meet]") {
    const std::string per = grant("kind = \"per-finisher\"\namount_usd = \"5\"");
    CHECK(says(problems_of(per + per), "meet.toml:6: grants.id: another grant has the id \"g\" too"));
    CHECK(says(problems_of(per + "not_with = [\"h\"]\n"), "there is no grant \"h\"; did you mean \"g\"?"));
    CHECK(says(problems_of(per + "not_with = [\"g\"]\n"), "names itself"));
    CHECK(says(problems_of(per + "not_with = [1]\n"), "each item must be text in quotes, not 1"));
}

TEST_CASE("A reader has one address and a line where a band finishes", "[config][meet]") {
    const std::string type = "type = \"ipico\"\n";
    CHECK(says(problems_of(reader(type)), "readers.connect: is missing"));
    CHECK(says(problems_of(reader(type + "connect = \"a:1\"\nlisten = \"a:1\"")), "remove connect or listen"));
    for (const char* wrong : {"nohost", "host:0", "host:70000", ":80", "a b:80", "::1:80"}) {
        CAPTURE(wrong);
        CHECK(says(problems_of(reader(type + "connect = \"" + wrong + "\"")), "is no address; write HOST:PORT"));
    }
    CHECK(says(problems_of(reader("connect = \"a:1\"")), "readers.type: is missing"));
    CHECK(says(problems_of(band("line = \"mile-finish\"") + reader(type + "connect = \"a:1\"\nline = \"mile-finsh\"")),
               "did you mean \"mile-finish\"?"));
    CHECK(says(problems_of(reader(type + "connect = \"a:1\"\ntime_zone = \"Nowhere\"")), "readers.time_zone: "));
    const std::string good = reader(type + "connect = \"a:1\"");
    CHECK(says(problems_of(good + good), "another reader is called \"mat\" too"));
}

TEST_CASE("A configuration of plain heats is read with the words of the heat cases", "[config][meet]") {
    const auto rules = parse_heats_toml(repository_file("tests/data/heat-cases/small/heats.toml"), "heats.toml");
    REQUIRE(rules.ok());
    CHECK(rules->heats.bands.size() == 4);
    CHECK(rules->heats.chaperone_ratio == 20);
    CHECK(rules->heats.first_start == midnight_utc({}) + minutes(8 * 60));
    CHECK(rules->heats.latest_start == midnight_utc({}) + minutes(19 * 60));
    REQUIRE(rules->heats.locks.size() == 1);
    CHECK(rules->heats.locks[0].team == "Pine Point");
    CHECK(rules->heats.bands[3].grades == std::vector<Grade>{{6}, {7}, {8}});
}

TEST_CASE("A configuration of plain heats lists its problems the same way", "[config][meet]") {
    const auto rules = parse_heats_toml("[programm]\n[[lock]]\nteam = \"a\"\nschool = \"a\"\nband = \"x\"\n", "h.toml");
    REQUIRE_FALSE(rules.ok());
    const std::string said = lines_of(rules.error());
    CHECK(says(said, "h.toml:1: programm: unknown key; did you mean \"program\"?"));
    CHECK(says(said, "h.toml:4: lock.school: means the same as team"));
    CHECK(says(said, "h.toml:5: lock.band: there is no band \"x\""));
    CHECK(says(said, "h.toml:1: band: there is no [[band]]"));
}
