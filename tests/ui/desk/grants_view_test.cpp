// The grants view: the money to the cent, the reasons, and two people's approval of what they looked at.

#include <catch2/catch.hpp>

#include "tests/ui/desk/typing.h"
#include "ui/desk/gallery/scenes.h"
#include "ui/desk/views/grants_parts.h"
#include "ui/desk/words.h"

using namespace heatline;
using namespace heatline::ui;
using test::HeadlessDesk;
using test::only_command;

namespace {

std::int64_t cents(std::string text) {
    std::erase_if(text, [](char c) { return c == '$' || c == ',' || c == '.'; });
    return text.empty() ? 0 : std::stoll(text);
}

Screen grants_screen() {
    Screen screen;
    screen.view = View::grants;
    return screen;
}

Snapshot with(const Sample& day, std::vector<Approval> approvals) {
    Snapshot snapshot = *day.snapshot;
    snapshot.approvals = std::move(approvals);
    return snapshot;
}

Desk desk_with(const Sample& day, Snapshot snapshot) {
    Desk desk = desk_over(day, Role::director);
    desk.snapshot = std::make_shared<const Snapshot>(std::move(snapshot));
    return desk;
}

}  // namespace

TEST_CASE("Lines, columns and the sum agree to the cent", "[ui][grants-view]") {
    const Sample day = finished();
    const GrantsTable table = grants_lines(*day.snapshot);

    REQUIRE(table.lines.size() == 10);
    REQUIRE(table.grants == std::vector<std::string>{"Per finisher", "Biggest teams"});
    std::int64_t all = 0;
    std::vector<std::int64_t> by_grant(table.grants.size());
    for (const GrantsLine& line : table.lines) {
        std::int64_t of_team = 0;
        for (std::size_t grant = 0; grant < by_grant.size(); ++grant) {
            of_team += cents(line.amounts[grant]);
            by_grant[grant] += cents(line.amounts[grant]);
        }
        CHECK(of_team == cents(line.total));
        all += of_team;
    }
    CHECK(all == day.snapshot->grants->total.count);
    CHECK(cents(table.sums.total) == all);
    for (std::size_t grant = 0; grant < by_grant.size(); ++grant)
        CHECK(cents(table.sums.amounts[grant]) == by_grant[grant]);
    CHECK(table.sums.name == "10 teams, 9 eligible");
}

TEST_CASE("A team that gets nothing has the reason in its line", "[ui][grants-view]") {
    const Sample day = finished();
    const GrantsTable table = grants_lines(*day.snapshot);
    const auto line = [&](const std::string& team) {
        for (const GrantsLine& found : table.lines) {
            if (found.name == team) return found;
        }
        return GrantsLine{};
    };
    CHECK_FALSE(line("Oak Ridge").eligible);
    CHECK(line("Oak Ridge").why == "no registered coach");
    CHECK(line("Oak Ridge").total == "$0.00");
    CHECK(line("Running Foxes").eligible);
    CHECK(line("Running Foxes").why == "24 of 25 finished");
    CHECK(line("Lincoln").why.empty());
    CHECK(cents(line("Lincoln").amounts[0]) == 500 * std::stoll(line("Lincoln").finished));
}

TEST_CASE("A team's sheet has each reason once, and counts who is not paid for", "[ui][grants-view]") {
    const Sample day = finished();
    const TeamSheet ridge = team_sheet(*day.snapshot, day.snapshot->roster->find_team("Oak Ridge"));
    CHECK_FALSE(ridge.eligible);
    CHECK(ridge.why_not == std::vector<std::string>{"no registered coach"});
    for (const TeamGrantLook& grant : ridge.grants) CHECK(grant.reasons.empty());
    CHECK(ridge.not_counted == std::vector<std::string>{"4 registered children have not started"});

    const TeamSheet foxes = team_sheet(*day.snapshot, day.snapshot->roster->find_team("Running Foxes"));
    REQUIRE(foxes.grants.size() == 2);
    CHECK(foxes.grants[0].reasons == std::vector<std::string>{"24 of 25 finished"});
}

TEST_CASE("An approval is one, then two, and a later change is told to the cent", "[ui][grants-view]") {
    const Sample day = finished();
    const Grants& grants = *day.snapshot->grants;
    const Approval ana{1, day.now - minutes(9), "Ana Ruiz", grants.digest, grants.total};
    const Approval dana{2, day.now - minutes(4), "Dana Whitfield", grants.digest, grants.total};
    const auto other = [&](Approval approval, std::int64_t less) {
        approval.digest = "0f";
        approval.total.count -= less;
        return approval;
    };
    const auto look = [&](std::vector<Approval> approvals) { return approval_look(with(day, std::move(approvals))); };

    CHECK(look({}).headline == "Not approved yet");
    CHECK(look({}).change.empty());
    CHECK(look({ana}).headline == "Approved once");
    CHECK(look({ana}).detail == "Ana Ruiz at 11:43; somebody else must approve too");
    CHECK(look({ana, dana}).headline == "Approved");
    CHECK(look({ana, dana}).mark == Mark::back);
    CHECK(look({ana, dana}).change.empty());

    const ApprovalLook changed = look({other(ana, 1'501), other(dana, 1'501)});
    CHECK(changed.headline == "Changed since the approval");
    CHECK(changed.mark == Mark::look);
    CHECK(changed.change.starts_with("+$15.01, "));
    CHECK(changed.change.ends_with(" was approved by Dana Whitfield at 11:48"));
    CHECK(look({other(ana, -1), other(dana, -1)}).change.starts_with("-$0.01, "));
    CHECK(look({other(ana, 0), other(dana, 0)}).change ==
          "the same " + dollars(grants.total) + ", but other counts or reasons");

    const ApprovalLook anew = look({other(ana, 500), other(dana, 500), ana});
    CHECK(anew.headline == "Approved anew by one");
    CHECK(anew.change.starts_with("+$5.00, "));
    CHECK(look({other(ana, 500), other(dana, 500), ana, dana}).headline == "Approved");
}

TEST_CASE("Somebody approves by name what was looked at, not what came while typing", "[ui][grants-view]") {
    const Sample day = finished();
    Desk desk = desk_over(day, Role::director);
    Screen screen = grants_screen();
    HeadlessDesk window;
    test::type(window, desk, screen, "a");
    REQUIRE(screen.prompt);
    CHECK(screen.prompt->label == "Your name, to approve " + dollars(day.snapshot->grants->total));
    test::type(window, desk, screen, "Ruth Okafor");
    const std::string looked_at = day.snapshot->grants->digest;
    Snapshot later = *day.snapshot;
    auto grants = std::make_shared<Grants>(*later.grants);
    grants->digest = "ffff";
    later.grants = grants;
    desk = desk_with(day, later);

    const intent::Command done = only_command(test::press(window, desk, screen, Key::enter));

    CHECK(done.json == R"({"command":"approve-grants","by":"Ruth Okafor","digest":")" + looked_at + R"("})");
    CHECK(done.words == "Ruth Okafor approves the grants");
}

TEST_CASE("An approval is taken back by the name that gave it", "[ui][grants-view]") {
    const Sample day = finished();
    const Desk desk = desk_over(day, Role::director);
    Screen screen = grants_screen();
    HeadlessDesk window;
    test::type(window, desk, screen, "tDana Whitfield");
    CHECK(only_command(test::press(window, desk, screen, Key::enter)).json ==
          R"({"command":"approve-grants","by":"Dana Whitfield","undo":true})");
}

TEST_CASE("An award is typed with its amount and its reason, and F8 gives back what was there", "[ui][grants-view]") {
    const Sample day = finished();
    Snapshot snapshot = *day.snapshot;
    auto rules = std::make_shared<MeetRules>(*snapshot.rules);
    GrantRules cheer;
    cheer.id = "best-cheer";
    cheer.kind = GrantKind::award;
    rules->grants.push_back(cheer);
    snapshot.rules = rules;
    const Desk desk = desk_with(day, snapshot);
    Screen screen = grants_screen();
    HeadlessDesk window;
    test::press(window, desk, screen, Key::down);  // Vale.
    test::type(window, desk, screen, "w2.505");
    test::press(window, desk, screen, Key::enter);
    REQUIRE(screen.prompt);
    CHECK(screen.prompt->label == "2.505 is no amount; write 250 or 250.50");
    test::type(window, desk, screen, "$1,250");
    test::press(window, desk, screen, Key::enter);
    test::type(window, desk, screen, "the loudest tent");

    CHECK(only_command(test::press(window, desk, screen, Key::enter)).json ==
          R"({"command":"award","team":"Vale","grant":"best-cheer","amount":"1250.00","reason":"the loudest tent"})");
    CHECK(only_command(test::press(window, desk, screen, Key::f8)).json ==
          R"({"command":"award","team":"Vale","grant":"best-cheer","amount":"0.00","reason":"taken back"})");
}

TEST_CASE("Where no grant is an award, W does nothing", "[ui][grants-view]") {
    const Desk desk = desk_over(finished(), Role::director);
    Screen screen = grants_screen();
    HeadlessDesk window;
    CHECK(test::type(window, desk, screen, "wz").empty());
    CHECK_FALSE(screen.prompt);
}
