// The JSON of a command: the keys of each, what is missing or odd, and what a roster door makes of its columns.

#include "timing/net/command_json.h"

#include <catch2/catch.hpp>
#include <random>
#include <vector>

using namespace heatline;
using namespace heatline::timing;

namespace {

// A door that gives back the columns it was handed, as "key=value" names.
RosterDoor recording_door() {
    const auto listed = [](const RosterDoor::Columns& columns) {
        std::vector<std::string> names;
        for (const auto& [key, value] : columns) names.push_back(key + "=" + value);
        return names;
    };
    RosterDoor door;
    door.runner = [listed](const RosterDoor::Columns& columns) -> Result<RunnerColumns, std::string> {
        if (columns.contains("refuse")) return Error{std::string{"refuse: no such column; leave it out"}};
        RunnerColumns read;
        read.given = listed(columns);
        return read;
    };
    door.team = [listed](const RosterDoor::Columns& columns) -> Result<SaveTeam, std::string> {
        if (columns.contains("refuse")) return Error{std::string{"refuse: no such column; leave it out"}};
        return SaveTeam{{}, listed(columns), false};
    };
    return door;
}

Result<Command, std::string> parse(const std::string& text) { return parse_command(text, recording_door()); }

// The body, which must be of this kind.
template <class Body>
Body body(const std::string& text) {
    auto parsed = parse(text);
    INFO(text << (parsed ? "" : ": " + parsed.error()));
    REQUIRE(parsed);
    REQUIRE(std::holds_alternative<Body>(parsed->body));
    return std::get<Body>(parsed->body);
}

std::string sentence(const std::string& text) {
    const auto parsed = parse(text);
    return parsed ? "" : parsed.error();
}

constexpr Instant kAt{1'809'184'092'345'000};

}  // namespace

TEST_CASE("Each command is read with its own keys", "[timing][net][command_json]") {
    const std::string reading = R"({"device":"finish-1","epoch":"e","seq":12})";
    const auto is_reading = [](const ReadingName& name) {
        return name.device == "finish-1" && name.epoch == "e" && name.seq == 12;
    };
    const std::string at = R"("at":"2027-05-01T15:08:12.345Z")";

    CHECK(is_reading(body<VoidReading>(R"({"command":"void","reading":)" + reading + "}").reading));
    CHECK(is_reading(body<RestoreReading>(R"({"command":"restore","reading":)" + reading + "}").reading));
    const auto assign = body<AssignTap>(R"({"command":"assign","bib":"7","tap":)" + reading + "}");
    CHECK(is_reading(assign.tap));
    CHECK(assign.bib == "7");
    const auto insert = body<InsertFinish>(R"({"command":"insert-finish","heat":"3","bib":"7",)" + at + "}");
    CHECK(insert.heat == "3");
    CHECK(insert.bib == "7");
    CHECK(insert.at == kAt);
    const auto remove = body<RemoveFinish>(R"({"command":"remove-finish","heat":"3","bib":"7"})");
    CHECK(remove.heat == "3");
    CHECK(remove.bib == "7");
    const auto move = body<MoveRunner>(R"({"command":"move","bib":"7","from":"2","heat":"3"})");
    CHECK(move.bib == "7");
    CHECK(move.from == "2");
    CHECK(move.heat == "3");
    CHECK(body<MoveRunner>(R"({"command":"move","bib":"7","heat":"3"})").from.empty());
    const auto bind = body<BindBib>(R"({"command":"bind-bib","runner":"7","bib":"8"})");
    CHECK(bind.runner == "7");
    CHECK(bind.bib == "8");
    CHECK(body<BindBib>(R"({"command":"bind-bib","runner":41,"bib":"8"})").runner == "#41");
    const auto swap = body<SwapBibs>(R"({"command":"swap-bibs","bib":"7","other":"8"})");
    CHECK(swap.bib == "7");
    CHECK(swap.other == "8");
    const auto tag = body<AssignTag>(R"({"command":"assign-tag","bib":"7","tag":"058A"})");
    CHECK(tag.bib == "7");
    CHECK(tag.tag == "058A");
    const auto status = body<SetStatus>(R"({"command":"status","bib":"7","heat":"3","status":"dnf"})");
    CHECK(status.bib == "7");
    CHECK(status.heat == "3");
    CHECK(status.status == Status::dnf);
    const auto start = body<SetStart>(R"({"command":"set-start","heat":"3",)" + at + "}");
    CHECK(start.heat == "3");
    CHECK(start.at == kAt);
    CHECK(body<AccountChild>(R"({"command":"account","bib":"7","reason":"went home"})").bib == "7");
    const auto official = body<MakeOfficial>(R"({"command":"make-official","heat":"3"})");
    CHECK(official.heat == "3");
    CHECK(official.finishes.empty());
    CHECK(body<ReopenHeat>(R"({"command":"reopen","heat":"3"})").heat == "3");
}

TEST_CASE("What happened on the race day is read as one question", "[timing][net][command_json]") {
    using namespace race_day;
    const auto asked = [](const std::string& keys) {
        return body<ReplanHeats>(R"({"command":"replan",)" + keys + "}").question;
    };
    CHECK(asked(R"("late":["7",8])") == Question{Late{{"7", "8"}}});
    CHECK(asked(R"("late":7)") == Question{Late{{"7"}}});
    CHECK(asked(R"("team_late":"Ash","minutes":20)") == Question{TeamLate{"Ash", {}, 20}});
    CHECK(asked(R"("team_late":"Ash","at":"2027-05-01T15:08:12.345Z")") == Question{TeamLate{"Ash", kAt, {}}});
    CHECK(asked(R"("team_absent":"Ash")") == Question{TeamAbsent{"Ash"}});
    CHECK(asked(R"("team_coaches":"Ash","coaches":2)") == Question{TeamCoaches{"Ash", 2}});
    CHECK(asked(R"("child":"7","heat":3)") == Question{ChildTo{"7", "3"}});
    CHECK(asked(R"("team":"Ash","from":"2","heat":"3")") == Question{TeamTo{"Ash", "2", "3"}});
    CHECK(asked(R"("team":"Ash","heat":"3")") == Question{TeamTo{"Ash", "", "3"}});
    CHECK(asked(R"("cancel":"3")") == Question{Cancel{"3"}});
    CHECK(body<ReplanHeats>(R"({"command":"replan","late":"7","accept":"0f"})").accept == "0f");
    const auto undo = body<ReplanHeats>(R"({"command":"replan","undo":true,"accept":"0f"})");
    CHECK(undo.undo);
    CHECK(undo.accept == "0f");
    CHECK(sentence(R"({"command":"replan"})").starts_with("say what happened"));
    CHECK(sentence(R"({"command":"replan","late":"7","cancel":"3"})").starts_with("say what happened"));
    CHECK(sentence(R"({"command":"replan","late":[{}]})") == "late is not a list of texts");
    CHECK(sentence(R"({"command":"replan","child":"7"})") == "heat is missing; this command needs it");
}

TEST_CASE("The commands of the day as it goes are read with their own keys", "[timing][net][command_json]") {
    const auto delay = body<DelayHeats>(R"({"command":"delay","heat":3,"minutes":-10})");
    CHECK(delay.heat == "3");
    CHECK(delay.minutes == -10);
    CHECK(parse(R"({"command":"hold","reason":"lightning"})")->reason == "lightning");
    CHECK_FALSE(body<ResumeHeats>(R"({"command":"resume"})").minutes);
    CHECK(body<ResumeHeats>(R"({"command":"resume","minutes":0})").minutes == 0);
    CHECK(body<CancelHeat>(R"({"command":"cancel-heat","heat":"3"})").heat == "3");
    const auto added = body<AddHeat>(
        R"({"command":"add-heat","heat":"9","start":"2027-05-01T15:08:12.345Z","band":"Grade 2","line":"far"})");
    CHECK(added.heat == "9");
    CHECK(added.start == kAt);
    CHECK(added.band == "Grade 2");
    CHECK(added.race.empty());
    CHECK(added.line == "far");
    CHECK(body<AddHeat>(R"({"command":"add-heat","heat":"9","start":"2027-05-01T15:08:12.345Z","race":"mile"})").race ==
          "mile");
    CHECK(body<ClearCourse>(R"({"command":"course-clear","heat":"3"})").heat == "3");
    const auto award = body<GiveAward>(R"({"command":"award","team":"Lincoln","amount":"1250.50","grant":"cheer"})");
    CHECK(award.team == "Lincoln");
    CHECK(award.grant == "cheer");
    CHECK(award.amount == Cents{125'050});
    const auto approval = body<ApproveGrants>(R"({"command":"approve-grants","by":"Ana","digest":"0f"})");
    CHECK(approval.by == "Ana");
    CHECK(approval.digest == "0f");
    CHECK_FALSE(body<CloseMeet>(R"({"command":"close-meet"})").undo);
}

TEST_CASE("What can be taken back is taken back with undo", "[timing][net][command_json]") {
    CHECK(body<CancelHeat>(R"({"command":"cancel-heat","heat":"3","undo":true})").undo);
    CHECK_FALSE(body<CancelHeat>(R"({"command":"cancel-heat","heat":"3","undo":false})").undo);
    CHECK(body<ClearCourse>(R"({"command":"course-clear","heat":"3","undo":true})").undo);
    CHECK(body<AccountChild>(R"({"command":"account","bib":"7","undo":true})").undo);
    CHECK(body<InsertFinish>(R"({"command":"insert-finish","heat":"3","bib":"7","undo":true})").undo);
    CHECK(body<RemoveFinish>(R"({"command":"remove-finish","heat":"3","bib":"7","undo":true})").undo);
    CHECK(body<SetStart>(R"({"command":"set-start","heat":"3","undo":true})").undo);
    CHECK(body<ApproveGrants>(R"({"command":"approve-grants","by":"Ana","undo":true})").undo);
    CHECK(body<CloseMeet>(R"({"command":"close-meet","undo":true})").undo);
    CHECK(sentence(R"({"command":"close-meet","undo":"yes"})") == "undo is neither true nor false");
}

TEST_CASE("An empty text says nobody or nowhere, a key that is not there says nothing", "[timing][net][command_json]") {
    const std::string tap = R"("tap":{"device":"finish-1","seq":12}})";
    CHECK(body<AssignTap>(R"({"command":"assign","bib":"",)" + tap).bib.empty());
    CHECK(body<AssignTag>(R"({"command":"assign-tag","bib":"","tag":"058A"})").bib.empty());
    CHECK(body<BindBib>(R"({"command":"bind-bib","runner":"","bib":"8"})").runner.empty());
    CHECK(body<MoveRunner>(R"({"command":"move","bib":"7","from":"2","heat":""})").heat.empty());
    for (const char* text :
         {R"({"command":"assign-tag","tag":"058A"})", R"({"command":"assign-tag","bib":null,"tag":"058A"})"}) {
        CHECK(sentence(text).find("bib is missing") == 0);
    }
}

TEST_CASE("Every status has its word", "[timing][net][command_json]") {
    const std::vector<std::pair<std::string, Status>> words{{"dnf", Status::dnf},
                                                            {"dns", Status::dns},
                                                            {"dq", Status::dq},
                                                            {"withdrawn", Status::withdrawn},
                                                            {"none", Status::none}};
    for (const auto& [word, status] : words) {
        CAPTURE(word);
        CHECK(body<SetStatus>(R"({"command":"status","bib":"7","status":")" + word + "\"}").status == status);
    }
    CHECK_FALSE(sentence(R"({"command":"status","bib":"7","status":"lost"})").empty());
}

TEST_CASE("An id and a reason travel with any command", "[timing][net][command_json]") {
    const auto with = parse(R"({"command":"reopen","heat":"3","id":"c-1","reason":"wrong gun"})");
    REQUIRE(with);
    CHECK(with->id == "c-1");
    CHECK(with->reason == "wrong gun");
    const auto without = parse(R"({"command":"reopen","heat":"3","id":null})");
    REQUIRE(without);
    CHECK(without->id.empty());
    CHECK(without->reason.empty());
}

TEST_CASE("Bibs and heats may be written as numbers", "[timing][net][command_json]") {
    const auto insert =
        body<InsertFinish>(R"({"command":"insert-finish","heat":3,"bib":1044,"at":"2027-05-01T15:08:12.345Z","id":5})");
    CHECK(insert.heat == "3");
    CHECK(insert.bib == "1044");
}

TEST_CASE("The key that is missing or odd is named in the sentence", "[timing][net][command_json]") {
    const std::vector<std::pair<std::string, std::string>> cases{
        {R"({"heat":"3"})", "command"},
        {R"({"command":"","heat":"3"})", "command"},
        {R"({"command":["void"]})", "command"},
        {R"({"command":"explode"})", "explode"},
        {R"({"command":"void"})", "reading"},
        {R"({"command":"void","reading":12})", "reading"},
        {R"({"command":"void","reading":{"epoch":"","seq":12}})", "device"},
        {R"({"command":"void","reading":{"device":"finish-1"}})", "seq"},
        {R"({"command":"void","reading":{"device":"finish-1","seq":0}})", "seq"},
        {R"({"command":"void","reading":{"device":"finish-1","seq":-3}})", "seq"},
        {R"({"command":"void","reading":{"device":"finish-1","seq":1.5}})", "seq"},
        {R"({"command":"void","reading":{"device":"finish-1","seq":"12"}})", "seq"},
        {R"({"command":"void","reading":{"device":"finish-1","seq":18446744073709551615}})", "seq"},
        {R"({"command":"void","reading":{"device":"finish-1","epoch":[1],"seq":1}})", "epoch"},
        {R"({"command":"assign","tap":{"device":"finish-1","seq":1}})", "bib"},
        {R"({"command":"insert-finish","heat":"3","bib":"7"})", "at"},
        {R"({"command":"insert-finish","heat":"3","bib":"7","at":"noon"})", "at"},
        {R"({"command":"insert-finish","bib":"7","at":"2027-05-01T15:08:12Z"})", "heat"},
        {R"({"command":"remove-finish","heat":"3","bib":{}})", "bib"},
        {R"({"command":"remove-finish","heat":"3","bib":1.5})", "bib"},
        {R"({"command":"remove-finish","heat":"3","bib":""})", "bib"},
        {R"({"command":"move","bib":"7"})", "heat"},
        {R"({"command":"swap-bibs","bib":"7"})", "other"},
        {R"({"command":"assign-tag","bib":"7"})", "tag"},
        {R"({"command":"set-start","heat":"3","at":"2027-13-01T15:08:12Z"})", "at"},
        {R"({"command":"reopen","heat":"3","reason":["a"]})", "reason"},
        {R"({"command":"reopen","heat":"3","id":{"a":1}})", "id"},
        {R"({"command":"add-runner","grade":[3]})", "grade"},
        {R"({"command":"add-runner","refuse":"1"})", "refuse"},
        {R"({"command":"edit-team","refuse":"1"})", "refuse"},
        {R"({"command":"edit-runner","refuse":"1","runner":"7"})", "refuse"},
        {R"({"command":"edit-runner","grade":"3"})", "bib"},
        {R"({"command":"delay","heat":"3"})", "minutes"},
        {R"({"command":"delay","heat":"3","minutes":"ten"})", "minutes"},
        {R"({"command":"delay","heat":"3","minutes":1.5})", "minutes"},
        {R"({"command":"delay","minutes":5})", "heat"},
        {R"({"command":"resume","minutes":[1]})", "minutes"},
        {R"({"command":"cancel-heat"})", "heat"},
        {R"({"command":"add-heat","heat":"9","band":"b"})", "start"},
        {R"({"command":"add-heat","heat":"9","start":"2027-05-01T15:08:12Z"})", "band"},
        {R"({"command":"add-heat","start":"2027-05-01T15:08:12Z","band":"b"})", "heat"},
        {R"({"command":"course-clear"})", "heat"},
        {R"({"command":"award","amount":"1.00"})", "team"},
        {R"({"command":"award","team":"t"})", "amount"},
        {R"({"command":"award","team":"t","amount":250})", "amount"},
        {R"({"command":"award","team":"t","amount":"250"})", "amount"},
        {R"({"command":"award","team":"t","amount":"-1.00"})", "amount"},
        {R"({"command":"award","team":"t","amount":"1,000.00"})", "amount"},
        {R"({"command":"award","team":"t","amount":"01.00"})", "amount"},
        {R"({"command":"award","team":"t","amount":"1.005"})", "amount"},
        {R"({"command":"approve-grants","digest":"0f"})", "by"},
        {R"({"command":"approve-grants","by":"","digest":"0f"})", "by"},
        {R"({"command":"approve-grants","by":"Ana"})", "digest"},
        {R"({"command":"approve-grants","undo":true})", "by"},
    };
    for (const auto& [text, key] : cases) {
        CAPTURE(text);
        CHECK(sentence(text).find(key) != std::string::npos);
    }
}

TEST_CASE("What is no JSON object is no command", "[timing][net][command_json]") {
    std::string deep;
    for (int i = 0; i < 1000; ++i) deep += R"({"command":)";
    for (const std::string& text :
         {std::string{}, std::string{"void"}, std::string{"[]"}, std::string{"\"void\""}, std::string{"null"},
          std::string{R"({"command":"reopen","heat":"3"} x)"}, std::string{R"({"command":"reopen")"},
          std::string{"{\"command\":\"\xff\"}"}, std::string(1, '\0'), deep}) {
        CAPTURE(text);
        CHECK_FALSE(sentence(text).empty());
    }
}

TEST_CASE("A runner's columns go through the roster door, all but what belongs to the command",
          "[timing][net][command_json]") {
    const auto added = body<AddRunner>(
        R"({"command":"add-runner","id":"c-2","reason":"late","team":"Lincoln","first":"Ada","bib":1044,"registered":true,"heat":null})");
    CHECK(added.columns.given == std::vector<std::string>{"bib=1044", "first=Ada", "registered=yes", "team=Lincoln"});

    const auto edited = body<EditRunner>(R"({"command":"edit-runner","runner":"7","assisted":false,"bib":"8"})");
    CHECK(edited.bib == "7");
    CHECK(edited.columns.given == std::vector<std::string>{"assisted=no", "bib=8"});
    CHECK(body<EditRunner>(R"({"command":"edit-runner","runner":41,"grade":2})").bib == "#41");
    CHECK(body<EditRunner>(R"({"command":"edit-runner","bib":"7","grade":2})").bib == "7");
    CHECK(body<EditRunner>(R"({"command":"edit-runner","runner":null,"bib":"7","grade":2})").bib == "7");

    const auto team = body<SaveTeam>(R"({"command":"edit-team","team":"Lincoln","tent":"A4"})");
    CHECK(team.given == std::vector<std::string>{"team=Lincoln", "tent=A4"});
    CHECK(team.must_exist);
}

TEST_CASE("A command spoiled on its way is a sentence or a command, never a crash", "[timing][net][command_json]") {
    constexpr std::uint32_t kSeed = 4711;
    CAPTURE(kSeed);
    std::mt19937 random{kSeed};
    const RosterDoor door = recording_door();
    const std::string sound =
        R"({"command":"void","id":"c","reason":"r","reading":{"device":"finish-1","epoch":"e","seq":12},"bib":"7"})";
    for (int round = 0; round < 5'000; ++round) {
        std::string text = sound;
        for (int changes = 0; changes < 3; ++changes) text[random() % text.size()] = static_cast<char>(random() & 0xff);
        const auto parsed = parse_command(text, door);
        if (!parsed) REQUIRE_FALSE(parsed.error().empty());
    }
}
