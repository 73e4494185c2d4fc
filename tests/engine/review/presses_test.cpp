// Cards about presses and numbers that do not pair: what they say, what each answer does. The gun goes at 0 s.

#include "tests/engine/review/review_world.h"

using namespace heatline;
using namespace heatline::test;
using Cause = ReviewCause;
using Labels = std::vector<std::string>;

TEST_CASE("A day on which nothing goes wrong has no cards", "[engine][review]") {
    CHECK(World{day_of(24), {}}.told().queue().empty());
}

TEST_CASE("A press without a number asks for the child or an extra press", "[engine][review]") {
    World world{day_of(24), {}};
    world.day[9].typed = "";
    const Told told = world.told();
    const ReviewCard card = only_card(told, Cause::press_without_number);
    CHECK(plain_text(card.sentence) ==
          "Someone crossed at 7:16.9 between 109 and 111, but no number was scanned. A child, or an extra press?");
    CHECK(labels_of(card.answers) == Labels{"Enter number", "Extra press"});
    CHECK(card.harm == Harm::prize);
    REQUIRE(card.before);
    CHECK(card.before->child == find_runner_by_bib(told.state(), "109"));

    const Told named = answered(told, Cause::press_without_number, "Enter number", "110");
    CHECK(named.time_of("110") == at(world.day[9].crossed));
    CHECK(named.finishers() == 24);
    const Told extra = answered(told, Cause::press_without_number, "Extra press");
    CHECK_FALSE(extra.finish("110"));
    CHECK(extra.finishers() == 23);
}

TEST_CASE("Presses without numbers in a row are one question", "[engine][review]") {
    World world{day_of(24), {}};
    for (const std::size_t i : {13, 14, 15}) world.day[i].typed = "";
    const Told told = world.told();
    const ReviewCard card = only_card(told, Cause::press_without_number);
    CHECK(plain_text(card.sentence) ==
          "3 people crossed from 7:33 to 7:40 between 113 and 117, but no numbers were scanned. Children, or extra "
          "presses?");
    CHECK(labels_of(card.answers) == Labels{"Show the 3", "Extra presses"});
    CHECK(card.harm == Harm::rest);
    CHECK(answered(told, Cause::press_without_number, "Extra presses").finishers() == 21);

    const auto lines = answers_for_line(told.state(), card, 1);
    CHECK(labels_of(lines) == Labels{"Enter number", "Extra press"});
    const Told named = given(told, card, lines[0], "115");
    CHECK(named.time_of("115") == at(world.day[14].crossed));
    CHECK(named.finishers() == 24);
    const Told extra = given(told, card, lines[1]);
    CHECK(extra.finishers() == 23);
    CHECK(find_card(extra.queue(), Cause::press_without_number)->lines.size() == 2);
}

TEST_CASE("More presses in a row than one key may take out are only shown", "[engine][review]") {
    World world{day_of(40), {}};
    for (std::size_t i = 13; i < 22; ++i) {
        world.day[i].typed = "";
        world.day[i].noted.reset();
    }
    const auto card = find_card(world.told().queue(), Cause::press_without_number);
    REQUIRE(card);
    CHECK(card->lines.size() == 9);
    CHECK(labels_of(card->answers) == Labels{"Show the 9"});
}

TEST_CASE("A number without a press asks whether its time may stay", "[engine][review]") {
    World world{day_of(24, 400, 6), {}};
    world.day[9].tapped = false;
    for (const std::size_t beside : {8, 10}) world.day[beside].noted = world.day[beside].crossed;
    const Told told = world.told();
    const ReviewCard card = only_card(told, Cause::number_without_press);
    CHECK(plain_text(card.sentence) ==
          "Number 110 was scanned after 109 and before 111, but nobody pressed the key. Time set to 7:34.9, between "
          "them.");
    CHECK(labels_of(card.answers) == Labels{"Keep", "Enter time"});

    const Told kept = answered(told, Cause::number_without_press, "Keep");
    CHECK(kept.time_of("110") == told.time_of("110"));
    CHECK(kept.finishers() == 24);
    const Told timed = answered(told, Cause::number_without_press, "Enter time", " 7:35.5 ");
    CHECK(timed.time_of("110") == at(455.5));
}

TEST_CASE("Numbers without a press in a row are one question, and keep their times or get others one by one",
          "[engine][review]") {
    World world{day_of(24, 400, 6), {}};
    for (const std::size_t i : {9, 10, 11}) {
        world.day[i].tapped = false;
        world.day[i].noted.reset();
    }
    for (const std::size_t beside : {8, 12}) world.day[beside].noted = world.day[beside].crossed;
    const Told told = world.told();
    const ReviewCard card = only_card(told, Cause::number_without_press);
    CHECK(plain_text(card.sentence) ==
          "Numbers 110, 111 and 112 were scanned after 109 and before 113, but nobody pressed the key. The times are "
          "estimates.");
    CHECK(labels_of(card.answers) == Labels{"Keep", "Show the 3"});
    const Told kept = answered(told, Cause::number_without_press, "Keep");
    for (const Crosser& child : world.day) CHECK(kept.time_of(child.bib) == told.time_of(child.bib));
    const auto lines = answers_for_line(told.state(), card, 1);
    CHECK(labels_of(lines) == Labels{"Enter time"});
    const Told timed = given(told, card, lines[0], "7:41.5");
    CHECK(timed.time_of("111") == at(461.5));
    for (const char* beside : {"109", "110", "112", "113"}) CHECK(timed.time_of(beside) == told.time_of(beside));
}

TEST_CASE("A time that is kept beside another child's press leaves that press alone", "[engine][review]") {
    World world{day_of(24, 400, 6), {}};
    world.day[9].crossed = world.day[8].crossed + 0.5;
    world.day[9].tapped = false;
    world.day[9].scanned = world.day[8].crossed + 11.1;
    for (const std::size_t beside : {7, 8, 10}) world.day[beside].noted = world.day[beside].crossed;
    const Told told = world.told();
    REQUIRE(told.time_of("109") == at(world.day[8].crossed));
    const Told kept = answered(told, Cause::counts_differ, "Keep");
    CHECK(kept.time_of("109") == at(world.day[8].crossed));
    CHECK(kept.time_of("110") == told.time_of("110"));
    for (const Crosser& child : world.day) CHECK(kept.time_of(child.bib) == told.time_of(child.bib));
}

TEST_CASE("Many numbers in a row without a press mean that nobody pressed", "[engine][review]") {
    World world{day_of(30), {}};
    for (std::size_t i = 13; i < 19; ++i) {
        world.day[i].tapped = false;
        world.day[i].noted.reset();
    }
    const Told told = world.told();
    const ReviewCard card = only_card(told, Cause::tapper_away);
    CHECK(plain_text(card.sentence) ==
          "No presses from 7:33 to 7:53 while 6 numbers came through. These times are estimates (about 2 s).");
    CHECK(labels_of(card.answers) == Labels{"Show the 6", "Keep"});
    const Told kept = answered(told, Cause::tapper_away, "Keep");
    for (const Crosser& child : world.day) CHECK(kept.time_of(child.bib) == told.time_of(child.bib));
    const auto lines = answers_for_line(told.state(), card, 2);
    CHECK(labels_of(lines) == Labels{"Enter time"});
    const Told timed = given(told, card, lines[0], "7:42");
    CHECK(timed.time_of("116") == at(462));
}
