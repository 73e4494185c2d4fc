// What key presses come to on the stations' views. Stamps are seconds here.

#include "ui/desk/key_desk.h"

#include <catch2/catch.hpp>
#include <random>

using namespace heatline;
using namespace heatline::ui;
using key_action::ForView;
using key_action::Refused;
using Recorded = key_action::Record;
using Kind = Recorded::Kind;

namespace {

KeyScene on(View view) {
    KeyScene scene;
    scene.view = view;
    scene.records = true;
    scene.heats_known = true;
    scene.next_heat = "4";
    scene.views = views_of(Role::director);
    return scene;
}
RawKey key(Key which, std::int64_t at_s = 0) {
    RawKey raw;
    raw.press.key = which;
    raw.press.device_us = at_s * 1'000'000;
    raw.wall_us = raw.press.device_us + 7;
    return raw;
}
RawKey letter(char32_t text) {
    RawKey raw;
    raw.press.text = text;
    return raw;
}
RawKey ctrl(RawKey raw) {
    raw.press.ctrl = true;
    return raw;
}
RawKey shift(RawKey raw) {
    raw.press.shift = true;
    return raw;
}
RawKey held(RawKey raw) {
    raw.repeat = true;
    return raw;
}

template <class T>
const T* as(const std::optional<KeyAction>& action) {
    return action ? std::get_if<T>(&*action) : nullptr;
}
// "tap", "bib 1044", "undo", …; empty when nothing was recorded.
std::string recorded(const std::optional<KeyAction>& action) {
    constexpr const char* kWords[] = {"tap", "bib", "select", "start", "undo", "redo"};
    const auto* it = as<Recorded>(action);
    if (!it) return {};
    return kWords[static_cast<std::size_t>(it->kind)] + (it->text.empty() ? std::string{} : " " + it->text);
}
std::string typed(const KeyDesk& desk, View view) {
    StationLook look;
    desk.show(view, look);
    return look.typed;
}
void type(KeyDesk& desk, std::u32string_view text, const KeyScene& scene) {
    for (const char32_t sign : text) CHECK_FALSE(desk.press(letter(sign), scene));
}

}  // namespace

TEST_CASE("At the finish Space is a tap with the stamp of its press", "[ui][keys]") {
    KeyDesk desk;
    const auto action = desk.press(key(Key::space, 12), on(View::finish));
    REQUIRE(as<Recorded>(action));
    CHECK(*as<Recorded>(action) == Recorded{Kind::tap, "", 12'000'000, 12'000'007});

    SECTION("holding it records nothing more") {
        for (int i = 0; i < 15; ++i) CHECK_FALSE(desk.press(held(key(Key::space, 12)), on(View::finish)));
    }
    SECTION("whatever else is held down or open") {
        CHECK(recorded(desk.press(shift(key(Key::space)), on(View::finish))) == "tap");
        CHECK(recorded(desk.press(ctrl(key(Key::space)), on(View::finish))) == "tap");
        desk.press(key(Key::f2), on(View::finish));
        CHECK(recorded(desk.press(key(Key::space), on(View::finish))) == "tap");
    }
    SECTION("and not where the window does not record") {
        KeyScene watching = on(View::finish);
        watching.records = false;
        CHECK(as<Refused>(desk.press(key(Key::space), watching)));
    }
}

TEST_CASE("At the finish a typed number makes the next Space the mark of that child", "[ui][keys]") {
    KeyDesk desk;
    const KeyScene finish = on(View::finish);
    type(desk, U"1035", finish);
    CHECK_FALSE(desk.press(key(Key::backspace), finish));
    type(desk, U"4", finish);
    CHECK(typed(desk, View::finish) == "1034");
    CHECK(recorded(desk.press(key(Key::space), finish)) == "select 1034");
    CHECK(recorded(desk.press(key(Key::space), finish)) == "tap");

    type(desk, U"77", finish);
    CHECK_FALSE(desk.press(key(Key::escape), finish));
    CHECK(recorded(desk.press(key(Key::space), finish)) == "tap");
}

TEST_CASE("F4 is the gun of the next heat, once", "[ui][keys]") {
    KeyDesk desk;
    KeyScene finish = on(View::finish);
    CHECK(recorded(desk.press(key(Key::f4, 100), finish)) == "start 4");
    finish.next_heat = "5";

    SECTION("hit twice it does not start the heat after it") {
        CHECK(as<Refused>(desk.press(key(Key::f4, 101), finish)));
        CHECK(as<Refused>(desk.press(key(Key::f4, 109), finish)));
        CHECK(recorded(desk.press(key(Key::f4, 110), finish)) == "start 5");
    }
    SECTION("a false start is taken back and started anew at once") {
        finish.next_heat = "4";
        CHECK(recorded(desk.press(key(Key::f8, 102), finish)) == "undo");
        CHECK(recorded(desk.press(key(Key::f4, 104), finish)) == "start 4");
    }
    SECTION("a second person's press for one gun, on another laptop, does not start the heat after it") {
        KeyDesk other;
        finish.line_gun_us = key(Key::f4, 100).press.device_us;
        CHECK(as<Refused>(other.press(key(Key::f4, 101), finish)));
        CHECK(recorded(other.press(key(Key::f4, 110), finish)) == "start 5");
    }
    SECTION("with no heat left it says so") {
        finish.next_heat.clear();
        const auto none = desk.press(key(Key::f4, 200), finish);
        REQUIRE(as<Refused>(none));
        CHECK(as<Refused>(none)->why == "no heat is left to start on this line");
    }
    SECTION("before the meet was heard of it says so, and what to do") {
        finish.next_heat.clear();
        finish.heats_known = false;
        const auto unknown = desk.press(key(Key::f4, 200), finish);
        REQUIRE(as<Refused>(unknown));
        CHECK(as<Refused>(unknown)->why == "the heats are not known here yet; write down the time of the gun");
    }
    SECTION("a practice has a heat of its own, also when the day is over") {
        finish.next_heat.clear();
        finish.practising = true;
        CHECK(recorded(desk.press(key(Key::f4, 200), finish)) == "start");
    }
    SECTION("it is no key of the chute") { CHECK_FALSE(desk.press(key(Key::f4, 200), on(View::chute))); }
}

TEST_CASE("In the chute a number and Enter is the next child out", "[ui][keys]") {
    KeyDesk desk;
    const KeyScene chute = on(View::chute);
    type(desk, U"1044", chute);
    CHECK(recorded(desk.press(key(Key::enter), chute)) == "bib 1044");
    CHECK(typed(desk, View::chute).empty());

    type(desk, U"0", chute);
    CHECK(recorded(desk.press(key(Key::enter), chute)) == "bib 0");

    SECTION("Enter with nothing typed records nothing and says so") {
        CHECK(as<Refused>(desk.press(key(Key::enter), chute)));
    }
    SECTION("Enter held down takes a number once") {
        type(desk, U"1045", chute);
        CHECK(recorded(desk.press(key(Key::enter), chute)) == "bib 1045");
        CHECK_FALSE(desk.press(held(key(Key::enter)), chute));
    }
    SECTION("Backspace held down deletes all of it, a digit held down types one") {
        type(desk, U"12", chute);
        CHECK_FALSE(desk.press(held(letter(U'2')), chute));
        CHECK(typed(desk, View::chute) == "12");
        CHECK_FALSE(desk.press(key(Key::backspace), chute));
        CHECK_FALSE(desk.press(held(key(Key::backspace)), chute));
        CHECK(typed(desk, View::chute).empty());
    }
    SECTION("no more than ten digits are typed, and none of them is lost") {
        type(desk, U"1234567890", chute);
        CHECK(as<Refused>(desk.press(letter(U'1'), chute)));
        CHECK(recorded(desk.press(key(Key::enter), chute)) == "bib 1234567890");
    }
    SECTION("what was typed stays behind when the view changes") {
        type(desk, U"10", chute);
        CHECK(recorded(desk.press(key(Key::space), on(View::finish))) == "tap");
        CHECK(typed(desk, View::chute).empty());
    }
}

TEST_CASE("Enter takes the chosen child or exactly what was typed", "[ui][keys]") {
    KeyDesk desk;
    KeyScene chute = on(View::chute);
    std::vector<std::string> out{"1044", "1046"};
    chute.offered = [&](std::string_view) { return out; };
    type(desk, U"104", chute);

    SECTION("exactly what was typed") { CHECK(recorded(desk.press(key(Key::enter), chute)) == "bib 104"); }
    SECTION("the chosen one, which stays what it was when the choice began") {
        CHECK_FALSE(desk.press(key(Key::down), chute));
        out = {"1041"};
        CHECK_FALSE(desk.press(held(key(Key::down)), chute));
        CHECK_FALSE(desk.press(held(key(Key::down)), chute));
        StationLook look;
        desk.show(View::chute, look);
        CHECK(look.chosen == 1);
        CHECK(look.offered == std::vector<std::string>{"1044", "1046"});
        CHECK(recorded(desk.press(key(Key::enter), chute)) == "bib 1046");
    }
    SECTION("back above the first, what was typed counts again") {
        desk.press(key(Key::down), chute);
        desk.press(key(Key::up), chute);
        CHECK(recorded(desk.press(key(Key::enter), chute)) == "bib 104");
    }
    SECTION("a further digit drops the choice") {
        desk.press(key(Key::down), chute);
        type(desk, U"9", chute);
        CHECK(recorded(desk.press(key(Key::enter), chute)) == "bib 1049");
    }
    SECTION("with nobody to choose from, Down does nothing") {
        out.clear();
        CHECK_FALSE(desk.press(key(Key::down), chute));
        CHECK(recorded(desk.press(key(Key::enter), chute)) == "bib 104");
    }
    SECTION("with nothing typed the likeliest can be taken") {
        desk.press(key(Key::escape), chute);
        desk.press(key(Key::down), chute);
        CHECK(recorded(desk.press(key(Key::enter), chute)) == "bib 1044");
    }
}

TEST_CASE("Letters are typed only where bibs have them", "[ui][keys]") {
    KeyDesk desk;
    KeyScene chute = on(View::chute);
    type(desk, U"a1z2", chute);
    CHECK(typed(desk, View::chute) == "12");
    desk.press(key(Key::escape), chute);

    chute.bib_signs = U"A-é";
    type(desk, U"a-12z\u00e9", chute);
    CHECK(typed(desk, View::chute) == "A-12\u00e9");
    desk.press(key(Key::backspace), chute);
    CHECK(typed(desk, View::chute) == "A-12");
}

TEST_CASE("Undo and redo have two keys each, on both stations, and holding them does no more", "[ui][keys]") {
    const View view = GENERATE(View::finish, View::chute);
    KeyDesk desk;
    CHECK(recorded(desk.press(key(Key::f8), on(view))) == "undo");
    CHECK(recorded(desk.press(ctrl(letter(U'z')), on(view))) == "undo");
    CHECK(recorded(desk.press(shift(key(Key::f8)), on(view))) == "redo");
    CHECK(recorded(desk.press(ctrl(letter(U'Y')), on(view))) == "redo");
    CHECK_FALSE(desk.press(held(key(Key::f8)), on(view)));
    CHECK_FALSE(desk.press(held(ctrl(letter(U'z'))), on(view)));
}

TEST_CASE("Theme and zoom are the shell's on every view", "[ui][keys]") {
    const View view = GENERATE(View::finish, View::chute, View::results);
    KeyDesk desk;
    for (const RawKey& raw : {key(Key::f9), ctrl(key(Key::plus)), ctrl(key(Key::minus)), ctrl(letter(U'0'))}) {
        CHECK(as<ForView>(desk.press(raw, on(view))));
        CHECK_FALSE(desk.press(held(raw), on(view)));
    }
}

namespace {

// The view that the key shows, as the shell is told it; none.
std::optional<View> shown(const std::optional<KeyAction>& action) {
    const auto* key = as<ForView>(action);
    if (!key || !key->press.ctrl) return std::nullopt;
    return static_cast<View>(key->press.text - U'1');
}

}  // namespace

TEST_CASE("F2 opens the list of views on every view, at the view that is shown, and closes it", "[ui][keys]") {
    const View view = GENERATE(View::finish, View::chute, View::results);
    KeyDesk desk;
    CHECK_FALSE(desk.press(key(Key::f2), on(view)));
    CHECK(desk.menu().open);
    CHECK(desk.menu().chosen == static_cast<std::size_t>(view));
    CHECK_FALSE(desk.press(held(key(Key::f2)), on(view)));
    CHECK(desk.menu().open);
    SECTION("F2 again") { CHECK_FALSE(desk.press(key(Key::f2), on(view))); }
    SECTION("Esc") { CHECK_FALSE(desk.press(key(Key::escape), on(view))); }
    SECTION("a click") { desk.close_menu(); }
    SECTION("Enter, on what the arrows chose") {
        CHECK_FALSE(desk.press(key(Key::home), on(view)));
        CHECK_FALSE(desk.press(key(Key::down), on(view)));
        CHECK_FALSE(desk.press(held(key(Key::down)), on(view)));
        CHECK(shown(desk.press(key(Key::enter), on(view))) == View::announcer);
    }
    SECTION("a digit") { CHECK(shown(desk.press(letter(U'6'), on(view))) == View::heats); }
    CHECK_FALSE(desk.menu().open);
}

TEST_CASE("A digit counts the views that the role may see", "[ui][keys]") {
    KeyDesk desk;
    KeyScene scene = on(View::results);
    scene.views = views_of(Role::announcer);
    desk.press(key(Key::f2), scene);
    CHECK(shown(desk.press(letter(U'2'), scene)) == View::heats);
}

TEST_CASE("While the list is open, no view of the office hears a key", "[ui][keys]") {
    KeyDesk desk;
    desk.press(key(Key::f2), on(View::heats));
    for (const RawKey& raw : {letter(U's'), key(Key::space), key(Key::remove), ctrl(letter(U'z')), key(Key::f8)})
        CHECK_FALSE(desk.press(raw, on(View::heats)));
    CHECK(desk.menu().open);
}

TEST_CASE("No slip of the keys leaves a station's view", "[ui][keys]") {
    const View view = GENERATE(View::finish, View::chute);
    KeyDesk desk;
    for (char32_t digit = U'1'; digit <= U'9'; ++digit) CHECK_FALSE(desk.press(ctrl(letter(digit)), on(view)));
    CHECK(typed(desk, view).empty());
    CHECK(as<ForView>(desk.press(ctrl(letter(U'3')), on(View::results))));
}

TEST_CASE("On the other views keys are the view's, undo, Space and digits too", "[ui][keys]") {
    KeyDesk desk;
    const KeyScene heats = on(View::heats);
    for (const RawKey& raw : {key(Key::space), letter(U'7'), key(Key::f8), ctrl(letter(U'z')), key(Key::f4),
                              key(Key::enter), held(key(Key::down)), key(Key::f5)})
        CHECK(as<ForView>(desk.press(raw, heats)));
    CHECK_FALSE(desk.press(held(letter(U'7')), heats));
}

TEST_CASE("With the list of views open digits choose a view and are not typed", "[ui][keys]") {
    KeyDesk desk;
    KeyScene chute = on(View::chute);
    chute.views.resize(4);
    desk.press(key(Key::f2), chute);
    CHECK_FALSE(desk.press(letter(U'9'), chute));  // No such view: the list stays.
    CHECK(desk.menu().open);
    CHECK_FALSE(desk.press(key(Key::down), chute));
    CHECK(as<ForView>(desk.press(letter(U'2'), chute)));
    CHECK_FALSE(desk.menu().open);
    CHECK(typed(desk, View::chute).empty());
    type(desk, U"2", chute);
    CHECK(typed(desk, View::chute) == "2");
}

TEST_CASE("Practice begins with F5 when no heat runs and ends with Esc twice", "[ui][keys]") {
    const View view = GENERATE(View::finish, View::chute);
    KeyDesk desk;
    KeyScene scene = on(view);
    CHECK(as<Refused>(desk.press(key(Key::f5), scene)));
    scene.may_practise = true;
    const auto begun = desk.press(key(Key::f5), scene);
    REQUIRE(as<key_action::Practice>(begun));
    CHECK(as<key_action::Practice>(begun)->on);

    scene.practising = true;
    CHECK_FALSE(desk.press(key(Key::escape), scene));
    CHECK_FALSE(desk.press(held(key(Key::escape)), scene));
    type(desk, U"5", scene);
    CHECK_FALSE(desk.press(key(Key::escape), scene));  // Something came between.
    const auto left = desk.press(key(Key::escape), scene);
    REQUIRE(as<key_action::Practice>(left));
    CHECK_FALSE(as<key_action::Practice>(left)->on);
}

// ---- the monkey

namespace {

RawKey any_key(std::mt19937& dice) {
    constexpr char32_t kLetters[] = U"0123456789azyAZY+-/.";
    RawKey raw;
    KeyPress& press = raw.press;
    if (dice() % 2 == 0) {
        press.text = kLetters[dice() % 20];
    } else {
        press.key = static_cast<Key>(dice() % (static_cast<unsigned>(Key::minus) + 1));
        if (press.key == Key::letter) press.text = U'4';
    }
    press.ctrl = dice() % 8 == 0;
    press.shift = dice() % 8 == 0;
    press.alt = dice() % 16 == 0;
    raw.repeat = dice() % 5 == 0;
    press.device_us = static_cast<std::int64_t>(dice());
    return raw;
}

// The rules again, written the slow way: from all that was pressed, what the last press records. Menu and practice stay
// out of it (the monkey's F2 and F5 are taken away).
std::string slowly(const std::vector<RawKey>& pressed, View view) {
    std::string now_typed, said;
    for (const auto& [press, repeat, wall_us] : pressed) {
        said.clear();
        const bool z = press.key == Key::letter && (press.text == U'z' || press.text == U'Z');
        const bool y = press.key == Key::letter && (press.text == U'y' || press.text == U'Y');
        const bool digit = press.key == Key::letter && press.text >= U'0' && press.text <= U'9';
        const bool plain = !press.ctrl && !press.alt;
        if (press.key == Key::backspace && plain && !now_typed.empty()) now_typed.pop_back();
        if (repeat) continue;
        if (press.key == Key::escape && !press.alt) now_typed.clear();
        if (digit && plain && now_typed.size() < 10) now_typed += static_cast<char>(press.text);
        if (press.key == Key::f8 && plain) said = press.shift ? "redo" : "undo";
        if (z && press.ctrl && !press.shift && !press.alt) said = "undo";
        if (y && press.ctrl && !press.shift && !press.alt) said = "redo";
        if (view == View::finish && press.key == Key::space) {
            said = now_typed.empty() ? "tap" : "select " + now_typed;
            now_typed.clear();
        }
        if (view == View::chute && press.key == Key::enter && plain && !now_typed.empty()) {
            said = "bib " + now_typed;
            now_typed.clear();
        }
    }
    return said;
}

}  // namespace

TEST_CASE("Ten thousand random keys lose no tap, invent none and delete nothing", "[ui][keys][property]") {
    const View view = GENERATE(View::finish, View::chute);
    const auto seed = GENERATE(take(2, random(1u, 1'000'000u)));
    CAPTURE(view_word(view), seed);
    std::mt19937 dice{seed};
    KeyDesk desk;
    KeyScene scene = on(view);
    scene.next_heat.clear();  // Guns have a test of their own.
    std::vector<RawKey> pressed;
    for (int i = 0; i < 10'000; ++i) {
        RawKey raw = any_key(dice);
        KeyPress& press = raw.press;
        if (press.key == Key::f2 || press.key == Key::f5) press.key = Key::f6;
        // What was typed before the last Enter, Space or Esc cannot matter: the slow model begins anew there.
        if (!pressed.empty() && slowly(pressed, view).find(' ') != std::string::npos) pressed.clear();
        pressed.push_back(raw);
        const auto action = desk.press(raw, scene);
        CAPTURE(i, static_cast<int>(press.key), press.ctrl, press.shift, press.alt, raw.repeat);
        REQUIRE(recorded(action) == slowly(pressed, view));
        if (as<ForView>(action)) CHECK((press.key == Key::f9 || press.ctrl));  // Theme and zoom.
        CHECK_FALSE(as<key_action::Practice>(action));
        const auto* it = as<Recorded>(action);
        if (it) REQUIRE(it->device_us == press.device_us);
    }
}
