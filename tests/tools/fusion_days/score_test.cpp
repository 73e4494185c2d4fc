// The scorer beside score.py, on the recorded cases and on spoiled lists of finishes.

#include "tools/fusion_days/score.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "tools/draw.h"
#include "tools/files.h"
#include "tools/fusion_days/baselines.h"
#include "tools/fusion_days/day_csv.h"
#include "tools/fusion_days/generate.h"

namespace heatline::fusion_days {
namespace {

namespace fs = std::filesystem;

const fs::path kCases = fs::path{HEATLINE_SOURCE_DIR} / "tests/data/fusion-cases";

class TempFolder {
public:
    TempFolder() {
        std::string name = (fs::temp_directory_path() / "heatline-score-XXXXXX").string();
        path_ = mkdtemp(name.data());
    }
    ~TempFolder() { fs::remove_all(path_); }
    const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

Day recorded(const std::string& name) {
    const auto text = [&](const char* file) { return *tools::read_file((kCases / name / file).string()); };
    return *from_csv({text("runners.csv"), text("starts.csv"), text("events.csv"), text("truth.csv")});
}

// What score.py prints of `rows`.
std::string by_python(const Day& day, const std::vector<FinishRow>& rows) {
    const TempFolder folder;
    const DayFiles files = to_csv(day);
    const std::string finishes = finishes_csv(rows);
    for (const auto& [name, text] : {std::pair{"runners.csv", &files.runners}, std::pair{"truth.csv", &files.truth},
                                     std::pair{"finishes.csv", &finishes}}) {
        std::ofstream{folder.path() / name, std::ios::binary} << *text;
    }
    const std::string command = "python3 '" + (kCases / "score.py").string() + "' '" +
                                (folder.path() / "truth.csv").string() + "' '" +
                                (folder.path() / "finishes.csv").string() + "'";
    FILE* pipe = popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::string printed;
    char piece[4096];
    for (std::size_t got; (got = fread(piece, 1, sizeof piece, pipe)) > 0;) printed.append(piece, got);
    REQUIRE(pclose(pipe) == 0);
    return printed;
}

// The rows of the truth with everything that can be wrong with rows, drawn.
std::vector<FinishRow> spoiled(const Day& day, std::uint64_t seed) {
    tools::Draw draw{seed, "spoiled rows"};
    std::vector<FinishRow> rows;
    int place = 0;
    for (const Crossing& child : day.truth) {
        FinishRow row{child.heat, ++place, child.bib, child.at, std::nullopt, "tap, bib", draw.chance(200)};
        if (draw.chance(900)) row.confidence_milli = static_cast<int>(draw.between(0, 1'000));
        switch (draw.below(16)) {
            case 0:
                row.bib = "";
                break;
            case 1:
                row.bib =
                    day.runners[static_cast<std::size_t>(draw.below(static_cast<std::int64_t>(day.runners.size())))]
                        .bib;
                break;
            case 2:
                row.bib = "77777";
                break;
            case 3:
                row.heat = day.starts.back().heat;
                break;
            case 4:
                row.at.reset();
                break;
            case 5:
                row.place = 0;
                break;
            case 6:
                continue;
            case 7:
                rows.push_back(row);
                break;
            default:
                // Right at the edges, too.
                for (const std::int64_t edge : {500, 1'500, 5'000, 3'000}) {
                    if (draw.chance(100)) row.at = child.at + Millis{draw.chance(500) ? edge : -edge};
                }
                if (draw.chance(300)) row.at = child.at + Millis{draw.normal(0, 1'000)};
        }
        rows.push_back(row);
        if (draw.chance(50))
            rows.push_back({child.heat, 0, "", child.at + Millis{draw.normal(0, 9'000)}, 400, "", true});
    }
    return rows;
}

}  // namespace

TEST_CASE("The scorer prints what score.py prints on the recorded cases", "[fusion_days][score]") {
    const std::string name = GENERATE("1-clean-60", "2-typical-150", "3-heavy-200", "4-batch-180", "5-two-tappers-250",
                                      "6-chips-300", "7-no-taps-100", "8-taps-only-100", "9-strangers-3-heats");
    CAPTURE(name);
    const Day day = recorded(name);
    for (const auto& rows : {index_pairing(day), resync_pairing(day), spoiled(day, 1)})
        CHECK(to_text(score(day, rows)) == by_python(day, rows));
}

TEST_CASE("The scorer prints what score.py prints on spoiled lists of fresh days", "[fusion_days][score]") {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        CAPTURE(seed);
        const Day day = make_day(Family::strangers, layouts()[seed % 2 == 0 ? 1 : 3], seed);
        const auto rows = spoiled(day, seed);
        CHECK(to_text(score(day, rows)) == by_python(day, rows));
    }
}

TEST_CASE("The truth itself scores full marks", "[fusion_days][score]") {
    const Day day = make_day(Family::typical, layouts()[1], 1);
    std::vector<FinishRow> rows;
    for (const Crossing& child : day.truth) rows.push_back({child.heat, 0, child.bib, child.at, 1'000, "", false});
    const Score made = score(day, rows);
    CHECK(made.right == made.finishers);
    CHECK(made.timed == made.finishers);
    CHECK(made.wrong == 0);
    CHECK(made.missing == 0);
    CHECK(made.count_error_sum() == 0);
    CHECK(made.brier() == 0.0);
}

TEST_CASE("The scores of two heats add up to the score of both", "[fusion_days][score]") {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        CAPTURE(seed);
        const Day day = make_day(Family::typical, layouts()[3], seed);
        std::vector<FinishRow> rows = spoiled(day, seed);
        std::set<std::string> registered;
        for (const DayRunner& runner : day.runners) registered.insert(runner.bib);
        Score sum;
        for (const DayStart& heat : day.starts) {
            std::vector<Crossing> truth;
            std::vector<FinishRow> listed;
            for (const Crossing& child : day.truth) {
                if (child.heat == heat.heat) truth.push_back(child);
            }
            for (const FinishRow& row : rows) {
                const bool own = std::any_of(truth.begin(), truth.end(),
                                             [&](const Crossing& child) { return child.bib == row.bib; });
                if (own && row.heat == heat.heat) listed.push_back(row);
            }
            sum.add(score(truth, listed, registered));
        }
        std::erase_if(rows, [&](const FinishRow& row) {
            return std::none_of(day.truth.begin(), day.truth.end(),
                                [&](const Crossing& child) { return child.bib == row.bib && child.heat == row.heat; });
        });
        Score both = score(day.truth, rows, registered);
        for (Score* one : {&sum, &both}) {
            // Runs of marked rows, marks nearby and times within reach are not one heat's own.
            one->review_places = one->missing_uncovered = one->timed = 0;
            // Sums of confidences differ in their last digit by the order of adding.
            for (CalibrationBin& bin : one->bins) bin.confidence_sum = std::round(bin.confidence_sum * 1e6) / 1e6;
            one->squared_error = std::round(one->squared_error * 1e6) / 1e6;
        }
        CHECK(to_text(sum) == to_text(both));
    }
}

TEST_CASE("An empty list and an empty day have scores", "[fusion_days][score]") {
    const Day day = make_day(Family::typical, layouts()[0], 1);
    CHECK(score(day, {}).missing == 30);
    CHECK_FALSE(score(day, {}).brier());
    CHECK(score(Day{}, {}).percent(0) == 0);
}

TEST_CASE("A day comes back from its CSV files as it was, and a broken file says where", "[fusion_days][score]") {
    for (const Family family : kFamilies) {
        const Day day = make_day(family, layouts()[0], 3);
        CHECK(*from_csv(to_csv(day)) == day);
    }
    DayFiles files = to_csv(make_day(Family::typical, layouts()[0], 3));
    files.truth += "H1,5,yesterday\r\n";
    CHECK(from_csv(files).error() == "truth.csv line 32: \"yesterday\" is no instant");
}

}  // namespace heatline::fusion_days
