// What a simulated day prints: the truth beside what the server made of it.

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "tools/simulate/play.h"

namespace heatline::simulate {
namespace {

constexpr std::size_t kHeatsShown = 60;
constexpr std::size_t kDifferencesShown = 20;
constexpr double kSureFrom = 0.95;

// 934 of 1,000 as "93.4".
std::string percent(std::int64_t part, std::int64_t of) {
    if (of == 0) return "-";
    const std::int64_t tenths = (part * 1'000 + of / 2) / of;
    return fmt::format("{}.{}", tenths / 10, tenths % 10);
}

std::string seconds_off(const std::optional<std::int64_t>& ms) {
    if (!ms) return "no gun";
    const std::int64_t size = *ms < 0 ? -*ms : *ms;
    return fmt::format("{}{}.{:02}", *ms < 0 ? "-" : "", size / 1'000, size % 1'000 / 10);
}

std::string count_or_dash(const std::optional<std::int64_t>& count) { return count ? std::to_string(*count) : "-"; }

constexpr std::string_view kColumns = "  {:<10}{:>9}{:>7}{:>8}{:>8}{:>8}{:>7}{:>7}{:>9}{:>8}{:>8}{:>6}{:>8}\n";

std::string heat_line(const HeatScore& heat) {
    const fusion_days::Score& score = heat.score;
    return fmt::format(fmt::runtime(kColumns), heat.heat.empty() ? "all heats" : heat.heat, heat.finishers(),
                       heat.found(), percent(score.right, score.finishers), percent(score.near, score.finishers),
                       score.missing, score.wrong_child, score.phantom, score.nameless, score.review,
                       seconds_off(heat.gun_off_ms), count_or_dash(heat.out_truly), count_or_dash(heat.out_by_ledger));
}

// How good the fusion was over the whole day, by the measures that the bench takes too.
std::string fusion_text(const fusion_days::Score& score) {
    std::string text = "\nFusion: how far the list can be trusted\n\n";
    text += fmt::format("  {} % right, {} % within 1.5 s; {} of {} rows name a child who did not finish\n",
                        percent(score.right, score.finishers), percent(score.near, score.finishers), score.wrong_child,
                        score.rows);
    text += fmt::format("  {} rows are marked for a person ({} %), in {} places to look at\n", score.review,
                        percent(score.review, score.rows), score.review_places);
    text += fmt::format("  {} rows are wrong by more than 1.5 s or in the child; {} of them are marked\n", score.wrong,
                        score.wrong_marked);
    text += fmt::format("  {} rows are wrong by more than 5 s or in the child; {} of them are not marked\n",
                        score.gross, score.gross - score.gross_marked);
    std::int64_t sure = 0, sure_right = 0;
    for (const fusion_days::CalibrationBin& bin : score.bins) {
        if (bin.from < kSureFrom) continue;
        sure += bin.rows;
        sure_right += bin.right;
    }
    if (sure > 0)
        text +=
            fmt::format("  of {} rows with a confidence above 0.95, {} % are right\n", sure, percent(sure_right, sure));
    return text;
}

std::string results_table(const Comparison& comparison) {
    std::string text = "Results: who crossed the line, and what the results say\n\n";
    text += fmt::format(fmt::runtime(kColumns), "", "children", "", "right", "right", "", "wrong", "wrong", "", "to",
                        "gun", "out", "out");
    text += fmt::format(fmt::runtime(kColumns), "heat", "finished", "found", "0.5 s%", "1.5 s%", "missed", "child",
                        "heat", "unknown", "review", "off s", "truly", "ledger");
    for (std::size_t i = 0; i < std::min(comparison.heats.size(), kHeatsShown); ++i)
        text += heat_line(comparison.heats[i]);
    if (comparison.heats.size() > kHeatsShown)
        text += fmt::format("  and {} further heats\n", comparison.heats.size() - kHeatsShown);
    text += heat_line(comparison.total);
    text +=
        "\n"
        "  found        finishers who are in the list of their heat\n"
        "  right        in their heat and at most 0.5 s (1.5 s) from the true moment\n"
        "  wrong child  listed as finished, and never finished: the worst mistake\n"
        "  unknown      somebody finished, and nobody knows who\n"
        "  to review    rows that the program itself doubts and shows to a person\n"
        "  gun off      the start as entered, after the true gun\n"
        "  out          children neither at their tent nor at home when the heat became official\n";
    if (comparison.total.without_time > 0)
        text +=
            fmt::format("  {} children are found without a time, as the rules of their heat say or for lack of one\n",
                        comparison.total.without_time);
    return text;
}

std::string ledger_text(const Outcome& outcome) {
    const LedgerScore& score = outcome.comparison.ledger;
    std::string text = "\nChildren: where everybody is at the end of the day\n\n";
    text += fmt::format("  entered {}, came {}, the ledger has seen {}\n", score.children, score.came,
                        score.seen_by_server);
    text += fmt::format("  {} were not accounted for when the last had left, and the office looked for them\n",
                        outcome.looked_for);
    if (score.absent_but_listed > 0)
        text += fmt::format("  {} did not come and are in the ledger, because of a wrong number\n",
                            score.absent_but_listed);
    text += outcome.all_accounted ? std::string{"  every child is accounted for\n"}
                                  : fmt::format("  {} CHILDREN ARE NOT ACCOUNTED FOR\n", score.not_accounted);
    return text;
}

std::string money_text(const Comparison& comparison) {
    if (comparison.statements == 0) return "\nGrants: the meet has none\n";
    std::string text = "\nGrants: what the teams are owed, and what the statements say\n\n";
    text += fmt::format("  by the truth ${}, by the statements ${}\n", format_usd(comparison.dollars_truly),
                        format_usd(comparison.dollars_by_server));
    if (!comparison.money_known) text += "  grants whose rule the simulation does not know count as they are stated\n";
    if (comparison.money.empty()) return text + "  every statement is right\n";
    text += fmt::format("  {} of {} statements differ\n\n", comparison.money.size(), comparison.statements);
    text += fmt::format("  {:<28}{:<18}{:>9}{:>9}{:>12}{:>12}\n", "team", "grant", "finished", "stated", "owed $",
                        "stated $");
    for (std::size_t i = 0; i < std::min(comparison.money.size(), kDifferencesShown); ++i) {
        const TeamDollars& money = comparison.money[i];
        text += fmt::format("  {:<28}{:<18}{:>9}{:>9}{:>12}{:>12}\n", money.team, money.grant, money.finished_truly,
                            money.finished_by_server, format_usd(money.truly), format_usd(money.by_server));
    }
    if (comparison.money.size() > kDifferencesShown)
        text += fmt::format("  and {} further\n", comparison.money.size() - kDifferencesShown);
    return text;
}

std::string mistakes_text(const Outcome& outcome) {
    std::string text = "\nMistakes made on the way, in 1,000 chances\n\n";
    text += fmt::format("  {:<26}{:>7}{:>7}{:>9}  {}\n", "", "rate", "made", "chances", "of");
    for (std::size_t i = 0; i < kSlips.size(); ++i) {
        text += fmt::format("  {:<26}{:>7}{:>7}{:>9}  {}\n", kSlips[i].name, outcome.mistakes.*kSlips[i].rate,
                            outcome.tallies[i].made, outcome.tallies[i].chances, kSlips[i].of);
    }
    return text;
}

std::string delivery_text(const Outcome& outcome) {
    const Delivered& delivered = outcome.delivered;
    std::string text = fmt::format("\nDelivery: {} readings from {} devices; {} came twice and were counted once",
                                   delivered.readings, outcome.devices, delivered.duplicates);
    text += delivered.quarantined > 0 ? fmt::format("; {} ARE IN QUARANTINE\n", delivered.quarantined) : "\n";
    if (delivered.tries_again > 0)
        text += fmt::format("  {} batches were sent again because the server did not answer\n", delivered.tries_again);
    if (outcome.refused_count > 0) {
        text += fmt::format("  the server refused {} commands of the office:\n", outcome.refused_count);
        for (const std::string& refusal : outcome.refused) text += "    " + refusal + "\n";
    }
    return text;
}

}  // namespace

std::string to_text(const Outcome& outcome) {
    std::string text =
        fmt::format("A simulated race day, seed {}: {} teams, {} children, {} heats; {} came, {} ran\n", outcome.seed,
                    outcome.teams, outcome.children, outcome.heats, outcome.came, outcome.ran);
    if (outcome.spare_bibs > 0) text += fmt::format("{} children got a spare bib in the morning\n", outcome.spare_bibs);
    if (outcome.nameless > 0)
        text += fmt::format("{} children have no bib and a name that another child has too; they stayed at home\n",
                            outcome.nameless);
    if (outcome.all_wore_chips)
        text += fmt::format(
            "heats of more than {} children are too dense for one scanner, so every child wore a chip\n", kDenseHeat);
    if (outcome.waved_through > 0)
        text +=
            fmt::format("{} children with chips were waved past a long queue at the scanner\n", outcome.waved_through);
    text += "\n" + results_table(outcome.comparison) + fusion_text(outcome.comparison.total.score) +
            ledger_text(outcome) + money_text(outcome.comparison) + mistakes_text(outcome) + delivery_text(outcome);
    return text;
}

}  // namespace heatline::simulate
