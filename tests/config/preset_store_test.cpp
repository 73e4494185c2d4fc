#include "config/preset_store.h"

#include "config/meet_toml.h"
#include "config/roster_csv.h"
#include "config/words.h"
#include "tests/config/texts.h"

#include <catch2/catch.hpp>
#include <map>
#include <set>

using namespace heatline;
using namespace heatline::config;
using heatline::config::test::lines_of;
using heatline::config::test::repository_file;

namespace {

struct Sample {
    MeetRules rules;
    TeamsCsv teams;
    RunnersCsv runners;
};

Sample sample_of(std::string_view name) {
    const Preset* preset = find_preset(name);
    REQUIRE(preset);
    const auto rules = parse_meet_toml(preset->meet_toml, "meet.toml");
    INFO((rules ? std::string() : lines_of(rules.error())));
    REQUIRE(rules.ok());
    const auto teams = parse_teams_csv(preset->teams_csv, "teams.csv");
    INFO((teams ? std::string() : lines_of(teams.error())));
    REQUIRE(teams.ok());
    const auto runners = parse_runners_csv(preset->runners_csv, "runners.csv", *rules);
    INFO((runners ? std::string() : lines_of(runners.error())));
    REQUIRE(runners.ok());
    return {*rules, *teams, *runners};
}

// Children of a team who are registered to run on the day itself.
std::int64_t runs_on_the_day(const Sample& sample, std::string_view team) {
    std::int64_t count = 0;
    for (const RunnerRow& row : sample.runners.rows) {
        count += row.team == team && row.value.registered && row.value.attendance == Attendance::in_person;
    }
    return count;
}

bool some_band_takes(const Runner& runner, const MeetRules& rules) {
    for (const BandRules& band : rules.heats.bands) {
        const bool grade =
            band.grades.empty() || std::find(band.grades.begin(), band.grades.end(), runner.grade) != band.grades.end();
        const bool age = band.ages.empty() ||
                         (runner.age && std::find(band.ages.begin(), band.ages.end(), *runner.age) != band.ages.end());
        if (grade && age) return true;
    }
    return false;
}

}  // namespace

TEST_CASE("Every preset is compiled in as its files are, with a description of one line", "[config][presets]") {
    REQUIRE(presets().size() >= 2);
    for (const Preset& preset : presets()) {
        CAPTURE(preset.name);
        const std::string name(preset.name);
        CHECK(preset.meet_toml == repository_file("config/presets/" + name + ".toml"));
        CHECK(preset.teams_csv == repository_file("config/samples/" + name + "/teams.csv"));
        CHECK(preset.runners_csv == repository_file("config/samples/" + name + "/runners.csv"));
        CHECK(preset.meet_toml.starts_with("# "));
        CHECK(preset.description().size() > 20);
        CHECK(preset.description().find('\n') == std::string_view::npos);
    }
    CHECK(find_preset("no-such-preset") == nullptr);
}

TEST_CASE("Every preset parses, and its sample imports without a problem or a warning", "[config][presets]") {
    for (const Preset& preset : presets()) {
        CAPTURE(preset.name);
        if (preset.teams_csv.empty()) continue;
        const Sample sample = sample_of(preset.name);
        CHECK(lines_of(sample.teams.warnings).empty());
        CHECK(lines_of(sample.runners.warnings).empty());
        CHECK(sample.teams.unknown_columns.empty());
        CHECK(sample.runners.unknown_columns.empty());
        std::set<std::string> teams;
        std::set<std::pair<int, int>> tents;
        for (const TeamRow& row : sample.teams.rows) {
            teams.insert(row.value.name);
            CHECK(tents.emplace(row.value.tent_row, row.value.tent_col).second);
            CHECK(row.value.tent_col <= sample.rules.heats.tent_cols);
        }
        std::map<std::string, int> groups;
        for (const RunnerRow& row : sample.runners.rows) {
            CHECK(teams.contains(row.team));
            if (!row.value.sibling_group.empty()) ++groups[row.value.sibling_group.value];
        }
        for (const auto& [group, size] : groups) CHECK(size >= 2);
    }
}

TEST_CASE("Every key of a preset has a comment where it stands first", "[config][presets]") {
    for (const Preset& preset : presets()) {
        std::set<std::string> seen;
        std::string section;
        for (const std::string& line : split_trimmed(preset.meet_toml, '\n')) {
            CAPTURE(preset.name, line);
            if (line.starts_with('#')) continue;
            if (line.starts_with('[')) {
                section = line;
                continue;
            }
            const std::string key = section + line.substr(0, line.find(' '));
            if (seen.insert(key).second) CHECK(line.find(" # ") != std::string::npos);
        }
    }
}

TEST_CASE("The sample of Atlanta holds the cases that decide money", "[config][presets]") {
    const Sample sample = sample_of("atlanta-kids-marathon");
    CHECK(runs_on_the_day(sample, "Kirkwood Lane Elementary") == 24);
    CHECK(runs_on_the_day(sample, "Dogwood Charter School") == 25);
    CHECK(runs_on_the_day(sample, "Chattahoochee Bend Elementary") ==
          runs_on_the_day(sample, "Ormewood Trail Runners"));
    std::map<std::string, Team> teams;
    for (const TeamRow& row : sample.teams.rows) teams[row.value.name] = row.value;
    CHECK(teams["Fleet Foxes Youth Club"].charges_fee == true);
    CHECK(teams["Fleet Foxes Youth Club"].fee_exception == false);
    CHECK(teams["Sweetwater Striders"].fee_exception == true);
    CHECK_FALSE(teams["Cascade Heights Center"].background_check.has_value());
    std::size_t unplaced = 0;
    for (const RunnerRow& row : sample.runners.rows) unplaced += !some_band_takes(row.value, sample.rules);
    CHECK(unplaced == 5);
}

TEST_CASE("The sample of the Final Mile holds children without a grade and one far from the others' age",
          "[config][presets]") {
    const Sample sample = sample_of("kroc-final-mile");
    std::size_t unplaced = 0;
    std::size_t far = 0;
    std::size_t away = 0;
    for (const RunnerRow& row : sample.runners.rows) {
        unplaced += !some_band_takes(row.value, sample.rules);
        away += row.value.attendance == Attendance::virtually;
        if (row.value.grade && row.value.age) {
            const int usual = row.value.grade.number + 5;
            far += *row.value.age > usual + 2 || *row.value.age < usual - 1;
        }
    }
    CHECK(unplaced == 4);
    CHECK(far == 2);
    CHECK(away == 6);
    CHECK(sample.rules.heats.bands.size() == 8);
}

TEST_CASE("A new meet takes its name and date, and every other line of the preset stays", "[config][presets]") {
    const Preset* preset = find_preset("kroc-final-mile");
    REQUIRE(preset);
    CHECK(meet_toml_for(*preset, std::nullopt, std::nullopt) == preset->meet_toml);
    const std::string text = meet_toml_for(*preset, "Our \"big\" \\ mile, José", Date{2028, 6, 3});
    const auto rules = parse_meet_toml(text, "meet.toml");
    REQUIRE(rules.ok());
    CHECK(rules->name == "Our \"big\" \\ mile, José");
    CHECK(rules->date == Date{2028, 6, 3});
    CHECK(rules->heats.bands[0].name == "Grades 7-8");
    CHECK(split_trimmed(text, '\n').size() == split_trimmed(preset->meet_toml, '\n').size());
}
