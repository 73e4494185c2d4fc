// Several commands that are one step.

#include "ui/desk/program/steps.h"

#include <catch2/catch.hpp>
#include <optional>

#include "ui/desk/undo.h"

using namespace heatline;
using namespace heatline::ui;

namespace {

// A server that refuses one command.
struct Server {
    std::string refuses;
    std::vector<std::string> given;
    std::optional<int> status;

    void take(const intent::Command& command) {
        const GiveCommand give = [this](const std::string& json, const StepAnswered& answered) {
            given.push_back(json);
            answered(json == refuses ? 409 : 200, json);
        };
        give_steps(command, give, [this](int answer, const std::string&) {
            CHECK_FALSE(status);  // Once.
            status = answer;
        });
    }
};
using Jsons = std::vector<std::string>;

intent::Command three_steps() {
    return undoable({{"one", {"one back"}}, {"two", {"two back", "and again"}}, {"three", {"three back"}}},
                    "all three");
}

}  // namespace

TEST_CASE("Each command of a step is given when the one before was done", "[ui][errands]") {
    Server server;
    server.take(three_steps());
    CHECK(server.given == Jsons{"one", "two", "three"});
    CHECK(server.status == 200);
}

TEST_CASE("A step of which one command is refused is taken back, the last first", "[ui][errands]") {
    Server server;
    server.refuses = "three";
    server.take(three_steps());
    CHECK(server.given == Jsons{"one", "two", "three", "two back", "and again", "one back"});
    CHECK(server.status == 409);
}

TEST_CASE("A step whose first command is refused leaves nothing to take back", "[ui][errands]") {
    Server server;
    server.refuses = "one";
    server.take(three_steps());
    CHECK(server.given == Jsons{"one"});
    CHECK(server.status == 409);
}

TEST_CASE("A step that was done is taken back as one, the last command first", "[ui][errands]") {
    Screen screen;
    answered(screen, three_steps(), true);
    REQUIRE(screen.undoable.size() == 1);
    Desk desk;
    desk.link.state = LinkLook::State::live;
    desk.link.role = Role::director;
    const auto back = take_back(desk, screen.undoable.back());
    REQUIRE(back);
    Server server;
    server.take(*back);
    CHECK(server.given == Jsons{"three back", "two back", "and again", "one back"});
}
