#include "tools/bench/table.h"

#include <fmt/format.h>

namespace heatline::bench {
namespace {

constexpr const char* kColumns = "{:<48} {:>20} {:>22}  {:<28} {}";

const char* word(Verdict verdict) {
    switch (verdict) {
        case Verdict::ok:
            return "ok";
        case Verdict::short_of_goal:
            return "short";
        case Verdict::shown:
            break;
    }
    return "-";
}

}  // namespace

std::string table_head() {
    return fmt::format(kColumns, "figure", "measured", "baseline", "ratio or goal", "reached") + "\n" +
           std::string(130, '-') + "\n";
}

std::string table_text(const Figure& figure) {
    std::string text;
    for (const Row& row : figure.rows) {
        text += fmt::format(kColumns, row.figure, row.measured, row.baseline, row.goal, word(row.verdict)) + "\n";
    }
    for (const std::string& note : figure.notes) text += "    " + note + "\n";
    return text;
}

std::string grouped(std::int64_t number) {
    std::string digits = std::to_string(number);
    const std::size_t first = digits.starts_with('-') ? 1 : 0;
    for (std::size_t at = digits.size(); at > first + 3;) digits.insert(at -= 3, ",");
    return digits;
}

std::string duration_text(std::int64_t us) {
    if (us < 10'000) return fmt::format("{}.{:03} ms", us / 1000, us % 1000);
    if (us < 1'000'000) return fmt::format("{}.{} ms", us / 1000, us % 1000 / 100);
    return fmt::format("{}.{:02} s", us / 1'000'000, us % 1'000'000 / 10'000);
}

std::string percent(std::int64_t part, std::int64_t whole) {
    return whole > 0 ? fmt::format("{} %", part * 100 / whole) : "-";
}

}  // namespace heatline::bench
