#include "tools/bench/fusion/targets.h"

#include <optional>
#include <vector>

namespace heatline::bench {
namespace {

using fusion_days::Family;
using fusion_days::Group;

struct Pair {
    double floor, goal;
};

// A row of the table of targets. Nothing: no target.
struct TargetRow {
    Family family;
    Group group;
    Pair right;
    double near, wrong_child;
    Pair review, places;
    std::optional<Pair> caught;
    Pair gross_missed;
    std::optional<double> brier;
    std::int64_t finishers_most = 1'000'000;
};

const TargetRow kRows[]{
    {Family::clean, Group::up_to_400, {100, 100}, 100, 0, {3, 1}, {2, 1}, {}, {0, 0}, 10},
    {Family::typical, Group::up_to_400, {90, 94}, 93, 1, {12, 8}, {9, 6}, Pair{65, 75}, {5, 0}, 80},
    {Family::typical, Group::dense_1100, {65, 80}, 86, 1, {25, 15}, {10, 7}, Pair{50, 60}, {3, 1}, {}},
    {Family::heavy, Group::up_to_400, {60, 75}, 74, 3, {60, 35}, {13, 9}, Pair{85, 85}, {6, 2}, {}},
    {Family::batch, Group::up_to_400, {76, 87}, 84, 1, {33, 20}, {14, 7}, Pair{78, 85}, {6, 2}, 120},
    {Family::two_tappers, Group::up_to_400, {86, 94}, 92, 1, {15, 8}, {8, 5}, Pair{65, 75}, {2, 0}, 80},
    {Family::two_tappers, Group::dense_1100, {65, 80}, 86, 1, {25, 15}, {10, 7}, Pair{50, 60}, {3, 1}, {}},
    {Family::chips, Group::up_to_400, {99, 99.7}, 99.5, 0, {5, 2}, {4, 1}, Pair{95, 95}, {0, 0}, 20},
    {Family::chips, Group::dense_1100, {97, 99}, 99.8, .5, {12, 4}, {7, 3}, Pair{86, 95}, {1, 0}, {}},
    {Family::chips, Group::dense_2000, {97, 99}, 99.8, .5, {12, 4}, {7, 3}, Pair{86, 95}, {1, 0}, {}},
    {Family::no_taps, Group::up_to_400, {40, 45}, 70, 1, {5, 5}, {4, 4}, {}, {20, 5}, {}, 120},
    {Family::strangers, Group::up_to_400, {82, 91}, 89, 1, {20, 12}, {12, 7}, Pair{70, 80}, {8, 2}, {}},
};

std::vector<Target> all_targets() {
    std::vector<Target> all;
    for (const TargetRow& row : kRows) {
        const auto add = [&](Measure measure, Pair wanted, bool at_least) {
            all.push_back({row.family, row.group, measure, wanted.floor, wanted.goal, at_least, row.finishers_most});
        };
        add(Measure::right, row.right, true);
        add(Measure::near, {row.near, row.near}, true);
        add(Measure::wrong_child, {row.wrong_child, row.wrong_child}, false);
        add(Measure::review, row.review, false);
        add(Measure::places, row.places, false);
        if (row.caught) add(Measure::caught, *row.caught, true);
        add(Measure::gross_missed, row.gross_missed, false);
        if (row.brier) add(Measure::brier, {*row.brier, *row.brier}, false);
        const bool has_sure_counts = row.family == Family::typical || row.family == Family::batch ||
                                     row.family == Family::two_tappers || row.family == Family::chips;
        if (has_sure_counts && row.group == Group::up_to_400) add(Measure::count_error, {1, 1}, false);
        add(Measure::sure_share, {95, 95}, true);
        // 2,000 finishers with chips in 60 ms.
        const double ms = row.group == Group::dense_2000 ? 30 : 20;
        add(Measure::ms, {ms, ms}, false);
    }
    const auto times_alone = [&](Measure measure, Pair wanted, bool at_least) {
        all.push_back({Family::taps_only, Group::up_to_400, measure, wanted.floor, wanted.goal, at_least});
    };
    times_alone(Measure::timed, {97.5, 98.5}, true);
    times_alone(Measure::review, {1, 1}, false);
    times_alone(Measure::places, {1, 1}, false);
    times_alone(Measure::ms, {20, 20}, false);
    return all;
}

}  // namespace

std::span<const Target> targets() {
    static const std::vector<Target> all = all_targets();
    return all;
}

}  // namespace heatline::bench
