// Cards about a stretch of the heat, and those that only inform. The gun goes at 0 s.

#include "tests/engine/review/review_world.h"

using namespace heatline;
using namespace heatline::test;
using Cause = ReviewCause;
using Labels = std::vector<std::string>;

namespace {

// Everything is keyed later, and of the seven children between two notes one number is missing.
Told one_number_short() {
    World world{day_of(33), {}};
    for (Crosser& child : world.day) child.keyed = true;
    world.day[15].typed = "";  // Between the notes of the 13th and the 21st.
    std::erase_if(world.day, [](const Crosser& child) { return child.typed == ""; });
    MeetBuilder m;
    std::vector<std::string> bibs = bibs_of(world.day);
    bibs.insert(bibs.end(), {"801", "802", "116"});
    plan(m, {"1"}, {bibs});
    m.gun("1", at(0));
    m.tap(at(400 + 4 * 15 + 0.3 * (15 * 7 % 5)));
    tell(m, world.day);
    return Told{m};
}

}  // namespace

TEST_CASE("Presses and numbers that do not fit between two notes are one question", "[engine][review]") {
    const Told told = one_number_short();
    const ReviewCard card = only_card(told, Cause::counts_differ);
    CHECK(plain_text(card.sentence) ==
          "Between 7:33 and 7:57 there are 7 presses and 6 numbers. One child's number is missing, or one press is "
          "extra. Times here may be one place off.");
    CHECK(labels_of(card.answers) == Labels{"Show the 7", "Keep"});
    REQUIRE(card.answers[0].shows);
    CHECK(commands_for(card, card.answers[0])->empty());

    const Told kept = answered(told, Cause::counts_differ, "Keep");
    for (const ReviewLine& line : card.lines) {
        if (line.child) CHECK(kept.time_of(line.bib) == line.at);
    }
}

TEST_CASE("Each line of an interval that does not fit can be kept, named, timed or taken out by itself",
          "[engine][review]") {
    const Told told = one_number_short();
    const ReviewCard card = only_card(told, Cause::counts_differ);
    std::size_t named = 0, free = 0;
    for (std::size_t i = 0; i < card.lines.size(); ++i) {
        const ReviewLine& line = card.lines[i];
        INFO("line " << i << " " << line.bib);
        REQUIRE(line.presses.size() == 1);
        const auto answers = answers_for_line(told.state(), card, i);
        if (line.child) {
            ++named;
            REQUIRE(labels_of(answers) == Labels{"Keep", "Other number", "Extra press"});
            CHECK(given(told, card, answers[0]).time_of(line.bib) == line.at);
        } else {
            ++free;
            REQUIRE(labels_of(answers) == Labels{"Enter number", "Extra press"});
        }
        CHECK(given(told, card, answers[answers.size() - 2], "116").time_of("116") == line.at);
        const Told without = given(told, card, answers.back());
        CHECK(without.finishers() == told.finishers() - 1);
        CHECK_FALSE(find_card(without.queue(), Cause::counts_differ));
    }
    CHECK(named == 6);
    CHECK(free == 1);
    CHECK(answers_for_line(told.state(), card, card.lines.size()).empty());
}

TEST_CASE("Numbers keyed later than live scans are one question", "[engine][review]") {
    World world{day_of(36), {}};
    for (std::size_t i = 14; i < 20; ++i) {
        world.day[i].keyed = true;
        world.day[i].noted.reset();
    }
    const Told told = world.told();
    const ReviewCard card = only_card(told, Cause::ring_keyed_later);
    CHECK(plain_text(card.sentence) ==
          "6 numbers were keyed later. They belong between 7:37 and 7:57; their order is not certain.");
    CHECK(labels_of(card.answers) == Labels{"Show the 6", "Keep"});
    const Told kept = answered(told, Cause::ring_keyed_later, "Keep");
    for (const Crosser& child : world.day) CHECK(kept.time_of(child.bib) == told.time_of(child.bib));
    const auto lines = answers_for_line(told.state(), card, 1);
    CHECK(labels_of(lines) == Labels{"Keep", "Other number", "Extra press"});
    const Told other = given(told, card, lines[1], "802");
    CHECK(other.time_of("802") == card.lines[1].at);
}

TEST_CASE("Presses without any number are one piece of information", "[engine][review]") {
    World world{day_of(20), {}};
    for (Crosser& child : world.day) {
        child.typed = "";
        child.noted.reset();
    }
    Told told = world.told();
    CHECK(told.queue().size() <= 1);
    told.hear("tapper", MeetBuilder::of(ReadingKind::tap, at(700), ""));  // By then their numbers would have come.
    const ReviewCard card = only_card(told, Cause::no_numbers);
    CHECK(plain_text(card.sentence) == "20 presses from 6:40 to 7:57 and no numbers: times without names.");
    CHECK(card.harm == Harm::none);
    CHECK(card.answers.empty());
}

TEST_CASE("Scans alone from a scanner that was never idle say that times are off", "[engine][review]") {
    World world{day_of(24, 400, 1), {}};
    for (std::size_t i = 0; i < world.day.size(); ++i) {
        world.day[i].tapped = false;
        world.day[i].scanned = 410 + 2.5 * static_cast<double>(i);
        world.day[i].noted.reset();
    }
    world.day[2].noted = world.day[2].crossed;
    world.day[22].noted = world.day[22].crossed;
    const Told told = world.told();
    const ReviewCard card = only_card(told, Cause::queue_without_presses);
    CHECK(plain_text(card.sentence) ==
          "The scanner had a queue of about 28 s from 6:44 to 7:36; times may be several seconds off.");
    CHECK(card.harm == Harm::none);
}

TEST_CASE("A double press of one number is counted once and only told", "[engine][review]") {
    World world{day_of(24), {}};
    Told told = world.told();
    told.hear("tapper", MeetBuilder::of(ReadingKind::tap, at(world.day[9].crossed + 0.22), ""));
    const ReviewCard card = only_card(told, Cause::double_press);
    CHECK(plain_text(card.sentence) == "Two presses 0.2 s apart at 7:16.9, one number. Counted once.");
    CHECK(card.harm == Harm::none);
    CHECK(told.finishers() == 24);
    CHECK(labels_of(card.answers) == Labels{"Enter number", "Extra press"});
    const Told extra = answered(told, Cause::double_press, "Extra press");
    CHECK(extra.finishers() == 24);
    CHECK(extra.time_of("110") == at(world.day[9].crossed));
    const Told two = answered(told, Cause::double_press, "Enter number", "802");  // It was two children after all.
    CHECK(two.time_of("802") == at(world.day[9].crossed + 0.22));
    CHECK(two.time_of("110") == at(world.day[9].crossed));
}

TEST_CASE("A press with nobody's number that is not counted is only told", "[engine][review]") {
    World world{day_of(24), {}};
    MeetBuilder m;
    std::vector<std::string> bibs = bibs_of(world.day);
    bibs.insert(bibs.end(), {"801", "802"});
    plan(m, {"1"}, {bibs});
    m.gun("1", at(0));
    for (const std::string& bib : bibs) m.tag("tag" + bib, bib);
    for (Crosser& child : world.day) child.read = child.crossed - 0.2;
    tell(m, world.day);
    const double adult = world.day[12].crossed + 2;
    m.tap(at(adult));
    const Told told{m};
    const auto queue = told.queue();
    for (const auto& card : queue) UNSCOPED_INFO(plain_text(card.sentence));
    const auto card = find_card(queue, Cause::press_not_counted);
    REQUIRE(card);
    CHECK(plain_text(card->sentence) == "A press with nobody's number at 7:31.2 between 113 and 114. Not counted.");
    CHECK(card->harm == Harm::none);
    CHECK(told.finishers() == 24);
    CHECK(labels_of(card->answers) == Labels{"Enter number", "Extra press"});
    CHECK(answered(told, Cause::press_not_counted, "Extra press").finishers() == 24);
    CHECK(answered(told, Cause::press_not_counted, "Enter number", "802").time_of("802") == at(adult));
}

TEST_CASE("An adult behind the last child, whom neither the mat nor the second timer saw, is only told",
          "[engine][review]") {
    World world{day_of(24), {}};
    for (Crosser& child : world.day) {
        child.read = child.crossed - 0.2;
        world.tagged.push_back(child.bib);
    }
    Told told = world.told();
    const double adult = world.day.back().crossed + 6, next = adult + 10;  // The next child is in the chute.
    for (const Crosser& child : world.day)
        told.hear("second", MeetBuilder::of(ReadingKind::tap, at(child.crossed + 0.08), ""));
    told.hear("second", MeetBuilder::of(ReadingKind::tap, at(next + 0.08), ""));
    for (const double pressed : {adult, next}) told.hear("tapper", MeetBuilder::of(ReadingKind::tap, at(pressed), ""));
    const ReviewCard card = only_card(told, Cause::press_not_counted);
    CHECK(plain_text(card.sentence) == "A press with nobody's number at 8:18.3, after the last child. Not counted.");
    CHECK(card.harm == Harm::none);
    CHECK(labels_of(card.answers) == Labels{"Enter number", "Extra press"});
    CHECK(told.finishers() == 25);
    CHECK(given(told, card, card.answers[1]).finishers() == 25);
    CHECK(given(told, card, card.answers[0], "802").time_of("802") == at(adult));
}
