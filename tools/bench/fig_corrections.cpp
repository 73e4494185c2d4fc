// Figure 4: from a command to the new picture, on a day of 12,000 children that has been run: decide, apply, derive.
// Beside it, the same picture from nothing.

#include "engine/apply.h"
#include "engine/decide.h"
#include "engine/derive.h"
#include "engine/results.h"
#include "tools/bench/large_meet.h"
#include "tools/bench/measure.h"
#include "tools/bench/table.h"

namespace heatline::bench {
namespace {

constexpr std::int64_t kGoalUs = 5'000;

struct Kind {
    const char* name;
    // The command of repeat `n`, each for another child or heat.
    Command (*make)(const State& state, std::size_t n);
};

// Children and heats from all over the day.
std::size_t child_at(std::size_t n) { return (n * 2'741 + 1'117) % kChildren; }
std::string bib_at(std::size_t n) { return std::to_string(1000 + child_at(n)); }
std::string heat_name_at(std::size_t n) { return std::to_string(child_at(n) / kChildrenAHeat + 1); }
Instant gun_at(const State& state, std::size_t n) {
    const Heat& heat = state.heats[child_at(n) / kChildrenAHeat];
    return gun_of(state, heat.symbol).value_or(heat.planned);
}
ReadingName tap_at(std::size_t n) { return {kTapper, "day", n * 997 % 11'000 + 1}; }

const Kind kKinds[] = {
    {"void a tap",
     [](const State&, std::size_t n) {
         return Command{"", "", VoidReading{tap_at(n)}};
     }},
    {"assign a tap",
     [](const State&, std::size_t n) {
         return Command{"", "", AssignTap{tap_at(n + 5'000), bib_at(n)}};
     }},
    {"insert a finish",
     [](const State& state, std::size_t n) {
         return Command{"", "", InsertFinish{heat_name_at(n), bib_at(n), gun_at(state, n) + seconds(500)}};
     }},
    {"set a status",
     [](const State&, std::size_t n) {
         return Command{"", "", SetStatus{bib_at(n), heat_name_at(n), Status::dnf}};
     }},
    {"set a start",
     [](const State& state, std::size_t n) {
         return Command{"", "", SetStart{heat_name_at(n), gun_at(state, n) + Millis{250}}};
     }},
    {"move a child",
     [](const State&, std::size_t n) {
         const std::size_t other = (child_at(n) / kChildrenAHeat + 1) % kHeats + 1;
         return Command{"", "", MoveRunner{bib_at(n), heat_name_at(n), std::to_string(other)}};
     }},
    {"swap two bibs",
     [](const State&, std::size_t n) {
         return Command{"", "", SwapBibs{bib_at(2 * n), bib_at(2 * n + 1)}};
     }},
};

struct Times {
    Samples all, decide_and_apply;
    std::size_t refused = 0;
};

Times run(const Kind& kind, State& state, Deriver& deriver, std::shared_ptr<const Snapshot>& shown,
          std::size_t repeats) {
    Times times;
    for (std::size_t n = 0; n < repeats; ++n) {
        const Command command = kind.make(state, n);
        const std::int64_t began = now_us();
        auto decided = decide(state, command, "office", {});
        if (!decided) {
            ++times.refused;
            continue;
        }
        for (const Fact& fact : *decided) apply(state, state.seq + 1, fact);
        const std::int64_t applied = now_us();
        shown = deriver.derive(state);
        times.all.add(now_us() - began);
        times.decide_and_apply.add(applied - began);
    }
    return times;
}

}  // namespace

Figure corrections(const Options& options) {
    const State day = large_meet();
    Samples from_nothing;
    for (int i = 0; i < (options.quick ? 3 : 9); ++i) {
        const std::int64_t began = now_us();
        const auto snapshot = Deriver{}.derive(day);
        from_nothing.add(now_us() - began);
    }
    const std::string baseline = duration_text(from_nothing.median()) + " from nothing";
    Figure figure;
    const auto before = Deriver{}.derive(day);
    figure.notes.push_back("12,000 children, 40 heats 6 minutes apart, " +
                           grouped(static_cast<std::int64_t>(day.readings.size())) + " readings; " +
                           grouped(before->totals.finished) + " finished, " + grouped(before->totals.review) +
                           " to review");
    for (const Kind& kind : kKinds) {
        // Each kind on the day as it was run: the corrections here are drawn, and a hundred of each spoil a day.
        State state = day;
        Deriver deriver;
        std::shared_ptr<const Snapshot> shown = deriver.derive(state);  // Somebody always looks at one.
        const Times times = run(kind, state, deriver, shown, options.quick ? 10 : 30);
        figure.rows.push_back({"4 correction: " + std::string{kind.name} + ", median (max)",
                               duration_text(times.all.median()) + " (" + duration_text(times.all.max()) + ")",
                               baseline, "goal 5 ms", verdict(times.all.median() <= kGoalUs)});
        if (times.refused > 0)
            figure.notes.push_back(std::string{kind.name} + ": refused " + std::to_string(times.refused) + " times");
        figure.notes.push_back(std::string{kind.name} + ": decide and apply alone " +
                               duration_text(times.decide_and_apply.median()));
    }
    return figure;
}

}  // namespace heatline::bench
