// heatline plan: assigns the meet's entries to heats.

#include <chrono>
#include <memory>
#include <optional>

#include "engine/base/counted.h"
#include "engine/proposal.h"
#include "tools/heatline/meet.h"
#include "tools/heatline/plan_command.h"
#include "tools/heatline/plan_lists.h"
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

// A plan of the meet as it was, and how long it took.
struct Planned {
    MeetPlanInput meet;
    Result<heats::Plan, heats::Infeasible> plan;
    std::int64_t micros = 0;
    std::int32_t zone_offset_min = 0;
};

std::string text_of(const Planned& planned, bool tents) {
    const heats::PlanInput& input = planned.meet.input;
    std::string text = plan_report_text(*planned.plan, input, planned.zone_offset_min);
    if (tents) text += plan_tents_text(*planned.plan, input, planned.zone_offset_min);
    return text;
}

Planned plan_of(const State& state, const PlanOptions& options) {
    MeetPlanInput meet = plan_input(state);
    const std::unique_ptr<Progress> progress = plan_progress(options.json);
    heats::PlanOptions how = options.how;
    tell_of_search(how, *progress);
    const auto began = std::chrono::steady_clock::now();
    auto plan = heats::make_plan(meet.input, how);
    const auto took = std::chrono::steady_clock::now() - began;
    return {std::move(meet), std::move(plan), std::chrono::duration_cast<std::chrono::microseconds>(took).count(),
            state.rules->zone_offset_min};
}

Exit infeasible(const Planned& planned, const PlanOptions& options) {
    if (options.json)
        put({}, plan_report_json(planned.meet.input, planned.plan, planned.micros, planned.zone_offset_min));
    return fail_without_plan(planned.plan.error());
}

}  // namespace

Exit plan_meet(timing::Meet& meet, const PlanOptions& options) {
    std::optional<Planned> planned;
    std::optional<std::string> why_not;
    if (options.write) {
        const auto changed = meet.change([&](const State& state) -> std::vector<Fact> {
            planned = plan_of(state, options);
            why_not = why_plan_stands(state);
            if (!planned->plan || why_not) return {};
            return {{wall_clock(), kCommandLine, {}, plan_fact(*planned->plan, planned->meet)}};
        });
        if (!changed) return fail(changed.error());
    } else {
        const auto state = state_of(meet);
        if (!state) return state.error();
        planned = plan_of(**state, options);
    }
    if (!planned->plan) return infeasible(*planned, options);
    if (why_not) {
        return fail(Exit::conflict,
                    "the plan was not replaced: " + *why_not + "; move single children with the move command");
    }
    if (!options.out.empty()) {
        const Exit written = put(options.out, assignment_csv(*planned->plan, planned->meet));
        if (written != Exit::done) return written;
    }
    const Exit told = put({}, options.json ? plan_report_json(planned->meet.input, planned->plan, planned->micros,
                                                              planned->zone_offset_min)
                                           : text_of(*planned, options.tents));
    if (!options.write) say("this was a trial; add --write to make it the meet's plan");
    return told;
}

Exit fail_without_plan(const heats::Infeasible& why) {
    std::string teams;
    for (std::size_t t = 0; t < why.teams.size() && t < kTeamsNamed; ++t)
        teams += (t == 0 ? "; it concerns " : ", ") + why.teams[t];
    if (why.teams.size() > kTeamsNamed)
        teams += " and " + counted(why.teams.size() - kTeamsNamed, "more team", "more teams");
    return fail(Exit::input, "there is no plan (rule " + why.rule + "): " + why.sentence + teams);
}

std::unique_ptr<Progress> plan_progress(bool silent) {
    if (silent) return std::make_unique<NoProgress>();
    return std::make_unique<ConsoleProgress>();
}

void tell_of_search(heats::PlanOptions& how, Progress& progress) {
    how.on_coach_search = [&progress] {
        progress.step("coaches are short: looking for heats in which they suffice", 0, 0);
    };
}

void add_plan_options(CLI::App& command, heats::PlanOptions& options) {
    command
        .add_option_function<std::string>(
            "--calling",
            [&options](const std::string& word) {
                options.calling = word == "tent-order" ? Calling::tent_order : Calling::fewest_heats;
            },
            "fewest-heats: then the least walking; tent-order: each heat a row of neighbours; in place of what the "
            "rules say")
        ->check(CLI::IsMember({"fewest-heats", "tent-order"}));
    command
        .add_option_function<int>(
            "--effort", [&options](int times) { options.effort.moves *= times, options.effort.work *= times; },
            "how many times as long to search and to prove")
        ->check(CLI::Range(1, 1'000))
        ->default_str("1");
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
    command->add_flag("--tents", options->plan.tents, "and when each team leaves its tent, for each of its heats");
    command->add_option("--out", options->plan.out, "also write bib,heat to this file");
    add_plan_options(*command, options->plan.how);
    command->callback([&action, options] {
        action = [options] {
            auto meet = open_meet(options->dir);
            if (!meet) return meet.error();
            return plan_meet(**meet, options->plan);
        };
    });
}

}  // namespace heatline::tools
