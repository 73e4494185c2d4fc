// Awards, approvals of the grants, and the end of the meet.

#include "engine/base/limits.h"
#include "tests/support/meet_builder.h"
// Catch2 last: it has a CHECK_THAT of its own.
#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::test;

namespace {

bool has(const std::string& sentence, const std::string& words) {
    CAPTURE(sentence, words);
    return sentence.find(words) != std::string::npos;
}

GrantRules award_rule(const std::string& id) {
    GrantRules rule;
    rule.id = id;
    rule.kind = GrantKind::award;
    return rule;
}

// One team, one child, one heat, and a grant that people enter.
struct Office : MeetBuilder {
    Office() {
        rules([](MeetRules& r) {
            r.grants.push_back(award_rule("cheer"));
            r.eligibility.registered_coach = true;
        });
        team("Lincoln", [](Team& t) { t.registered_coach = true; });
        runner("Lincoln", "101");
        heat("1", {"101"});
    }
    std::string refused(CommandBody body, const std::string& reason = {}) {
        const Decision decision = ask(std::move(body), reason);
        return decision.ok() ? "" : decision.error().sentence;
    }
    std::string digest() { return snapshot()->grants->digest; }
    const Approval* approved_now() {
        held_ = snapshot();
        return approved(held_->approvals);
    }

private:
    std::shared_ptr<const Snapshot> held_;
};

}  // namespace

TEST_CASE("An award is paid as entered, with its reason, until it is entered as nothing", "[engine][grants]") {
    Office m;
    CHECK(m.statement("Lincoln", "cheer").amount == Cents{0});
    CHECK(m.refusal(GiveAward{"lincoln", "", {25'000}}, "the best cheer").empty());
    CHECK(m.statement("Lincoln", "cheer").amount == Cents{25'000});
    CHECK(m.statement("Lincoln", "cheer").award_reason == "the best cheer");
    CHECK(m.snapshot()->grants->total == Cents{25'000});
    CHECK(m.refusal(GiveAward{"Lincoln", "cheer", {30'000}}).empty());
    CHECK(m.snapshot()->grants->total == Cents{30'000});
    CHECK(has(m.refusal(GiveAward{"Lincoln", "cheer", {30'000}}), "has this award already"));
    CHECK(m.refusal(GiveAward{"Lincoln", "cheer", {0}}).empty());
    CHECK(m.snapshot()->grants->total == Cents{0});
    CHECK(has(m.refusal(GiveAward{"Lincoln", "cheer", {0}}), "nothing to take back"));
}

TEST_CASE("An award goes to a team there is, of a grant there is, up to 100,000 dollars", "[engine][grants]") {
    Office m;
    CHECK(m.refusal(GiveAward{"Garfield", "", {100}}) == "there is no team \"Garfield\"; check the spelling");
    CHECK(has(m.refusal(GiveAward{"Lincoln", "bus", {100}}), "no grant \"bus\" of the kind award"));
    CHECK(has(m.refusal(GiveAward{"Lincoln", "", {10'000'001}}), "at most 100000.00"));
    CHECK(m.refusal(GiveAward{"Lincoln", "", {10'000'000}}).empty());
    m.rules([](MeetRules& r) { r.grants.push_back(award_rule("bus")); });
    CHECK(has(m.refusal(GiveAward{"Lincoln", "", {100}}), "name one: cheer, bus"));
    m.rules([](MeetRules& r) { r.grants.clear(); });
    CHECK(has(m.refusal(GiveAward{"Lincoln", "", {100}}), "no grant of the kind award"));
}

TEST_CASE("A team that is not eligible is paid no award, and the statement says so", "[engine][grants]") {
    Office m;
    CHECK(m.refusal(GiveAward{"Lincoln", "", {25'000}}).empty());
    m.team("Lincoln", [](Team& t) { t.registered_coach = false; });
    const GrantStatement statement = m.statement("Lincoln", "cheer");
    CHECK(statement.amount == Cents{0});
    CHECK(statement.reasons == std::vector<std::string>{"no registered coach", "250.00 awarded, not paid"});
}

TEST_CASE("Statements are approved when two different people approved the same", "[engine][decide]") {
    Office m;
    const std::string digest = m.digest();
    CHECK(has(m.refused(ApproveGrants{"Ana", "0123456789abcdef"}), "whose digest is " + digest));
    CHECK(has(m.refused(ApproveGrants{" ", digest}), "is empty"));
    CHECK(m.refused(ApproveGrants{"Ana", digest}).empty());
    CHECK_FALSE(m.approved_now());
    CHECK(m.refused(ApproveGrants{" ana", digest}) ==
          " ana has approved these statements already; somebody else must approve them too");
    CHECK(m.refused(ApproveGrants{"Ben", digest}).empty());
    REQUIRE(m.approved_now());
    CHECK(m.approved_now()->digest == digest);

    SECTION("and what changes then is seen beside what was approved") {
        CHECK(m.refused(GiveAward{"Lincoln", "", {25'000}}).empty());
        CHECK(m.approved_now()->digest == digest);
        CHECK(m.approved_now()->total == Cents{0});
        CHECK(m.digest() != digest);
        CHECK(m.refused(ApproveGrants{"Ana", m.digest()}).empty());
        CHECK(m.approved_now()->digest == digest);
        CHECK(m.refused(ApproveGrants{"Ben", m.digest()}).empty());
        CHECK(m.approved_now()->digest == m.digest());
        CHECK(m.approved_now()->total == Cents{25'000});
    }
    SECTION("and no more when one of them takes it back") {
        CHECK(m.refused(ApproveGrants{"Cleo", "", true}) ==
              "no approval by Cleo stands, so there is none to take back");
        CHECK(m.refused(ApproveGrants{"Ana", "", true}).empty());
        CHECK_FALSE(m.approved_now());
        CHECK(has(m.refused(ApproveGrants{"Ana", "", true}), "none to take back"));
        CHECK(m.refused(ApproveGrants{"Cleo", digest}).empty());
        CHECK(m.approved_now());
    }
}

TEST_CASE("An award entered again needs to be approved again, even of the same amount", "[engine][grants]") {
    Office m;
    CHECK(m.refusal(GiveAward{"Lincoln", "", {25'000}}, "the best cheer").empty());
    const std::string digest = m.digest();
    CHECK(m.refusal(GiveAward{"Lincoln", "", {25'000}}, "for the bus").empty());
    CHECK(m.digest() != digest);
}

TEST_CASE("The digest of the statements outlives the words that a purge takes away", "[engine][grants]") {
    Office m;
    CHECK(m.refusal(GiveAward{"Lincoln", "", {25'000}}, "the best cheer").empty());
    std::vector<Fact> purged = m.facts();
    for (Fact& fact : purged) {
        if (auto* award = std::get_if<TeamAwarded>(&fact.body)) {
            award->reason.value.clear();
            award->reason.purged = true;
        }
    }
    const auto after = Deriver{}.derive(replay(purged));
    CHECK(after->grants->digest == m.digest());
    CHECK(after->grants->statements[0].award_reason.empty());
}

TEST_CASE("At most 100 approvals stand", "[engine][decide]") {
    Office m;
    for (std::size_t i = 0; i < limits::kApprovalsMax; ++i)
        REQUIRE(m.refused(ApproveGrants{"person " + std::to_string(i), m.digest()}).empty());
    CHECK(has(m.refused(ApproveGrants{"one more", m.digest()}), "100 approvals"));
}

TEST_CASE("A meet closes when every child is accounted for and every heat that ran is official", "[engine][decide]") {
    Office m;
    for (int i = 0; i < 4; ++i) m.runner("Lincoln", i < 2 ? std::to_string(102 + i) : "");
    CHECK(m.refused(CloseMeet{}) ==
          "5 children are not accounted for (bib 101, bib 102, bib 103 and 2 more); find them, or account for each "
          "with a reason");
    for (const char* bib : {"102", "103"}) m.account(bib);
    CHECK(has(m.refused(CloseMeet{}), "(bib 101, runner #3, runner #4)"));
    m.bind("104", RunnerId{3u}).bind("105", RunnerId{4u}).account("104").account("105");
    m.gun("1", at(0));
    m.select("101", at(300));
    CHECK(m.refused(CloseMeet{}) == "1 heat has started and is not official (1); make them official first");
    CHECK(m.refused(MakeOfficial{"1", 0, {}, 0}).empty());
    CHECK(has(m.refused(CloseMeet{}), "1 child is not accounted for (bib 101)"));
    m.seen("101", Where::tent_return, at(600));
    CHECK(m.refused(CloseMeet{}).empty());
    const auto closed = m.snapshot()->closed;
    REQUIRE(closed);
    CHECK(closed->digest == closing_digest(*m.snapshot()));

    SECTION("then only money is decided, and readings are taken") {
        const std::string sentence = "the meet is closed; take that back with close-meet and undo";
        CHECK(m.refused(SetStart{"1", at(0)}) == sentence);
        CHECK(m.refused(HoldHeats{}) == sentence);
        CHECK(m.refused(BindBib{"101", "900"}) == sentence);
        CHECK(m.refused(CloseMeet{}) == "the meet is closed already");
        CHECK(m.refused(GiveAward{"Lincoln", "", {25'000}}).empty());
        CHECK(m.refused(ApproveGrants{"Ana", m.digest()}).empty());
        m.seen("101", Where::guardian, at(900));
        CHECK(m.ledger("101").last_seen_where == SeenAt::guardian);
    }
    SECTION("until it is opened again") {
        CHECK(m.refused(CloseMeet{true}).empty());
        CHECK_FALSE(m.snapshot()->closed);
        CHECK(m.refused(HoldHeats{}).empty());
        CHECK(m.refused(CloseMeet{true}) == "the meet is not closed, so there is nothing to take back");
    }
}

TEST_CASE("The closing digest is of results, ledger and grants", "[engine][decide]") {
    Office m;
    m.gun("1", at(0));
    const auto digest = [&] { return closing_digest(*m.snapshot()); };
    const std::string before = digest();
    m.team("Lincoln", [](Team& t) { t.tent = "B 4"; });
    CHECK(digest() == before);
    const ReadingRef note = m.select("101", at(300));
    const std::string finished = digest();
    CHECK(finished != before);
    m.seen("101", Where::tent_return, at(600));
    const std::string returned = digest();
    CHECK(returned != finished);
    CHECK(m.refusal(GiveAward{"Lincoln", "", {25'000}}).empty());
    CHECK(digest() != returned);
}
