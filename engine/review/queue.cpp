// The queue: all places of a heat as cards, the most harmful first.

#include <algorithm>
#include <tuple>

#include "engine/review/cards.h"

namespace heatline {
namespace {

bool comes_before(const ReviewCard& a, const ReviewCard& b) {
    if (a.harm != b.harm) return a.harm < b.harm;
    if (a.from.has_value() != b.from.has_value()) return a.from.has_value();
    return std::tie(a.from, a.key) < std::tie(b.from, b.key);
}

}  // namespace

std::vector<ReviewCard> review_queue(const State& state, const Snapshot& snapshot, HeatId heat) {
    if (!heat || heat.index() >= snapshot.heats.size()) return {};
    const HeatPicture& picture = *snapshot.heats[heat.index()];
    if (picture.state == HeatState::official || picture.finishes.empty()) return {};
    const review::HeatView view{state, snapshot, heat};
    std::vector<ReviewCard> cards;
    for (const auto& places :
         {review::marked_places(view), review::places_without_sign(view), review::queues_without_presses(view)}) {
        for (const review::Place& place : places) cards.push_back(review::card_of(view, place));
    }
    for (const review::LoosePress& press : view.loose()) cards.push_back(review::card_of(view, press));
    std::sort(cards.begin(), cards.end(), comes_before);
    if (cards.size() > kReviewCardsMax) cards.resize(kReviewCardsMax);
    return cards;
}

std::vector<ReviewAnswer> answers_for_line(const State& state, const ReviewCard& card, std::size_t line) {
    using Verb = ReviewAction::Verb;
    if (line >= card.lines.size() || !card.heat || card.heat.index() >= state.heats.size()) return {};
    const ReviewLine& shown = card.lines[line];
    const std::string& heat = state.heats[card.heat.index()].name;
    const auto name = [&](ReadingIndex index) {
        const StoredReading& reading = state.readings[index.index()];
        const DeviceLog& device = state.devices[reading.device.index()];
        return ReadingName{device.name, device.epochs[reading.epoch].epoch, reading.device_seq};
    };
    const auto assigned = [&](const std::string& bib) {
        const auto said = state.assigned_taps.find(shown.presses.front());
        std::string before;
        if (said != state.assigned_taps.end()) before = state.symbols.text(said->second);
        return ReviewAction{Verb::assign, name(shown.presses.front()), bib, before, {}, {}, Status::none};
    };
    std::vector<ReviewAnswer> answers;
    const bool known = shown.child && !shown.bib.empty();
    if (!shown.presses.empty()) {
        if (known) answers.push_back({"Keep", ReviewNeeds::nothing, false, {assigned(shown.bib)}});
        answers.push_back({known ? "Other number" : "Enter number", ReviewNeeds::number, false, {assigned({})}});
        ReviewAnswer extra{"Extra press", ReviewNeeds::nothing, false, {}};
        for (const ReadingIndex press : shown.presses)
            extra.actions.push_back({Verb::take_out, name(press), {}, {}, {}, {}, Status::none});
        answers.push_back(std::move(extra));
    } else if (known) {
        answers.push_back(
            {"Enter time", ReviewNeeds::time, false, {{Verb::insert, {}, shown.bib, {}, heat, {}, Status::none}}});
    }
    return answers;
}

}  // namespace heatline
