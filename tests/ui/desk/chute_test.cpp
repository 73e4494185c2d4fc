// What the chute's view says of what is typed and of what was taken.

#include "ui/desk/views/chute_model.h"

#include <catch2/catch.hpp>

#include "ui/desk/gallery/station_scenes.h"

using namespace heatline;
using namespace heatline::ui;

namespace {

const Desk& in_heat_3() {
    static const Desk kDesk = station_desk(morning(), "chute-1");
    return kDesk;
}
ChuteModel said(const Desk& desk) {
    if (!desk.snapshot) return chute_model(desk, {}, {});
    return chute_model(desk, SuggestField{*desk.snapshot, desk.link.line}, BibIndex{*desk.snapshot});
}
ChuteModel typing(const std::string& text) {
    Desk desk = in_heat_3();
    desk.station.typed = text;
    return said(desk);
}
// Somebody of Heat 3 who is still out.
std::string one_out() {
    const Desk& desk = in_heat_3();
    return SuggestField{*desk.snapshot, "finish"}
        .suggest("", own_numbers(*desk.station.entries), desk.now)
        .at(0)
        .out.bib;
}
Desk with(std::vector<OwnEntry> entries) {
    Desk desk = in_heat_3();
    desk.station.entries = std::make_shared<std::vector<OwnEntry>>(std::move(entries));
    return desk;
}
OwnEntry number(const std::string& bib, bool sent = true) {
    OwnEntry entry;
    entry.kind = ReadingKind::bib;
    entry.bib = bib;
    entry.at = in_heat_3().now;
    entry.sent = sent;
    return entry;
}

}  // namespace

TEST_CASE("The chute says what Enter would do before it is pressed", "[ui][chute]") {
    const std::string out = one_out();
    CHECK(typing("").hint == "Type the number of each child who comes out, then Enter");
    CHECK(typing("0").hint == "Enter: a child whose number nobody can read");
    CHECK(typing(out).hint.find("Enter takes " + out) == 0);
    CHECK(typing(out).hint_mark == Mark::on_course);
    CHECK(typing(out.substr(0, 3)).hint == "Type on, or choose with the arrow keys");

    SECTION("what is odd is said, and is never refused") {
        const std::string taken = in_heat_3().station.entries->back().bib;
        const std::string other = in_heat_3().snapshot->heats[5]->rows[3].bib;
        for (const auto& [text, why] : {std::pair{std::string{"9077"}, "Nobody wears 9077"},
                                        {taken, "was taken already"},
                                        {other, "runs in Heat 6"}}) {
            const ChuteModel model = typing(text);
            CHECK(model.hint.find(why) != std::string::npos);
            CHECK(model.hint.find("to be checked") != std::string::npos);
            CHECK(model.hint_mark == Mark::look);
        }
    }
}

TEST_CASE("A timer is offered children by number, team and grade, and never by name", "[ui][chute]") {
    const ChuteModel model = typing(one_out().substr(0, 2));
    REQUIRE_FALSE(model.offers.empty());
    for (const ChuteModel::Offer& offer : model.offers) {
        CHECK(offer.who.empty());
        CHECK_FALSE(offer.bib.empty());
        CHECK_FALSE(offer.team.empty());
        CHECK(offer.grade.find("grade") == 0);
    }
    SECTION("staff see the name as well") {
        Desk desk = in_heat_3();
        desk.names = NameBook{desk.snapshot, Role::staff};
        CHECK_FALSE(said(desk).offers.front().who.empty());
    }
}

TEST_CASE("A choice that has begun shows what it began with", "[ui][chute]") {
    Desk desk = in_heat_3();
    desk.station.typed = "10";
    desk.station.offered = {"1012", one_out()};
    desk.station.chosen = 1;
    const ChuteModel model = said(desk);
    REQUIRE(model.offers.size() == 2);
    CHECK_FALSE(model.offers[0].chosen);
    CHECK(model.offers[1].chosen);
    CHECK(model.typed == one_out());
    CHECK(model.hint == "Enter takes " + one_out());
}

TEST_CASE("Who came just now stands with what became of the number", "[ui][chute]") {
    const std::string out = one_out();
    std::vector<OwnEntry> entries{number(out),        number("0"),           number("9077"),
                                  number(out, false), number("1012", false), number("1013")};
    entries[5].undone = true;
    const ChuteModel model = said(with(entries));
    REQUIRE(model.taken.size() == 6);
    CHECK(model.taken[0].state == "taken back");
    CHECK(model.taken[0].gone);
    CHECK(model.taken[1].state == "saved here");
    CHECK(model.taken[2].state == "taken twice");
    CHECK(model.taken[2].mark == Mark::look);
    CHECK(model.taken[3].state == "nobody's number");
    CHECK(model.taken[4].bib == "unknown");
    CHECK(model.taken[4].mark == Mark::look);
    CHECK(model.taken[5].state == "taken twice");
    CHECK(model.numbers == 5);

    entries.resize(1);
    CHECK(said(with(entries)).taken[0].state == "sent");
    CHECK(said(with(entries)).taken[0].mark == Mark::finished);
}

TEST_CASE("Without the server the chute takes numbers all the same", "[ui][chute]") {
    Desk desk = with({number("1044", false)});
    desk.snapshot = nullptr;
    desk.names = {};
    desk.station.typed = "1045";
    const ChuteModel model = said(desk);
    CHECK(model.hint == "Enter takes 1045");
    CHECK(model.taken.at(0).state == "saved here");
    CHECK(model.offers.empty());
}
