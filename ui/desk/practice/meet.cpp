#include "ui/desk/practice/meet.h"

#include "ui/desk/practice/script.h"

namespace heatline::ui {

std::shared_ptr<const Snapshot> practice_meet(Instant planned, std::optional<Instant> gun) {
    auto rules = std::make_shared<MeetRules>();
    rules->name = "Practice";
    Roster roster;
    Team team;
    team.name = "Made-up School";
    roster.save_team(TeamId{0U}, std::move(team));
    auto heat = std::make_shared<HeatPicture>();
    heat->heat = HeatId{0U};
    heat->name = "Practice";
    heat->race = "ten made-up runners";
    heat->planned = planned;
    heat->start = gun;
    heat->state = gun ? HeatState::running : HeatState::planned;
    auto ledger = std::make_shared<std::vector<LedgerRow>>();
    auto bibs = std::make_shared<std::vector<std::string>>();
    for (std::size_t i = 0; i < kPracticeRunners; ++i) {
        Runner runner;
        runner.team = TeamId{0U};
        runner.grade = Grade{static_cast<std::int8_t>(2 + i % 2)};
        roster.save_runner(RunnerId{i}, std::move(runner));
        bibs->push_back(practice_bib(i));
        ResultRow row;
        row.runner = RunnerId{i};
        row.bib = practice_bib(i);
        if (gun) row.outcome = outcome::OnCourse{};
        heat->rows.push_back(std::move(row));
        LedgerRow where;
        where.runner = RunnerId{i};
        where.heat = HeatId{0U};
        where.state = gun ? ChildState::on_course : ChildState::staged;
        ledger->push_back(where);
    }
    heat->counts.registered = kPracticeRunners;
    if (gun) heat->counts.on_course = kPracticeRunners;
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->rules = std::move(rules);
    snapshot->roster = std::make_shared<Roster>(std::move(roster));
    snapshot->heats = {std::move(heat)};
    snapshot->ledger = std::move(ledger);
    snapshot->bibs = std::move(bibs);
    snapshot->grants = std::make_shared<Grants>();
    return snapshot;
}

}  // namespace heatline::ui
