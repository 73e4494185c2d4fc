#include "engine/decide.h"

#include <algorithm>

#include "engine/base/check.h"
#include "engine/base/limits.h"
#include "engine/results.h"

namespace heatline {
namespace {

using Bodies = std::vector<FactBody>;
using Ruling = Result<Bodies, Refusal>;

Error<Refusal> refuse(std::string sentence) { return Error{Refusal{std::move(sentence)}}; }

std::string quoted(std::string_view text) { return "\"" + std::string{text} + "\""; }

// One overload per command. Members that look something up return a sentence through `problem_` when it is not there,
// and the overload hands that on.
class Decider {
public:
    Decider(const State& state, const Command& command) : s_(state), reason_(command.reason) {}

    Ruling operator()(const VoidReading& c) {
        const auto ref = reading(c.reading);
        if (!ref) return refuse(problem_);
        if (s_.readings[find_reading(s_, *ref).index()].voided)
            return refuse("this reading is void already; restore it if it should count");
        return Bodies{ReadingVoided{*ref, reason_}};
    }
    Ruling operator()(const RestoreReading& c) {
        const auto ref = reading(c.reading);
        if (!ref) return refuse(problem_);
        if (!s_.readings[find_reading(s_, *ref).index()].voided)
            return refuse("this reading is not void, so there is nothing to restore");
        return Bodies{ReadingRestored{*ref, reason_}};
    }
    Ruling operator()(const AssignTap& c) {
        const auto ref = reading(c.tap);
        if (!ref) return refuse(problem_);
        const StoredReading& tap = s_.readings[find_reading(s_, *ref).index()];
        if (tap.kind != ReadingKind::tap || tap.quarantined)
            return refuse("this reading is no tap; only a tap can be assigned to a bib");
        if (tap.voided) return refuse("this tap is void; restore it first");
        for (const Heat& held : s_.heats) {
            if (held.official && gives_instant(*held.official, find_reading(s_, *ref)))
                return refuse("this tap is a finish of heat " + held.name + ", which is official; reopen it first");
        }
        if (!c.bib.empty() && !runner(c.bib)) return refuse(problem_);
        return Bodies{TapAssigned{*ref, c.bib, reason_}};
    }
    Ruling operator()(const InsertFinish& c) {
        const HeatId id = open_heat(c.heat);
        const RunnerId child = runner(c.bib);
        if (!id || !child) return refuse(problem_);
        const std::optional<Instant> gun = gun_of(s_, s_.heats[id.index()].symbol);
        if (!gun) return refuse("heat " + c.heat + " has no start yet; set its start first");
        if (c.at <= *gun) return refuse("the finish would be before the gun of heat " + c.heat + "; check the time");
        if (c.at > *gun + limits::kHeatLongest)
            return refuse("the finish would be more than six hours after the gun; check the time");
        return Bodies{FinishInserted{id, child, c.at, reason_}};
    }
    Ruling operator()(const RemoveFinish& c) {
        const HeatId id = open_heat(c.heat);
        const RunnerId child = runner(c.bib);
        if (!id || !child) return refuse(problem_);
        return Bodies{FinishRemoved{id, child, reason_}};
    }
    Ruling operator()(const MoveRunner& c) {
        const RunnerId child = runner(c.bib);
        const HeatId to = open_heat(c.heat);
        if (!child || !to) return refuse(problem_);
        HeatId from;
        if (!c.from.empty()) {
            from = open_heat(c.from);
            if (!from) return refuse(problem_);
            if (!placed(child, from))
                return refuse("bib " + c.bib + " is not in heat " + c.from + "; look the child up and name its heat");
        }
        if (placed(child, to)) return refuse("bib " + c.bib + " is in heat " + c.heat + " already");
        return Bodies{RunnerMoved{child, from, to, reason_}};
    }
    Ruling operator()(const BindBib& c) {
        const RunnerId child = runner_by_number_or_bib(c.runner);
        if (!child) return refuse(problem_);
        if (!name_fits(c.bib, "bib")) return refuse(problem_);
        const RunnerId owner = find_runner_by_bib(s_, c.bib);
        if (owner == child) return refuse("bib " + c.bib + " is this runner's already");
        if (owner)
            return refuse("bib " + c.bib +
                          " belongs to another runner; use swap-bibs, or bind that runner another bib first");
        return Bodies{BibBound{c.bib, child, reason_}};
    }
    Ruling operator()(const SwapBibs& c) {
        const RunnerId one = runner(c.bib);
        const RunnerId other = runner(c.other);
        if (!one || !other) return refuse(problem_);
        if (one == other) return refuse("bibs " + c.bib + " and " + c.other + " are the same runner's");
        return Bodies{BibBound{c.bib, other, reason_}, BibBound{c.other, one, reason_}};
    }
    Ruling operator()(const AssignTag& c) {
        if (!runner(c.bib) || !name_fits(c.tag, "tag")) return refuse(problem_);
        return Bodies{TagBound{c.tag, c.bib, RunnerId::none(), reason_}};
    }
    Ruling operator()(const SetStatus& c) {
        const RunnerId child = runner(c.bib);
        if (!child) return refuse(problem_);
        HeatId id = HeatId::none();
        if (!c.heat.empty()) {
            id = open_heat(c.heat);
        } else if (s_.heats_of[child.index()].size() == 1) {
            id = open_heat(s_.heats[s_.heats_of[child.index()].front().index()].name);
        } else {
            return refuse("bib " + c.bib + " is in " + std::to_string(s_.heats_of[child.index()].size()) +
                          " heats; name the heat");
        }
        if (!id) return refuse(problem_);
        if (!placed(child, id)) return refuse("bib " + c.bib + " is not in heat " + s_.heats[id.index()].name);
        return Bodies{StatusSet{child, id, c.status, reason_}};
    }
    Ruling operator()(const SetStart& c) {
        const HeatId id = open_heat(c.heat);
        if (!id) return refuse(problem_);
        return Bodies{StartSet{id, c.at, reason_}};
    }
    Ruling operator()(const AccountChild& c) {
        const RunnerId child = runner(c.bib);
        if (!child) return refuse(problem_);
        if (reason_.empty()) return refuse("closing a child needs a reason; say who has the child and where");
        return Bodies{ChildAccounted{child, reason_}};
    }
    Ruling operator()(const MakeOfficial& c) {
        const HeatId id = open_heat(c.heat);
        if (!id) return refuse(problem_);
        if (!gun_of(s_, s_.heats[id.index()].symbol))
            return refuse("heat " + c.heat + " has not started; nothing can be official");
        if (c.on_course > 0 && reason_.empty()) {
            return refuse(std::to_string(c.on_course) + (c.on_course == 1 ? " child of heat " : " children of heat ") +
                          c.heat + (c.on_course == 1 ? " is" : " are") +
                          " still on course; find them, or give a reason");
        }
        std::vector<OfficialRow> rows = official_rows(s_, c.finishes);
        std::string digest = digest_of(rows);
        return Bodies{HeatMadeOfficial{id, std::move(rows), std::move(digest), reason_}};
    }
    Ruling operator()(const ReopenHeat& c) {
        const HeatId id = heat(c.heat);
        if (!id) return refuse(problem_);
        if (!s_.heats[id.index()].official) return refuse("heat " + c.heat + " is not official, so it is open already");
        return Bodies{HeatReopened{id, reason_}};
    }
    Ruling operator()(const SaveTeam& c) {
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
    Ruling operator()(const AddRunner& c) {
        if (s_.roster->runners().size() >= limits::kRunnersMax) return refuse("the meet holds 200,000 runners already");
        return save_runner(RunnerId{s_.roster->runners().size()}, Runner{}, c.columns, true);
    }
    Ruling operator()(const EditRunner& c) {
        const RunnerId id = runner_by_number_or_bib(c.bib);
        if (!id) return refuse(problem_);
        return save_runner(id, s_.roster->runner(id), c.columns, false);
    }

private:
    // ---- looking up; none or nothing with a sentence in problem_

    HeatId heat(const std::string& name) {
        const HeatId id = find_heat(s_, name);
        if (!id) problem_ = "there is no heat " + quoted(name) + "; check the name, or write the plan first";
        return id;
    }
    HeatId open_heat(const std::string& name) {
        const HeatId id = heat(name);
        if (id && s_.heats[id.index()].official) {
            problem_ = "heat " + name + " is official; reopen it first";
            return HeatId::none();
        }
        return id;
    }
    RunnerId runner(const std::string& bib) {
        const RunnerId id = find_runner_by_bib(s_, bib);
        if (!id) problem_ = "bib " + quoted(bib) + " is nobody's; bind it to a runner first";
        return id;
    }
    // "#12" is the runner's number; else a bib; else a full name, for a child who has no bib yet.
    RunnerId runner_by_number_or_bib(const std::string& text) {
        if (const RunnerId id = find_runner_by_bib(s_, text)) return id;
        if (text.starts_with('#') && text.size() > 1 && text.size() <= 10) {
            std::uint32_t number = 0;
            for (const char digit : std::string_view{text}.substr(1)) {
                if (digit < '0' || digit > '9') return runner_by_name(text);
                number = number * 10 + static_cast<std::uint32_t>(digit - '0');
            }
            if (number < s_.roster->runners().size()) return RunnerId{number};
            problem_ = "there is no runner " + text + "; look the number up in the journal";
            return RunnerId::none();
        }
        return runner_by_name(text);
    }
    RunnerId runner_by_name(const std::string& text) {
        RunnerId found;
        const auto& runners = s_.roster->runners();
        for (std::size_t i = 0; i < runners.size(); ++i) {
            if (runners[i].first.value + " " + runners[i].last.value != text) continue;
            if (found) {
                problem_ = "two runners are called " + quoted(text) + "; use the runner's number or bib";
                return RunnerId::none();
            }
            found = RunnerId{i};
        }
        if (!found) problem_ = "there is no runner with the bib or name " + quoted(text) + "; check the spelling";
        return found;
    }
    std::optional<ReadingRef> reading(const ReadingName& name) {
        ReadingRef ref{find_device_by_name(name.device), name.epoch, name.seq};
        if (!find_reading(s_, ref)) {
            problem_ = "there is no reading " + std::to_string(name.seq) + " of device " + quoted(name.device) +
                       (name.epoch.empty() ? "" : " in epoch " + quoted(name.epoch)) + "; look it up in the journal";
            return std::nullopt;
        }
        return ref;
    }
    // Also a revoked device: what it said can still be corrected. Of several of one name, the last.
    DeviceId find_device_by_name(const std::string& name) const {
        for (std::size_t i = s_.devices.size(); i-- > 0;) {
            if (s_.devices[i].name == name) return DeviceId{i};
        }
        return DeviceId::none();
    }
    static bool gives_instant(const OfficialRows& rows, ReadingIndex tap) {
        return std::any_of(rows.finishes.begin(), rows.finishes.end(), [&](const Finish& f) { return f.tap == tap; });
    }
    bool placed(RunnerId child, HeatId id) const {
        const auto& heats = s_.heats_of[child.index()];
        return std::find(heats.begin(), heats.end(), id) != heats.end();
    }
    bool name_fits(const std::string& text, const char* what) {
        if (!text.empty() && text.size() <= limits::kNameBytesMax) return true;
        problem_ =
            std::string{"the "} + what + (text.empty() ? " is empty" : " is longer than 64 bytes") + "; check it";
        return false;
    }

    // ---- rosters

    static bool is_given(const std::vector<std::string>& given, std::string_view column) {
        return std::find(given.begin(), given.end(), column) != given.end();
    }

    static void merge(Team& into, const SaveTeam& c) {
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

    static void merge(Runner& into, const RunnerColumns& c) {
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

    Ruling save_runner(RunnerId id, Runner merged, const RunnerColumns& columns, bool is_new) {
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
            const HeatId to = open_heat(heat_lock);
            if (!to) return refuse(problem_);
            facts.push_back(RunnerMoved{id, HeatId::none(), to, reason_});
        }
        if (facts.empty()) return Error{Refusal{"nothing would change: the runner is like this already", true}};
        return facts;
    }

    bool bind_tags(RunnerId id, const RunnerColumns& columns, Bodies& facts) {
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

    const State& s_;
    const std::string& reason_;
    std::string problem_;
};

}  // namespace

Decision decide(const State& state, const Command& command, const std::string& author, Instant now) {
    if (command.reason.size() > limits::kTextBytesMax)
        return refuse("the reason is longer than 2,048 bytes; shorten it");
    if (command.id.size() > limits::kNameBytesMax)
        return refuse("the command's id is longer than 64 bytes; shorten it");
    Ruling ruling = std::visit(Decider{state, command}, command.body);
    if (!ruling.ok()) return Error{ruling.error()};
    CHECK_THAT(!ruling->empty(), "a decision has at least one fact");
    std::vector<Fact> facts;
    for (FactBody& body : *ruling) facts.push_back({now, author, {}, std::move(body)});
    facts.back().command_id = command.id;
    return facts;
}

Seq answered(const State& state, std::string_view author, std::string_view command_id) {
    if (command_id.empty()) return 0;
    const auto found = state.answers.find(answer_key(author, command_id));
    return found == state.answers.end() ? 0 : found->second;
}

}  // namespace heatline
