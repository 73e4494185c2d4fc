// The cards of the heats view: one doubtful place, one question, one key for each answer.

#include <catch2/catch.hpp>

#include "engine/decide.h"
#include "tests/support/heats_office.h"
#include "ui/desk/review_command.h"
#include "ui/desk/views/heats_review.h"

using namespace heatline;
using heatline::test::command_in;
using heatline::test::pressed;

namespace {

// The heat that runs, with its cards.
struct CardOffice : test::HeatsOffice {
    explicit CardOffice(Role who = Role::director) : HeatsOffice{2, who} {}
    const std::vector<ReviewCard>& cards() const { return ui::cards_of(desk, screen.heat); }
    // The card that is open, by what it is about; 0: none is.
    std::uint64_t open() {
        return screen.numbers["heats.card"] ? static_cast<std::uint64_t>(screen.numbers["heats.card.key"]) : 0;
    }
    // Opens the first card with an answer like this; which answer it is.
    template <class Match>
    std::size_t open_card(Match match) {
        for (std::size_t c = 0; c < cards().size(); ++c) {
            press('d');
            const ReviewCard& card = cards()[c];
            for (std::size_t a = 0; a < card.answers.size(); ++a) {
                if (match(card.answers[a])) return a;
            }
        }
        FAIL("no card has such an answer");
        return 0;
    }
    const ReviewCard& card() {
        for (const ReviewCard& card : cards()) {
            if (card.key == open()) return card;
        }
        FAIL("no card is open");
        return cards().front();
    }
    // What the server does with it.
    void carry_out(const std::vector<Command>& commands) {
        for (const Command& command : commands) {
            const auto facts = decide(sample.state, command, "desk", sample.now);
            REQUIRE(facts.ok());
            happens(*facts);
        }
    }
};

char digit(std::size_t answer) { return static_cast<char>('1' + answer); }

}  // namespace

TEST_CASE("D goes through the places that need a look, the most harmful first, and round", "[ui][heats][review]") {
    CardOffice office;
    REQUIRE(office.cards().size() > 2);
    office.press('s');  // Any key but D opens none.
    CHECK(office.open() == 0);
    for (std::size_t round = 0; round < 2; ++round) {
        for (const ReviewCard& card : office.cards()) {
            office.press('d');
            CHECK(office.open() == card.key);
        }
    }
    office.press(ui::Key::escape);
    CHECK(office.open() == 0);
}

TEST_CASE("A card takes its lines of the match into sight", "[ui][heats][review]") {
    CardOffice office;
    office.press('d');
    const auto& lines = office.card().lines;
    const auto marked = std::find_if(lines.begin(), lines.end(), [](const auto& line) { return line.marked; });
    REQUIRE(marked != lines.end());
    const ui::ListState& list = office.screen.lists["heats.match"];
    CHECK(list.selected >= list.first);
    CHECK(list.selected - list.first <= 2);
}

TEST_CASE("The digit of an answer orders all that the answer means as one step", "[ui][heats][review]") {
    CardOffice office;
    const std::size_t answer =
        office.open_card([](const ReviewAnswer& a) { return a.needs == ReviewNeeds::nothing && !a.actions.empty(); });
    const ReviewCard card = office.card();
    const auto expected = commands_for(card, card.answers[answer]);
    REQUIRE(expected.ok());

    const auto asked = office.press(digit(answer));
    const ui::intent::Command* command = command_in(asked);
    REQUIRE(command);
    CHECK(command->json == ui::command_json(expected->front()));
    REQUIRE(command->more.size() == expected->size() - 1);
    for (std::size_t i = 1; i < expected->size(); ++i)
        CHECK(command->more[i - 1].json == ui::command_json((*expected)[i]));

    // And F8 takes it back, the last command first.
    const auto undone = undo_of(card, card.answers[answer]);
    const auto back = office.press(ui::Key::f8);
    const ui::intent::Command* taken_back = command_in(back);
    REQUIRE(taken_back);
    CHECK(taken_back->json == ui::command_json(undone.front()));
    CHECK(taken_back->more.size() == undone.size() - 1);
}

TEST_CASE("A place that was answered gives way to the next", "[ui][heats][review]") {
    CardOffice office;
    const std::size_t answer =
        office.open_card([](const ReviewAnswer& a) { return a.needs == ReviewNeeds::nothing && !a.actions.empty(); });
    const ReviewCard card = office.card();
    const auto commands = commands_for(card, card.answers[answer]);
    office.press(digit(answer));
    CHECK(office.open() == card.key);  // Until the meet has it.
    office.carry_out(*commands);
    office.frame();
    CHECK(office.open() != card.key);
    CHECK(office.open() != 0);
}

TEST_CASE("An answer that needs words asks for them, and keeps what was typed wrongly", "[ui][heats][review]") {
    CardOffice office;
    const std::size_t answer = office.open_card([](const ReviewAnswer& a) { return a.needs == ReviewNeeds::runner; });
    CHECK(office.press(digit(answer)).empty());
    REQUIRE(office.screen.prompt);
    CHECK(office.type("Ava").empty());
    REQUIRE(office.screen.prompt);
    CHECK(office.screen.prompt->typed == "Ava");
    CHECK(office.screen.said == "enter the child's name and team, as Ava Lee, Lincoln");
    const auto asked = office.type(",Lincoln");
    const ui::intent::Command* command = command_in(asked);
    REQUIRE(command);
    CHECK(command->json.starts_with(R"({"command":"add-runner","team":"Lincoln")"));
    CHECK(command->more.size() == office.card().answers[answer].actions.size() - 1);
    CHECK(command->back.size() == 2);  // Out of the heat, and without its number.
}

TEST_CASE("Who may not command sees the place and no answers", "[ui][heats][review]") {
    CardOffice office{Role::timer};
    office.press('d');
    CHECK(office.open() != 0);
    CHECK(office.press('1').empty());
    CHECK(office.screen.said == "only staff and the director change this; ask them");
}

TEST_CASE("A card names children only where the window may", "[ui][heats][review]") {
    CardOffice director, timer{Role::timer};
    bool named = false;
    REQUIRE(director.cards().size() == timer.cards().size());
    for (std::size_t i = 0; i < director.cards().size(); ++i) {
        const std::string with = ui::card_sentence(director.desk, director.cards()[i]);
        const std::string without = ui::card_sentence(timer.desk, timer.cards()[i]);
        CHECK(without == plain_text(timer.cards()[i].sentence));
        named = named || with != without;
    }
    CHECK(named);
}

TEST_CASE("What an answer moved elsewhere is told by number", "[ui][heats][review]") {
    HeatPicture before, after;
    for (std::uint32_t runner = 0; runner < 9; ++runner) {
        Finish finish;
        finish.runner = RunnerId{runner};
        finish.at = Instant{1'000'000 * runner};
        ResultRow row;
        row.runner = finish.runner;
        row.bib = std::to_string(100 + runner);
        row.finish = runner;
        before.finishes.push_back(finish);
        before.rows.push_back(row);
    }
    after = before;
    ReviewCard card;
    ReviewLine line;
    line.child = RunnerId{3U};
    line.marked = true;
    card.lines.push_back(line);
    CHECK(ui::changed_times(before, after, card).empty());
    after.finishes[3].at = Instant{7};  // The child itself.
    CHECK(ui::changed_times(before, after, card).empty());
    after.finishes[5].at = Instant{7};
    CHECK(ui::changed_times(before, after, card) == "1 time changed: 105");
    for (Finish& finish : after.finishes) finish.at = Instant{7};
    CHECK(ui::changed_times(before, after, card) == "8 times changed: 100, 101, 102, 104, 105 and 3 more");
}
