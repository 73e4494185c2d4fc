#pragma once
// Picture: a Snapshot put together by hand, child by child, for tests of what is shown. No journal, no fusion.

#include <deque>
#include <memory>
#include <string>
#include <utility>

#include "engine/snapshot.h"

namespace heatline {

class Picture {
public:
    MeetRules rules;
    Roster roster;
    std::deque<HeatPicture> heats;  // A deque, so that heat() may be held on to.
    std::vector<LedgerRow> ledger;
    std::vector<std::string> bibs;
    std::vector<std::string> devices;
    Grants grants;

    Picture() {
        rules.name = "The Small Mile";
        rules.date = {2027, 5, 1};
        rules.time_zone = "America/Los_Angeles";
        rules.zone_offset_min = -420;
    }

    TeamId team(const std::string& name, const std::string& tent, std::int32_t column) {
        const TeamId id{roster.teams().size()};
        Team team;
        team.name = name;
        team.tent = tent;
        team.tent_row = column > 0 ? 1 : 0;
        team.tent_col = column;
        roster.save_team(id, team);
        return id;
    }

    // A child of grade 2 and gender F, said "say FIRST".
    RunnerId child(TeamId team, const std::string& bib, const std::string& first, const std::string& last) {
        const RunnerId id{roster.runners().size()};
        Runner runner;
        runner.team = team;
        runner.first = first;
        runner.last = last;
        runner.say_it = "say " + first;
        runner.grade = Grade{2};
        runner.gender = Gender::F;
        roster.save_runner(id, runner);
        bibs.push_back(bib);
        LedgerRow row;
        row.runner = id;
        ledger.push_back(row);
        return id;
    }
    void change(RunnerId id, bool public_name, Attendance attendance = Attendance::in_person) {
        Runner runner = roster.runner(id);
        runner.public_name = public_name;
        runner.attendance = attendance;
        roster.save_runner(id, runner);
    }

    // `local`: HH:MM on the meet's day, in its zone.
    HeatPicture& heat(const std::string& name, const std::string& local) {
        HeatPicture heat;
        heat.heat = HeatId{heats.size()};
        heat.name = name;
        heat.race = "mile";
        heat.planned = *parse_rfc3339("2027-05-01T" + local + ":00-07:00");
        heats.push_back(heat);
        return heats.back();
    }
    void place(HeatPicture& heat, RunnerId runner, std::int32_t lane = 0) { heat.placements.push_back({runner, lane}); }
    void row(HeatPicture& heat, RunnerId runner, Outcome outcome) {
        ResultRow row;
        row.runner = runner;
        row.bib = runner ? bibs[runner.index()] : "";
        row.outcome = std::move(outcome);
        heat.rows.push_back(row);
    }
    void finish(HeatPicture& heat, RunnerId runner, std::uint32_t place, std::int64_t elapsed_us) {
        row(heat, runner, outcome::Finished{{heat.planned.us + elapsed_us}, elapsed_us, place});
        Finish finish;
        finish.heat = heat.heat;
        finish.runner = runner;
        finish.at = Instant{heat.planned.us + elapsed_us};
        finish.evidence.add(Evidence::tap).add(Evidence::bib_live);
        finish.confidence_milli = 950;
        add(heat, finish);
    }

    // What the last row of the heat rests on.
    void add(HeatPicture& heat, const Finish& finish, const FinishTrail& trail = {}) {
        ResultRow& row = heat.rows.back();
        row.evidence = finish.evidence;
        row.confidence_milli = finish.confidence_milli;
        row.doubt = finish.doubt;
        row.finish = static_cast<std::uint32_t>(heat.finishes.size());
        heat.finishes.push_back(finish);
        heat.trails.push_back(trail);
    }

    Snapshot snapshot() const {
        Snapshot made;
        made.seq = 1;
        made.rules = std::make_shared<MeetRules>(rules);
        made.roster = std::make_shared<Roster>(roster);
        for (const HeatPicture& heat : heats) made.heats.push_back(std::make_shared<HeatPicture>(heat));
        made.ledger = std::make_shared<std::vector<LedgerRow>>(ledger);
        made.devices = std::make_shared<std::vector<std::string>>(devices);
        made.bibs = std::make_shared<std::vector<std::string>>(bibs);
        made.grants = std::make_shared<Grants>(grants);
        return made;
    }
};

}  // namespace heatline
