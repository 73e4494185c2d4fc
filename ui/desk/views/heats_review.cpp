#include "ui/desk/views/heats_review.h"

#include <algorithm>
#include <map>

#include "ui/desk/review_command.h"
#include "ui/desk/undo.h"
#include "ui/desk/words.h"
#include "ui/format.h"

namespace heatline::ui {
namespace {

constexpr std::size_t kChangedShown = 5;  // The others are counted.

const char* harm_words(Harm harm) {
    switch (harm) {
        case Harm::wrong_child:
            return "a child may have another's finish";
        case Harm::heat:
            return "which heat is in doubt";
        case Harm::prize:
            return "among the first ten";
        case Harm::rest:
        case Harm::none:
            break;
    }
    return "";
}

// Where it was, to follow the answer in what was done: "Extra press" + " at 10:42.3".
std::string place_words(const Desk& desk, const ReviewCard& card) {
    if (!card.from || !card.gun) return "";
    return " at " + format_time(micros_between(*card.gun, *card.from), desk.snapshot->rules->timing.rounding);
}

}  // namespace

const std::vector<ReviewCard>& cards_of(const Desk& desk, HeatId heat) {
    static const std::vector<ReviewCard> kNone;
    if (!desk.overview || desk.overview->review.empty() || desk.overview->review.front().heat != heat) return kNone;
    return desk.overview->review;
}

std::string card_title(const std::vector<ReviewCard>& cards, std::size_t card) {
    if (cards[card].harm == Harm::none) return "For information";
    const auto asked = std::count_if(cards.begin(), cards.end(), [](const auto& c) { return c.harm != Harm::none; });
    std::string title = "Place " + std::to_string(card + 1) + " of " + std::to_string(asked);
    if (const char* words = harm_words(cards[card].harm); *words) title += std::string{": "} + words;
    return title;
}

std::string card_sentence(const Desk& desk, const ReviewCard& card) {
    std::string sentence;
    for (const ReviewWord& word : card.sentence) {
        const std::string name = word.child ? desk.names.name(card.heat, word.child) : std::string{};
        sentence += name.empty() ? word.text : word.text.empty() ? name : name + " (" + word.text + ")";
    }
    return sentence;
}

std::string answer_question(const ReviewAnswer& answer) {
    switch (answer.needs) {
        case ReviewNeeds::nothing:
            return {};
        case ReviewNeeds::number:
            return "Which number does the child wear?";
        case ReviewNeeds::time:
            return "When did the child cross? Since the gun, as 10:42.3";
        case ReviewNeeds::runner:
            return "Who is it? First Last, Team";
    }
    return {};
}

HeatOrder answer_card(const Desk& desk, const ReviewCard& card, const ReviewAnswer& answer,
                      const std::string& entered) {
    if (std::string why = cannot_command(desk); !why.empty()) return {std::nullopt, std::move(why)};
    std::vector<CommandStep> steps;
    for (const ReviewAction& action : answer.actions) {
        const ReviewAnswer alone{answer.label, answer.needs, false, {action}};
        const auto commands = commands_for(card, alone, entered);
        if (!commands) return {std::nullopt, commands.error()};
        steps.push_back({command_json(commands->front()), {}});
        for (const Command& back : undo_of(card, alone, entered)) steps.back().back.push_back(command_json(back));
    }
    if (steps.empty()) return {std::nullopt, "there is nothing to be done here"};
    return {undoable(std::move(steps), answer.label + place_words(desk, card)), {}};
}

std::string changed_times(const HeatPicture& before, const HeatPicture& after, const ReviewCard& card) {
    std::map<RunnerId, std::optional<Instant>> held;
    for (const Finish& finish : before.finishes) held[finish.runner] = finish.at;
    const auto is_of_card = [&](RunnerId runner) {
        return std::any_of(card.lines.begin(), card.lines.end(),
                           [&](const ReviewLine& line) { return line.marked && line.child == runner; });
    };
    std::vector<std::string> bibs;
    for (const ResultRow& row : after.rows) {
        if (!row.runner || row.finish == ResultRow::kNoFinish || is_of_card(row.runner)) continue;
        const auto was = held.find(row.runner);
        if (was != held.end() && was->second != after.finishes[row.finish].at) bibs.push_back(row.bib);
    }
    if (bibs.empty()) return {};
    std::string words = counted(bibs.size(), "time", "times") + " changed: ";
    for (std::size_t i = 0; i < std::min(bibs.size(), kChangedShown); ++i) words += (i > 0 ? ", " : "") + bibs[i];
    if (bibs.size() > kChangedShown) words += " and " + std::to_string(bibs.size() - kChangedShown) + " more";
    return words;
}

}  // namespace heatline::ui
