// heatline heats: the planner on plain files, with no meet folder.

#include <chrono>
#include <memory>
#include <unordered_map>

#include "config/meet_toml.h"
#include "config/roster_csv.h"
#include "tools/files.h"
#include "tools/heatline/cli.h"
#include "tools/heatline/plan_meet.h"

namespace heatline::tools {
namespace {

struct Files {
    std::string teams, runners, config, out, report;
};

// The three files as the planner's input, or the exit code after the problems have been told.
Result<heats::PlanInput, Exit> read_input(const Files& files) {
    std::string bytes[3];
    const std::string* const paths[] = {&files.teams, &files.runners, &files.config};
    for (int i = 0; i < 3; ++i) {
        auto read = read_file(*paths[i]);
        if (!read) return Error{fail(Exit::failed, read.error())};
        bytes[i] = std::move(*read);
    }
    const auto rules = config::parse_heats_toml(bytes[2], files.config);
    if (!rules)
        return Error{fail_with("no heats were made: the rules have errors; mend them and try again", rules.error())};
    const auto teams = config::parse_teams_csv(bytes[0], files.teams);
    if (!teams)
        return Error{fail_with("no heats were made: the teams have errors; mend them and try again", teams.error())};
    const auto runners = config::parse_runners_csv(bytes[1], files.runners, *rules);
    if (!runners)
        return Error{
            fail_with("no heats were made: the runners have errors; mend them and try again", runners.error())};

    heats::PlanInput input;
    input.rules = rules->heats;
    std::unordered_map<std::string, heats::TeamIndex> by_key;
    for (const config::TeamRow& row : teams->rows) {
        by_key.emplace(team_key(row.value.name), static_cast<heats::TeamIndex>(input.teams.size()));
        const bool knows_coaches = row.given[static_cast<std::size_t>(config::TeamColumn::coaches)];
        input.teams.push_back({row.value.name, row.value.tent_row, row.value.tent_col,
                               knows_coaches ? std::optional{row.value.coaches} : std::nullopt});
    }
    std::vector<config::Problem> problems;
    for (const config::RunnerRow& row : runners->rows) {
        const auto team = by_key.find(team_key(row.team));
        if (team == by_key.end()) {
            problems.push_back(
                {files.runners, row.row, "team",
                 "there is no team \"" + row.team + "\" in " + files.teams + "; add it there, or check the spelling"});
            continue;
        }
        if (!row.value.registered || row.value.attendance == Attendance::virtually) continue;
        heats::PlanChild child;
        child.key = row.bib.empty() ? "row " + std::to_string(row.row) : row.bib;
        child.team = team->second;
        child.grade = row.value.grade;
        child.age = row.value.age;
        child.gender = row.value.gender;
        child.races = row.value.races;
        child.assisted = row.value.assisted;
        child.family = row.value.sibling_group.value;
        child.heat_lock = row.value.heat_lock;
        child.seed_time_ms = row.value.seed_time_ms;
        input.children.push_back(std::move(child));
    }
    if (!problems.empty())
        return Error{fail_with("no heats were made: the runners have errors; mend them and try again", problems)};
    return input;
}

Exit run(const Files& files) {
    const auto input = read_input(files);
    if (!input) return input.error();
    const auto began = std::chrono::steady_clock::now();
    const auto plan = heats::make_plan(*input);
    const auto micros =
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - began).count();
    if (!files.report.empty()) {
        if (const Exit written = put(files.report, plan_report_json(*input, plan, micros)); written != Exit::done)
            return written;
    }
    if (!plan) return fail(Exit::input, "there is no plan (rule " + plan.error().rule + "): " + plan.error().sentence);
    std::string csv = "bib,heat\r\n";
    for (std::size_t heat = 0; heat < plan->heats.size(); ++heat) {
        for (const heats::ChildIndex child : plan->heats[heat].children)
            csv += input->children[child].key + "," + std::to_string(heat + 1) + "\r\n";
    }
    if (const Exit written = put(files.out, csv); written != Exit::done) return written;
    say(plan_report_text(*plan, *input));
    return Exit::done;
}

}  // namespace

void add_heats(CLI::App& app, Action& action) {
    auto* command =
        app.add_subcommand("heats",
                           "Example: heatline heats --teams T.csv --runners R.csv --config H.toml --out A.csv\n\n"
                           "The planner on plain files, with no meet folder.");
    auto files = std::make_shared<Files>();
    command->add_option("--teams", files->teams, "teams.csv")->required();
    command->add_option("--runners", files->runners, "runners.csv")->required();
    command->add_option("--config", files->config, "heats.toml: [program], [[band]], [[lock]]")->required();
    command->add_option("--out", files->out, "where to write bib,heat")->required();
    command->add_option("--report", files->report, "where to write the report, as JSON");
    command->callback([&action, files] { action = [files] { return run(*files); }; });
}

}  // namespace heatline::tools
