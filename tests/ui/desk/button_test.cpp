// Buttons: a click is a press of the key that stands on the button, at the moment of the click, and nothing else.

#include "ui/desk/button.h"

#include <catch2/catch.hpp>

#include "tests/support/live_desk.h"
#include "tests/support/meet_builder.h"
#include "tests/ui/desk/typing.h"
#include "ui/desk/gallery/gallery.h"
#include "ui/desk/gallery/scenes.h"

using namespace heatline;
using namespace heatline::ui;
using test::HeadlessDesk;
using test::pressed;

namespace {

// The sample morning at the office, Heat 4 planned next.
struct Office {
    Sample sample = morning();
    Desk desk;
    Screen screen;
    HeadlessDesk window;
    explicit Office(View view, Role role = Role::director) {
        desk = desk_over(sample, role);
        screen.view = view;
        screen.heat = HeatId{3U};
        look();
    }
    std::vector<Intent> look(Mouse mouse = {}) { return window.frame(desk, screen, {}, mouse); }
    const ButtonPlace* button(const std::string& key) const {
        for (const ButtonPlace& place : screen.buttons) {
            if (key_name(place.key) == key) return &place;
        }
        return nullptr;
    }
};

Mouse click_on(const Rect& rect, std::int64_t device_us = 0) {
    return {rect.x + rect.w / 2, rect.y + rect.h / 2, true, device_us, 0};
}

const KeyPress* key_of(const std::vector<Intent>& intents) {
    const auto* press = intents.size() == 1 ? std::get_if<intent::Press>(&intents[0]) : nullptr;
    return press ? &press->key : nullptr;
}

}  // namespace

TEST_CASE("A click on Start is a press of S at the moment of the click", "[ui][button]") {
    Office office{View::heats};
    const ButtonPlace* start = office.button("S");
    REQUIRE(start);
    const auto asked = office.look(click_on(start->rect, 73'512'345'678));
    REQUIRE(key_of(asked));
    CHECK(key_of(asked)->text == U'S');
    CHECK(key_of(asked)->device_us == 73'512'345'678);

    SECTION("which starts the heat as the key does") {
        office.desk.now_device_us = 73'512'345'678;
        const auto given = office.window.frame(office.desk, office.screen, {*key_of(asked)});
        CHECK(test::only_command(given).json ==
              R"({"command":"set-start","heat":"4","at":"2027-05-01T09:31:42.000-07:00"})");
    }
    SECTION("a double click is one") {
        const Rect where = office.button("S")->rect;
        CHECK(office.look(click_on(where, 73'512'545'678)).empty());
        CHECK(key_of(office.look(click_on(where, 73'513'345'678))));
    }
    SECTION("and beside it a click is none") {
        const Rect where = office.button("S")->rect;
        CHECK_FALSE(key_of(office.look(click_on({where.x - 20, where.y, 10, where.h}, 80'000'000'000))));
    }
}

TEST_CASE("Only what stood there before is clicked", "[ui][button]") {
    Office office{View::heats};
    const Rect where = office.button("S")->rect;
    SECTION("a button that came with this frame") {
        office.screen.buttons.clear();
        CHECK(office.look(click_on(where)).empty());
    }
    SECTION("while a line is typed keys are letters") {
        office.window.frame(office.desk, office.screen, {pressed(U't')});
        REQUIRE(office.screen.prompt);
        office.look();
        CHECK(office.look(click_on(where)).empty());
        CHECK(office.screen.buttons.empty());
    }
    SECTION("under the list of views") {
        office.desk.menu.open = true;
        for (const ButtonPlace& place : std::vector<ButtonPlace>{office.screen.buttons}) {
            const auto asked = office.look(click_on(place.rect));
            REQUIRE(asked.size() == 1);
            CHECK(std::holds_alternative<intent::CloseMenu>(asked[0]));
        }
    }
}

TEST_CASE("A click on a line of the list of views shows that view and closes the list", "[ui][button]") {
    Office office{View::heats};
    office.desk.menu.open = true;
    const auto asked = office.look({60, 48 + 8 + 8 + 6 * 44 + 20, true, 0, 0});
    CHECK(office.screen.view == View::results);
    REQUIRE(asked.size() == 1);
    CHECK(std::holds_alternative<intent::CloseMenu>(asked[0]));
}

TEST_CASE("Who may not start a heat has no button for it", "[ui][button]") {
    CHECK_FALSE(Office{View::heats, Role::announcer}.button("S"));
    CHECK_FALSE(Office{View::heats, Role::marshal}.button("S"));
    CHECK(Office{View::heats, Role::staff}.button("S"));
}

TEST_CASE("On the stations a click anywhere is the gun on its button and nothing elsewhere", "[ui][button]") {
    const int zoom = GENERATE(100, 200);
    const View view = GENERATE(View::finish, View::chute);
    HeadlessDesk window;
    std::size_t guns = 0;
    for (Scene& scene : scenes_of(view)) {
        CAPTURE(scene.name, zoom);
        scene.screen.zoom_percent = zoom;
        window.frame(scene.desk, scene.screen);
        std::int64_t at_us = 0;
        const float width = 136'600.0F / static_cast<float>(zoom), height = 76'800.0F / static_cast<float>(zoom);
        for (float y = 3; y < height; y += 23) {
            for (float x = 3; x < width; x += 37) {
                at_us += 1'000'000;
                const auto asked = window.frame(scene.desk, scene.screen, {}, {x, y, true, at_us, 0});
                const auto& buttons = scene.screen.buttons;
                const bool on_button = !buttons.empty() && buttons[0].rect.holds(x, y);
                CHECK(buttons.size() <= 1);
                if (!on_button) CHECK(asked.empty());
                if (!on_button) continue;
                ++guns;
                REQUIRE(key_of(asked));
                CHECK(key_of(asked)->key == Key::f4);
            }
        }
        for (const ButtonPlace& place : scene.screen.buttons) {
            CHECK(place.rect.x >= 0);
            CHECK(place.rect.right() <= width);
            CHECK(place.rect.bottom() <= height);
        }
    }
    CHECK((guns > 0) == (view == View::finish));
}
