#include "tools/bench/heats/command.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "engine/heats/check.h"
#include "engine/heats/plan.h"
#include "engine/heats/replan.h"
#include "tools/bench/heats/baselines.h"
#include "tools/bench/measure.h"
#include "tools/heatline/heat_files.h"

namespace heatline::bench {
namespace {

struct HeatPlanOptions {
    std::vector<std::string> folders;
    int effort = 1;
    int late = 80;  // Children, for the time of a re-plan.
};

struct Timed {
    Result<heats::Plan, heats::Infeasible> plan;
    std::int64_t us = 0;
};

Timed timed(const heats::PlanInput& input, const heats::PlanOptions& options) {
    const std::int64_t began = thread_cpu_us();
    auto plan = heats::make_plan(input, options);
    return {std::move(plan), thread_cpu_us() - began};
}

// The best that is known of a day, by the name of its folder; from long runs of other programs as well.
struct Known {
    const char* name;
    std::int64_t heats, span;
    int quick_ms;                 // In which the search alone is to come close.
    std::int64_t quick_per_cent;  // Over the best known.
    std::int64_t gap_per_cent;    // Of the proven span; -1: no target.
};
constexpr Known kKnown[] = {
    {"small", 13, 32, 50, 0, 0},
    {"typical", 46, 272, 50, 3, 10},
    {"large", 108, 979, 500, 6, -1},
    {"adversarial", 32, 514, 10'000, 0, 0},
};

std::string verdict(bool held) { return held ? "held" : "MISSED"; }

std::string targets_text(const std::string& name, const heats::Plan& quick, std::int64_t quick_us,
                         const heats::Plan& best, std::int64_t best_us) {
    std::string text;
    for (const Known& known : kKnown) {
        if (name != known.name) continue;
        text +=
            fmt::format("    fewest heats: {} or fewer: {}\n", known.heats, verdict(best.report.heats <= known.heats));
        const std::int64_t most = known.span + known.span * known.quick_per_cent / 100;
        const bool close =
            quick.report.heats < known.heats || (quick.report.heats == known.heats && quick.report.span <= most);
        text += fmt::format("    span of the search alone, {} or less: {}; within {} ms: {}\n", most, verdict(close),
                            known.quick_ms, verdict(quick_us <= known.quick_ms * 1'000));
        if (known.gap_per_cent < 0) continue;
        const std::int64_t gap = best.report.span - best.report.span_lower_bound;
        text += fmt::format(
            "    proven gap of the span, {} % or less: {} ({:.1f} % in {:.2f} s)\n", known.gap_per_cent,
            verdict(gap * 100 <= known.gap_per_cent * best.report.span),
            100.0 * static_cast<double>(gap) / static_cast<double>(std::max<std::int64_t>(1, best.report.span)),
            static_cast<double>(best_us) / 1e6);
    }
    return text;
}

std::string row(const char* method, std::int64_t heats, const std::string& bound, std::int64_t span,
                const std::string& span_bound, std::int64_t us) {
    return fmt::format("  {:<22} {:>6} {:>7} {:>8} {:>7} {:>10.1f}\n", method, heats, bound, span, span_bound,
                       static_cast<double>(us) / 1000.0);
}

std::string plan_row(const char* method, const heats::PlanInput& input, const Timed& timed) {
    if (!timed.plan) return fmt::format("  {:<22} no plan: {}\n", method, timed.plan.error().sentence);
    const heats::PlanReport& r = timed.plan->report;
    std::string text =
        row(method, r.heats, std::to_string(r.heats_lower_bound), r.span, std::to_string(r.span_lower_bound), timed.us);
    const auto broken = heats::check_heats(input, timed.plan->heats).violations;
    if (!broken.empty())
        text += fmt::format("    BROKEN: {} rules, first {}\n", broken.size(), broken.front().sentence);
    return text;
}

// Children like those of the day come late, one at a time.
std::string late_text(const heats::PlanInput& input, const heats::Plan& plan, int count) {
    std::vector<std::int64_t> times;
    int alone = 0, moving = 0, none = 0, open = 0;
    std::int64_t moved = 0;
    const std::size_t n = input.children.size();
    heats::PlanInput day = input;
    day.children.emplace_back();
    for (int i = 0; i < count; ++i) {
        day.children.back() = input.children[(static_cast<std::size_t>(i) * 7'919 + 13) % n];
        day.children.back().key = "late";
        const std::int64_t began = thread_cpu_us();
        const auto answer = heats::replan(
            {.input = day, .heats = plan.heats, .called = {}, .cancelled = {}, .absent = {}, .not_before = {}});
        times.push_back(thread_cpu_us() - began);
        if (!answer) {
            ++none;
            continue;
        }
        ++(answer->others_moved == 0 ? alone : moving);
        moved += answer->others_moved;
        if (!answer->fewest) ++open;
    }
    std::sort(times.begin(), times.end());
    return fmt::format(
        "    {} late children: {} move nobody, {} move {} in all ({} of them not proven fewest), {} need a coach; "
        "ms p50 {:.2f} max {:.2f}: {}\n",
        count, alone, moving, moved, open, none, static_cast<double>(times[times.size() / 2]) / 1000.0,
        static_cast<double>(times.back()) / 1000.0, verdict(times.back() < 5'000));
}

int run(const HeatPlanOptions& options) {
    for (const std::string& folder : options.folders) {
        const std::filesystem::path at{folder};
        std::error_code error;
        const bool schools = std::filesystem::exists(at / "schools.csv", error);
        const auto input = tools::read_heat_files({.teams = (at / (schools ? "schools.csv" : "teams.csv")).string(),
                                                   .runners = (at / "runners.csv").string(),
                                                   .config = (at / "heats.toml").string()});
        if (!input) {
            std::fprintf(stderr, "heatline-bench: %s\n", input.error().what.c_str());
            for (const config::Problem& problem : input.error().problems)
                std::fprintf(stderr, "%s\n", config::to_line(problem).c_str());
            return 1;
        }
        std::string text =
            fmt::format("{}: {} teams, {} children\n  {:<22} {:>6} {:>7} {:>8} {:>7} {:>10}\n", folder,
                        input->teams.size(), input->children.size(), "", "heats", "bound", "span", "bound", "ms");
        std::int64_t began = thread_cpu_us();
        const DayCost hand = next_fit_by_tent(*input);
        text += row("next fit by tent", hand.heats, "", hand.span, "", thread_cpu_us() - began);
        began = thread_cpu_us();
        const DayCost decreasing = first_fit_decreasing(*input);
        text += row("first fit decreasing", decreasing.heats, "", decreasing.span, "", thread_cpu_us() - began);
        text += plan_row("called in tent order", *input,
                         timed(*input, {.calling = heats::Calling::tent_order, .one_more = false}));
        heats::PlanOptions quick{.one_more = false};
        quick.effort.moves = 2'500;
        quick.effort.work = 500'000;  // Enough for what has few teams.
        const Timed searched = timed(*input, quick);
        text += plan_row("ours, search alone", *input, searched);
        heats::PlanOptions full{.one_more = false};
        full.effort.moves *= options.effort;
        full.effort.work *= options.effort;
        const Timed proven = timed(*input, full);
        text += plan_row("ours, with proof", *input, proven);
        if (searched.plan && proven.plan) {
            text += targets_text(at.filename().string(), *searched.plan, searched.us, *proven.plan, proven.us);
            text += late_text(*input, *proven.plan, options.late);
        }
        std::fwrite(text.data(), 1, text.size(), stdout);
        std::fflush(stdout);
    }
    return 0;
}

}  // namespace

void add_heat_plans(CLI::App& app, const std::string& cases, std::function<int()>& action) {
    auto* command = app.add_subcommand(
        "heats",
        "Example: heatline-bench heats tests/data/heat-cases/small --effort 10\n\n"
        "Plans of heats beside what is done by hand; each folder has schools.csv, runners.csv and heats.toml.");
    auto options = std::make_shared<HeatPlanOptions>();
    options->folders = {cases + "/small"};
    command->add_option("FOLDER", options->folders, "folders of days");
    command->add_option("--effort", options->effort, "how many times as long to search and to prove")
        ->check(CLI::Range(1, 1'000))
        ->capture_default_str();
    command->add_option("--late", options->late, "late children")->check(CLI::Range(1, 10'000))->capture_default_str();
    command->callback([&action, options] { action = [options] { return run(*options); }; });
}

}  // namespace heatline::bench
