#include "ui/paper/reports.h"

#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <random>

#include "tests/ui/picture.h"
#include "ui/paper/csv.h"
#include "ui/paper/json.h"
#include "ui/paper/meet.h"
#include "ui/paper/tent_sheets.h"

using namespace heatline;
using namespace heatline::ui;

namespace {

constexpr Viewer kStaff{Audience::staff, {}};
constexpr Viewer kPublic{Audience::everybody, {}};
constexpr Viewer kAnnouncer{Audience::announcer, {}};
constexpr Viewer kTimer{Audience::timer, {}};

constexpr const char* kResultsHeader =
    "heat,place,bib,name,team,grade,gender,elapsed_ms,time,status,evidence,confidence,review\r\n";

std::vector<std::string> column(const Table& table, const std::string& name) {
    std::size_t at = 0;
    while (table.columns.at(at).name != name) ++at;
    std::vector<std::string> texts;
    for (const Row& row : table.rows) {
        const auto* text = std::get_if<std::string>(&row[at]);
        const auto* number = std::get_if<std::int64_t>(&row[at]);
        texts.push_back(text ? *text : number ? std::to_string(*number) : "");
    }
    return texts;
}
using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("Staff get results with everything, times are rounded up and children who tie share a place") {
    Picture day;
    const TeamId lincoln = day.team("Lincoln", "A1", 1);
    const RunnerId maya = day.child(lincoln, "101", "Maya", "Reed");
    const RunnerId noor = day.child(lincoln, "102", "Noor", "Khan");
    const RunnerId zoe = day.child(lincoln, "103", "Zoe", "Park");
    const RunnerId ben = day.child(lincoln, "104", "Ben", "Ito");
    HeatPicture& heat = day.heat("1", "08:00");
    day.finish(heat, maya, 1, 492'345'678);
    day.finish(heat, noor, 1, 492'345'678);
    day.finish(heat, zoe, 3, 492'400'000);
    day.row(heat, ben, outcome::FinishedNoTime{});
    const std::string csv = table_csv(results_table(day.snapshot(), kStaff));
    const std::string evidence = csv.substr(csv.find("finished,") + 9, csv.find(",0.950") - csv.find("finished,") - 9);
    CHECK_FALSE(evidence.empty());
    CHECK(csv == kResultsHeader +
                     ("1,1,101,Maya Reed,Lincoln,2,F,492346,8:12.4,finished," + evidence + ",0.950,0\r\n") +
                     ("1,1,102,Noor Khan,Lincoln,2,F,492346,8:12.4,finished," + evidence + ",0.950,0\r\n") +
                     ("1,3,103,Zoe Park,Lincoln,2,F,492400,8:12.4,finished," + evidence + ",0.950,0\r\n") +
                     "1,,104,Ben Ito,Lincoln,2,F,,,finished-no-time,,0.000,0\r\n");
}

TEST_CASE("The public gets a name, a team and a time, and nothing beside them") {
    Picture day;
    const TeamId lincoln = day.team("Lincoln", "A1", 1);
    const RunnerId maya = day.child(lincoln, "101", "Maya", "Reed");
    const RunnerId hidden = day.child(lincoln, "102", "Noor", "Khan");
    day.change(hidden, false);
    HeatPicture& heat = day.heat("1", "08:00");
    day.finish(heat, maya, 1, 492'345'678);
    day.finish(heat, hidden, 2, 493'000'000);
    CHECK(table_csv(results_table(day.snapshot(), kPublic)) ==
          std::string{kResultsHeader} + "1,1,,Maya R.,Lincoln,,,492346,8:12.4,finished,,0.950,0\r\n" +
              "1,2,,Runner,Lincoln,,,493000,8:13.0,finished,,0.950,0\r\n");
    day.rules.privacy.public_name = NameRule::bib;
    CHECK(table_csv(results_table(day.snapshot(), kPublic)) ==
          std::string{kResultsHeader} + "1,1,101,,Lincoln,,,492346,8:12.4,finished,,0.950,0\r\n" +
              "1,2,102,,Lincoln,,,493000,8:13.0,finished,,0.950,0\r\n");
    day.rules.privacy.public_name = NameRule::none;
    CHECK(column(results_table(day.snapshot(), kPublic), "bib") == Texts{"", ""});
    CHECK(column(results_table(day.snapshot(), kPublic), "name") == Texts{"", ""});
}

TEST_CASE("A finisher who is not known has no name and wants a look, the number taken is not for the public") {
    Picture day;
    day.rules.privacy.public_name = NameRule::bib;
    HeatPicture& heat = day.heat("1", "08:00");
    day.finish(heat, RunnerId::none(), 1, 300'000'000);
    heat.rows.back().bib = "999";
    const Table staff = results_table(day.snapshot(), kStaff);
    CHECK(column(staff, "bib") == Texts{"999"});
    CHECK(column(staff, "name") == Texts{""});
    CHECK(column(results_table(day.snapshot(), kPublic), "bib") == Texts{""});
    const std::string csv = table_csv(results_table(day.snapshot(), kPublic));
    CHECK(csv == std::string{kResultsHeader} + "1,1,,,,,,300000,5:00.0,finished,,0.950,1\r\n");
}

TEST_CASE("The evidence of a child who was disqualified after crossing does not say that there was no time") {
    Picture day;
    const RunnerId maya = day.child(day.team("Lincoln", "A1", 1), "101", "Maya", "Reed");
    HeatPicture& heat = day.heat("1", "08:00");
    day.row(heat, maya, outcome::Dq{true});
    Finish finish;
    finish.runner = maya;
    finish.at = heat.planned;
    finish.evidence.add(Evidence::chip);
    day.add(heat, finish);
    CHECK(column(results_table(day.snapshot(), kStaff), "evidence") == Texts{"chip"});
    heat.finishes.back().at.reset();
    CHECK(column(results_table(day.snapshot(), kStaff), "evidence") != Texts{"chip"});
}

TEST_CASE("The evidence of a finish names its readings as their devices count them") {
    Picture day;
    day.devices = {"finish-1", "chute-1"};
    const RunnerId maya = day.child(day.team("Lincoln", "A1", 1), "101", "Maya", "Reed");
    HeatPicture& heat = day.heat("1", "08:00");
    day.finish(heat, maya, 1, 300'000'000);
    heat.trails.back().tap = {DeviceId{0u}, 0, 212, ReadingKind::tap};
    heat.trails.back().identity = {DeviceId{1u}, 1, 9, ReadingKind::bib};
    CHECK(column(results_table(day.snapshot(), kStaff), "evidence") ==
          Texts{"tap no. 212 of finish-1 + chute number no. 9 of chute-1, its count 2"});
    CHECK(column(results_table(day.snapshot(), kPublic), "evidence") == Texts{""});
}

TEST_CASE("Children in no heat stand after the heats, virtual ones as virtual") {
    Picture day;
    const TeamId lincoln = day.team("Lincoln", "A1", 1);
    const RunnerId maya = day.child(lincoln, "101", "Maya", "Reed");
    const RunnerId home = day.child(lincoln, "20", "Noor", "Khan");
    day.child(lincoln, "3", "Zoe", "Park");
    day.ledger[home.index()].state = ChildState::virtually;
    HeatPicture& heat = day.heat("1", "08:00");
    day.place(heat, maya);
    day.row(heat, maya, outcome::Registered{});
    const Table all = results_table(day.snapshot(), kStaff);
    CHECK(column(all, "heat") == Texts{"1", "", ""});
    CHECK(column(all, "bib") == Texts{"101", "3", "20"});
    CHECK(column(all, "status") == Texts{"registered", "registered", "virtual"});
    CHECK(results_table(day.snapshot(), kStaff, "1").rows.size() == 1);
    CHECK(results_table(day.snapshot(), kStaff, "no such heat").rows.empty());
}

TEST_CASE("The announcer hears how to say a name, in JSON, the columns of the file stay as they are") {
    Picture day;
    const RunnerId maya = day.child(day.team("Lincoln", "A1", 1), "101", "Maya", "Reed");
    HeatPicture& heat = day.heat("1", "08:00");
    day.place(heat, maya);
    day.finish(heat, maya, 1, 300'000'000);
    const Table results = results_table(day.snapshot(), kAnnouncer);
    CHECK(table_csv(results) ==
          std::string{kResultsHeader} + "1,1,,Maya R.,Lincoln,2,,300000,5:00.0,finished,,0.950,0\r\n");
    CHECK(boost::json::parse(table_json(results, "results")).at("results").at(0).at("say_it") == "say Maya");
    const auto heats = boost::json::parse(table_json(heats_table(day.snapshot(), kAnnouncer), "heats"));
    CHECK(heats.at("heats").at(0).at("say_it") == "say Maya");
    for (const Viewer viewer : {kPublic, kTimer}) {
        const std::string json = table_json(results_table(day.snapshot(), viewer), "results");
        CHECK(json.find("say") == std::string::npos);
    }
}

TEST_CASE("Timers get bibs and not a letter of a name") {
    Picture day;
    const RunnerId maya = day.child(day.team("Lincoln", "A1", 1), "101", "Maya", "Reed");
    HeatPicture& heat = day.heat("1", "08:00");
    day.place(heat, maya);
    day.finish(heat, maya, 1, 300'000'000);
    for (const Table& table : {results_table(day.snapshot(), kTimer), heats_table(day.snapshot(), kTimer)}) {
        CHECK(column(table, "bib") == Texts{"101"});
        CHECK(column(table, "name") == Texts{""});
    }
}

TEST_CASE("A tent's list holds its own children, or in the whole list only their names") {
    Picture day;
    const TeamId lincoln = day.team("Lincoln", "A1", 1), garfield = day.team("Garfield", "A2", 2);
    const RunnerId maya = day.child(lincoln, "101", "Maya", "Reed");
    const RunnerId noor = day.child(garfield, "201", "Noor", "Khan");
    HeatPicture& heat = day.heat("1", "08:00");
    day.place(heat, noor);
    day.place(heat, maya);
    const Viewer tent{Audience::tent, lincoln};
    CHECK(column(heats_table(day.snapshot(), tent), "name") == Texts{"Maya R.", ""});
    CHECK(column(heats_table(day.snapshot(), tent), "bib") == Texts{"101", ""});
    CHECK(column(heats_table(day.snapshot(), tent, lincoln), "team") == Texts{"Lincoln"});
}

TEST_CASE("Heats run in the order of the day, children by tent along the walk and then by bib") {
    Picture day;
    day.rules.heats.staging_min = 10;
    day.rules.heats.tent_pitch_m = 50;
    day.rules.heats.walk_m_per_min = 50;
    const TeamId far = day.team("Adams", "A9", 4), near = day.team("Lincoln", "A1", 1);
    const RunnerId far_child = day.child(far, "7", "Ana", "Silva");
    const RunnerId ten = day.child(near, "10", "Maya", "Reed");
    const RunnerId nine = day.child(near, "9", "Noor", "Khan");
    HeatPicture& late = day.heat("1", "08:30");
    HeatPicture& early = day.heat("2", "08:00");
    day.place(late, far_child, 4);
    day.place(early, far_child);
    day.place(early, ten);
    day.place(early, nine);
    CHECK(table_csv(heats_table(day.snapshot(), kStaff)) ==
          "heat,race,call_time,start_time,bib,name,team,tent,grade,gender,lane\r\n"
          "2,mile,2027-05-01T07:50:00.000-07:00,2027-05-01T08:00:00.000-07:00,9,Noor Khan,Lincoln,A1,2,F,\r\n"
          "2,mile,2027-05-01T07:50:00.000-07:00,2027-05-01T08:00:00.000-07:00,10,Maya Reed,Lincoln,A1,2,F,\r\n"
          "2,mile,2027-05-01T07:47:00.000-07:00,2027-05-01T08:00:00.000-07:00,7,Ana Silva,Adams,A9,2,F,\r\n"
          "1,mile,2027-05-01T08:17:00.000-07:00,2027-05-01T08:30:00.000-07:00,7,Ana Silva,Adams,A9,2,F,4\r\n");
}

TEST_CASE("A tent sheet says when families come, when the team leaves its tent and how many run") {
    Picture day;
    day.rules.heats.staging_min = 10;
    day.rules.heats.tent_pitch_m = 50;
    day.rules.heats.walk_m_per_min = 50;
    day.rules.heats.arrive_before_min = 45;
    const TeamId far = day.team("Adams", "A9", 4), near = day.team("Lincoln", "A1", 1);
    const RunnerId far_child = day.child(far, "7", "Ana", "Silva");
    const RunnerId ten = day.child(near, "10", "Maya", "Reed");
    HeatPicture& late = day.heat("1", "08:30");
    HeatPicture& early = day.heat("2", "08:00");
    day.place(late, far_child, 4);
    day.place(early, far_child);
    day.place(early, ten);
    CHECK(table_csv(tents_table(day.snapshot())) ==
          "team,tent,heat,race,band,arrive_by,call_time,start_time,children,assisted\r\n"
          "Lincoln,A1,2,mile,,2027-05-01T07:15:00.000-07:00,2027-05-01T07:50:00.000-07:00,"
          "2027-05-01T08:00:00.000-07:00,1,0\r\n"
          "Adams,A9,2,mile,,2027-05-01T07:15:00.000-07:00,2027-05-01T07:47:00.000-07:00,"
          "2027-05-01T08:00:00.000-07:00,1,0\r\n"
          "Adams,A9,1,mile,,2027-05-01T07:45:00.000-07:00,2027-05-01T08:17:00.000-07:00,"
          "2027-05-01T08:30:00.000-07:00,1,0\r\n");
    const auto json = boost::json::parse(table_json(heats_table(day.snapshot(), kStaff), "heats"));
    CHECK(json.at("heats").at(0).at("arrive_by") == "2027-05-01T07:15:00.000-07:00");
}

TEST_CASE("The ledger says where every child is, in the meet's own time") {
    Picture day;
    const TeamId lincoln = day.team("Lincoln", "A1", 1);
    const RunnerId back = day.child(lincoln, "101", "Maya", "Reed");
    day.child(lincoln, "102", "Noor", "Khan");
    day.heat("3", "08:00");
    LedgerRow& row = day.ledger[back.index()];
    row.heat = HeatId{0u};
    row.state = ChildState::returned;
    row.accounted = true;
    row.last_seen_at = parse_rfc3339("2027-05-01T15:20:00.250Z");
    row.last_seen_where = SeenAt::tent_return;
    CHECK(table_csv(ledger_table(day.snapshot())) ==
          "bib,name,team,tent,heat,state,accounted,last_seen_at,last_seen_where\r\n"
          "101,Maya Reed,Lincoln,A1,3,returned,yes,2027-05-01T08:20:00.250-07:00,tent-return\r\n"
          "102,Noor Khan,Lincoln,A1,,registered,no,,\r\n");
    const auto json = boost::json::parse(table_json(ledger_table(day.snapshot()), "ledger"));
    CHECK(json.at("ledger").at(0).at("accounted") == true);
    CHECK(json.at("ledger").at(1).at("last_seen_at").is_null());
    CHECK(json.at("ledger").at(1).at("heat") == "");
}

TEST_CASE("Words of the ledger are the contract's") {
    CHECK(std::string{state_word(ChildState::checked_in)} == "checked-in");
    CHECK(std::string{state_word(ChildState::on_course)} == "on-course");
    CHECK(std::string{state_word(ChildState::virtually)} == "virtual");
    CHECK(std::string{where_word(SeenAt::nowhere)}.empty());
    CHECK(std::string{where_word(SeenAt::guardian)} == "guardian");
}

TEST_CASE("Grants are one row a team and grant, and the total is what the rows add up to") {
    Picture day;
    const TeamId lincoln = day.team("Lincoln", "A1", 1), garfield = day.team("Garfield, East", "A2", 2);
    const TeamCounts thirty{30, 29, 28, 27, 0, 0};
    day.grants.statements = {{lincoln, "per-finisher", thirty, true, {}, Cents{13'500}},
                             {lincoln, "biggest-teams", thirty, true, {}, Cents{150'000}},
                             {garfield, "per-finisher", {3, 3, 3, 3, 0, 0}, false, {"no coach", "3 of 25"}, Cents{0}}};
    day.grants.total = Cents{163'500};
    CHECK(table_csv(grants_table(day.snapshot())) ==
          "team,registered,checked_in,started,finished,eligible,reasons,grant,amount_usd\r\n"
          "Lincoln,30,29,28,27,yes,,per-finisher,135.00\r\n"
          "Lincoln,30,29,28,27,yes,,biggest-teams,1500.00\r\n"
          "\"Garfield, East\",3,3,3,3,no,no coach; 3 of 25,per-finisher,0.00\r\n");
    const auto json = boost::json::parse(grants_json(day.snapshot()));
    CHECK(json.at("total_usd") == "1635.00");
    CHECK(json.at("statements").at(2).at("eligible") == false);
    CHECK(json.at("statements").at(0).at("finished") == 27);
    CHECK(json.at("totals").at("finished") == 30);
    CHECK(json.at("totals").at("grants").at(0).at("amount_usd") == "135.00");
}

TEST_CASE("The meet at a glance has its heats with the gun, or null before it") {
    Picture day;
    HeatPicture& first = day.heat("1", "08:00");
    first.start = parse_rfc3339("2027-05-01T15:00:02Z");
    first.state = HeatState::running;
    first.counts = {6, 5, 4, 3, 2, 1};
    day.heat("2", "08:15");
    const auto json = boost::json::parse(meet_json(day.snapshot(), 77));
    CHECK(json.at("meet").at("name") == "The Small Mile");
    CHECK(json.at("meet").at("date") == "2027-05-01");
    CHECK(json.at("durable_seq") == 77);
    CHECK(json.at("totals").at("registered") == 0);
    CHECK(boost::json::serialize(json.at("heats").at(0))
              .find("\"state\":\"running\",\"start\":\"2027-05-01T08:00:02.000"
                    "-07:00\"") != std::string::npos);
    CHECK(json.at("heats").at(0).at("on_course") == 4);
    CHECK(json.at("heats").at(0).at("review") == 1);
    CHECK(json.at("heats").at(1).at("start").is_null());
}

TEST_CASE("The meet at a glance says what is held, clear, cancelled and closed") {
    Picture day;
    day.heat("1", "08:00").state = HeatState::cancelled;
    HeatPicture& second = day.heat("2", "08:15");
    second.counts.on_course = 3;
    Snapshot snapshot = day.snapshot();
    auto json = boost::json::parse(meet_json(snapshot, 1));
    CHECK(json.at("hold").is_null());
    CHECK(json.at("closed").is_null());
    CHECK(json.at("heats").at(0).at("state") == "cancelled");
    CHECK(json.at("heats").at(1).at("course_clear") == false);
    CHECK(json.at("heats").at(1).at("missing") == 0);
    second.course_clear = true;
    snapshot = day.snapshot();
    snapshot.held_since = parse_rfc3339("2027-05-01T15:20:00Z");
    snapshot.closed = {*parse_rfc3339("2027-05-01T20:00:00Z"), "00ff"};
    json = boost::json::parse(meet_json(snapshot, 1));
    CHECK(json.at("hold") == "2027-05-01T08:20:00.000-07:00");
    CHECK(json.at("closed").at("at") == "2027-05-01T13:00:00.000-07:00");
    CHECK(json.at("closed").at("digest") == "00ff");
    CHECK(json.at("heats").at(1).at("course_clear") == true);
    CHECK(json.at("heats").at(1).at("missing") == 3);
}

TEST_CASE("Nobody is called to a cancelled heat, and its results stay") {
    Picture day;
    const RunnerId maya = day.child(day.team("Lincoln", "A1", 1), "101", "Maya", "Reed");
    HeatPicture& heat = day.heat("1", "08:00");
    day.place(heat, maya);
    day.row(heat, maya, outcome::Dns{});
    CHECK(heats_table(day.snapshot(), kStaff).rows.size() == 1);
    heat.state = HeatState::cancelled;
    CHECK(heats_table(day.snapshot(), kStaff).rows.empty());
    CHECK(column(results_table(day.snapshot(), kStaff), "status") == Texts{"dns"});
}

TEST_CASE("An award stands in its statement with the reason that was given") {
    Picture day;
    const TeamId lincoln = day.team("Lincoln", "A1", 1);
    day.grants.statements = {{lincoln, "cheer", {}, true, {"not together with bus"}, Cents{25'000}, "best cheer", 7}};
    CHECK(column(grants_table(day.snapshot()), "reasons") == Texts{"not together with bus; best cheer"});
    day.grants.statements[0].reasons.clear();
    CHECK(column(grants_table(day.snapshot()), "reasons") == Texts{"best cheer"});
}

TEST_CASE("Who approved the statements is told, and whether they are still the same") {
    Picture day;
    day.grants.digest = "aa";
    day.grants.total = Cents{500};
    Snapshot snapshot = day.snapshot();
    const auto said = [&](const char* key) { return boost::json::parse(grants_json(snapshot)).at(key); };
    CHECK(said("digest") == "aa");
    CHECK(said("approvals").as_array().empty());
    CHECK(said("approved") == false);
    CHECK(said("approved_total_usd").is_null());
    const Instant at = *parse_rfc3339("2027-05-01T20:00:00Z");
    snapshot.approvals = {{5, at, "Ana", "aa", Cents{500}}};
    CHECK(said("approved") == false);
    snapshot.approvals.push_back({6, at, "Ben", "aa", Cents{500}});
    CHECK(said("approved") == true);
    CHECK(said("changed_since_approval") == false);
    CHECK(said("approvals").at(1).at("by") == "Ben");
    CHECK(said("approvals").at(1).at("at") == "2027-05-01T13:00:00.000-07:00");
    day.grants.digest = "bb";
    day.grants.total = Cents{700};
    auto approvals = snapshot.approvals;
    snapshot = day.snapshot();
    snapshot.approvals = std::move(approvals);
    CHECK(said("changed_since_approval") == true);
    CHECK(said("approved_total_usd") == "5.00");
    CHECK(said("total_usd") == "7.00");
}

TEST_CASE("No public row holds a surname of the roster, whatever the rule, and a name never stands beside a bib") {
    const Texts firsts{"Ana", "Ben", "Chloe", "Dev", "Zoë", "Noor"};
    for (std::uint32_t seed = 1; seed <= 150; ++seed) {
        CAPTURE(seed);
        std::mt19937 random{seed};
        Picture day;
        day.rules.privacy.public_name = static_cast<NameRule>(seed % 3);
        const TeamId teams[]{day.team("North", "A1", 1), day.team("South", "A2", 2)};
        Texts surnames;
        HeatPicture& heat = day.heat("1", "08:00");
        const std::size_t size = 1 + random() % 40;
        for (std::size_t i = 0; i < size; ++i) {
            std::string last = "Q";  // Made-up letters, none of which stand together in any word of the program.
            for (int letter = 0; letter < 3; ++letter) last += "xzjkv"[random() % 5];
            surnames.push_back(last);
            const std::string first = firsts[random() % firsts.size()];
            // Some schools write the whole name into the column of the first name.
            const RunnerId id = day.child(teams[random() % 2], std::to_string(1000 + i),
                                          random() % 8 == 0 ? first + " " + last : first, last);
            day.change(id, random() % 6 != 0);
            if (random() % 10 == 0) continue;  // In no heat.
            day.place(heat, id);
            if (random() % 3 == 0) {
                day.row(heat, id, outcome::OnCourse{});
            } else {
                day.finish(heat, id, static_cast<std::uint32_t>(i + 1), static_cast<std::int64_t>(random()));
            }
        }
        const Snapshot snapshot = day.snapshot();
        for (const Viewer viewer : {kPublic, kTimer, kAnnouncer, Viewer{Audience::tent, teams[0]}}) {
            // Say-it lines are the announcer's: they may hold a whole name, so files without them are looked at.
            for (const Table& table : {results_table(snapshot, viewer), heats_table(snapshot, viewer)}) {
                std::string out = table_csv(table);
                if (viewer.audience != Audience::announcer) out += table_json(table, "rows");
                for (const std::string& last : surnames) CHECK(out.find(last) == std::string::npos);
            }
        }
        CHECK(meet_json(snapshot, 1).find("Qx") == std::string::npos);
        for (const Table& table : {results_table(snapshot, kPublic), heats_table(snapshot, kPublic)}) {
            const Texts names = column(table, "name"), bibs = column(table, "bib");
            for (std::size_t i = 0; i < names.size(); ++i) CHECK((names[i].empty() || bibs[i].empty()));
            CHECK(column(table, "grade") == Texts(table.rows.size()));
            CHECK(column(table, "gender") == Texts(table.rows.size()));
        }
    }
}
