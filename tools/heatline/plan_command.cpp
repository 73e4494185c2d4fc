// heatline plan: assigns the meet's entries to heats.

#include <chrono>
#include <memory>

#include "tools/heatline/meet.h"
#include "tools/heatline/plan_command.h"
#include "tools/heatline/plan_meet.h"

namespace heatline::tools {
namespace {

std::string assignment_csv(const heats::Plan& plan, const MeetPlanInput& meet) {
    std::string csv = "bib,heat\r\n";
    for (std::size_t heat = 0; heat < plan.heats.size(); ++heat) {
        for (const heats::ChildIndex child : plan.heats[heat].children) {
            csv += meet.input.children[child].key + "," + std::to_string(heat + 1) + "\r\n";
        }
    }
    return csv;
}

}  // namespace

Exit plan_meet(timing::MeetFolder& meet, const PlanOptions& options) {
    const MeetPlanInput input = plan_input(meet.state());
    const auto began = std::chrono::steady_clock::now();
    const auto plan = heats::make_plan(input.input);
    const auto micros =
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - began).count();
    if (!plan) {
        if (options.json) put({}, plan_report_json(input.input, plan, micros));
        std::string teams;
        for (const std::string& team : plan.error().teams) teams += (teams.empty() ? "" : ", ") + team;
        return fail(Exit::input, "there is no plan (rule " + plan.error().rule + "): " + plan.error().sentence +
                                     (teams.empty() ? "" : "; it concerns " + teams));
    }
    if (options.write) {
        if (const std::string why = why_plan_stands(meet.state()); !why.empty()) {
            return fail(Exit::conflict,
                        "the plan was not replaced: " + why + "; move single children with the move command");
        }
        const auto recorded = meet.record({{wall_clock(), kCommandLine, {}, plan_fact(*plan, input)}});
        if (!recorded) return fail(recorded.error());
    }
    if (!options.out.empty()) {
        if (const Exit written = put(options.out, assignment_csv(*plan, input)); written != Exit::done) return written;
    }
    const Exit told =
        put({}, options.json ? plan_report_json(input.input, plan, micros) : plan_report_text(*plan, input.input));
    if (!options.write) say("this was a trial; add --write to make it the meet's plan");
    return told;
}

void add_plan(CLI::App& app, Action& action) {
    auto* command = app.add_subcommand("plan",
                                       "Example: heatline plan spring-mile --write\n\n"
                                       "Assigns entries to heats by the meet's rules and prints how good the plan is.");
    struct Options {
        std::string dir;
        PlanOptions plan;
    };
    auto options = std::make_shared<Options>();
    command->add_option("DIR", options->dir, "the meet folder")->required();
    command->add_flag("--write", options->plan.write, "make it the meet's plan");
    command->add_flag("--json", options->plan.json, "the report as JSON");
    command->add_option("--out", options->plan.out, "also write bib,heat to this file");
    command->callback([&action, options] {
        action = [options] {
            auto meet = open_meet(options->dir);
            if (!meet) return meet.error();
            return plan_meet(*meet, options->plan);
        };
    });
}

}  // namespace heatline::tools
