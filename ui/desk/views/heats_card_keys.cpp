// The keys of the card: D opens the next one, a digit answers it, Esc puts it away.

#include <algorithm>

#include "ui/desk/prompt.h"
#include "ui/desk/views/heats_parts.h"
#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

constexpr const char* kOpen = "heats.card";           // 1: a card is open,
constexpr const char* kKey = "heats.card.key";        // what it is about,
constexpr const char* kIndex = "heats.card.index";    // and where it stood among the others.
constexpr const char* kAnswer = "heats.card.answer";  // The answer that something is typed for.

// A card keeps its place in the list while others come and go.
std::int64_t key_of(const ReviewCard& card) { return static_cast<std::int64_t>(card.key); }

void show(const HeatsLook& look, std::size_t index) {
    Screen& screen = look.screen();
    const ReviewCard& card = look.cards[index];
    screen.numbers[kOpen] = 1;
    screen.numbers[kKey] = key_of(card);
    screen.numbers[kIndex] = static_cast<std::int64_t>(index);
    look.go(HeatsPlace::match);
    const auto marked =
        std::find_if(card.lines.begin(), card.lines.end(), [](const ReviewLine& line) { return line.marked; });
    if (marked == card.lines.end() || marked->finish == ResultRow::kNoFinish) return;
    // What stands before it is seen with it.
    const std::size_t row = entry_of(look.entries, marked->finish);
    screen.lists["heats.match"] = {row, row > 2 ? row - 2 : 0};
}

void next_card(const HeatsLook& look) {
    if (look.cards.empty()) return look.say("nothing in " + heat_title(look.picture()) + " needs a look");
    show(look, look.card() ? (look.card_index() + 1) % look.cards.size() : 0);
}

void give_answer(const HeatsLook& look, const ReviewCard& card, std::size_t answer, const std::string& entered) {
    HeatOrder order = answer_card(look.desk(), card, card.answers[answer], entered);
    if (!order.ask) return look.say(std::move(order.refused));
    look.await_changes(card);
    look.give_or_say(std::move(order));
}

void ask_for(const HeatsLook& look, std::size_t answer, std::string typed = {}) {
    Screen& screen = look.screen();
    screen.numbers[kAnswer] = static_cast<std::int64_t>(answer);
    look.ask("heats.card", answer_question(look.card()->answers[answer]), std::move(typed));
}

void press(const HeatsLook& look, std::size_t answer) {
    const ReviewCard& card = *look.card();
    if (std::string why = cannot_command(look.desk()); !why.empty()) return look.say(std::move(why));
    const ReviewAnswer& chosen = card.answers[answer];
    if (chosen.shows) return show(look, look.card_index());
    if (chosen.needs != ReviewNeeds::nothing) return ask_for(look, answer);
    give_answer(look, card, answer, {});
}

}  // namespace

const ReviewCard* HeatsLook::card() const {
    if (screen().numbers[kOpen] == 0 || cards.empty()) return nullptr;
    return &cards[card_index()];
}

std::size_t HeatsLook::card_index() const {
    const std::int64_t key = screen().numbers[kKey];
    const auto held = std::find_if(cards.begin(), cards.end(), [&](const auto& card) { return key_of(card) == key; });
    if (held != cards.end()) return static_cast<std::size_t>(held - cards.begin());
    const auto stood = static_cast<std::size_t>(screen().numbers[kIndex]);
    return std::min(stood, cards.size() - 1);
}

bool HeatsLook::is_of_card(std::size_t row) const {
    const ReviewCard* open = card();
    return open && std::any_of(open->lines.begin(), open->lines.end(),
                               [&](const ReviewLine& line) { return line.marked && line.finish == row; });
}

void hold_card(const HeatsLook& look) {
    Screen& screen = look.screen();
    if (screen.numbers[kOpen] == 0 || screen.prompt) return;
    if (look.cards.empty()) {
        if (look.match) screen.numbers[kOpen] = 0;  // All are answered.
        return;
    }
    if (key_of(*look.card()) != screen.numbers[kKey]) show(look, look.card_index());
}

void take_card_keys(const HeatsLook& look) {
    Frame& frame = look.frame;
    if (frame.take_letter('d')) next_card(look);
    const ReviewCard* card = look.card();
    if (!card) return;
    for (std::size_t i = 0; i < card->answers.size(); ++i) {
        if (frame.take_letter(static_cast<char>('1' + i))) return press(look, i);
    }
    if (frame.take(Key::escape)) look.screen().numbers[kOpen] = 0;
}

void typed_for_card(const HeatsLook& look, const std::string& typed) {
    const ReviewCard* card = look.card();
    const auto answer = static_cast<std::size_t>(look.screen().numbers[kAnswer]);
    if (!card || key_of(*card) != look.screen().numbers[kKey] || answer >= card->answers.size())
        return look.say("this place has changed meanwhile; look at it again");
    // What cannot be understood stays, to be put right.
    if (const auto commands = commands_for(*card, card->answers[answer], typed); !commands) {
        look.say(commands.error());
        return ask_for(look, answer, typed);
    }
    give_answer(look, *card, answer, typed);
}

}  // namespace heatline::ui
