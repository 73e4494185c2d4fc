#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "tools/bench/fusion/summary.h"

namespace heatline::bench {
namespace {

using fusion_days::Family;
using fusion_days::Group;
using fusion_days::Score;

std::string shown(std::optional<double> value, int digits) {
    return value ? fmt::format("{:.{}f}", *value, digits) : "-";
}

double median_of(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const std::size_t half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

double median_right(const Cases& cases, Score FusionScores::*method) {
    std::vector<double> values;
    for (const FusionScores* one : cases) values.push_back((one->*method).percent((one->*method).right));
    return median_of(std::move(values));
}

// Nothing where an aligner of presses and numbers has nothing to align, or chips know better.
std::optional<double> median_ceiling(const Cases& cases) {
    std::vector<double> values;
    for (const FusionScores* one : cases) {
        const bool has_meaning = one->family && *one->family != Family::chips && *one->family != Family::no_taps &&
                                 *one->family != Family::taps_only;
        if (one->ceiling && has_meaning) values.push_back(one->ceiling->percent(one->ceiling->right));
    }
    if (values.empty()) return std::nullopt;
    return median_of(std::move(values));
}

double wrong_children(const Cases& cases, Score FusionScores::*method) {
    std::int64_t wrong = 0, finishers = 0;
    for (const FusionScores* one : cases) {
        wrong += (one->*method).wrong_child;
        finishers += (one->*method).finishers;
    }
    return finishers == 0 ? 0 : 1000.0 * static_cast<double>(wrong) / static_cast<double>(finishers);
}

constexpr const char* kColumns =
    "{:<22}{:>5} |{:>7}{:>8}{:>8}{:>8} |{:>7}{:>7} |{:>7}{:>7}{:>7} |{:>6}{:>7}{:>7}{:>8}{:>8} |{:>7}{:>8} |{:>7}\n";

std::string table_head(const char* first, const char* second) {
    return fmt::format(fmt::runtime(kColumns), "", "", "right", "right", "right", "right", "", "", "wrong", "wrong",
                       "wrong", "count", "review", "places", "caught", "gross", "", "right", "ms per") +
           fmt::format(fmt::runtime(kColumns), first, second, "index", "resync", "fusion", "ceiling", "1.5 s", "times",
                       "index", "resync", "child", "off %", "%", "/100", "%", "missed", "Brier", ">.95 %", "1,000") +
           std::string(156, '-') + "\n";
}

std::string table_row(const std::string& name, const std::string& count, const Cases& cases) {
    const auto value = [&](Measure measure, int digits) { return shown(value_of(measure, cases), digits); };
    auto brier = value_of(Measure::brier, cases);
    if (brier) *brier /= 1'000;
    return fmt::format(
        fmt::runtime(kColumns), name, count, shown(median_right(cases, &FusionScores::index), 1),
        shown(median_right(cases, &FusionScores::resync), 1), value(Measure::right, 1), shown(median_ceiling(cases), 1),
        value(Measure::near, 1), value(Measure::timed, 1), shown(wrong_children(cases, &FusionScores::index), 2),
        shown(wrong_children(cases, &FusionScores::resync), 2), value(Measure::wrong_child, 2),
        value(Measure::count_error, 1), value(Measure::review, 1), value(Measure::places, 1), value(Measure::caught, 0),
        value(Measure::gross_missed, 1), shown(brier, 3), value(Measure::sure_share, 1), value(Measure::ms, 1));
}

// By family and group, in that order.
std::map<std::pair<Family, Group>, Cases> grouped(const std::vector<FusionScores>& all) {
    std::map<std::pair<Family, Group>, Cases> groups;
    for (const FusionScores& one : all) {
        if (one.family && one.group) groups[{*one.family, *one.group}].push_back(&one);
    }
    return groups;
}

const char* name_of(Measure measure) {
    switch (measure) {
        case Measure::right:
            return "right %";
        case Measure::near:
            return "within 1.5 s %";
        case Measure::timed:
            return "times %";
        case Measure::wrong_child:
            return "wrong child per 1,000";
        case Measure::count_error:
            return "count error %";
        case Measure::review:
            return "review %";
        case Measure::places:
            return "places per 100";
        case Measure::caught:
            return "caught %";
        case Measure::gross_missed:
            return "gross missed per 1,000";
        case Measure::brier:
            return "Brier, thousandths";
        case Measure::sure_share:
            return "right above 0.95 %";
        case Measure::ms:
            return "ms per 1,000";
    }
    return "";
}

const char* verdict(const Target& target, double value) {
    const auto reaches = [&](double wanted) { return target.at_least ? value >= wanted : value <= wanted; };
    return reaches(target.goal) ? "goal" : reaches(target.floor) ? "floor" : "SHORT";
}

}  // namespace

std::string table_text(const std::vector<FusionScores>& all) {
    std::string text = table_head("family, children", "cases");
    for (const auto& [key, cases] : grouped(all)) {
        const auto& [family, group] = key;
        text += table_row(fmt::format("{} {} {}", fusion_days::letter(family), fusion_days::name_of(family),
                                      fusion_days::name_of(group)),
                          std::to_string(cases.size()), cases);
    }
    return text +
           "medians over the cases; wrong child and right >.95 over all of them together\n"
           "ceiling: an aligner that knows which press and which place in the chute belong together, mends no "
           "digit and sees no swap\n";
}

std::string recorded_text(const std::vector<FusionScores>& all) {
    std::string text = table_head("recorded case", "");
    for (const FusionScores& one : all) {
        if (!one.family) text += table_row(one.name, "", {&one});
    }
    return text;
}

std::string targets_text(const std::vector<FusionScores>& all) {
    constexpr const char* kTargetColumns = "{:<22}{:<24}{:>10}{:>9}{:>9}  {}\n";
    std::string text =
        fmt::format(fmt::runtime(kTargetColumns), "family, children", "target", "measured", "floor", "goal", "reached");
    text += std::string(84, '-') + "\n";
    int reached = 0, floors = 0, count = 0;
    const auto groups = grouped(all);
    for (const Target& target : targets()) {
        const auto group = groups.find({target.family, target.group});
        if (group == groups.end()) continue;
        Cases cases;
        for (const FusionScores* one : group->second) {
            if (one->fusion.finishers <= target.finishers_most) cases.push_back(one);
        }
        const auto value = value_of(target.measure, cases);
        if (!value) continue;
        const std::string_view word = verdict(target, *value);
        ++count;
        reached += word == "goal" ? 1 : 0;
        floors += word != "SHORT" ? 1 : 0;
        const char* sign = target.at_least ? ">=" : "<=";
        text += fmt::format(fmt::runtime(kTargetColumns),
                            fmt::format("{} {} {}", fusion_days::letter(target.family),
                                        fusion_days::name_of(target.family), fusion_days::name_of(target.group)),
                            name_of(target.measure), shown(value, 2), fmt::format("{}{:g}", sign, target.floor),
                            fmt::format("{}{:g}", sign, target.goal), word);
    }
    return text + fmt::format("{} targets: {} at the goal, {} at the floor or better, {} short\n", count, reached,
                              floors, count - floors);
}

std::string calibration_text(const std::vector<FusionScores>& all) {
    constexpr std::array kFrom{0.0, .2, .5, .8, .95, .99};
    std::string text = "calibration, all sizes together: mean confidence / share right (rows)\n";
    for (const Family family : fusion_days::kFamilies) {
        std::array<fusion_days::CalibrationBin, kFrom.size()> bins{};
        bool any = false;
        for (const FusionScores& one : all) {
            if (one.family != family) continue;
            for (const auto& bin : one.fusion.bins) {
                const auto at =
                    static_cast<std::size_t>(std::find(kFrom.begin(), kFrom.end(), bin.from) - kFrom.begin());
                bins[at].rows += bin.rows;
                bins[at].right += bin.right;
                bins[at].confidence_sum += bin.confidence_sum;
                any = true;
            }
        }
        if (!any) continue;
        text += fmt::format("{} {:<12}", fusion_days::letter(family), fusion_days::name_of(family));
        for (std::size_t i = 0; i < bins.size(); ++i) {
            const auto rows = static_cast<double>(bins[i].rows);
            const std::string cell = bins[i].rows == 0
                                         ? "-"
                                         : fmt::format("{:.3f}/{:.3f} ({})", bins[i].confidence_sum / rows,
                                                       static_cast<double>(bins[i].right) / rows, bins[i].rows);
            text += fmt::format("{:>6g}+ {:<20}", kFrom[i], cell);
        }
        text += "\n";
    }
    return text;
}

std::string losses_text(const std::vector<FusionScores>& all) {
    constexpr std::size_t kShown = 20;
    std::string names;
    std::size_t losses = 0;
    for (const FusionScores& one : all) {
        if (!one.is_lost() || ++losses > kShown) continue;
        names += fmt::format("  {}: {} right, index pairing {} of {}\n", one.name, one.fusion.right, one.index.right,
                             one.fusion.finishers);
    }
    return fmt::format("index pairing wins {} of {} cases\n", losses, all.size()) + names;
}

std::string cases_csv(const std::vector<FusionScores>& all) {
    std::string csv =
        "case,family,group,method,finishers,rows,right_pct,right15_pct,timed_pct,wrong_child,phantom,listed_twice,"
        "wrong_heat,count_error_abs,extra_rows,review_pct,places_per_100,wrong_rows,caught_pct,gross_rows,"
        "gross_missed_per_1000,missing,brier,ms_per_1000\r\n";
    for (const FusionScores& one : all) {
        for (const auto& [method, score] :
             {std::pair{"fusion", &one.fusion}, std::pair{"index", &one.index}, std::pair{"resync", &one.resync}}) {
            const Score& s = *score;
            csv += fmt::format(
                "{},{},{},{},{},{},{:.3f},{:.3f},{:.3f},{},{},{},{},{},{},{:.3f},{:.2f},{},{},{},{:.2f},{},{},{}\r\n",
                one.name, one.family ? std::string{fusion_days::letter(*one.family)} : "",
                one.group ? fusion_days::name_of(*one.group) : "recorded", method, s.finishers, s.rows,
                s.percent(s.right), s.percent(s.near), s.percent(s.timed), s.wrong_child, s.phantom, s.listed_twice,
                s.wrong_heat, s.count_error_sum(), s.extra, s.percent(s.review), s.percent(s.review_places), s.wrong,
                shown(s.caught_percent(), 1), s.gross, s.per_1000(s.gross - s.gross_marked), s.missing,
                shown(s.brier(), 4), method == std::string_view{"fusion"} ? shown(one.ms_per_1000(), 2) : "-");
        }
    }
    return csv;
}

}  // namespace heatline::bench
