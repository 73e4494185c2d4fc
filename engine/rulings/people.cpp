#include "engine/rulings/people.h"

#include <algorithm>

#include "engine/base/limits.h"

namespace heatline::rulings {
namespace {

bool is_given(const std::vector<std::string>& given, std::string_view column) {
    return std::find(given.begin(), given.end(), column) != given.end();
}

void merge(Team& into, const SaveTeam& c) {
    const auto take = [&](std::string_view column, auto Team::*member) {
        if (is_given(c.given, column)) into.*member = c.team.*member;
    };
    into.name = c.team.name;
    take("kind", &Team::kind);
    take("tent", &Team::tent);
    take("tent_row", &Team::tent_row);
    take("tent_col", &Team::tent_col);
    take("coaches", &Team::coaches);
    take("enrolment", &Team::enrolment);
    take("registered_coach", &Team::registered_coach);
    take("background_check", &Team::background_check);
    take("event_training", &Team::event_training);
    take("charges_fee", &Team::charges_fee);
    take("fee_exception", &Team::fee_exception);
}

void merge(Runner& into, const RunnerColumns& c) {
    const auto take = [&](std::string_view column, auto Runner::*member) {
        if (is_given(c.given, column)) into.*member = c.runner.*member;
    };
    take("first", &Runner::first);
    take("last", &Runner::last);
    take("birth_date", &Runner::birth_date);
    take("birth_date", &Runner::age);
    take("age", &Runner::age);
    take("say_it", &Runner::say_it);
    take("sibling_group", &Runner::sibling_group);
    take("claim_stub", &Runner::claim_stub);
    take("extra", &Runner::extra);
    take("grade", &Runner::grade);
    take("gender", &Runner::gender);
    take("race", &Runner::races);
    take("heat", &Runner::heat_lock);
    take("seed_time", &Runner::seed_time_ms);
    take("public_name", &Runner::public_name);
    take("registered", &Runner::registered);
    take("attendance", &Runner::attendance);
    take("assisted", &Runner::assisted);
}

}  // namespace

Ruling People::operator()(const BindBib& c) {
    if (!name_fits(c.bib, "bib")) return refuse(problem_);
    const RunnerId owner = find_runner_by_bib(s_, c.bib);
    if (c.runner.empty()) {
        if (!owner) return refuse("bib " + quoted(c.bib) + " is nobody's, so there is nothing to take off");
        return Bodies{BibBound{c.bib, RunnerId::none(), reason_}};
    }
    const RunnerId child = runner_by_number_or_bib(c.runner);
    if (!child) return refuse(problem_);
    // Of the bibs that a child has, the one bound last is worn: binding an earlier one again is how that is put right.
    if (owner == child && s_.symbols.text(s_.roster->bib_of(child)) == c.bib)
        return refuse("bib " + c.bib + " is this runner's already");
    if (owner && owner != child)
        return refuse("bib " + c.bib +
                      " belongs to another runner; use swap-bibs, or bind that runner another bib first");
    return Bodies{BibBound{c.bib, child, reason_}};
}

Ruling People::operator()(const SwapBibs& c) {
    const RunnerId one = runner(c.bib);
    const RunnerId other = runner(c.other);
    if (!one || !other) return refuse(problem_);
    if (one == other) return refuse("bibs " + c.bib + " and " + c.other + " are the same runner's");
    return Bodies{BibBound{c.bib, other, reason_}, BibBound{c.other, one, reason_}};
}

Ruling People::operator()(const AssignTag& c) {
    if (!name_fits(c.tag, "tag")) return refuse(problem_);
    if (c.bib.empty()) {
        const Symbol tag = s_.symbols.find(c.tag);
        if (!tag || !s_.roster->owner_of_tag(tag))
            return refuse("tag " + quoted(c.tag) + " is nobody's, so there is nothing to take off");
    } else if (!runner(c.bib)) {
        return refuse(problem_);
    }
    return Bodies{TagBound{c.tag, c.bib, RunnerId::none(), reason_}};
}

Ruling People::operator()(const SaveTeam& c) {
    if (!name_fits(c.team.name, "team")) return refuse(problem_);
    TeamId id = s_.roster->find_team(c.team.name);
    if (!id && c.must_exist) return refuse("there is no team " + quoted(c.team.name) + "; check the spelling");
    if (!id && s_.roster->teams().size() >= limits::kTeamsMax) return refuse("the meet holds 5,000 teams already");
    Team merged = id ? s_.roster->team(id) : Team{};
    merge(merged, c);
    if (id && merged == s_.roster->team(id)) {
        return Error{Refusal{"nothing would change: the team is like this already", true}};
    }
    if (!id) id = TeamId{s_.roster->teams().size()};
    return Bodies{TeamSaved{id, std::move(merged)}};
}

Ruling People::operator()(const AddRunner& c) {
    if (s_.roster->runners().size() >= limits::kRunnersMax) return refuse("the meet holds 200,000 runners already");
    return save_runner(RunnerId{s_.roster->runners().size()}, Runner{}, c.columns, true);
}

Ruling People::operator()(const EditRunner& c) {
    const RunnerId id = runner_by_number_or_bib(c.bib);
    if (!id) return refuse(problem_);
    return save_runner(id, s_.roster->runner(id), c.columns, false);
}

Ruling People::save_runner(RunnerId id, Runner merged, const RunnerColumns& columns, bool is_new) {
    Bodies facts;
    merge(merged, columns);
    if (is_new || is_given(columns.given, "team")) {
        merged.team = s_.roster->find_team(columns.team);
        if (!merged.team) return refuse("there is no team " + quoted(columns.team) + "; add the team first");
    }
    if (merged.first.empty() && !merged.first.purged) return refuse("a runner needs a first name");
    const bool changes_runner = is_new || !(merged == s_.roster->runner(id));
    const std::string heat_lock = merged.heat_lock;
    if (changes_runner) facts.push_back(RunnerSaved{id, std::move(merged)});
    if (!columns.bib.empty()) {
        if (!name_fits(columns.bib, "bib")) return refuse(problem_);
        const RunnerId owner = find_runner_by_bib(s_, columns.bib);
        if (owner && owner != id)
            return refuse("bib " + columns.bib + " belongs to another runner; use swap-bibs, or choose a free bib");
        if (owner != id) facts.push_back(BibBound{columns.bib, id, reason_});
    }
    if (!bind_tags(id, columns, facts)) return refuse(problem_);
    if (is_new && !heat_lock.empty() && !s_.heats.empty()) {
        const HeatId to = coming_heat(heat_lock);
        if (!to) return refuse(problem_);
        facts.push_back(RunnerMoved{id, HeatId::none(), to, reason_});
    }
    if (facts.empty()) return Error{Refusal{"nothing would change: the runner is like this already", true}};
    return facts;
}

bool People::bind_tags(RunnerId id, const RunnerColumns& columns, Bodies& facts) {
    for (const std::string& tag : columns.tags) {
        if (!name_fits(tag, "tag")) return false;
        const Symbol symbol = s_.symbols.find(tag);
        const RunnerId owner = symbol ? s_.roster->owner_of_tag(symbol) : RunnerId::none();
        if (owner == id) continue;
        if (owner) {
            problem_ = "tag " + tag + " belongs to another runner; check both";
            return false;
        }
        std::string bib = columns.bib;
        if (bib.empty() && id.index() < s_.roster->runners().size()) bib = s_.symbols.text(s_.roster->bib_of(id));
        facts.push_back(TagBound{tag, bib, bib.empty() ? id : RunnerId::none(), reason_});
    }
    return true;
}

}  // namespace heatline::rulings
