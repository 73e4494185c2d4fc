#include "tools/bench/fusion/fusion_case.h"

#include <algorithm>
#include <filesystem>

#include "engine/fusion/fuse.h"
#include "engine/line_items.h"
#include "tools/bench/measure.h"
#include "tools/files.h"
#include "tools/fusion_days/baselines.h"
#include "tools/fusion_days/day_csv.h"

namespace heatline::bench {
namespace {

constexpr int kTimes = 3;

std::int64_t time_of_fuse(const State& state) {
    std::int64_t least = 0;
    for (int i = 0; i < kTimes; ++i) {
        std::int64_t sum = 0;
        for (std::size_t line = 0; line < state.lines.size(); ++line) {
            LineItems items;
            const fusion::LineInput input = items.input(state, LineId{line});
            const std::int64_t began = thread_cpu_us();
            const auto finishes = fusion::fuse(input);
            sum += thread_cpu_us() - began;
        }
        least = i == 0 ? sum : std::min(least, sum);
    }
    return least;
}

}  // namespace

Result<Done, std::string> feed(tools::PlainLine& line, const FusionCase& of) {
    const fusion_days::DayFiles files = fusion_days::to_csv(of.day);
    for (const auto& fed :
         {line.feed_rules("", ""), line.feed_runners(files.runners, "runners.csv"),
          line.feed_starts(files.starts, "starts.csv"), line.feed_readings(files.events, "events.csv")}) {
        if (!fed) return Error{of.name + ": " + config::to_line(fed.error().front())};
    }
    return Done{};
}

Result<FusionScores, std::string> measure(const FusionCase& of) {
    tools::NoProgress silent;
    tools::PlainLine line{silent};
    if (auto fed = feed(line, of); !fed) return Error{fed.error()};
    FusionScores scores;
    scores.name = of.name;
    scores.family = of.family;
    scores.group = of.group;
    scores.rows = line.finishes();
    scores.fusion = fusion_days::score(of.day, scores.rows);
    scores.index = fusion_days::score(of.day, fusion_days::index_pairing(of.day));
    scores.resync = fusion_days::score(of.day, fusion_days::resync_pairing(of.day));
    if (!of.origins.empty())
        scores.ceiling = fusion_days::score(of.day, fusion_days::known_pairing({of.day, of.origins}));
    scores.fuse_us = time_of_fuse(line.state());
    return scores;
}

Result<std::vector<FusionCase>, std::string> recorded_cases(const std::string& folder) {
    std::vector<FusionCase> cases;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
        if (!entry.is_directory()) continue;
        fusion_days::DayFiles files;
        for (const auto& [text, name] :
             {std::pair{&files.runners, "runners.csv"}, std::pair{&files.starts, "starts.csv"},
              std::pair{&files.events, "events.csv"}, std::pair{&files.truth, "truth.csv"}}) {
            auto read = tools::read_file((entry.path() / name).string());
            if (!read) return Error{read.error()};
            *text = std::move(*read);
        }
        auto day = fusion_days::from_csv(files);
        if (!day) return Error{entry.path().string() + ": " + day.error()};
        cases.push_back({entry.path().filename().string(), std::nullopt, std::nullopt, std::move(*day), {}});
    }
    if (error) return Error{"the recorded cases in " + folder + " cannot be read: " + error.message()};
    std::sort(cases.begin(), cases.end(), [](const FusionCase& a, const FusionCase& b) { return a.name < b.name; });
    return cases;
}

}  // namespace heatline::bench
