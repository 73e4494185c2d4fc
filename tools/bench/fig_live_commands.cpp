// Figures 8 and 9: `heatline report results` once a second, and `heatline backup` one right after the other, on a live
// big meet while 500 readings a second come in; and what that does to the acknowledgements, beside the same run
// without.

#include <algorithm>
#include <filesystem>

#include "tools/bench/beside_readings.h"
#include "tools/bench/table.h"

namespace heatline::bench {
namespace {

Figure table_of(const std::string& name, const Beside& beside, std::int64_t goal) {
    const std::int64_t p99 = beside.busy.p99();
    const std::int64_t quiet = beside.quiet.p99();
    return {
        {{name, duration_text(beside.command.max()) + " slowest", duration_text(beside.command.median()) + " median",
          "goal " + duration_text(goal), verdict(beside.command.count() > 0 && beside.command.max() <= goal)},
         {"  and acknowledged p99 meanwhile", duration_text(p99), duration_text(quiet) + " without",
          "goal " + duration_text(2 * quiet), verdict(p99 <= 2 * quiet)}},
        {std::to_string(beside.command.count()) + " times; acknowledged p50 " + duration_text(beside.busy.median()) +
         ", without " + duration_text(beside.quiet.median()) + "; max " + duration_text(beside.busy.max()) +
         ", without " + duration_text(beside.quiet.max())}};
}

std::int64_t seconds_of(const Options& options) {
    return options.quick ? 2 : std::max<std::int64_t>(options.seconds * 5, 10);
}

}  // namespace

Figure live_report(const Options& options) {
    const std::string name = "8 report results, live, 500 readings/s";
    const auto meet = make_big_meet(options);
    if (!meet) return not_taken(name, meet.error());
    Again again;
    again.words = {"report", meet->dir(), "results"};
    again.seconds = seconds_of(options);
    again.every_us = 1'000'000;
    const auto beside = run_beside_readings(options, *meet, again);
    return beside ? table_of(name, *beside, 1'000'000) : not_taken(name, beside.error());
}

Figure live_backup(const Options& options) {
    const std::string name = "9 backup, live, 500 readings/s";
    const auto meet = make_big_meet(options);
    if (!meet) return not_taken(name, meet.error());
    const std::string file = meet->dir() + "/live.backup";
    const auto remove = [&] {
        std::error_code ignored;
        std::filesystem::remove(file, ignored);
    };
    Again again;
    again.words = {"backup", meet->dir(), file};
    again.seconds = seconds_of(options) * 2;
    again.between = remove;
    const auto beside = run_beside_readings(options, *meet, again);
    return beside ? table_of(name, *beside, 10'000'000) : not_taken(name, beside.error());
}

}  // namespace heatline::bench
