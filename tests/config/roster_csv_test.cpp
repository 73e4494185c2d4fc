#include "config/roster_csv.h"
#include "config/given.h"

#include "config/meet_toml.h"
#include "tests/config/texts.h"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::config;
using heatline::config::test::lines_of;
using heatline::config::test::repository_file;

namespace {

MeetRules spring_meet() {
    MeetRules rules;
    rules.date = {2027, 5, 1};
    rules.heats.bands.resize(2);
    rules.heats.bands[0].race = "mile";
    rules.heats.bands[1].race = "dash";
    return rules;
}

RunnersCsv runners_of(std::string_view text) {
    auto runners = parse_runners_csv(text, "runners.csv", spring_meet());
    INFO((runners ? std::string() : lines_of(runners.error())));
    REQUIRE(runners.ok());
    return *runners;
}

std::string runner_problems(std::string_view text) {
    const auto runners = parse_runners_csv(text, "runners.csv", spring_meet());
    return runners ? std::string() : lines_of(runners.error());
}

TeamsCsv teams_of(std::string_view text) {
    auto teams = parse_teams_csv(text, "teams.csv");
    INFO((teams ? std::string() : lines_of(teams.error())));
    REQUIRE(teams.ok());
    return *teams;
}

std::string team_problems(std::string_view text) {
    const auto teams = parse_teams_csv(text, "teams.csv");
    return teams ? std::string() : lines_of(teams.error());
}

bool says(const std::string& text, const std::string& part) {
    CAPTURE(text, part);
    return text.find(part) != std::string::npos;
}

}  // namespace

// ---- runners

TEST_CASE("Every column of a runner is understood", "[config][roster]") {
    const RunnersCsv file = runners_of(
        "bib,first,last,team,grade,gender,birth_date,race,heat,tag,say_it,sibling_group,claim_stub,public_name,"
        "registered,attendance,seed_time,assisted\n"
        "1044,José,Nguyễn,Oak,3,M,2018-05-02,mile;dash,H1,05A 05B,ho-SAY win,F1,C9,no,no,virtual,8:30.5,yes\n");
    REQUIRE(file.rows.size() == 1);
    const RunnerRow& row = file.rows[0];
    CHECK(row.row == 2);
    CHECK(row.team == "Oak");
    CHECK(row.bib == "1044");
    CHECK(row.tags == std::vector<std::string>{"05A", "05B"});
    CHECK(row.birth == Date{2018, 5, 2});
    CHECK(row.value.first.value == "José");
    CHECK(row.value.last.value == "Nguyễn");
    CHECK(row.value.birth_date.value == "2018-05-02");
    CHECK(row.value.age == 8);
    CHECK(row.value.grade == Grade{3});
    CHECK(row.value.gender == Gender::M);
    CHECK(row.value.races == std::vector<std::string>{"mile", "dash"});
    CHECK(row.value.heat_lock == "H1");
    CHECK(row.value.say_it.value == "ho-SAY win");
    CHECK(row.value.sibling_group.value == "F1");
    CHECK(row.value.claim_stub.value == "C9");
    CHECK_FALSE(row.value.public_name);
    CHECK_FALSE(row.value.registered);
    CHECK(row.value.attendance == Attendance::virtually);
    CHECK(row.value.seed_time_ms == 510'500);
    CHECK(row.value.assisted);
    CHECK(file.warnings.empty());
    CHECK(file.unknown_columns.empty());
}

TEST_CASE("A team and a name are enough, and everything else has its default", "[config][roster]") {
    const RunnersCsv file = runners_of("school;name\nOak;Ana López\n");
    const RunnerRow& row = file.rows.at(0);
    CHECK(row.value.first.value == "Ana");
    CHECK(row.value.last.value == "López");
    CHECK(row.bib.empty());
    CHECK_FALSE(row.value.grade);
    CHECK(row.value.gender == Gender::unknown);
    CHECK(row.value.public_name);
    CHECK(row.value.registered);
    CHECK(row.value.attendance == Attendance::in_person);
    CHECK_FALSE(row.value.age);
}

TEST_CASE("A missing required column is one problem that says what was found and what was expected",
          "[config][roster]") {
    const std::string said = runner_problems("bib,first\n1,Ann\n2,Bo\n");
    CHECK(said == "runners.csv:1: team: there is no such column; expected team or school, found \"bib\", \"first\"\n");
    CHECK(says(runner_problems("team,grade\nOak,3\n"), "runners.csv:1: first: "));
}

TEST_CASE("A row without its team or its name is a problem, and all such rows are listed", "[config][roster]") {
    const std::string said = runner_problems("team,first\n,Ann\nOak,\nOak,Bo\n,Cy\n");
    CHECK(says(said, "runners.csv:2: team: "));
    CHECK(says(said, "runners.csv:3: first: "));
    CHECK(says(said, "runners.csv:5: team: "));
}

TEST_CASE("A bib or a tag given twice is a problem that names both rows", "[config][roster]") {
    const std::string bibs = runner_problems("Bib,team,first\n7,Oak,Ann\n8,Oak,Bo\n7,Elm,Cy\n,Elm,Di\n,Elm,Ed\n");
    CHECK(bibs == "runners.csv:4: Bib: bib \"7\" is given in row 2 already; give each child its own\n");
    const std::string tags = runner_problems("bib,team,first,chip\n1,Oak,Ann,05ab\n2,Oak,Bo,05CD 05AB\n");
    CHECK(says(tags, "runners.csv:3: chip: tag \"05AB\" is given in row 2 already"));
}

TEST_CASE("A grade or gender that nobody understands is unknown and a warning", "[config][roster]") {
    const RunnersCsv file = runners_of("team,first,grade,gender,seed_time\nOak,Ann,Room 5,?,fast\n");
    CHECK_FALSE(file.rows[0].value.grade);
    CHECK(file.rows[0].value.gender == Gender::unknown);
    const std::string warned = lines_of(file.warnings);
    CHECK(says(warned, "runners.csv:2: grade: \"Room 5\""));
    CHECK(says(warned, "runners.csv:2: gender: "));
    CHECK(says(warned, "runners.csv:2: seed_time: "));
}

TEST_CASE("What would do harm if it were guessed is a problem with row and column", "[config][roster]") {
    CHECK(says(runner_problems("team,first,birth_date\nOak,Ann,2018-02-30\n"), "runners.csv:2: birth_date: "));
    CHECK(says(runner_problems("team,first,dob\nOak,Ann,13/5/2018\n"), "runners.csv:2: dob: "));
    CHECK(says(runner_problems("team,first,birth_date\nOak,Ann,2028-01-01\n"), "after the day of the meet"));
    CHECK(says(runner_problems("team,first,birth_date\nOak,Ann,1018-01-01\n"), "makes an age of 1009"));
    CHECK(says(runner_problems("team,first,public_name\nOak,Ann,perhaps\n"), "runners.csv:2: public_name: "));
    CHECK(says(runner_problems("team,first,registered\nOak,Ann,3\n"), "neither yes nor no"));
    CHECK(says(runner_problems("team,first,attendance\nOak,Ann,remote\n"), "in-person or virtual"));
    CHECK(says(runner_problems("team,first\nOak," + std::string(300, 'a') + "\n"), "longer than 200 bytes"));
    CHECK(says(runner_problems("team,first,bib\nOak,Ann," + std::string(65, '1') + "\n"), "longer than 64 bytes"));
}

TEST_CASE("Ages count on the meet's date: the day before a birthday a child is a year younger", "[config][roster]") {
    const RunnersCsv file = runners_of(
        "team,first,birth_date,age\nOak,Ann,2018-05-01,\nOak,Bo,2018-05-02,\nOak,Cy,,9\nOak,Di,5/1/2018,7\n");
    CHECK(file.rows[0].value.age == 9);
    CHECK(file.rows[1].value.age == 8);
    CHECK(file.rows[2].value.age == 9);
    CHECK(file.rows[3].value.age == 9);
    CHECK(says(lines_of(file.warnings), "runners.csv:5: age: 7 is not the age"));
}

TEST_CASE("Without a date of the meet a day of birth is kept and makes no age", "[config][roster]") {
    const auto file = parse_runners_csv("team,first,birth_date\nOak,Ann,2018-05-01\n", "r.csv", default_rules());
    REQUIRE(file.ok());
    CHECK(file->rows[0].birth == Date{2018, 5, 1});
    CHECK_FALSE(file->rows[0].value.age);
}

TEST_CASE("Unknown columns are kept as notes with the child and reported", "[config][roster]") {
    const RunnersCsv file = runners_of("team,first,T-Shirt,Photo ok?\nOak,Ann,\"M \"\"slim\"\"\",yes\nOak,Bo,,\n");
    CHECK(file.unknown_columns == std::vector<std::string>{"T-Shirt", "Photo ok?"});
    CHECK(file.rows[0].value.extra.value == R"({"T-Shirt":"M \"slim\"","Photo ok?":"yes"})");
    CHECK(file.rows[1].value.extra.empty());
}

TEST_CASE("Notes beyond the bound are left out with a warning", "[config][roster]") {
    const RunnersCsv file = runners_of("team,first,essay,size\nOak,Ann," + std::string(5000, 'x') + ",M\n");
    CHECK(file.rows[0].value.extra.value == R"({"size":"M"})");
    CHECK(says(lines_of(file.warnings), "some were left out"));
}

TEST_CASE("A race takes the meet's spelling, and one that the meet has not is a warning once", "[config][roster]") {
    const RunnersCsv file = runners_of("team,first,race\nOak,Ann,MILE\nOak,Bo,hurdles\nOak,Cy,hurdles\n");
    CHECK(file.rows[0].value.races == std::vector<std::string>{"mile"});
    CHECK(file.rows[1].value.races == std::vector<std::string>{"hurdles"});
    CHECK(file.warnings.size() == 1);
}

TEST_CASE("Another system's event column does not keep children out of every heat", "[config][roster]") {
    const RunnersCsv file = runners_of("team,first,Event\nOak,Ann,Year 5 Girls 600m\nOak,Bo,dash\n");
    CHECK(file.rows[0].value.races.empty());
    CHECK(file.rows[0].value.extra.value == R"({"Event":"Year 5 Girls 600m"})");
    CHECK(file.rows[1].value.races == std::vector<std::string>{"dash"});
}

TEST_CASE("Names are kept as they are, even if a spreadsheet would take them for a formula", "[config][roster]") {
    const RunnersCsv file = runners_of("team,first,last\nOak,=1+2,@O'Brien\n");
    CHECK(file.rows[0].value.first.value == "=1+2");
    CHECK(file.rows[0].value.last.value == "@O'Brien");
    CHECK(says(runner_problems("team,first\nOak,A\x07nn\n"), "runners.csv:2: first: a control character"));
}

TEST_CASE("A form with questions is read, and the guesses are told", "[config][roster]") {
    const RunnersCsv file = runners_of(
        "Timestamp,What school do you run for?,What is your child's first name?,What grade is your child in?\n"
        "4/1/2027 8:00,Oak,Ann,2nd grade\n");
    CHECK(file.rows[0].team == "Oak");
    CHECK(file.rows[0].value.grade == Grade{2});
    CHECK(says(lines_of(file.warnings), "read as \"team\""));
}

TEST_CASE("A roster in UTF-16 and one in Windows-1252 keep their accents", "[config][roster]") {
    CHECK(runners_of("team,first\nOak,Jos\xE9\n").rows[0].value.first.value == "José");
    std::string wide = "\xFF\xFE";
    for (const char c : std::string_view("team\tfirst\r\nOak\tZo\xEB\r\n")) wide += std::string(1, c) + '\0';
    CHECK(runners_of(wide).rows[0].value.first.value == "Zoë");
}

TEST_CASE("The same column twice is a problem", "[config][roster]") {
    CHECK(says(runner_problems("team,first,bib,bib\nOak,Ann,1,2\n"),
               "runners.csv:1: bib: the column stands in the file twice"));
}

// ---- teams

TEST_CASE("Every column of a team is understood, and empty stays unsaid", "[config][roster]") {
    const TeamsCsv file = teams_of(
        "team,kind,tent,tent_row,tent_col,coaches,enrolment,registered_coach,background_check,event_training,charges_"
        "fee,"
        "fee_exception\nOak,club,A1,2,3,4,500,yes,no,1,0,\n");
    const Team& team = file.rows.at(0).value;
    CHECK(team.name == "Oak");
    CHECK(team.kind == TeamKind::club);
    CHECK(team.tent == "A1");
    CHECK(team.tent_row == 2);
    CHECK(team.tent_col == 3);
    CHECK(team.coaches == 4);
    CHECK(team.enrolment == 500);
    CHECK(team.registered_coach == true);
    CHECK(team.background_check == false);
    CHECK(team.event_training == true);
    CHECK(team.charges_fee == false);
    CHECK_FALSE(team.fee_exception.has_value());
    CHECK(file.rows[0].given.count() == 11);
}

TEST_CASE("A team named twice, in whatever case, is a problem that names both rows", "[config][roster]") {
    CHECK(says(team_problems("team\nOak Hill\nElm\n oak  hill\n"), "teams.csv:4: team: "));
    CHECK(says(team_problems("team\nOak Hill\nElm\n oak  hill\n"), "row 2 already"));
}

TEST_CASE("Values that a team cannot have are problems, all of them listed", "[config][roster]") {
    const std::string said =
        team_problems("team,kind,tent_row,coaches,charges_fee\nOak,army,-1,2.5,sometimes\n,school,,,\n");
    CHECK(says(said, "teams.csv:2: kind: "));
    CHECK(says(said, "teams.csv:2: tent_row: \"-1\" is no whole number"));
    CHECK(says(said, "teams.csv:2: coaches: "));
    CHECK(says(said, "teams.csv:2: charges_fee: "));
    CHECK(says(said, "teams.csv:3: team: "));
    CHECK(says(team_problems("tent\nA1\n"), "expected team or school, found \"tent\""));
}

// ---- rows from commands

TEST_CASE("A child that a command adds is understood by the same columns", "[config][roster]") {
    const auto added =
        runner_from_columns({{"team", "Oak"}, {"first", "Ann"}, {"grade", "3rd"}, {"bib", "9"}, {"shirt", "M"}},
                            spring_meet(), Columns::all_required);
    REQUIRE(added.ok());
    CHECK(added->row.value.grade == Grade{3});
    CHECK(added->row.bib == "9");
    CHECK(added->unknown_columns == std::vector<std::string>{"shirt"});
    CHECK(added->row.value.extra.value == R"({"shirt":"M"})");

    const auto refused =
        runner_from_columns({{"first", "Ann"}, {"public_name", "hm"}}, spring_meet(), Columns::all_required);
    REQUIRE_FALSE(refused.ok());
    CHECK(says(lines_of(refused.error()), "command: team: "));
    CHECK(says(lines_of(refused.error()), "command: public_name: "));
}

TEST_CASE("An edit gives the columns it names, an empty value included, and no others", "[config][roster]") {
    const auto edit = runner_from_columns({{"last", "Li"}, {"say_it", ""}}, spring_meet(), Columns::any);
    REQUIRE(edit.ok());
    CHECK(given_names(edit->row) == std::vector<std::string>{"last", "say_it"});
    CHECK(edit->row.value.last.value == "Li");
    CHECK(edit->row.value.say_it.empty());

    const auto nameless = runner_from_columns({{"first", ""}}, spring_meet(), Columns::any);
    CHECK_FALSE(nameless.ok());
}

TEST_CASE("An empty cell of a file gives nothing, so that an update does not forget", "[config][roster]") {
    const RunnersCsv file = runners_of("team,first,say_it,grade\nOak,Anne,,4\n");
    CHECK(given_names(file.rows[0]) == std::vector<std::string>{"team", "first", "grade"});
}

TEST_CASE("A full name in one column gives the first and the last name", "[config][roster]") {
    const RunnersCsv file = runners_of("team,name\nOak,Ann Lee\n");
    const std::vector<std::string> given = given_names(file.rows[0]);
    CHECK(std::count(given.begin(), given.end(), "first") == 1);
    CHECK(std::count(given.begin(), given.end(), "last") == 1);
}

TEST_CASE("A team is edited the same way", "[config][roster]") {
    const auto edit = team_from_columns({{"team", "Oak"}, {"tent", "B7"}}, Columns::any);
    REQUIRE(edit.ok());
    CHECK(given_names(edit->row) == std::vector<std::string>{"team", "tent"});
    CHECK(edit->row.value.tent == "B7");
}

// ---- whole files

TEST_CASE("The files of the heat cases are valid as they are", "[config][roster]") {
    const auto teams = parse_teams_csv(repository_file("tests/data/heat-cases/small/schools.csv"), "schools.csv");
    REQUIRE(teams.ok());
    CHECK(teams->rows.size() == 12);
    CHECK(teams->unknown_columns.empty());
    const auto rules = parse_heats_toml(repository_file("tests/data/heat-cases/small/heats.toml"), "heats.toml");
    REQUIRE(rules.ok());
    const auto runners =
        parse_runners_csv(repository_file("tests/data/heat-cases/small/runners.csv"), "runners.csv", *rules);
    REQUIRE(runners.ok());
    CHECK(runners->rows.size() == 600);
    CHECK(runners->unknown_columns.empty());
    CHECK(runners->warnings.empty());
    CHECK(runners->rows[0].team == "Cedar Creek");
    CHECK(runners->rows[0].value.sibling_group.value == "F00075");
    CHECK_FALSE(runners->rows[0].value.assisted);
}
