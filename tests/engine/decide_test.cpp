// What each command comes to: the facts it records, or the sentence why not.

#include "engine/decide.h"

#include "tests/support/meet_builder.h"
// Catch2 last: it has a CHECK_THAT of its own.
#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::test;

namespace {

struct Desk : MeetBuilder {
    Desk() {
        team("Lincoln");
        runner("Lincoln", "101");
        runner("Lincoln", "102");
        heat("1", {"101"});
        heat("2", {"102"});
    }
    MakeOfficial official_now(const std::string& heat) {
        const auto picture = heat_picture(heat);
        return {heat, state().seq, picture->finishes, picture->counts.on_course};
    }
};

// The one fact that this command records.
template <class FactKind>
FactKind recorded(Desk& m, CommandBody body, const std::string& reason = {}) {
    const Decision decision = m.command(std::move(body), reason);
    if (!decision.ok()) FAIL(decision.error().sentence);
    REQUIRE(decision->size() == 1);
    REQUIRE(std::holds_alternative<FactKind>(decision->front().body));
    return std::get<FactKind>(decision->front().body);
}

bool has(const std::string& sentence, const std::string& words) { return sentence.find(words) != std::string::npos; }

}  // namespace

TEST_CASE("A decision names who, when and why, and its last fact carries the command's id", "[engine][decide]") {
    Desk m;
    const Decision decision = decide(m.state(), {"c-1", "wrong bibs", SwapBibs{"101", "102"}}, "desk", at(77));
    REQUIRE(decision.ok());
    REQUIRE(decision->size() == 2);
    for (const Fact& fact : *decision) {
        CHECK(fact.author == "desk");
        CHECK(fact.at == at(77));
        CHECK(std::get<BibBound>(fact.body).reason == Text{"wrong bibs"});
    }
    CHECK(decision->front().command_id.empty());
    CHECK(decision->back().command_id == "c-1");
}

TEST_CASE("A retry of a command finds the first answer, its author's alone", "[engine][decide]") {
    Desk m;
    (void)m.command(SwapBibs{"101", "102"}, "", "c-1");
    const Seq answer = m.state().seq;
    (void)m.command(SwapBibs{"101", "102"}, "", "c-2");
    CHECK(answered(m.state(), "desk", "c-1") == answer);
    CHECK(answered(m.state(), "desk", "c-2") == answer + 2);
    CHECK(answered(m.state(), "other", "c-1") == 0);
    CHECK(answered(m.state(), "desk", "") == 0);
}

TEST_CASE("A reading is voided once and restored once", "[engine][decide]") {
    Desk m;
    const ReadingRef tap = m.tap(at(10));
    CHECK(has(m.refusal(RestoreReading{{"tapper", "", 1}}), "not void"));
    CHECK(recorded<ReadingVoided>(m, VoidReading{{"tapper", "", 1}}, "a bounce").reading == tap);
    CHECK(has(m.refusal(VoidReading{{"tapper", "", 1}}), "void already"));
    CHECK(has(m.refusal(AssignTap{{"tapper", "", 1}, "101"}), "restore it first"));
    CHECK(recorded<ReadingRestored>(m, RestoreReading{{"tapper", "", 1}}).reading == tap);
    CHECK(has(m.refusal(VoidReading{{"tapper", "", 2}}), "no reading 2 of device \"tapper\""));
    CHECK(has(m.refusal(VoidReading{{"nobody", "", 1}}), "no reading"));
    CHECK(has(m.refusal(VoidReading{{"tapper", "x", 1}}), "epoch \"x\""));
    CHECK_FALSE(m.refusal(VoidReading{{"tapper", "", 0}}).empty());
}

TEST_CASE("A revoked device's readings can still be corrected", "[engine][decide]") {
    Desk m;
    const ReadingRef tap = m.tap(at(10));
    m.fact(DeviceRevoked{tap.device});
    CHECK(recorded<ReadingVoided>(m, VoidReading{{"tapper", "", 1}}).reading == tap);
}

TEST_CASE("Only a tap is assigned, and to a bib that somebody wears", "[engine][decide]") {
    Desk m;
    m.tap(at(10));
    m.select("101", at(10));
    CHECK(recorded<TapAssigned>(m, AssignTap{{"tapper", "", 1}, "101"}).bib == "101");
    CHECK(recorded<TapAssigned>(m, AssignTap{{"tapper", "", 1}, ""}).bib.empty());
    CHECK(has(m.refusal(AssignTap{{"tapper", "", 1}, ""}), "nothing to take back"));
    CHECK(has(m.refusal(AssignTap{{"notes", "", 1}, "101"}), "no tap"));
    CHECK(has(m.refusal(AssignTap{{"tapper", "", 1}, "999"}), "bib \"999\" is nobody's"));
}

TEST_CASE("A finish is entered after the gun, and within six hours of it", "[engine][decide]") {
    Desk m;
    CHECK(has(m.refusal(InsertFinish{"1", "101", at(300)}), "no start yet"));
    m.gun("1", at(0));
    CHECK(has(m.refusal(InsertFinish{"1", "101", at(0)}), "before the gun"));
    CHECK(has(m.refusal(InsertFinish{"1", "101", at(6 * 3600 + 0.001)}), "six hours"));
    CHECK(has(m.refusal(InsertFinish{"9", "101", at(300)}), "there is no heat \"9\""));
    CHECK(has(m.refusal(InsertFinish{"1", "999", at(300)}), "nobody's"));
    const auto fact = recorded<FinishInserted>(m, InsertFinish{"1", "101", at(6 * 3600)});
    CHECK(fact.heat == m.heat_id("1"));
    CHECK(fact.runner == m.child("101"));
    CHECK(recorded<FinishRemoved>(m, RemoveFinish{"1", "101"}).runner == m.child("101"));
}

TEST_CASE("When a person's word about a finish is taken back, the readings speak again", "[engine][decide]") {
    Desk m;
    m.gun("1", at(0));
    m.select("101", at(300));
    CHECK(has(m.refusal(RemoveFinish{"1", "101", true}), "nobody removed a finish of this child in heat 1"));
    CHECK(m.refusal(RemoveFinish{"1", "101"}).empty());
    CHECK(m.place("1", "101") == 0);
    CHECK(has(m.refusal(InsertFinish{"1", "101", {}, true}), "nobody inserted a finish of this child in heat 1"));
    CHECK(m.refusal(RemoveFinish{"1", "101", true}).empty());
    CHECK(m.place("1", "101") == 1);
}

TEST_CASE("When a start that was set is taken back, the start readings count again", "[engine][decide]") {
    Desk m;
    CHECK(has(m.refusal(SetStart{"1", {}, true}), "nobody set the start of heat 1"));
    m.gun("1", at(10));
    CHECK(m.refusal(SetStart{"1", at(5)}).empty());
    CHECK(m.heat_picture("1")->start == at(5));
    CHECK(m.refusal(SetStart{"1", {}, true}).empty());
    CHECK(m.heat_picture("1")->start == at(10));
}

TEST_CASE("A child moves from a heat it is in to one it is not in", "[engine][decide]") {
    Desk m;
    CHECK(has(m.refusal(MoveRunner{"101", "2", "1"}), "not in heat 2"));
    CHECK(has(m.refusal(MoveRunner{"101", "1", "1"}), "in heat 1 already"));
    CHECK(has(m.refusal(MoveRunner{"101", "1", "9"}), "no heat"));
    CHECK(recorded<RunnerMoved>(m, MoveRunner{"101", "1", "2"}).to == m.heat_id("2"));
    CHECK_FALSE(recorded<RunnerMoved>(m, MoveRunner{"101", "", "1"}).from);
}

TEST_CASE("A bib is bound to a child by number, bib or name, unless it is another's", "[engine][decide]") {
    Desk m;
    CHECK(recorded<BibBound>(m, BindBib{"#1", "500"}).runner == m.child("102"));
    CHECK(recorded<BibBound>(m, BindBib{"101", "501"}).runner == m.child("101"));
    CHECK(recorded<BibBound>(m, BindBib{"Child0 OfLincoln", "502"}).runner == m.child("101"));
    CHECK(has(m.refusal(BindBib{"#1", "101"}), "swap-bibs"));
    CHECK(has(m.refusal(BindBib{"#1", "500"}), "already"));
    CHECK(has(m.refusal(BindBib{"#2", "600"}), "no runner #2"));
    CHECK(has(m.refusal(BindBib{"Nobody", "600"}), "no runner with the bib or name"));
    CHECK(has(m.refusal(BindBib{"#1", ""}), "empty"));
    CHECK(has(m.refusal(BindBib{"#1", std::string(65, '1')}), "64 bytes"));
    for (const char* no_number : {"#", "#x", "#1x", "#10000000001", "#4294967296", "#-1"}) {
        CAPTURE(no_number);
        CHECK_FALSE(m.refusal(BindBib{no_number, "600"}).empty());
    }
    m.runner("Lincoln", "", [](Runner& r) { r.first = "Child0"; });
    CHECK(has(m.refusal(BindBib{"Child0 OfLincoln", "600"}), "two runners"));
}

TEST_CASE("A bib is taken off, and the one worn before is worn again", "[engine][decide]") {
    Desk m;
    const RunnerId child = m.child("101");
    CHECK(m.refusal(BindBib{"101", "500"}).empty());
    CHECK(m.snapshot()->bibs->at(child.index()) == "500");
    CHECK(m.refusal(BindBib{"#0", "101"}).empty());
    CHECK(m.snapshot()->bibs->at(child.index()) == "101");
    CHECK_FALSE(recorded<BibBound>(m, BindBib{"", "101"}).runner);
    CHECK(m.snapshot()->bibs->at(child.index()) == "500");
    CHECK(has(m.refusal(BindBib{"", "101"}), "nothing to take off"));
}

TEST_CASE("Two bibs are swapped when they are two children's", "[engine][decide]") {
    Desk m;
    const RunnerId one = m.child("101"), other = m.child("102");
    CHECK(m.refusal(SwapBibs{"101", "102"}).empty());
    CHECK(m.child("101") == other);
    CHECK(m.child("102") == one);
    m.bind("103", one);
    CHECK(has(m.refusal(SwapBibs{"102", "103"}), "same runner's"));
    CHECK(has(m.refusal(SwapBibs{"102", "999"}), "nobody's"));
}

TEST_CASE("A tag hangs on a bib that somebody wears", "[engine][decide]") {
    Desk m;
    CHECK(recorded<TagBound>(m, AssignTag{"101", "058A"}).bib == "101");
    CHECK(has(m.refusal(AssignTag{"999", "058A"}), "nobody's"));
    CHECK(has(m.refusal(AssignTag{"101", ""}), "tag is empty"));
    CHECK(recorded<TagBound>(m, AssignTag{"", "058A"}).bib.empty());
    CHECK(has(m.refusal(AssignTag{"", "058A"}), "nothing to take off"));
}

TEST_CASE("A status is set in the child's heat, with one heat it need not be named", "[engine][decide]") {
    Desk m;
    CHECK(recorded<StatusSet>(m, SetStatus{"101", "", Status::dnf}).heat == m.heat_id("1"));
    CHECK(recorded<StatusSet>(m, SetStatus{"101", "1", Status::none}).status == Status::none);
    CHECK(has(m.refusal(SetStatus{"101", "2", Status::dnf}), "not in heat 2"));
    m.move("101", "", "2");
    CHECK(has(m.refusal(SetStatus{"101", "", Status::dnf}), "in 2 heats; name the heat"));
}

TEST_CASE("Closing a child needs a reason", "[engine][decide]") {
    Desk m;
    CHECK(has(m.refusal(AccountChild{"101"}), "needs a reason"));
    CHECK(recorded<ChildAccounted>(m, AccountChild{"101"}, "left with her aunt").reason == Text{"left with her aunt"});
    CHECK(m.ledger("101").accounted);
    CHECK(m.refusal(AccountChild{"101", true}).empty());
    CHECK_FALSE(m.ledger("101").accounted);
    CHECK(has(m.refusal(AccountChild{"101", true}), "nobody accounted for bib 101"));
}

TEST_CASE("A heat with a child on course is made official only with a reason", "[engine][decide]") {
    Desk m;
    CHECK(has(m.refusal(m.official_now("1")), "has not started"));
    m.gun("1", at(0));
    CHECK(has(m.refusal(m.official_now("1")), "1 child of heat 1 is still on course"));
    CHECK(m.refusal(m.official_now("1"), "walked in, seen by the tail walker").empty());

    SECTION("and needs none when all are in") {
        m.gun("2", at(0));
        m.select("102", at(300));
        const auto fact = recorded<HeatMadeOfficial>(m, m.official_now("2"));
        REQUIRE(fact.rows.size() == 1);
        CHECK(fact.rows[0].bib == "102");
        CHECK(fact.rows[0].at == at(300));
        CHECK(fact.digest == digest_of(fact.rows));
    }
}

TEST_CASE("An official heat takes no correction until it is reopened", "[engine][decide]") {
    Desk m;
    m.gun("1", at(0));
    m.tap(at(300));
    m.assign({m.device("tapper"), "", 1}, "101");
    CHECK(has(m.refusal(ReopenHeat{"1"}), "open already"));
    m.official("1");
    const std::vector<CommandBody> corrections{InsertFinish{"1", "102", at(310)},
                                               RemoveFinish{"1", "101"},
                                               MoveRunner{"101", "1", "2"},
                                               MoveRunner{"102", "2", "1"},
                                               SetStatus{"101", "1", Status::dq},
                                               SetStatus{"101", "", Status::dq},
                                               SetStart{"1", at(5)},
                                               m.official_now("1"),
                                               AssignTap{{"tapper", "", 1}, "102"}};
    for (const CommandBody& correction : corrections) {
        CAPTURE(correction.index());
        const std::string sentence = m.refusal(correction, "because");
        CHECK(has(sentence, "is official"));
        CHECK(has(sentence, "reopen it first"));
    }
    CHECK(recorded<HeatReopened>(m, ReopenHeat{"1"}).heat == m.heat_id("1"));
    CHECK(m.refusal(SetStart{"1", at(5)}).empty());
}

TEST_CASE("What an official heat says is not changed by what its readings say later", "[engine][decide]") {
    Desk m;
    m.gun("1", at(0));
    const ReadingRef note = m.select("101", at(300));
    m.official("1");
    const std::string digest = m.heat_picture("1")->digest;
    m.drop(note);
    m.select("101", at(400));
    CHECK(m.place("1", "101") == 1);
    CHECK(m.heat_picture("1")->digest == digest);
}

TEST_CASE("A team is saved by its name, and only what is given changes", "[engine][decide]") {
    Desk m;
    Team team;
    team.name = "lincoln";
    team.tent = "B 4";
    team.coaches = 7;
    const auto saved = recorded<TeamSaved>(m, SaveTeam{team, {"tent"}, false});
    CHECK(saved.team == TeamId{0u});
    CHECK(saved.value.tent == "B 4");
    CHECK(saved.value.coaches == 0);
    const Decision again = m.command(SaveTeam{team, {"tent"}, false});
    REQUIRE_FALSE(again.ok());
    CHECK(again.error().nothing_to_do);

    team.name = "Garfield";
    CHECK(has(m.refusal(SaveTeam{team, {}, true}), "no team \"Garfield\""));
    CHECK(recorded<TeamSaved>(m, SaveTeam{team, {}, false}).team == TeamId{1u});
    team.name.clear();
    CHECK(has(m.refusal(SaveTeam{team, {}, false}), "empty"));
}

TEST_CASE("A runner is added with bib, tags and heat in one decision", "[engine][decide]") {
    Desk m;
    RunnerColumns columns;
    columns.team = "Lincoln";
    columns.bib = "103";
    columns.tags = {"058A"};
    columns.runner.first = "Maya";
    columns.runner.heat_lock = "2";
    columns.given = {"team", "first", "bib", "tag", "heat"};
    const Decision decision = m.command(AddRunner{columns}, "", "c-9");
    REQUIRE(decision.ok());
    REQUIRE(decision->size() == 4);
    CHECK(std::holds_alternative<RunnerSaved>(decision->at(0).body));
    CHECK(std::holds_alternative<BibBound>(decision->at(1).body));
    CHECK(std::holds_alternative<TagBound>(decision->at(2).body));
    CHECK(std::holds_alternative<RunnerMoved>(decision->at(3).body));
    CHECK(decision->back().command_id == "c-9");

    SECTION("and nothing of it when one part is refused") {
        const Seq before = m.state().seq;
        columns.runner.heat_lock = "9";
        columns.bib = "104";
        columns.tags.clear();
        CHECK(has(m.refusal(AddRunner{columns}), "no heat"));
        columns.bib = "101";
        CHECK(has(m.refusal(AddRunner{columns}), "belongs to another runner"));
        columns.bib = "105";
        columns.tags = {"058A"};
        CHECK(has(m.refusal(AddRunner{columns}), "tag 058A belongs to another runner"));
        columns.team = "Nowhere";
        CHECK(has(m.refusal(AddRunner{columns}), "no team"));
        columns.team = "Lincoln";
        columns.runner.first = "";
        CHECK(has(m.refusal(AddRunner{columns}), "first name"));
        CHECK(m.state().seq == before);
    }
    SECTION("editing changes only what is given, and the same again is nothing to do") {
        RunnerColumns edit;
        edit.runner.say_it = "MY-ah";
        edit.runner.first = "Ignored";
        edit.given = {"say_it"};
        const auto saved = recorded<RunnerSaved>(m, EditRunner{"103", edit});
        CHECK(saved.value.first == Text{"Maya"});
        CHECK(saved.value.say_it == Text{"MY-ah"});
        const Decision again = m.command(EditRunner{"103", edit});
        REQUIRE_FALSE(again.ok());
        CHECK(again.error().nothing_to_do);
    }
}

TEST_CASE("A reason or an id that is too long is refused with a sentence", "[engine][decide]") {
    Desk m;
    CHECK(has(m.refusal(SwapBibs{"101", "102"}, std::string(2049, 'x')), "2,048 bytes"));
    CHECK(m.refusal(SwapBibs{"101", "102"}, std::string(2048, 'x')).empty());
    const Decision decision = m.command(SwapBibs{"101", "102"}, "", std::string(65, 'x'));
    REQUIRE_FALSE(decision.ok());
    CHECK(has(decision.error().sentence, "id is longer than 64 bytes"));
}

TEST_CASE("The same question has the same answer, and asking changes nothing", "[engine][decide]") {
    Desk m;
    m.gun("1", at(0));
    const Seq before = m.state().seq;
    const Command command{"c-1", "seen", InsertFinish{"1", "101", at(300)}};
    const Decision first = decide(m.state(), command, "desk", at(1));
    const Decision second = decide(m.state(), command, "desk", at(1));
    REQUIRE(first.ok());
    CHECK(*first == *second);
    CHECK(m.state().seq == before);
}
