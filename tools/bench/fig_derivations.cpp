// Figure 6: what is worked out from the whole: the results as a file, one line's fusion, the plan of a day.

#include "engine/derive.h"
#include "engine/fusion/fuse.h"
#include "engine/heats/plan.h"
#include "engine/line_items.h"
#include "tools/bench/large_meet.h"
#include "tools/bench/measure.h"
#include "tools/bench/table.h"
#include "ui/paper/csv.h"
#include "ui/paper/reports.h"

namespace heatline::bench {
namespace {

template <class Work>
Samples timed(int repeats, Work work) {
    Samples samples;
    for (int i = 0; i < repeats; ++i) {
        const std::int64_t began = now_us();
        work();
        samples.add(now_us() - began);
    }
    return samples;
}

// A typical Saturday: 60 schools, 8,000 children in nine grades, heats of 180 and 300.
heats::PlanInput typical_day() {
    heats::PlanInput input;
    input.rules.first_start = {1'809'183'600'000'000};
    input.rules.latest_start = input.rules.first_start + minutes(9 * 60);
    for (std::int8_t grade = 0; grade < 9; ++grade) {
        BandRules band;
        band.name = "Grade " + std::to_string(grade);
        band.grades = {Grade{grade}};
        band.capacity = grade < 3 ? 180 : 300;
        band.reserve = 5;
        band.interval_min = 8;
        input.rules.bands.push_back(band);
    }
    constexpr std::size_t kSchools = 60, kPlanChildren = 8'000;
    for (std::size_t school = 0; school < kSchools; ++school) {
        input.teams.push_back({"School " + std::to_string(school), static_cast<std::int32_t>(school / 15) + 1,
                               static_cast<std::int32_t>(school % 15) + 1, std::nullopt});
    }
    for (std::size_t i = 0; i < kPlanChildren; ++i) {
        heats::PlanChild child;
        child.key = std::to_string(1000 + i);
        // Schools differ in size: the sum of two numbers falls on the middle ones more often.
        child.team = static_cast<heats::TeamIndex>((i * 7'919 % 31 + i * 104'729 % 30) % kSchools);
        child.grade = Grade{static_cast<std::int8_t>(i * 31 % 9)};
        child.assisted = i % 211 == 0;
        input.children.push_back(std::move(child));
    }
    return input;
}

}  // namespace

Figure derivations(const Options& options) {
    const int repeats = options.quick ? 3 : 15;
    const State state = large_meet();
    const auto snapshot = Deriver{}.derive(state);
    Figure figure;

    std::size_t bytes = 0;
    const Samples csv = timed(repeats, [&] {
        bytes = ui::table_csv(ui::results_table(*snapshot, {Audience::staff, TeamId::none()})).size();
    });
    figure.rows.push_back({"6 results of 12,000 as CSV", duration_text(csv.median()),
                           grouped(static_cast<std::int64_t>(bytes)) + " bytes", ""});

    LineItems items;
    const fusion::LineInput line = items.input(state, LineId{0u});
    std::size_t finishes = 0;
    const Samples fused = timed(repeats, [&] { finishes = fusion::fuse(line).size(); });
    const Samples fresh = timed(repeats, [&] { finishes = fusion::fuse(LineItems{}.input(state, LineId{0u})).size(); });
    const auto thousands = static_cast<std::int64_t>(finishes);
    figure.rows.push_back(
        {"6 fusion, for 1,000 finishers", duration_text(fused.median() * 1000 / std::max<std::int64_t>(thousands, 1)),
         duration_text(fresh.median() * 1000 / std::max<std::int64_t>(thousands, 1)) + " with sorting", ""});
    figure.notes.push_back("fusion of the whole line: " + grouped(thousands) + " finishes in " +
                           duration_text(fused.median()));

    const heats::PlanInput day = typical_day();
    std::string plan_note;
    const Samples planned = timed(repeats, [&] {
        const auto plan = heats::make_plan(day);
        plan_note = plan ? std::to_string(plan->report.heats) + " heats (bound " +
                               std::to_string(plan->report.heats_lower_bound) + "), span " +
                               std::to_string(plan->report.span) + " (bound " +
                               std::to_string(plan->report.span_lower_bound) + ")"
                         : plan.error().sentence;
    });
    figure.rows.push_back({"6 plan of 8,000 children in 60 schools", duration_text(planned.median()), "", "goal 50 ms",
                           verdict(planned.median() <= 50'000)});
    figure.notes.push_back("plan: " + plan_note);
    return figure;
}

}  // namespace heatline::bench
