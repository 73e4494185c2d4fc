// Cards about notes and chips that say another time than the chute. The gun goes at 0 s.

#include "tests/engine/review/review_world.h"

using namespace heatline;
using namespace heatline::test;
using Cause = ReviewCause;
using Labels = std::vector<std::string>;

TEST_CASE("A note that disagrees with the chute asks which is right", "[engine][review]") {
    World world{day_of(24), {}};
    world.day[9].noted = world.day[3].crossed + 0.1;  // Beside the press of 104.
    const Told told = world.told();
    const ReviewCard card = only_card(told, Cause::note_disagrees);
    CHECK(plain_text(card.sentence) ==
          "The note at the line says 110 at 6:52.4, the chute says 7:16.9. Which is right?");
    CHECK(labels_of(card.answers) == Labels{"Line", "Chute"});
    const Told chute = answered(told, Cause::note_disagrees, "Chute");
    CHECK(chute.time_of("110") == at(world.day[9].crossed));
    const Told line = answered(told, Cause::note_disagrees, "Line");
    CHECK(line.time_of("110") == at(world.day[3].crossed));  // The press beside the note.
}

TEST_CASE("A note that disagrees where nobody pressed is taken with its own instant", "[engine][review]") {
    World world{day_of(24, 400, 6), {}};
    world.day[15].noted = world.day[15].crossed - 50.6;
    const Told told = world.told();
    const ReviewCard card = only_card(told, Cause::note_disagrees);
    CHECK(labels_of(card.answers) == Labels{"Line", "Chute"});
    CHECK(answered(told, Cause::note_disagrees, "Line").time_of("116") == at(*world.day[15].noted));
    CHECK(answered(told, Cause::note_disagrees, "Chute").time_of("116") == at(world.day[15].crossed));
}

TEST_CASE("A mat that disagrees with the chute asks which is right", "[engine][review]") {
    World world{day_of(24), {}};
    world.day[9].read = world.day[3].crossed - 0.2;  // Beside the press of 104.
    world.tagged = {"110"};
    const Told told = world.told();
    const ReviewCard card = only_card(told, Cause::note_disagrees);
    CHECK(plain_text(card.sentence) == "The mat says 110 at 6:52.1, the chute says 7:16.9. Which is right?");
    CHECK(labels_of(card.answers) == Labels{"Mat", "Chute"});
    CHECK(answered(told, Cause::note_disagrees, "Mat").time_of("110") == at(world.day[3].crossed));
    CHECK(answered(told, Cause::note_disagrees, "Chute").time_of("110") == at(world.day[9].crossed));
}

TEST_CASE("A note of a child whom the chute did not see, where every press has a number, asks whether it crossed",
          "[engine][review]") {
    World world{day_of(24), {}};
    world.day[9].tapped = false;
    world.day[9].typed = "";
    world.day[9].noted = world.day[8].crossed + 0.3;
    const Told told = world.told();
    const ReviewCard card = only_card(told, Cause::note_disagrees);
    CHECK(plain_text(card.sentence) ==
          "The note at the line says 110 at 7:12.6, but every press there has a number and this one was not scanned. "
          "Did the child cross there?");
    CHECK(labels_of(card.answers) == Labels{"Yes", "No"});
    const Told yes = answered(told, Cause::note_disagrees, "Yes");
    CHECK(yes.time_of("110") == at(*world.day[9].noted));
    CHECK(yes.time_of("109") == at(world.day[8].crossed));
    CHECK(yes.finishers() == 24);
    const Told no = answered(told, Cause::note_disagrees, "No");
    CHECK_FALSE(no.finish("110"));
    CHECK(no.time_of("109") == at(world.day[8].crossed));
    CHECK(no.finishers() == 23);
}
