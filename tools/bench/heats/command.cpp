#include "tools/bench/heats/command.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>

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
    DayCost in_tent_order;  // The optimum, by another program.
    std::int64_t heats, span;
    int quick_ms;                 // In which the search alone is to come close; 0: no target, only a proof finds it.
    std::int64_t quick_per_cent;  // Over the best known.
    int proof_ms;                 // In which the gap is to be proven; 0: no target.
    std::int64_t gap_per_cent;    // Of the proven span.
};
constexpr Known kKnown[] = {
    {"small", {14, 27}, 13, 32, 50, 0, 50, 0},
    {"typical", {54, 157}, 46, 272, 50, 3, 1'000, 10},
    {"large", {124, 625}, 108, 979, 500, 6, 0, 0},
    {"adversarial", {40, 56}, 32, 514, 0, 0, 10'000, 0},
};

std::string verdict(bool held) { return held ? "held" : "MISSED"; }

std::string target(const std::string& what, bool held) { return fmt::format("    {}: {}\n", what, verdict(held)); }

std::string targets_text(const Known& known, const Timed& row, const Timed& quick, const Timed& proven) {
    const heats::PlanReport &in_row = row.plan->report, &searched = quick.plan->report, &best = proven.plan->report;
    std::string text = target(fmt::format("called in tent order, {} heats and {} tents", known.in_tent_order.heats,
                                          known.in_tent_order.span),
                              in_row.heats == known.in_tent_order.heats && in_row.span == known.in_tent_order.span) +
                       target(fmt::format("fewest heats, {} or fewer", known.heats), best.heats <= known.heats);
    if (known.quick_ms > 0) {
        const std::int64_t most = known.span + known.span * known.quick_per_cent / 100;
        text += target(
            fmt::format("search alone, {} tents or less in {} heats, within {} ms", most, known.heats, known.quick_ms),
            searched.heats == known.heats && searched.span <= most && quick.us <= known.quick_ms * 1'000);
    }
    if (known.proof_ms > 0) {
        const std::int64_t gap = best.span - best.span_lower_bound;
        text += target(
            fmt::format("fewest heats proven and the span to {} %, within {} ms", known.gap_per_cent, known.proof_ms),
            best.heats == best.heats_lower_bound && gap * 100 <= known.gap_per_cent * best.span &&
                proven.us <= known.proof_ms * 1'000);
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

// The same search with as many heats as the best known plan has, where it found fewer: walks of fewer heats are no
// measure of it. In the band where that saves most; none where it saves nothing.
std::optional<Timed> with_heats_of(const Known& known, const heats::PlanInput& input, const heats::PlanOptions& options,
                                   std::int64_t found) {
    std::optional<Timed> best;
    for (std::size_t b = 0; found < known.heats && b < input.rules.bands.size(); ++b) {
        heats::PlanInput longer = input;
        longer.rules.bands[b].more_heats.count = static_cast<std::int32_t>(known.heats - found);
        Timed tried = timed(longer, options);
        if (!tried.plan || tried.plan->report.heats != known.heats) continue;
        if (!best || tried.plan->report.span < best->plan->report.span) best = std::move(tried);
    }
    return best;
}

// Children like those of the day come late, one at a time.
std::string late_text(const heats::PlanInput& input, const heats::Plan& plan, int count) {
    std::vector<std::int64_t> times;
    int alone = 0, moving = 0, none = 0, open = 0, new_heats = 0;
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
        if (answer->new_heat) ++new_heats;
    }
    std::sort(times.begin(), times.end());
    return fmt::format(
        "    {} late children: {} move nobody, {} move {} in all ({} of them not proven fewest), {} get a new heat, {} "
        "need "
        "a coach; ms p50 {:.2f} max {:.2f}: {}\n",
        count, alone, moving, moved, open, new_heats, none, static_cast<double>(times[times.size() / 2]) / 1000.0,
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
        const Timed in_row = timed(*input, {.calling = heats::Calling::tent_order, .one_more = false});
        text += plan_row("called in tent order", *input, in_row);
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
        for (const Known& known : kKnown) {
            if (at.filename() != known.name || !in_row.plan || !searched.plan || !proven.plan) continue;
            const auto longer = with_heats_of(known, *input, quick, searched.plan->report.heats);
            if (longer) text += plan_row("ours, more heats asked", *input, *longer);
            text += targets_text(known, in_row, longer ? *longer : searched, proven);
        }
        if (proven.plan) text += late_text(*input, *proven.plan, options.late);
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
