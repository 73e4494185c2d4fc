#pragma once
// MeetBuilder: a meet in the words of a test: teams, children, heats, what devices said, what people corrected.
//
// Every call makes the fact that the server would write, and applies it. Instants are `at(seconds)`; bibs and heats go
// by their names. Heats come before the first reading, because each heat writes the plan anew. Corrections stand as
// facts: what a command may and may not do is decide's to say, through `command`.

#include <functional>
#include <string>
#include <vector>

#include "engine/apply.h"
#include "engine/base/check.h"
#include "engine/decide.h"
#include "engine/derive.h"
#include "engine/results.h"
#include "engine/take_along.h"
#include "tests/support/line_builder.h"

namespace heatline::test {

class MeetBuilder {
public:
    MeetBuilder() { fact(RulesSet{"", {}}); }

    const State& state() const { return state_; }
    const std::vector<Fact>& facts() const { return facts_; }

    // ---- what was prepared

    MeetBuilder& rules(const std::function<void(MeetRules&)>& change) {
        MeetRules rules = *state_.rules;
        change(rules);
        return fact(RulesSet{"", std::move(rules)});
    }
    MeetBuilder& team(const std::string& name, const std::function<void(Team&)>& change = {}) {
        TeamId id = state_.roster->find_team(name);
        Team team = id ? state_.roster->team(id) : Team{};
        if (!id) id = TeamId{state_.roster->teams().size()};
        team.name = name;
        if (change) change(team);
        return fact(TeamSaved{id, std::move(team)});
    }
    RunnerId runner(const std::string& team, const std::string& bib, const std::function<void(Runner&)>& change = {}) {
        const RunnerId id{state_.roster->runners().size()};
        Runner runner;
        runner.team = state_.roster->find_team(team);
        runner.first = "Child" + std::to_string(id.value);
        runner.last = "Of" + team;
        if (change) change(runner);
        fact(RunnerSaved{id, std::move(runner)});
        if (!bib.empty()) fact(BibBound{bib, id, {}});
        return id;
    }
    MeetBuilder& heat(const std::string& name, const std::vector<std::string>& bibs, const std::string& race = "mile",
                      BandId band = {}, const std::string& line = "finish") {
        PlannedHeat planned{name, band, race, line, at(0), {}};
        for (const std::string& bib : bibs) planned.placements.push_back({child(bib), 0});
        plan_.heats.push_back(std::move(planned));
        return fact(plan_);
    }
    DeviceId device(const std::string& name, Role role = Role::timer) {
        if (const DeviceId known = find_device(state_, name)) return known;
        const DeviceId id{state_.devices.size()};
        fact(DeviceAdded{id, name, role, "finish", {}, {}});
        return id;
    }

    // ---- what devices said

    ReadingRef reading(const std::string& device_name, Reading said) {
        const DeviceId id = device(device_name);
        said.seq = next_device_seq(state_, id, said.epoch);
        const ReadingRef ref{id, said.epoch, said.seq};
        fact(ReadingTaken{id, std::move(said)});
        return ref;
    }
    ReadingRef gun(const std::string& heat, Instant when) {
        Reading said = of(ReadingKind::start, when, "");
        said.heat = heat;
        return reading("starter", said);
    }
    ReadingRef tap(Instant when) { return reading("tapper", of(ReadingKind::tap, when, "")); }
    ReadingRef bib(const std::string& bib, Instant when) {
        Reading said = of(ReadingKind::bib, when, bib);
        said.mode = Mode::live;
        return reading("chute", said);
    }
    ReadingRef keyed(const std::string& bib) {
        Reading said = of(ReadingKind::bib, std::nullopt, bib);
        said.mode = Mode::batch;
        return reading("ring", said);
    }
    ReadingRef select(const std::string& bib, Instant when) {
        return reading("notes", of(ReadingKind::select, when, bib));
    }
    ReadingRef chip(const std::string& tag, Instant when) {
        Reading said = of(ReadingKind::chip, when, "");
        said.tag = tag;
        return reading("mat", said);
    }
    ReadingRef seen(const std::string& bib, Where where, Instant when) {
        Reading said = of(ReadingKind::sighting, when, bib);
        said.where = where;
        return reading("marshal", said);
    }
    static Reading of(ReadingKind kind, std::optional<Instant> when, const std::string& bib) {
        Reading said;
        said.kind = kind;
        said.at = when;
        said.bib = bib;
        return said;
    }

    // ---- what people corrected

    MeetBuilder& drop(const ReadingRef& ref) { return fact(ReadingVoided{ref, "test"}); }
    MeetBuilder& restore(const ReadingRef& ref) { return fact(ReadingRestored{ref, "test"}); }
    MeetBuilder& assign(const ReadingRef& tap, const std::string& bib) { return fact(TapAssigned{tap, bib, "test"}); }
    MeetBuilder& insert(const std::string& heat, const std::string& bib, Instant when) {
        return fact(FinishInserted{heat_id(heat), child(bib), when, "test"});
    }
    MeetBuilder& remove(const std::string& heat, const std::string& bib) {
        return fact(FinishRemoved{heat_id(heat), child(bib), "test"});
    }
    MeetBuilder& move(const std::string& bib, const std::string& from, const std::string& to) {
        return fact(RunnerMoved{child(bib), find_heat(state_, from), find_heat(state_, to), "test"});
    }
    MeetBuilder& bind(const std::string& bib, RunnerId runner) { return fact(BibBound{bib, runner, "test"}); }
    MeetBuilder& tag(const std::string& tag, const std::string& bib) { return fact(TagBound{tag, bib, {}, "test"}); }
    MeetBuilder& status(const std::string& heat, const std::string& bib, Status status) {
        return fact(StatusSet{child(bib), heat_id(heat), status, "test"});
    }
    MeetBuilder& set_start(const std::string& heat, Instant when) {
        return fact(StartSet{heat_id(heat), when, "test"});
    }
    MeetBuilder& account(const std::string& bib) { return fact(ChildAccounted{child(bib), "test"}); }
    MeetBuilder& official(const std::string& heat) {
        const auto picture = heat_picture(heat);
        std::vector<OfficialRow> rows = official_rows(state_, picture->finishes);
        std::string digest = digest_of(rows);
        return fact(HeatMadeOfficial{heat_id(heat), std::move(rows), std::move(digest), "test"});
    }
    MeetBuilder& reopen(const std::string& heat) { return fact(HeatReopened{heat_id(heat), "test"}); }

    MeetBuilder& fact(FactBody body) {
        facts_.push_back({now_, "test", {}, std::move(body)});
        now_ = now_ + Millis{1};
        apply(state_, state_.seq + 1, facts_.back());
        return *this;
    }
    // What comes next is said at this moment.
    MeetBuilder& clock(Instant now) {
        now_ = now;
        return *this;
    }
    // What decide says to a command; an agreed one is applied.
    Decision command(CommandBody body, const std::string& reason = {}, const std::string& id = {}) {
        Decision decision = decide(state_, {id, reason, std::move(body)}, "desk", now_);
        if (!decision.ok()) return decision;
        for (const Fact& agreed : *decision) {
            facts_.push_back(agreed);
            apply(state_, state_.seq + 1, agreed);
        }
        return decision;
    }
    // The same as the server does it: with what the command carries from a snapshot.
    Decision ask(CommandBody body, const std::string& reason = {}, const std::string& id = {}) {
        if (needs_snapshot(body)) take_along(body, *snapshot());
        return command(std::move(body), reason, id);
    }
    // The sentence of a refusal; empty when the command was agreed to.
    std::string refusal(CommandBody body, const std::string& reason = {}) {
        const Decision decision = command(std::move(body), reason);
        return decision.ok() ? "" : decision.error().sentence;
    }

    // ---- what comes of it

    std::shared_ptr<const Snapshot> snapshot() { return deriver_.derive(state_); }
    std::shared_ptr<const HeatPicture> heat_picture(const std::string& heat) {
        return snapshot()->heats[heat_id(heat).index()];
    }
    // The row of this child; the first row of the bib where it is nobody's.
    ResultRow result(const std::string& heat, const std::string& bib) {
        const auto picture = heat_picture(heat);
        for (const ResultRow& row : picture->rows) {
            if (row.bib == bib) return row;
        }
        return {};
    }
    std::string result_status(const std::string& heat, const std::string& bib) {
        return status_word(result(heat, bib).outcome);
    }
    // 0 without a place.
    std::uint32_t place(const std::string& heat, const std::string& bib) {
        const ResultRow row = result(heat, bib);
        const auto* finished = std::get_if<outcome::Finished>(&row.outcome);
        return finished ? finished->place : 0;
    }
    LedgerRow ledger(const std::string& bib) { return (*snapshot()->ledger)[child(bib).index()]; }
    GrantStatement statement(const std::string& team, const std::string& grant) {
        const auto now = snapshot();
        for (const GrantStatement& statement : now->grants->statements) {
            if (statement.grant == grant && state_.roster->team(statement.team).name == team) return statement;
        }
        return {};
    }
    RunnerId child(const std::string& bib) const { return find_runner_by_bib(state_, bib); }
    HeatId heat_id(const std::string& name) const { return find_heat(state_, name); }

private:
    State state_;
    std::vector<Fact> facts_;
    Instant now_ = at(0);
    PlanSaved plan_;
    Deriver deriver_;
};

// The meet that these facts tell.
inline State replay(const std::vector<Fact>& facts) {
    State state;
    for (const Fact& fact : facts) apply(state, state.seq + 1, fact);
    return state;
}

}  // namespace heatline::test
