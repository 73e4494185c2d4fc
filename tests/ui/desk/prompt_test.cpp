// The line typed at the foot of the screen: what each key does to it, and which keys it leaves to others.

#include "ui/desk/prompt.h"

#include <catch2/catch.hpp>

#include "ui/desk/command_json.h"
#include "ui/desk/problem_words.h"
#include "ui/desk/utf8.h"

using namespace heatline;
using namespace heatline::ui;

namespace {

// A frame without a picture: prompts draw nothing.
struct Typing {
    Faces faces;
    Kit kit{nullptr, faces, ThemeName::sun, 1, {}, {}};
    Desk desk;
    Screen screen;
    std::vector<KeyPress> keys;
    std::vector<Intent> intents;
    Frame frame{kit, desk, screen, keys, intents};

    void letters(std::u32string_view text) {
        for (const char32_t letter : text) {
            keys.push_back(letter == U' ' ? KeyPress{Key::space} : KeyPress{Key::letter, letter});
        }
    }
    void press(Key key, bool ctrl = false) { keys.push_back({key, 0, ctrl}); }
};

}  // namespace

TEST_CASE("A typed line is given on Enter, without outer spaces, and the prompt closes") {
    Typing typing;
    open_prompt(typing.frame, "hold", "Why do all heats wait?");
    typing.letters(U" lightning, Zo\u00EB saw it ");
    CHECK_FALSE(type_into_prompt(typing.frame));
    typing.press(Key::enter);
    CHECK(type_into_prompt(typing.frame) == "lightning, Zo\xC3\xAB saw it");
    CHECK_FALSE(typing.screen.prompt);
}

TEST_CASE("Letters and Enter of one slow frame are taken in the order in which they were pressed") {
    Typing typing;
    open_prompt(typing.frame, "hold", "Why?");
    typing.letters(U"rain");
    typing.press(Key::enter);
    typing.letters(U"h");
    CHECK(type_into_prompt(typing.frame) == "rain");
    REQUIRE(typing.keys.size() == 1);  // What came after the line is the view's.
    CHECK(typing.frame.take_letter('h'));
}

TEST_CASE(
    "Backspace takes a whole letter, Escape drops the line, and Enter on an empty one says what to do until a letter "
    "is typed") {
    Typing typing;
    open_prompt(typing.frame, "hold", "Why?", "\xE6\x9D\x8E\xC3\xA9");
    typing.press(Key::backspace);
    CHECK_FALSE(type_into_prompt(typing.frame));
    CHECK(typing.screen.prompt->typed == "\xE6\x9D\x8E");
    typing.press(Key::backspace);
    typing.press(Key::backspace);
    typing.letters(U"  ");
    typing.press(Key::enter);
    CHECK_FALSE(type_into_prompt(typing.frame));
    REQUIRE(typing.screen.prompt);
    CHECK(typing.screen.prompt->empty_given);
    typing.letters(U"no");
    CHECK_FALSE(type_into_prompt(typing.frame));
    CHECK_FALSE(typing.screen.prompt->empty_given);
    typing.press(Key::escape);
    CHECK_FALSE(type_into_prompt(typing.frame));
    CHECK_FALSE(typing.screen.prompt);
}

TEST_CASE("While a line is typed, the view hears no key but function keys and those with Ctrl") {
    Typing typing;
    open_prompt(typing.frame, "hold", "Why?");
    typing.letters(U"c");
    typing.press(Key::down);
    typing.press(Key::tab);
    typing.press(Key::f9);
    typing.press(Key::plus, true);
    CHECK_FALSE(type_into_prompt(typing.frame));
    REQUIRE(typing.keys.size() == 2);
    CHECK(typing.keys[0].key == Key::f9);
    CHECK(typing.keys[1].key == Key::plus);
}

TEST_CASE("A line never grows beyond its bound") {
    Typing typing;
    open_prompt(typing.frame, "hold", "Why?");
    typing.letters(std::u32string(3 * kPromptBytesMax, U'\u674E'));
    CHECK_FALSE(type_into_prompt(typing.frame));
    CHECK(typing.screen.prompt->typed.size() <= kPromptBytesMax);
    CHECK(typing.screen.prompt->typed.size() > kPromptBytesMax - 3);
}

TEST_CASE("Control characters and halves of letters are not typed") {
    CHECK(utf8_of(U'\n').empty());
    CHECK(utf8_of(0x7F).empty());
    CHECK(utf8_of(0xD800).empty());
    CHECK(utf8_of(0x110000).empty());
    CHECK(utf8_of(U'\U0001F3C3') == "\xF0\x9F\x8F\x83");
}

TEST_CASE("A command is one JSON object, whatever is in its texts") {
    CHECK(CommandJson{"hold"}.str() == R"({"command":"hold"})");
    CHECK(CommandJson{"account"}.text("bib", "1009").text("reason", "with \"Oma\"\n").str() ==
          R"({"command":"account","bib":"1009","reason":"with \"Oma\"\n"})");
    CHECK(CommandJson{"delay"}.text("heat", "4").number("minutes", -5).str() ==
          R"({"command":"delay","heat":"4","minutes":-5})");
    CHECK(CommandJson{"course-clear"}.text("heat", "3").undo().str() ==
          R"({"command":"course-clear","heat":"3","undo":true})");
    CHECK(CommandJson{"void"}.reading("reading", "finish-1", "", 12).str() ==
          R"({"command":"void","reading":{"device":"finish-1","epoch":"","seq":12}})");
}

TEST_CASE("A refusal says what and what to do, in words", "[ui][prompt]") {
    CHECK(problem_words(R"({"code":"E_REFUSED","title":"a rule forbids this","detail":"3 children are \"out\""})") ==
          R"(3 children are "out")");
    CHECK(problem_words(
              R"({"code":"E_ROLE","title":"this role may not do that","detail":"ask somebody whose role may"})") ==
          "this role may not do that; ask somebody whose role may");
    CHECK(problem_words("the server is not there; do it again") == "the server is not there; do it again");
}
