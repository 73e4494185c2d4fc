#include "tools/bench/fusion/command.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <thread>

#include "tools/bench/fusion/one_more.h"
#include "tools/bench/fusion/summary.h"
#include "tools/files.h"
#include "tools/fusion_days/day_csv.h"
#include "tools/fusion_days/generate.h"

namespace heatline::bench {
namespace {

using fusion_days::Family;
using fusion_days::Layout;

struct FusionOptions {
    std::string families = "abcdefghi";
    std::vector<std::string> sizes;
    int seeds = 3, first_seed = 1, threads = 1;
    std::string recorded, csv, write;
    bool no_recorded = false, only_table = false;
    std::size_t one_more = 0;
};

constexpr int kSeedsMax = 10'000;

int fail(const std::string& why) {
    std::fprintf(stderr, "heatline-bench: %s\n", why.c_str());
    return 1;
}

// What to measure, in order; a generated day is made where it is measured, so that a thousand of them need no room.
struct Task {
    std::optional<FusionCase> recorded;
    Family family{};
    const Layout* layout = nullptr;
    int seed = 0;

    FusionCase get() const {
        if (recorded) return *recorded;
        const std::string name = fmt::format("{}-{}-seed{}", letter(family), layout->name, seed);
        auto known = make_known_day(family, *layout, static_cast<std::uint64_t>(seed));
        return {name, family, layout->group, std::move(known.day), std::move(known.origins)};
    }
};

Result<std::vector<Task>, std::string> tasks_of(const FusionOptions& options) {
    std::vector<Task> tasks;
    if (!options.no_recorded) {
        auto recorded = recorded_cases(options.recorded);
        if (!recorded) return Error{recorded.error()};
        for (FusionCase& one : *recorded) tasks.push_back({std::move(one)});
    }
    for (const std::string& size : options.sizes) {
        const auto& all = fusion_days::layouts();
        if (std::none_of(all.begin(), all.end(), [&](const Layout& layout) { return layout.name == size; }))
            return Error{"there is no size \"" + size +
                         "\"; take 30, 120, 400, overlap-350, overlap-600, 1100 or 2000"};
    }
    for (const char text : options.families) {
        const auto family = fusion_days::family_of(std::string_view{&text, 1});
        if (!family) return Error{fmt::format("there is no family \"{}\"; take letters from a to i", text)};
        for (const Layout& layout : fusion_days::layouts()) {
            const auto& sizes = options.sizes;
            if (!sizes.empty() && std::find(sizes.begin(), sizes.end(), layout.name) == sizes.end()) continue;
            for (int i = 0; i < options.seeds; ++i)
                tasks.push_back({std::nullopt, *family, &layout, options.first_seed + i});
        }
    }
    return tasks;
}

// The files of a fusion case, and what fusion made of it, so that score.py can be run on them.
Result<Done, std::string> write_case(const std::string& folder, const FusionCase& of, const FusionScores& scores) {
    const std::filesystem::path path = std::filesystem::path{folder} / of.name;
    std::error_code error;
    std::filesystem::create_directories(path, error);
    if (error) return Error{path.string() + " cannot be made: " + error.message()};
    const fusion_days::DayFiles files = fusion_days::to_csv(of.day);
    const std::string finishes = fusion_days::finishes_csv(scores.rows);
    for (const auto& [name, text] : {std::pair{"runners.csv", &files.runners}, std::pair{"starts.csv", &files.starts},
                                     std::pair{"events.csv", &files.events}, std::pair{"truth.csv", &files.truth},
                                     std::pair{"finishes.csv", &finishes}}) {
        if (auto written = tools::write_file((path / name).string(), *text); !written) return written;
    }
    return Done{};
}

Result<FusionScores, std::string> do_task(const Task& task, const FusionOptions& options) {
    const FusionCase of = task.get();
    auto scores = measure(of);
    if (!scores) return scores;
    if (!options.write.empty()) {
        if (auto written = write_case(options.write, of, *scores); !written) return Error{written.error()};
    }
    scores->rows.clear();
    return scores;
}

int run_one_more(const std::vector<Task>& tasks, std::size_t readings) {
    std::vector<OneMore> all;
    for (const Task& task : tasks) {
        auto one = measure_one_more(task.get(), readings);
        if (!one) return fail(one.error());
        all.push_back(std::move(*one));
    }
    const std::string text = one_more_text(all);
    std::fwrite(text.data(), 1, text.size(), stdout);
    return 0;
}

int run(const FusionOptions& options) {
    const auto tasks = tasks_of(options);
    if (!tasks) return fail(tasks.error());
    if (options.one_more > 0) return run_one_more(*tasks, options.one_more);
    std::vector<std::optional<Result<FusionScores, std::string>>> done(tasks->size());
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t i = next++; i < tasks->size(); i = next++) done[i] = do_task((*tasks)[i], options);
    };
    std::vector<std::jthread> threads;
    for (int i = 1; i < options.threads; ++i) threads.emplace_back(work);
    work();
    threads.clear();
    std::vector<FusionScores> all;
    for (auto& one : done) {
        if (!*one) return fail(one->error());
        all.push_back(std::move(**one));
    }
    std::string text;
    if (!options.no_recorded) text += recorded_text(all) + "\n";
    text += table_text(all) + "\n";
    if (!options.only_table) text += targets_text(all) + "\n" + calibration_text(all) + "\n";
    text += losses_text(all);
    std::fwrite(text.data(), 1, text.size(), stdout);
    if (options.csv.empty()) return 0;
    const auto written = tools::write_file(options.csv, cases_csv(all));
    return written ? 0 : fail(written.error());
}

}  // namespace

void add_fusion(CLI::App& app, const std::string& recorded, std::function<int()>& action) {
    auto* command = app.add_subcommand(
        "fusion",
        "Example: heatline-bench fusion --family be --seeds 20\n\n"
        "The finish fusion beside index pairing, over the recorded cases and fresh days with their truth.");
    auto options = std::make_shared<FusionOptions>();
    options->recorded = recorded;
    command
        ->add_option("--family", options->families,
                     "letters: a clean, b typical, c heavy, d batch, e two tappers, "
                     "f chips, g no taps, h taps only, i strangers")
        ->capture_default_str();
    command->add_option("--size", options->sizes, "30, 120, 400, overlap-350, overlap-600, 1100, 2000; else all")
        ->delimiter(',');
    command->add_option("--seeds", options->seeds, "fresh days of each family and size")
        ->check(CLI::Range(0, kSeedsMax))
        ->capture_default_str();
    command->add_option("--first-seed", options->first_seed, "the seed of the first of them")
        ->check(CLI::Range(1, 1'000'000'000))
        ->capture_default_str();
    command->add_option("--threads", options->threads, "cases measured at once; times are CPU time of one thread")
        ->check(CLI::Range(1, 64))
        ->capture_default_str();
    command->add_option("--recorded", options->recorded, "the folder of the recorded cases")->capture_default_str();
    command->add_flag("--no-recorded", options->no_recorded, "fresh days only");
    command->add_option("--one-more", options->one_more,
                        "only what a reading more costs: so many, one by one, from the middle of each day");
    command->add_flag("--only-table", options->only_table, "neither targets nor calibration");
    command->add_option("--csv", options->csv, "a file for every case and method");
    command->add_option("--write", options->write, "a folder for each case as CSV, with finishes.csv, for score.py");
    command->callback([&action, options] { action = [options] { return run(*options); }; });
}

}  // namespace heatline::bench
