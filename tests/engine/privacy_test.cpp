#include "engine/privacy.h"

#include <catch2/catch.hpp>
#include <random>

using namespace heatline;

namespace {

struct Children {
    Roster roster;
    std::vector<RunnerId> ids;

    Children() {
        Team team;
        team.name = "Lincoln";
        roster.save_team(TeamId{0u}, team);
        team.name = "Garfield";
        roster.save_team(TeamId{1u}, team);
    }
    RunnerId add(Text first, Text last, std::uint32_t team = 0, bool public_name = true) {
        Runner runner;
        runner.team = TeamId{team};
        runner.first = std::move(first);
        runner.last = std::move(last);
        runner.say_it = "say " + runner.first.value;
        runner.public_name = public_name;
        ids.emplace_back(roster.runners().size());
        roster.save_runner(ids.back(), std::move(runner));
        return ids.back();
    }
    HeatNames names(Viewer viewer = {}, NameRule rule = NameRule::first_initial) const {
        return HeatNames{roster, PrivacyRules{rule, 90}, ids, viewer};
    }
};

Text purged() {
    Text text;
    text.purged = true;
    return text;
}

}  // namespace

TEST_CASE("The public sees a first name and a last initial") {
    Children heat;
    const RunnerId maya = heat.add("Maya", "Rodriguez");
    const RunnerId noor = heat.add("Noor", "");
    CHECK(heat.names().public_name(maya) == "Maya R.");
    CHECK(heat.names().public_name(noor) == "Noor");
    CHECK(heat.names().public_name(RunnerId::none()).empty());
}

TEST_CASE("Two children of a heat who would be alike get a second letter each, and nobody else does") {
    Children heat;
    const RunnerId reed = heat.add("Maya", "Reed");
    const RunnerId ross = heat.add("maya", "Ross");
    const RunnerId smith = heat.add("Maya", "Smith");
    const RunnerId rivera = heat.add("Mia", "Rivera");
    const HeatNames names = heat.names();
    CHECK(names.public_name(reed) == "Maya Re.");
    CHECK(names.public_name(ross) == "maya Ro.");
    CHECK(names.public_name(smith) == "Maya S.");
    CHECK(names.public_name(rivera) == "Mia R.");
}

TEST_CASE("Children who are alike with two letters stay alike, a third letter or a bib would say too much") {
    Children heat;
    const RunnerId reed = heat.add("Maya", "Reed");
    const RunnerId reyes = heat.add("Maya", "Reyes");
    CHECK(heat.names().public_name(reed) == "Maya Re.");
    CHECK(heat.names().public_name(reyes) == "Maya Re.");
}

TEST_CASE("A child named twice in a heat's list is not alike with itself") {
    Children heat;
    const RunnerId maya = heat.add("Maya", "Reed");
    heat.ids.push_back(maya);
    CHECK(heat.names().public_name(maya) == "Maya R.");
}

TEST_CASE("A child who may not be named is Runner, has no say-it line, and makes nobody's name longer") {
    Children heat;
    const RunnerId hidden = heat.add("Maya", "Reed", 0, false);
    const RunnerId shown = heat.add("Maya", "Ross");
    CHECK(heat.names().public_name(hidden) == "Runner");
    CHECK(heat.names().public_name(shown) == "Maya R.");
    CHECK(heat.names({Audience::announcer, {}}).say_it(hidden).empty());
    CHECK(heat.names({Audience::announcer, {}}).say_it(shown) == "say Maya");
    CHECK(heat.names().say_it(shown).empty());
}

TEST_CASE("By the rules bib and none nobody is named in public, and only the rule bib shows the bib") {
    Children heat;
    const RunnerId maya = heat.add("Maya", "Reed");
    const RunnerId hidden = heat.add("Noor", "Reed", 0, false);
    for (const Audience audience : {Audience::everybody, Audience::announcer}) {
        for (const NameRule rule : {NameRule::bib, NameRule::none}) {
            const HeatNames names = heat.names({audience, {}}, rule);
            CHECK(names.name(maya).empty());
            CHECK(names.name(hidden).empty());
            CHECK(names.say_it(maya).empty());
            CHECK(names.columns(maya).bib == (rule == NameRule::bib));
        }
    }
}

TEST_CASE("Initials are whole letters of any alphabet, with their marks, and keep their case") {
    CHECK(first_letters("Østergård", 1) == "Ø");
    CHECK(first_letters("E\xCC\x81mile", 1) == "E\xCC\x81");
    CHECK(first_letters("E\xCC\x81mile", 2) == "E\xCC\x81m");
    CHECK(first_letters("O'Brien", 1) == "O");
    CHECK(first_letters("O'Brien", 2) == "O'B");
    CHECK(first_letters("O\xE2\x80\x99"
                        "Brien",
                        2) ==
          "O\xE2\x80\x99"
          "B");
    CHECK(first_letters("'t Hooft", 1) == "t");
    CHECK(first_letters("de la Cruz", 1) == "d");
    CHECK(first_letters("王小", 1) == "王");
    CHECK(first_letters("X", 2) == "X");
    CHECK(first_letters("-", 1).empty());
    CHECK(first_letters("", 1).empty());
    CHECK(first_letters("\xC3", 2) == "\xC3");
}

TEST_CASE("A surname that a school wrote into the first name is left out in public") {
    Children heat;
    const RunnerId after = heat.add("Maya Rodriguez", "Rodriguez");
    const RunnerId before = heat.add("ROSS, Noor", "Ross");
    const RunnerId same = heat.add("Thomas", "Thomas");
    const RunnerId part = heat.add("Rosslyn", "Ross");
    CHECK(heat.names().public_name(after) == "Maya R.");
    CHECK(heat.names().public_name(before) == "Noor R.");
    CHECK(heat.names().public_name(same) == "Thomas T.");
    CHECK(heat.names().public_name(part) == "Rosslyn R.");
}

TEST_CASE("A surname without a first name is never shown") {
    Children heat;
    const RunnerId child = heat.add("", "Rodriguez");
    CHECK(heat.names().public_name(child) == "Runner");
    CHECK(full_name(heat.roster.runner(child)) == "Rodriguez");
}

TEST_CASE("After a purge there is no name for anybody") {
    Children heat;
    const RunnerId child = heat.add(purged(), purged());
    const RunnerId hidden = heat.add(purged(), purged(), 0, false);
    for (const Audience audience :
         {Audience::staff, Audience::announcer, Audience::tent, Audience::timer, Audience::everybody}) {
        const HeatNames names = heat.names({audience, TeamId{0u}});
        CHECK(names.name(child).empty());
        CHECK(names.name(hidden).empty());
    }
}

TEST_CASE("A tent sees its own children by first name and initial, and names of no other team") {
    Children heat;
    const RunnerId own = heat.add("Maya", "Reed", 0, false);
    const RunnerId sister = heat.add("Maya", "Ross", 0);
    const RunnerId other = heat.add("Noor", "Khan", 1);
    const HeatNames names = heat.names({Audience::tent, TeamId{0u}});
    CHECK(names.name(own) == "Maya Re.");
    CHECK(names.name(sister) == "Maya Ro.");
    CHECK(names.name(other).empty());
    CHECK(names.columns(own) == Columns{true, true, true, true});
    CHECK(names.columns(other) == Columns{});
}

TEST_CASE("A tent without a team sees no names") {
    Children heat;
    const RunnerId maya = heat.add("Maya", "Reed");
    CHECK(heat.names({Audience::tent, TeamId::none()}).name(maya).empty());
}

TEST_CASE("Staff see whole names, timers and marshals bibs and no names") {
    Children heat;
    const RunnerId maya = heat.add("Maya", "Reed", 0, false);
    CHECK(heat.names(viewer_of(Role::staff)).name(maya) == "Maya Reed");
    CHECK(heat.names(viewer_of(Role::director)).name(maya) == "Maya Reed");
    for (const Role role : {Role::timer, Role::marshal}) {
        const HeatNames names = heat.names(viewer_of(role));
        CHECK(names.name(maya).empty());
        CHECK(names.say_it(maya).empty());
        CHECK(names.columns(maya).bib);
    }
}

TEST_CASE("The announcer sees the grade beside the public name, and neither bib nor gender") {
    Children heat;
    const RunnerId maya = heat.add("Maya", "Reed");
    const HeatNames names = heat.names(viewer_of(Role::announcer));
    CHECK(names.name(maya) == "Maya R.");
    CHECK(names.columns(maya) == Columns{false, true, false, false});
}

TEST_CASE("The number of a finisher who is not known is for staff and timers alone") {
    const Children heat;
    CHECK(heat.names({Audience::staff, {}}).columns(RunnerId::none()).bib);
    CHECK(heat.names({Audience::timer, {}}).columns(RunnerId::none()).bib);
    for (const Audience audience : {Audience::announcer, Audience::tent, Audience::everybody})
        CHECK_FALSE(heat.names({audience, {}}, NameRule::bib).columns(RunnerId::none()).bib);
}

TEST_CASE("Over made-up heats, names are those that comparing every pair of children gives") {
    const std::vector<std::string> firsts{"Ana", "ana", "Ben", "Zoë", "Li"};
    const std::vector<std::string> lasts{"Reed", "Ross", "reyes", "Øst", "Önal", "O'Brien", "Oz", ""};
    const auto lower = [](std::string text) {
        for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        return text;
    };
    for (std::uint32_t seed = 1; seed <= 200; ++seed) {
        CAPTURE(seed);
        std::mt19937 random{seed};
        Children heat;
        const std::size_t size = random() % 30;
        for (std::size_t i = 0; i < size; ++i)
            heat.add(firsts[random() % firsts.size()], lasts[random() % lasts.size()], 0, random() % 5 != 0);
        const HeatNames names = heat.names();
        for (const RunnerId child : heat.ids) {
            const Runner& runner = heat.roster.runner(child);
            bool alike = false;
            for (const RunnerId other : heat.ids) {
                const Runner& them = heat.roster.runner(other);
                alike = alike ||
                        (other != child && them.public_name && lower(them.first.value) == lower(runner.first.value) &&
                         lower(first_letters(them.last.value, 1)) == lower(first_letters(runner.last.value, 1)));
            }
            std::string expected = runner.first.value;
            if (!runner.last.empty()) expected += " " + first_letters(runner.last.value, alike ? 2 : 1) + ".";
            CHECK(names.public_name(child) == (runner.public_name ? expected : "Runner"));
        }
    }
}
