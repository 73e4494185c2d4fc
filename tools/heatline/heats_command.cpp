// heatline heats: the planner on plain files, with no meet folder.

#include <chrono>
#include <memory>

#include "tools/heatline/cli.h"
#include "tools/heatline/heat_files.h"
#include "tools/heatline/plan_command.h"
#include "tools/heatline/plan_meet.h"

namespace heatline::tools {
namespace {

struct Files {
    HeatFiles in;
    std::string out, report;
    heats::PlanOptions plan;
};

Exit run(const Files& files) {
    const auto input = read_heat_files(files.in);
    if (!input) {
        const HeatFilesProblem& why = input.error();
        return why.unreadable ? fail(Exit::failed, why.what) : fail_with(why.what, why.problems);
    }
    const auto began = std::chrono::steady_clock::now();
    std::unique_ptr<Progress> progress = plan_progress(false);
    heats::PlanOptions how = files.plan;
    tell_of_search(how, *progress);
    const auto plan = heats::make_plan(*input, how);
    progress.reset();
    const auto micros =
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - began).count();
    if (!files.report.empty()) {
        if (const Exit written = put(files.report, plan_report_json(*input, plan, micros, 0)); written != Exit::done)
            return written;
    }
    if (!plan) return fail_without_plan(plan.error());
    std::string csv = "bib,heat\r\n";
    for (std::size_t heat = 0; heat < plan->heats.size(); ++heat) {
        for (const heats::ChildIndex child : plan->heats[heat].children)
            csv += input->children[child].key + "," + std::to_string(heat + 1) + "\r\n";
    }
    if (const Exit written = put(files.out, csv); written != Exit::done) return written;
    say(plan_report_text(*plan, *input, 0));
    return Exit::done;
}

}  // namespace

void add_heats(CLI::App& app, Action& action) {
    auto* command =
        app.add_subcommand("heats",
                           "Example: heatline heats --teams T.csv --runners R.csv --config H.toml --out A.csv\n\n"
                           "The planner on plain files, with no meet folder.");
    auto files = std::make_shared<Files>();
    command->add_option("--teams", files->in.teams, "teams.csv")->required();
    command->add_option("--runners", files->in.runners, "runners.csv")->required();
    command->add_option("--config", files->in.config, "heats.toml: [program], [[band]], [[lock]]")->required();
    command->add_option("--out", files->out, "where to write bib,heat")->required();
    command->add_option("--report", files->report, "where to write the report, as JSON");
    add_plan_options(*command, files->plan);
    command->callback([&action, files] { action = [files] { return run(*files); }; });
}

}  // namespace heatline::tools
