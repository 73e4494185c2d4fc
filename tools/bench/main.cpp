// heatline-bench: the figures of the project, each beside its baseline, taken in the same run.
//
// The time of a clean build and of all tests is not taken here: tools/check prints both. Never fails on a figure.

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <set>

#include "tools/bench/figure.h"
#include "tools/bench/fusion/command.h"
#include "tools/bench/heats/command.h"
#include "tools/bench/machine.h"
#include "tools/bench/table.h"
#include "tools/bench/temp_meet.h"

namespace heatline::bench {
namespace {

constexpr Figure (*kFigures[])(const Options&) = {batched_readings, single_readings, paced_readings,   corrections,
                                                  restart,          derivations,     big_meet_answers, live_report,
                                                  live_backup,      viewers};
constexpr int kProbes = 500;

void print(const std::string& text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);  // Figures take long: each is shown as it comes.
}

int run(int argc, char** argv) {
    Options options;
    std::vector<int> only;
    std::error_code error;
    options.dir = std::filesystem::temp_directory_path(error).string();
    const auto programs = std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
    options.program = (programs / "heatline").string();

    CLI::App app{
        "Takes the project's figures, each beside a baseline of the same run. Example: heatline-bench --only 1,4"};
    app.add_option("--only", only, "the figures to take, 1 to 10")->delimiter(',')->check(CLI::Range(1, 10));
    app.add_option("--seconds", options.seconds, "about how long one repeat under load lasts")
        ->check(CLI::Range(1, 60))
        ->capture_default_str();
    app.add_flag("--quick", options.quick, "small sizes, one repeat: to see that all runs, not to quote");
    app.add_option("--dir", options.dir, "where temporary meets are made: a folder on the disk that is meant")
        ->check(CLI::ExistingDirectory)
        ->capture_default_str();
    app.add_option("--program", options.program, "the heatline that is measured")
        ->check(CLI::ExistingFile)
        ->capture_default_str();
    std::function<int()> subcommand;
    // The programs stand in build/PRESET/bin.
    add_fusion(app, (programs / "../../../tests/data/fusion-cases").lexically_normal().string(), subcommand);
    add_heat_plans(app, (programs / "../../../tests/data/heat-cases").lexically_normal().string(), subcommand);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& problem) {
        return app.exit(problem) == 0 ? 0 : 2;
    }

    if (subcommand) return subcommand();
    const Samples fdatasync = probe_fdatasync(options.dir, kProbes);
    options.fdatasync_p99_us = fdatasync.p99();
    print(machine_line(options.dir, fdatasync) + (options.quick ? "; quick: not to be quoted" : "") + "\n" +
          table_head());
    const std::set<int> wanted(only.begin(), only.end());
    int number = 0;
    for (const auto figure : kFigures) {
        ++number;
        if (wanted.empty() || wanted.contains(number)) print(table_text(figure(options)));
    }
    const Samples afterwards = probe_fdatasync(options.dir, kProbes);
    print("afterwards fdatasync p50 " + duration_text(afterwards.median()) + " p99 " + duration_text(afterwards.p99()) +
          "\n");
    return 0;
}

}  // namespace
}  // namespace heatline::bench

int main(int argc, char** argv) { return heatline::bench::run(argc, argv); }
