// The queue: its order, its bounds, what is never marked, and the recorded lines. The gun goes at 0 s.

#include <map>

#include "engine/names.h"
#include "tests/engine/review/review_world.h"
#include "tests/support/plain_csv.h"

using namespace heatline;
using namespace heatline::test;
using Cause = ReviewCause;

TEST_CASE("Two presses of one pack are not marked when every number is certain", "[engine][review]") {
    World world{day_of(24), {}};
    world.day[9].crossed = world.day[8].crossed + 0.35;
    world.day[9].scanned = world.day[8].crossed + 11.5;
    CHECK(world.told().queue().empty());
}

TEST_CASE("A number that was scanned again at once is not marked", "[engine][review]") {
    World world{day_of(24), {}};
    Told told = world.told();
    Reading again = MeetBuilder::of(ReadingKind::bib, at(world.day[9].crossed + 12), "110");
    again.mode = Mode::live;
    told.hear("chute", again);
    CHECK(told.queue().empty());
}

TEST_CASE("A chip that is read at the start is not marked", "[engine][review]") {
    World world{day_of(24), {}};
    MeetBuilder m;
    std::vector<std::string> bibs = bibs_of(world.day);
    bibs.insert(bibs.end(), {"801", "802"});
    plan(m, {"1"}, {bibs});
    m.gun("1", at(0));
    for (const std::string& bib : bibs) {
        m.tag("tag" + bib, bib);
        m.chip("tag" + bib, at(5));
    }
    for (Crosser& child : world.day) child.read = child.crossed - 0.2;
    tell(m, world.day);
    CHECK(Told{m}.queue().empty());
}

TEST_CASE("The second timer's presses are not marked", "[engine][review]") {
    World world{day_of(24), {}};
    Told told = world.told();
    for (const Crosser& child : world.day)
        told.hear("second", MeetBuilder::of(ReadingKind::tap, at(child.crossed + 0.08), ""));
    CHECK(told.queue().empty());
}

TEST_CASE("An extra press is taken out with the second timer's press for it", "[engine][review]") {
    World world{day_of(24), {}};
    world.day[9].typed = "";
    Told told = world.told();
    for (const Crosser& child : world.day)
        told.hear("second", MeetBuilder::of(ReadingKind::tap, at(child.crossed + 0.08), ""));
    const auto card = find_card(told.queue(), Cause::press_without_number);
    REQUIRE(card);
    const auto commands = commands_for(*card, answer_of(*card, "Extra press"));
    CHECK(commands->size() == 2);
    CHECK(told.give(*commands) == "");
    CHECK(told.queue().empty());
    CHECK(told.finishers() == 23);
}

TEST_CASE("Children who are in the chute are no question, and are when their numbers do not come", "[engine][review]") {
    World world{day_of(24), {}};
    Told told = world.told();
    told.hear("tapper", MeetBuilder::of(ReadingKind::tap, at(505), ""));
    told.hear("tapper", MeetBuilder::of(ReadingKind::tap, at(509), ""));
    CHECK(told.queue().empty());
    told.hear_latecomers({"801"}, 700);
    const auto card = find_card(told.queue(), Cause::press_without_number);
    REQUIRE(card);
    CHECK(card->lines.size() == 2);
}

TEST_CASE("The most harmful place comes first, and inside a harm the earliest", "[engine][review]") {
    World world{day_of(40, 400, 6), {}};
    world.day[2].typed = "";       // Among the first ten.
    world.day[15].typed = "";      // Behind them.
    world.day[22].typed = "9057";  // Nobody's.
    world.day[30].tapped = false;
    world.day[35].typed = "36";  // 136 with a digit too few.
    Told told = world.told();
    told.hear("tapper", MeetBuilder::of(ReadingKind::tap, at(world.day[10].crossed + 0.22), ""));
    const auto queue = told.queue();
    std::vector<Cause> causes;
    for (const ReviewCard& card : queue) causes.push_back(card.cause);
    CHECK(causes == std::vector{Cause::number_unknown, Cause::number_repaired, Cause::press_without_number,
                                Cause::press_without_number, Cause::number_without_press, Cause::double_press});
    for (std::size_t i = 1; i < queue.size(); ++i) {
        CHECK(queue[i - 1].harm <= queue[i].harm);
        if (queue[i - 1].harm == queue[i].harm) CHECK(queue[i - 1].from <= queue[i].from);
    }
}

TEST_CASE("An official heat, and one that does not exist, have no queue", "[engine][review]") {
    World world{day_of(24), {}};
    world.day[9].typed = "";
    MeetBuilder m;
    plan(m, {"1"}, {bibs_of(world.day)});
    m.gun("1", at(0));
    tell(m, world.day);
    CHECK_FALSE(Told{m}.queue().empty());
    m.official("1");
    CHECK(Told{m}.queue().empty());
    CHECK(review_queue(m.state(), *m.snapshot(), HeatId{7u}).empty());
    CHECK(review_queue(m.state(), *m.snapshot(), HeatId::none()).empty());
}

TEST_CASE("A place of hundreds of rows is cut into cards of bounded size, and every row is on one",
          "[engine][review]") {
    World world{day_of(150), {}};
    for (std::size_t i = 5; i < 145; ++i) {
        world.day[i].tapped = false;
        world.day[i].noted.reset();
    }
    const auto queue = world.told().queue();
    std::size_t rows = 0;
    for (const ReviewCard& card : queue) {
        CHECK(card.lines.size() <= kReviewLinesMax);
        CHECK(card.answers.size() <= 3);
        for (const ReviewLine& line : card.lines) rows += line.marked;
    }
    CHECK(queue.size() <= 4);
    CHECK(rows >= 130);
}

TEST_CASE("What a person enters is understood, or a sentence says what is missing", "[engine][review]") {
    World world{day_of(24, 400, 6), {}};
    world.day[9].tapped = false;
    for (const std::size_t beside : {8, 10}) world.day[beside].noted = world.day[beside].crossed;
    world.day[14].typed = "9057";
    const auto queue = world.told().queue();
    const auto press = find_card(queue, Cause::number_without_press), unknown = find_card(queue, Cause::number_unknown);
    REQUIRE((press && unknown));
    const auto time = [&](const std::string& text) {
        return commands_for(*press, answer_of(*press, "Enter time"), text);
    };
    const auto [text, seconds] =
        GENERATE(table<std::string, double>({{"7:17.5", 437.5}, {" 0:07:17.25", 437.25}, {"437.123456", 437.123456}}));
    CAPTURE(text);
    REQUIRE(time(text).ok());
    CHECK(std::get<InsertFinish>(time(text)->front().body).at == at(seconds));
    for (const char* wrong : {"", "soon", "7", "7:61"}) {
        CAPTURE(wrong);
        REQUIRE_FALSE(time(wrong).ok());
        CHECK(time(wrong).error() == "enter the time since the gun, as 10:42.3");
    }
    const auto number = [&](const std::string& entered) {
        return commands_for(*unknown, answer_of(*unknown, "Other number"), entered);
    };
    CHECK(std::get<AssignTap>(number(" 110 ")->front().body).bib == "110");
    CHECK_FALSE(number("  ").ok());
    CHECK_FALSE(number(std::string(65, '1')).ok());
    const auto runner = [&](const std::string& entered) {
        return commands_for(*unknown, answer_of(*unknown, "Add runner"), entered);
    };
    for (const char* wrong : {"", "Zoe", "Zoe,", ", Lincoln"}) CHECK_FALSE(runner(wrong).ok());
    const auto added = std::get<AddRunner>(runner("Zoe van Dam, Lincoln")->front().body).columns;
    CHECK(added.runner.first.value == "Zoe");
    CHECK(added.runner.last.value == "van Dam");
    CHECK(added.team == "Lincoln");
    CHECK(added.bib == "9057");
    CHECK(added.runner.heat_lock == "1");
}

TEST_CASE("A sentence holds numbers and says whose they are, and no names", "[engine][review]") {
    World world{day_of(24), {}};
    world.day[9].typed = "";
    const Told told = world.told();
    const auto card = find_card(told.queue(), Cause::press_without_number);
    REQUIRE(card);
    std::string text;
    for (const ReviewWord& word : card->sentence) {
        if (word.child) {
            CHECK(word.text == (*told.snapshot()->bibs)[word.child.index()]);
            text += told.state().roster->runner(word.child).first.value + " (" + word.text + ")";
        } else {
            text += word.text;
        }
    }
    CHECK(text ==
          "Someone crossed at 7:16.9 between Child8 (109) and Child10 (111), but no number was scanned. "
          "A child, or an extra press?");
    CHECK(plain_text(card->sentence).find("Child") == std::string::npos);
}

namespace {

// A recorded line as a meet.
Told recorded(const std::string& name) {
    const std::string dir = std::string{HEATLINE_SOURCE_DIR} + "/tests/data/fusion-cases/" + name;
    MeetBuilder m;
    m.team("Lincoln");
    std::map<std::string, std::vector<std::string>> heats;
    std::vector<std::pair<std::string, std::string>> tags;
    for (test::CsvRow& row : test::read_plain_csv(dir + "/runners.csv")) {
        m.runner("Lincoln", row["bib"]);
        heats[row["heat"]].push_back(row["bib"]);
        if (!row["tag"].empty()) tags.emplace_back(row["tag"], row["bib"]);
    }
    for (const auto& [heat, bibs] : heats) m.heat(heat, bibs);
    for (const auto& [tag, bib] : tags) m.tag(tag, bib);
    for (test::CsvRow& row : test::read_plain_csv(dir + "/starts.csv")) m.gun(row["heat"], *parse_rfc3339(row["at"]));
    for (test::CsvRow& row : test::read_plain_csv(dir + "/events.csv")) {
        Reading said;
        said.kind = *parse_name<ReadingKind>(row["kind"]);
        if (!row["at"].empty()) said.at = parse_rfc3339(row["at"]);
        said.bib = row["bib"];
        said.tag = row["tag"];
        if (row["mode"] == "live") said.mode = Mode::live;
        if (row["mode"] == "batch") said.mode = Mode::batch;
        m.reading(row["device"], said);
    }
    return Told{m};
}

// Runs of marked rows, over all heats.
std::size_t places_marked(const Told& told) {
    std::size_t places = 0;
    const auto snapshot = told.snapshot();
    for (const auto& heat : snapshot->heats) {
        bool before = false;
        for (const Finish& finish : heat->finishes) {
            places += finish.review && !before;
            before = finish.review;
        }
    }
    return places;
}

}  // namespace

TEST_CASE("The queue of a recorded line is hardly longer than its marked places, and holds every marked row",
          "[engine][review][cases]") {
    const std::string name = GENERATE("1-clean-60", "2-typical-150", "3-heavy-200", "4-batch-180", "5-two-tappers-250",
                                      "6-chips-300", "7-no-taps-100", "8-taps-only-100", "9-strangers-3-heats");
    CAPTURE(name);
    const Told told = recorded(name);
    const auto snapshot = told.snapshot();
    std::size_t questions = 0, marked = 0, held = 0;
    std::string said;
    for (const auto& heat : snapshot->heats) {
        std::set<std::uint32_t> rows;
        for (const ReviewCard& card : review_queue(told.state(), *snapshot, heat->heat)) {
            questions += card.harm != Harm::none;
            said += plain_text(card.sentence) + "\n";
            for (const ReviewLine& line : card.lines) {
                if (line.finish != ResultRow::kNoFinish) rows.insert(line.finish);
            }
        }
        for (std::size_t i = 0; i < heat->finishes.size(); ++i) {
            if (!heat->finishes[i].review) continue;
            ++marked;
            held += rows.contains(static_cast<std::uint32_t>(i));
        }
    }
    CAPTURE(said, marked, held, questions);
    const std::size_t places = places_marked(told);
    CHECK(questions <= places + places / 4 + 1);
    CHECK(held + 2 >= marked);
}

TEST_CASE("On a recorded line every answer that needs no word is agreed to, makes its card go, and can be taken back",
          "[engine][review][cases]") {
    const std::string name = GENERATE("2-typical-150", "3-heavy-200", "4-batch-180", "5-two-tappers-250", "6-chips-300",
                                      "9-strangers-3-heats");
    CAPTURE(name);
    const Told told = recorded(name);
    const auto snapshot = told.snapshot();
    for (const auto& heat : snapshot->heats) {
        const auto queue = told.queue(heat->name);
        for (const ReviewCard& card : queue) {
            for (const ReviewAnswer& answer : card.answers) {
                if (answer.needs != ReviewNeeds::nothing || answer.shows) continue;
                INFO(plain_text(card.sentence) << " " << answer.label);
                Told after = told;
                CHECK(after.give(*commands_for(card, answer)) == "");
                for (const ReviewCard& other : after.queue(heat->name)) {
                    INFO("still: " << plain_text(other.sentence));
                    CHECK(other.key != card.key);
                }
                CHECK(after.give(undo_of(card, answer)) == "");
                CHECK(after.queue(heat->name) == queue);
            }
        }
    }
}
