// What the announcer reads: who finishes now, calm when many come, unofficial until official, names in the public form.

#include <catch2/catch.hpp>
#include <cmath>
#include <random>
#include <set>

#include "tests/support/live_desk.h"
#include "tests/ui/desk/typing.h"
#include "tests/ui/picture.h"
#include "ui/desk/gallery/scenes.h"
#include "ui/desk/views/announcer_parts.h"
#include "ui/desk/words.h"

using namespace heatline;
using namespace heatline::ui;
using test::desk_of;
using test::HeadlessDesk;

namespace {

constexpr std::int64_t kSecond = 1'000'000;

// One heat that runs since 9:00, with children to let come in.
struct RunningHeat {
    Picture picture;
    TeamId lincoln;
    int count = 0;
    RunningHeat() {
        lincoln = picture.team("Lincoln", "A1", 1);
        HeatPicture& first = picture.heat("1", "09:00");
        first.state = HeatState::running;
        first.start = first.planned;
        first.counts.on_course = 5;
    }
    HeatPicture& heat() { return picture.heats[0]; }
    RunnerId comes(const std::string& first, std::int64_t after_us, bool review = false) {
        const RunnerId child = picture.child(lincoln, std::to_string(100 + count), first, "Ross");
        add(child, after_us, review);
        return child;
    }
    void unknown(std::int64_t after_us) { add(RunnerId::none(), after_us, true); }
    HeatSpoken spoken() { return speak(desk_of(picture), heat()); }

private:
    void add(RunnerId child, std::int64_t after_us, bool review) {
        ++count;
        picture.finish(heat(), child, static_cast<std::uint32_t>(count), after_us);
        heat().rows.back().review = review;
        Finish finish;
        finish.heat = HeatId{0U};
        finish.runner = child;
        finish.at = Instant{heat().planned.us + after_us};
        heat().finishes.push_back(finish);
    }
};

std::vector<std::string> bunch_of(const HeatSpoken& spoken) {
    std::vector<std::string> names;
    for (const std::size_t i : spoken.bunch) names.push_back(spoken.by_place[i].name);
    return names;
}

Screen announcer_screen() {
    Screen screen;
    screen.view = View::announcer;
    return screen;
}

}  // namespace

TEST_CASE("Children within three seconds are one bunch, the next one begins another", "[ui][announcer]") {
    RunningHeat heat;
    heat.comes("Ann", 500 * kSecond);
    heat.comes("Ben", 501 * kSecond);
    heat.comes("Cleo", 503 * kSecond - 1);
    CHECK(bunch_of(heat.spoken()) == std::vector<std::string>{"Ann R.", "Ben R.", "Cleo R."});

    heat.comes("Dan", 503 * kSecond);
    CHECK(bunch_of(heat.spoken()) == std::vector<std::string>{"Dan R."});
}

TEST_CASE("However many come, each name in large letters stands for three seconds at least", "[ui][announcer]") {
    const auto seed = GENERATE(take(20, random(1u, 1'000'000u)));
    CAPTURE(seed);
    std::mt19937 random{seed};
    RunningHeat heat;
    std::int64_t at = 500 * kSecond, shown_since = 0;
    std::string shown;
    for (int i = 0; i < 60; ++i) {
        at += static_cast<std::int64_t>(random() % 4'000'000);
        heat.comes("Child" + std::to_string(i), at);
        const HeatSpoken spoken = heat.spoken();
        const std::string now = spoken.by_place[spoken.bunch.front()].name;
        if (now == shown) continue;
        if (!shown.empty()) CHECK(at - shown_since >= 3 * kSecond);
        shown = now;
        shown_since = at;
        CHECK(spoken.bunch.back() + 1 == spoken.by_place.size());  // Nobody is behind.
    }
}

TEST_CASE("Places stand beside the name: in the heat, and among those of the same grade", "[ui][announcer]") {
    RunningHeat heat;
    heat.comes("Ann", 500 * kSecond);
    const RunnerId older = heat.comes("Ben", 501 * kSecond);
    heat.comes("Cleo", 502 * kSecond);
    Runner ben = heat.picture.roster.runner(older);
    ben.grade = Grade{3};
    heat.picture.roster.save_runner(older, ben);

    const HeatSpoken spoken = heat.spoken();

    CHECK(spoken.by_place[1].places == "2nd in the heat · 1st in grade 3");
    CHECK(spoken.by_place[2].places == "3rd in the heat · 2nd in grade 2");
    CHECK(spoken.by_place[2].about == "grade 2 · Lincoln");
    CHECK(spoken.by_place[2].say_it == "say Cleo");
}

TEST_CASE("A tie shares its place in the grade too", "[ui][announcer]") {
    RunningHeat heat;
    for (const char* name : {"Ann", "Ben"}) heat.comes(name, 500 * kSecond);
    heat.comes("Cleo", 502 * kSecond);
    const HeatSpoken spoken = heat.spoken();
    CHECK(spoken.by_place[1].places.ends_with("1st in grade 2"));
    CHECK(spoken.by_place[2].places.ends_with("3rd in grade 2"));
}

TEST_CASE("A finisher who is not known is being checked, and the newest known name stays", "[ui][announcer]") {
    RunningHeat heat;
    heat.unknown(499 * kSecond);
    heat.comes("Ann", 500 * kSecond);
    heat.unknown(510 * kSecond);
    heat.unknown(512 * kSecond);

    const HeatSpoken spoken = heat.spoken();

    CHECK(bunch_of(spoken) == std::vector<std::string>{"Ann R."});
    CHECK(spoken.newer_unknown == 2);
    CHECK(spoken.by_place[0].name == "A finisher is being checked");
    CHECK(spoken.by_place[0].checked);
    CHECK(spoken.by_place[1].places.starts_with("2nd in the heat"));  // Somebody crossed before.
}

TEST_CASE("A doubtful finish is marked as long as the heat is not official", "[ui][announcer]") {
    RunningHeat heat;
    heat.comes("Ann", 500 * kSecond, true);
    CHECK(heat.spoken().by_place[0].checked);
    heat.heat().state = HeatState::official;
    CHECK_FALSE(heat.spoken().by_place[0].checked);
}

TEST_CASE("The screen says unofficial until it is official", "[ui][announcer]") {
    RunningHeat heat;
    heat.comes("Ann", 500 * kSecond);
    AnnouncerMemo memo;
    const AnnouncerLook running = memo.look(desk_of(heat.picture), {});
    CHECK(running.state == "UNOFFICIAL");
    CHECK(running.state_mark == Mark::look);
    CHECK(running.clock == "20:00");

    heat.heat().state = HeatState::official;
    const AnnouncerLook official = memo.look(desk_of(heat.picture), {HeatId{0U}, false, false});
    CHECK(official.state == "OFFICIAL");
    CHECK(official.state_mark == Mark::back);
    CHECK(official.clock.empty());
}

TEST_CASE("No surname and no number stands on the announcer's screen, whoever opened it", "[ui][announcer]") {
    const Role role = GENERATE(Role::announcer, Role::staff, Role::director);
    const Sample day = morning();
    const Desk desk = desk_over(day, role);
    std::set<std::string> bibs(day.snapshot->bibs->begin(), day.snapshot->bibs->end());
    for (const auto& heat : day.snapshot->heats) {
        const HeatSpoken spoken = speak(desk, *heat);
        const std::vector<RehearsalLine> rehearsal = rehearse(desk, *heat);
        std::vector<std::string> names;
        for (const Spoken& line : spoken.by_place) names.push_back(line.name);
        for (const RehearsalLine& line : rehearsal) names.push_back(line.name);
        for (const ResultRow& row : heat->rows) {
            if (!row.runner) continue;
            const std::string whole = full_name(day.snapshot->roster->runner(row.runner));
            CHECK(std::count(names.begin(), names.end(), whole) == 0);
        }
        for (const std::string& name : names) CHECK(bibs.count(name) == 0);
    }
    // A child who may not be named is not named here either.
    CHECK(std::any_of(day.snapshot->heats.begin(), day.snapshot->heats.end(), [&](const auto& heat) {
        const auto lines = rehearse(desk, *heat);
        return std::any_of(lines.begin(), lines.end(), [](const RehearsalLine& l) { return l.name == "Runner"; });
    }));
}

TEST_CASE("The screen follows the heat that comes in, not the gun that went last", "[ui][announcer]") {
    RunningHeat meet;
    meet.comes("Ann", 500 * kSecond);
    HeatPicture& second = meet.picture.heat("2", "09:10");
    second.state = HeatState::running;
    second.start = second.planned;
    CHECK(followed_heat(meet.picture.snapshot(), "finish") == HeatId{0U});

    Finish finish;
    finish.at = second.planned + minutes(7);
    second.finishes.push_back(finish);
    CHECK(followed_heat(meet.picture.snapshot(), "finish") == HeatId{1U});

    second.state = HeatState::official;
    meet.heat().state = HeatState::official;
    meet.picture.heat("3", "09:30");
    CHECK(followed_heat(meet.picture.snapshot(), "finish") == HeatId{2U});
}

TEST_CASE("Each moment of the day has its face", "[ui][announcer]") {
    AnnouncerMemo memo;
    CHECK(memo.look(desk_over(empty(), Role::announcer), {}).face == AnnouncerFace::no_heats);

    const AnnouncerLook before = memo.look(desk_over(planned(), Role::announcer), {});
    CHECK(before.face == AnnouncerFace::before);
    CHECK(before.clock == "30:00");
    CHECK(before.clock_says == "to the start of Heat 1");
    CHECK(before.state.empty());

    CHECK(memo.look(desk_over(morning(), Role::announcer), {}).face == AnnouncerFace::finishing);
    CHECK(memo.look(desk_over(held(), Role::announcer), {}).held == "Hold since 9:25: no heat starts");
    CHECK(memo.look(desk_over(finished(), Role::announcer), {}).face == AnnouncerFace::over);

    RunningHeat meet;
    CHECK(memo.look(desk_of(meet.picture), {}).face == AnnouncerFace::waiting);
    meet.comes("Ann", 500 * kSecond);
    CHECK(memo.look(desk_of(meet.picture), {}).face == AnnouncerFace::finishing);
    meet.heat().counts.on_course = 0;  // All are in: results come by themselves.
    CHECK(memo.look(desk_of(meet.picture), {}).face == AnnouncerFace::results);
    meet.heat().state = HeatState::official;
    meet.picture.heat("2", "09:30");
    const AnnouncerLook between = memo.look(desk_of(meet.picture), {});
    CHECK(between.face == AnnouncerFace::between);
    CHECK(between.clock == "10:00");
    CHECK(between.spoken_says == "Heat 1 · OFFICIAL");
    REQUIRE(between.spoken);
    CHECK(between.spoken->by_place.size() == 1);
}

TEST_CASE("A late heat is called late, and one in its last minute counts seconds", "[ui][announcer]") {
    Picture picture;
    picture.heat("1", "09:20");
    AnnouncerMemo memo;
    Desk desk = desk_of(picture);
    desk.now = desk.now - seconds(9);
    CHECK(memo.look(desk, {}).clock == "0:09");
    desk.now = desk.now + minutes(4);
    CHECK(memo.look(desk, {}).clock == "+3 min");
    CHECK(memo.look(desk, {}).clock_says == "Heat 1 is late");
}

TEST_CASE("A team's 25th finisher is told with the money, and without where the team gets none", "[ui][announcer]") {
    RunningHeat meet;
    GrantRules each;
    each.id = "per-finisher";
    each.amount = Cents{500};
    each.minimum = 25;
    meet.picture.rules.grants = {each};
    GrantStatement statement;
    statement.team = meet.lincoln;
    statement.grant = each.id;
    statement.amount = Cents{12'500};
    for (int i = 0; i < 24; ++i) meet.comes("Child", (500 + i) * kSecond);
    meet.picture.grants.statements = {statement};
    CHECK(milestones(meet.picture.snapshot()).empty());

    meet.comes("Child", 600 * kSecond);
    const auto told = milestones(meet.picture.snapshot());
    REQUIRE(told.size() == 1);
    CHECK(told[0].says == "Lincoln has 25 finishers: $125.00 for the team");
    CHECK(told[0].at == meet.heat().planned + seconds(600));

    meet.picture.grants.statements[0].eligible = false;
    meet.picture.grants.statements[0].amount = {};
    CHECK(milestones(meet.picture.snapshot())[0].says == "Lincoln has 25 finishers");
}

TEST_CASE("Every fiftieth finisher of a team is told, for six minutes", "[ui][announcer]") {
    RunningHeat meet;
    for (int i = 0; i < 120; ++i) meet.comes("Child", (500 + i) * kSecond);
    const auto all = milestones(meet.picture.snapshot());
    REQUIRE(all.size() == 2);
    CHECK(all[0].says == "Lincoln has 100 finishers");
    CHECK(all[1].says == "Lincoln has 50 finishers");
    const Instant fiftieth = all[1].at;
    CHECK(milestones_now(all, fiftieth - Millis{1}).empty());
    CHECK(milestones_now(all, fiftieth).size() == 1);
    CHECK(milestones_now(all, fiftieth + minutes(3)).size() == 2);
    CHECK(milestones_now(all, fiftieth + minutes(6)).size() == 1);
}

TEST_CASE("A child who is not registered makes no milestone", "[ui][announcer]") {
    RunningHeat meet;
    for (int i = 0; i < 50; ++i) {
        const RunnerId child = meet.comes("Child", (500 + i) * kSecond);
        if (i > 0) continue;
        Runner guest = meet.picture.roster.runner(child);
        guest.registered = false;
        meet.picture.roster.save_runner(child, guest);
    }
    CHECK(milestones(meet.picture.snapshot()).empty());
}

TEST_CASE("The announcer's keys open the rehearsal, the results, another heat, and follow again", "[ui][announcer]") {
    const Desk desk = desk_over(morning(), Role::announcer);
    Screen screen = announcer_screen();
    HeadlessDesk window;
    auto& state = screen.memos.get<AnnouncerState>();
    auto& memo = screen.memos.get<AnnouncerMemo>();
    const auto face = [&] { return memo.look(desk, state.choice).face; };

    test::type(window, desk, screen, "r");
    CHECK(face() == AnnouncerFace::rehearsal);
    test::type(window, desk, screen, "r");
    CHECK(face() == AnnouncerFace::finishing);
    test::type(window, desk, screen, "h");
    CHECK(face() == AnnouncerFace::results);
    test::type(window, desk, screen, "h");
    test::press(window, desk, screen, Key::left);
    CHECK(memo.look(desk, state.choice).title == "Heat 2");
    CHECK_FALSE(memo.look(desk, state.choice).followed);
    test::press(window, desk, screen, Key::right);
    test::press(window, desk, screen, Key::right);
    CHECK(memo.look(desk, state.choice).title == "Heat 4");
    test::press(window, desk, screen, Key::f5);
    CHECK(memo.look(desk, state.choice).followed);
    CHECK(memo.look(desk, state.choice).title == "Heat 3");
    CHECK_FALSE(screen.heat);  // What other views look at is theirs.
}

TEST_CASE("No key on the announcer's screen changes anything of the meet", "[ui][announcer]") {
    const Desk desk = desk_over(morning(), Role::director);
    const auto seed = GENERATE(take(3, random(1u, 1'000'000u)));
    CAPTURE(seed);
    std::mt19937 random{seed};
    Screen screen = announcer_screen();
    HeadlessDesk window;
    for (int i = 0; i < 1'000; ++i) {
        KeyPress press;
        press.key = static_cast<Key>(random() % (static_cast<unsigned>(Key::f12) + 1));
        if (press.key == Key::f2) continue;  // The list of views is the shell's.
        press.text = static_cast<char32_t>('a' + random() % 26);
        for (const Intent& intent : window.frame(desk, screen, {press})) {
            CHECK_FALSE(std::holds_alternative<intent::Command>(intent));
            CHECK_FALSE(std::holds_alternative<intent::Record>(intent));
        }
        CHECK_FALSE(screen.prompt);
    }
}

// ISO 9241-303:2011, 5.5: Latin characters need a height of 16 minutes of arc at least, 20 to 22 are advised. The
// height is that of a capital letter: 711 thousandths of the em in Roboto.
TEST_CASE("The name is legible at two metres on a 14 inch screen of 1366x768", "[ui][announcer]") {
    constexpr double kDistanceMm = 2'000, kDiagonalMm = 14 * 25.4, kMinutesPerRadian = 3437.75;
    const double pixel_mm = kDiagonalMm / std::sqrt(1366.0 * 1366.0 + 768.0 * 768.0);
    const auto arc_minutes = [&](float pixels) {
        return 0.711 * static_cast<double>(pixels) * pixel_mm / kDistanceMm * kMinutesPerRadian;
    };
    const auto pixels_of = [](Size size, float zoom) { return kPixels[static_cast<std::size_t>(size)] * zoom; };

    CHECK(pixels_of(Size::name, 1) >= kNamePixelsLeast);
    CHECK(arc_minutes(pixels_of(Size::name, 1)) >= 19.5);
    // The smallest that a long name may become, at every zoom.
    for (const float zoom : {1.0F, 1.25F, 1.5F, 2.0F, 2.5F}) {
        CAPTURE(zoom);
        CHECK(pixels_of(least_name_size(zoom), zoom) >= kNamePixelsLeast);
        CHECK(arc_minutes(pixels_of(least_name_size(zoom), zoom)) >= 16);
    }
}
