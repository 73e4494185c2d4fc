// The lines that score.py prints, to the byte.

#include <cstdio>

#include "tools/fusion_days/score.h"

namespace heatline::fusion_days {
namespace {

// A rounded number as Python writes it: no zeros at the end but the first.
std::string rounded(double value, int digits) {
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", digits, value);
    std::string made = text;
    while (made.ends_with('0') && !made.ends_with(".0")) made.pop_back();
    return made;
}
std::string rounded(std::optional<double> value, int digits) { return value ? rounded(*value, digits) : "None"; }

std::optional<double> share(std::int64_t part, std::int64_t whole) {
    if (whole == 0) return std::nullopt;
    return 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

std::string by_heat(const std::map<std::string, std::int64_t>& counts) {
    std::string text = "{";
    for (const auto& [heat, count] : counts)
        text += (text.size() > 1 ? ", '" : "'") + heat + "': " + std::to_string(count);
    return text + "}";
}

}  // namespace

std::string to_text(const Score& s) {
    std::string text;
    const auto line = [&](const char* name, const std::string& value) {
        char head[32];
        std::snprintf(head, sizeof head, "%-24s ", name);
        text += head + value + "\n";
    };
    const auto whole = [](std::int64_t count) { return std::to_string(count); };
    const std::int64_t n = s.finishers > 0 ? s.finishers : 1;
    const auto per_1000 = [&](std::int64_t count, int digits) {
        return rounded(1000.0 * static_cast<double>(count) / static_cast<double>(n), digits);
    };
    line("finishers", whole(s.finishers));
    line("rows", whole(s.rows));
    line("found_pct", rounded(s.percent(s.found), 3));
    line("right_pct", rounded(s.percent(s.right), 3));
    line("right15_pct", rounded(s.percent(s.near), 3));
    line("timed_pct", rounded(s.percent(s.timed), 3));
    line("unknown_rows", whole(s.nameless));
    line("extra_rows", whole(s.extra));
    line("wrong_child", whole(s.wrong_child));
    line("wrong_child_per_1000", per_1000(s.wrong_child, 2));
    line("phantom", whole(s.phantom));
    line("listed_twice", whole(s.listed_twice));
    line("wrong_heat", whole(s.wrong_heat));
    line("count_error", by_heat(s.count_error));
    line("count_error_abs", whole(s.count_error_sum()));
    line("inversions_per_1000", per_1000(s.inversions, 1));
    line("review_pct", rounded(s.percent(s.review), 3));
    line("review_places", whole(s.review_places));
    line("review_places_per_100", rounded(100.0 * static_cast<double>(s.review_places) / static_cast<double>(n), 2));
    line("wrong_rows", whole(s.wrong));
    line("caught_pct", rounded(s.caught_percent(), 1));
    line("missed_wrong", whole(s.wrong - s.wrong_marked));
    line("missed_wrong_per_1000", per_1000(s.wrong - s.wrong_marked, 2));
    line("caught_05_pct", rounded(share(s.not_right_marked, s.not_right), 1));
    line("gross_rows", whole(s.gross));
    line("gross_per_1000", per_1000(s.gross, 2));
    line("gross_caught_pct", rounded(share(s.gross_marked, s.gross), 1));
    line("gross_missed_per_1000", per_1000(s.gross - s.gross_marked, 2));
    line("missing", whole(s.missing));
    line("missing_uncovered", whole(s.missing_uncovered));
    line("brier", rounded(s.brier(), 4));
    text += "calibration (bin from, rows, mean confidence, share right):\n";
    for (const CalibrationBin& bin : s.bins) {
        char row[64];
        std::snprintf(row, sizeof row, "   %4.2f  %5lld  %.3f  %.3f\n", bin.from, static_cast<long long>(bin.rows),
                      bin.confidence_sum / static_cast<double>(bin.rows),
                      static_cast<double>(bin.right) / static_cast<double>(bin.rows));
        text += row;
    }
    return text;
}

}  // namespace heatline::fusion_days
