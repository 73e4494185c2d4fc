// Cards about whose finish it is: what they say, what each answer does. The gun goes at 0 s.

#include "tests/engine/review/review_world.h"

using namespace heatline;
using namespace heatline::test;
using Cause = ReviewCause;
using Labels = std::vector<std::string>;

TEST_CASE("A number that was mended asks whether it was that child", "[engine][review]") {
    World world{day_of(24), {}};
    world.day[9].typed = "10";  // 110 with a digit too few.
    const Told told = world.told();
    const ReviewCard card = only_card(told, Cause::number_repaired);
    CHECK(plain_text(card.sentence) == "Typed 10; nobody has it. Taken as 110, who has no other finish.");
    CHECK(labels_of(card.answers) == Labels{"Yes", "Other number", "Unknown runner"});
    CHECK(card.harm == Harm::wrong_child);

    const Told yes = answered(told, Cause::number_repaired, "Yes");
    CHECK(yes.time_of("110") == at(world.day[9].crossed));
    const Told other = answered(told, Cause::number_repaired, "Other number", "802");
    CHECK(other.time_of("802") == at(world.day[9].crossed));
    CHECK_FALSE(other.finish("110"));
    const Told added = answered(told, Cause::number_repaired, "Unknown runner", "Zoe van Dam, Lincoln", Comes::results);
    CHECK(added.time_of("10") == at(world.day[9].crossed));
    CHECK_FALSE(added.finish("110"));
    CHECK(added.finishers() == 24);
}

TEST_CASE("A number that came before and was taken as a missing child's asks whether it was that child",
          "[engine][review]") {
    World world{day_of(24), {}};
    world.day[20].typed = "112";  // For 121, who is not seen: two digits exchanged.
    world.day[20].noted.reset();
    const Told told = world.told();
    const auto queue = told.queue();
    for (const ReviewCard& card : queue) UNSCOPED_INFO(plain_text(card.sentence));
    CHECK(causes_in(queue) == std::set{Cause::number_repaired, Cause::entered_twice});
    const auto card = find_card(queue, Cause::number_repaired), first = find_card(queue, Cause::entered_twice);
    REQUIRE((card && first));
    CHECK(plain_text(card->sentence) ==
          "Number 112 was taken twice. The one at 8:00.0 is taken as 121, who has no other finish.");
    CHECK(labels_of(card->answers) == Labels{"Yes", "Other number", "Count once"});
    CHECK(plain_text(first->sentence) == "112 was entered more than once at 7:24.6.");
    CHECK(labels_of(first->answers) == Labels{"Keep"});

    const Told yes = answered(told, Cause::number_repaired, "Yes");
    CHECK(yes.time_of("121") == at(world.day[20].crossed));
    CHECK(yes.time_of("112") == at(world.day[11].crossed));
    CHECK(yes.queue().empty());  // Of 112 there is one number left.
    const Told other = answered(told, Cause::number_repaired, "Other number", "802");
    CHECK(other.time_of("802") == at(world.day[20].crossed));
    CHECK_FALSE(other.finish("121"));
    CHECK_FALSE(find_card(other.queue(), Cause::entered_twice));
    const Told once = answered(told, Cause::number_repaired, "Count once");
    CHECK(once.time_of("112") == at(world.day[11].crossed));
    CHECK_FALSE(once.finish("121"));
    CHECK_FALSE(find_card(once.queue(), Cause::entered_twice));
    const Told kept = answered(told, Cause::entered_twice, "Keep");
    CHECK(kept.time_of("112") == at(world.day[11].crossed));
    CHECK(find_card(kept.queue(), Cause::number_repaired));
}

TEST_CASE("A child whose mended number is counted once stands where the note at the line saw it", "[engine][review]") {
    World world{day_of(24), {}};
    world.day[20].typed = "112";
    REQUIRE(world.day[20].noted);
    const Told told = world.told();
    const Told once = answered(told, Cause::number_repaired, "Count once");
    CHECK(once.time_of("121") == at(world.day[20].crossed));
    CHECK(once.queue().empty());
}

TEST_CASE("A number that nobody has asks for a runner", "[engine][review]") {
    World world{day_of(24), {}};
    world.day[9].typed = "9057";
    const Told told = world.told();
    const ReviewCard card = only_card(told, Cause::number_unknown);
    CHECK(plain_text(card.sentence) == "Number 9057 at 7:16.9 between 109 and 111 is not registered. Add a runner?");
    CHECK(labels_of(card.answers) == Labels{"Add runner", "Other number", "Do not count"});

    const Told added = answered(told, Cause::number_unknown, "Add runner", "Zoe, Lincoln", Comes::results);
    CHECK(added.time_of("9057") == at(world.day[9].crossed));
    const Told other = answered(told, Cause::number_unknown, "Other number", "110");
    CHECK(other.time_of("110") == at(world.day[9].crossed));
    CHECK(answered(told, Cause::number_unknown, "Do not count").finishers() == 23);
}

TEST_CASE("A number that nobody has and that is not counted is not counted by its note either", "[engine][review]") {
    World world{day_of(24), {}};
    world.day[9].bib = "9057";
    world.day[9].noted = world.day[9].crossed + 0.1;
    world.strangers = {"9057"};
    const Told told = world.told();
    only_card(told, Cause::number_unknown);
    const Told out = answered(told, Cause::number_unknown, "Do not count");
    CHECK(out.finishers() == 23);
    CHECK(out.queue().empty());
}

TEST_CASE("A number at two places asks for the other child", "[engine][review]") {
    World world{day_of(24), {}};
    world.day[19].typed = "110";  // Taken before as well; 120 is not seen.
    const Told told = world.told();
    const ReviewCard card = only_card(told, Cause::entered_twice);
    CHECK(plain_text(card.sentence) == "110 was entered at places 10 and 20. Place 20 may be 120, not seen yet.");
    CHECK(labels_of(card.answers) == Labels{"120", "Other number", "Count once"});
    CHECK(card.lines.size() == 2);

    const Told likely = answered(told, Cause::entered_twice, "120");
    CHECK(likely.time_of("120") == at(world.day[19].crossed));

    const Told other = answered(told, Cause::entered_twice, "Other number", "802");
    CHECK(other.time_of("802") == at(world.day[19].crossed));
    CHECK(other.time_of("110") == at(world.day[9].crossed));
    const Told once = answered(told, Cause::entered_twice, "Count once");
    CHECK(once.time_of("110") == at(world.day[9].crossed));
}

TEST_CASE("A child of whom there is no other sign is confirmed where a missing child's number is nearly the same",
          "[engine][review]") {
    World world{day_of(24), {"191"}};
    world.day[9].typed = "191";  // For 110, whose number it is not far from; 191 stayed at home.
    world.day[9].bib = "190";
    MeetBuilder m;
    std::vector<std::string> bibs = bibs_of(world.day);
    bibs.insert(bibs.end(), {"801", "802", "191"});
    plan(m, {"1"}, {bibs});
    for (const std::string& bib : bibs) {
        if (bib != "191") m.seen(bib, Where::tent, at(-600));
    }
    m.gun("1", at(0));
    tell(m, world.day);
    const Told told{m};
    const ReviewCard card = only_card(told, Cause::no_sign_of_start);
    CHECK(plain_text(card.sentence) ==
          "No other sign of 191 today, and 190, whose number is nearly the same, is not in. Please confirm.");
    CHECK(labels_of(card.answers) == Labels{"Yes, 191", "190", "Other number"});
    CHECK(card.harm == Harm::wrong_child);

    CHECK(answered(told, Cause::no_sign_of_start, "Yes, 191").time_of("191") == at(world.day[9].crossed));
    const Told other = answered(told, Cause::no_sign_of_start, "190");
    CHECK(other.time_of("190") == at(world.day[9].crossed));
    CHECK_FALSE(other.finish("191"));
    CHECK(answered(told, Cause::no_sign_of_start, "Other number", "802").time_of("802") == at(world.day[9].crossed));
}

TEST_CASE("Where a team counts nobody in, no child needs another sign", "[engine][review]") {
    World world{day_of(24), {"190"}};
    world.day[9].bib = "191";
    CHECK(world.told().queue().empty());
}

namespace {

bool speaks_of(const std::vector<ReviewCard>& queue, const std::string& bib) {
    return std::any_of(queue.begin(), queue.end(), [&](const ReviewCard& card) {
        return std::any_of(card.lines.begin(), card.lines.end(),
                           [&](const ReviewLine& line) { return line.marked && line.bib == bib; });
    });
}

// A child of heat 1 crosses among those of heat 2.
Told two_heats(double second_gun, double stray_crossed) {
    std::vector<Crosser> first = day_of(24, 500, 4), second = day_of(24, second_gun + 500, 4);
    for (std::size_t i = 0; i < second.size(); ++i) second[i].bib = std::to_string(201 + i);
    std::vector<std::string> bibs = bibs_of(first);
    bibs.insert(bibs.end(), {"177", "801", "802"});
    MeetBuilder m;
    plan(m, {"1", "2"}, {bibs, bibs_of(second)});
    m.gun("1", at(0));
    m.gun("2", at(second_gun));
    std::vector<Crosser> day = first;
    day.insert(day.end(), second.begin(), second.end());
    day.push_back({"177", stray_crossed, true, {}, {}, {}, {}, false});
    std::sort(day.begin(), day.end(), [](const Crosser& a, const Crosser& b) { return a.crossed < b.crossed; });
    tell(m, day);
    return Told{m};
}

}  // namespace

TEST_CASE("A time that fits another heat asks in which heat the child ran", "[engine][review]") {
    const auto [gun, crossed, sentence] = GENERATE(table<double, double, std::string>(
        {{360, 905.4, "177 is entered in heat 1, but the time fits heat 2 as well (9:06 instead of 15:06)."},
         {1'500, 2'045.4, "177 is entered in heat 1, but the time fits heat 2 better (9:06 instead of 34:06)."}}));
    CAPTURE(sentence);
    const Told told = two_heats(gun, crossed);
    const std::string shown = told.finish("177", "2") ? "2" : "1";
    const auto card = find_card(told.queue(shown), Cause::heat_doubtful);
    REQUIRE(card);
    CHECK(plain_text(card->sentence) == sentence);
    CHECK(labels_of(card->answers) == Labels{"Heat 1", "Heat 2", "Other number"});
    CHECK(card->harm == Harm::heat);
    for (const std::string heat : {"1", "2"}) {
        CAPTURE(heat);
        Told after = given(told, *card, answer_of(*card, "Heat " + heat));
        const auto is_settled = [&] {
            CHECK(after.time_of("177", heat) == at(crossed));
            CHECK_FALSE(after.finish("177", heat == "1" ? "2" : "1"));
            // The latecomers may be a question of their own.
            for (const std::string shown_in : {"1", "2"}) CHECK_FALSE(speaks_of(after.queue(shown_in), "177"));
        };
        is_settled();
        after.hear_latecomers({"801", "802"}, gun + 700);
        is_settled();
    }
    const Told other = given(told, *card, answer_of(*card, "Other number"), "801");
    CHECK_FALSE(other.finish("177", shown));
    CHECK(other.time_of("801") == at(crossed));
}

TEST_CASE("A finish of a child who was marked as not starting asks whether it stands", "[engine][review]") {
    World world{day_of(24), {}};
    MeetBuilder m;
    std::vector<std::string> bibs = bibs_of(world.day);
    bibs.insert(bibs.end(), {"801", "802"});
    plan(m, {"1"}, {bibs});
    m.gun("1", at(0));
    m.status("1", "110", Status::dns);
    tell(m, world.day);
    const Told told{m};
    const ReviewCard card = only_card(told, Cause::after_status);
    CHECK(plain_text(card.sentence) == "110 was marked dns, and crossed at 7:16.9.");
    CHECK(labels_of(card.answers) == Labels{"Finished", "Did not finish"});
    const Told finished = answered(told, Cause::after_status, "Finished", "", Comes::question);
    CHECK(finished.time_of("110") == at(world.day[9].crossed));
    // Taken back, the status holds over nothing: the question is asked again, in the same words.
    Told again = finished;
    CHECK(again.give(undo_of(card, answer_of(card, "Finished"))) == "");
    CHECK(find_card(again.queue(), Cause::after_status)->sentence == card.sentence);
    CHECK_FALSE(answered(told, Cause::after_status, "Did not finish").finish("110"));
}
