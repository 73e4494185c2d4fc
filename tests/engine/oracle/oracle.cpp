#include "tests/engine/oracle/oracle.h"

#include <algorithm>
#include <limits>

namespace heatline::test {
namespace {

// Visits every fact of one kind with its place in the journal.
template <class Kind, class Visit>
void each(const std::vector<Fact>& facts, Visit visit) {
    for (std::size_t i = 0; i < facts.size(); ++i) {
        if (const Kind* fact = std::get_if<Kind>(&facts[i].body)) visit(*fact, Seq{i + 1});
    }
}

bool returned(Where where) { return where == Where::tent_return || where == Where::guardian; }

// Whether this reading tells where the child is, and not only that somebody read its number.
bool is_sighting(const Reading& reading) {
    return reading.kind == ReadingKind::sighting || reading.kind == ReadingKind::bib;
}

SeenAt place_of(const Reading& reading) {
    if (reading.kind == ReadingKind::bib) return SeenAt::chute;
    if (reading.kind != ReadingKind::sighting) return SeenAt::finish;
    switch (reading.where) {
        case Where::none:
            return SeenAt::nowhere;
        case Where::tent:
            return SeenAt::tent;
        case Where::staging:
            return SeenAt::staging;
        case Where::start:
            return SeenAt::start;
        case Where::course:
            return SeenAt::course;
        case Where::chute:
            return SeenAt::chute;
        case Where::medical:
            return SeenAt::medical;
        case Where::tent_return:
            return SeenAt::tent_return;
        case Where::guardian:
            return SeenAt::guardian;
    }
    return SeenAt::nowhere;
}

ChildState state_when_seen(SeenAt where) {
    if (where == SeenAt::tent) return ChildState::checked_in;
    if (where == SeenAt::staging) return ChildState::staged;
    if (where == SeenAt::start || where == SeenAt::course) return ChildState::on_course;
    if (where == SeenAt::chute || where == SeenAt::finish) return ChildState::finished;
    if (where == SeenAt::medical) return ChildState::medical;
    if (where == SeenAt::tent_return || where == SeenAt::guardian) return ChildState::returned;
    return ChildState::registered;
}

// Whether the second of two signs of a child is the later one; at one instant, the one further along its way.
bool later(Instant at_a, SeenAt a, Instant at_b, SeenAt b) { return at_a < at_b || (at_a == at_b && a < b); }

}  // namespace

Oracle::Oracle(std::vector<Fact> facts, std::vector<std::vector<Finish>> finishes,
               std::vector<std::vector<std::string>> taken)
    : facts_(std::move(facts)), finishes_(std::move(finishes)), taken_(std::move(taken)) {
    for (std::size_t i = 0; i < facts_.size(); ++i) {
        const Seq seq{i + 1};
        const FactBody& body = facts_[i].body;
        if (const auto* f = std::get_if<RulesSet>(&body)) rules_ = f->rules;
        if (const auto* f = std::get_if<PlanSaved>(&body)) heats_ = f->heats;
        if (const auto* f = std::get_if<TeamSaved>(&body)) {
            teams_.resize(std::max(teams_.size(), f->team.index() + 1));
            teams_[f->team.index()] = f->value;
        }
        if (const auto* f = std::get_if<RunnerSaved>(&body)) {
            runners_.resize(std::max(runners_.size(), f->runner.index() + 1));
            runners_[f->runner.index()] = f->value;
        }
        if (const auto* f = std::get_if<ReadingTaken>(&body)) {
            Said said;
            said.seq = seq;
            said.ref = {f->device, f->reading.epoch, f->reading.seq};
            said.reading = f->reading;
            readings_.push_back(said);
        }
        if (const auto* f = std::get_if<ReadingQuarantined>(&body)) {
            Said said;
            said.seq = seq;
            said.ref = {f->device, f->epoch, f->seq};
            said.understood = false;
            readings_.push_back(said);
        }
    }
    for (Said& said : readings_) {
        // The last word on it counts.
        Seq voided = 0, restored = 0;
        each<ReadingVoided>(facts_, [&](const auto& f, Seq seq) { voided = f.reading == said.ref ? seq : voided; });
        each<ReadingRestored>(facts_,
                              [&](const auto& f, Seq seq) { restored = f.reading == said.ref ? seq : restored; });
        said.voided = voided > restored;
        if (!said.understood) continue;
        if (said.reading.kind == ReadingKind::tap || said.reading.kind == ReadingKind::start) continue;
        said.child = owner_of_bib(said.reading.bib);
        if (!said.child) said.child = owner_of_tag(said.reading.tag);
    }
    for (std::size_t h = 0; h < heats_.size(); ++h) guns_.push_back(gun_by_the_facts(HeatId{h}));
    for (std::size_t h = 0; h < heats_.size(); ++h) rows_.push_back(rank(HeatId{h}));
}

// ---- whose number, which gun, which mark

RunnerId Oracle::owner_of_bib(const std::string& bib) const {
    RunnerId owner;
    each<BibBound>(facts_, [&](const auto& f, Seq) {
        if (!bib.empty() && f.bib == bib) owner = f.runner;
    });
    return owner;
}

RunnerId Oracle::owner_of_tag(const std::string& tag) const {
    RunnerId owner;
    each<TagBound>(facts_, [&](const auto& f, Seq) {
        if (!tag.empty() && f.tag == tag) owner = f.bib.empty() ? f.runner : owner_of_bib(f.bib);
    });
    return owner;
}

std::string Oracle::bib_of(RunnerId runner) const {
    std::string worn;
    each<BibBound>(facts_, [&](const auto& f, Seq) {
        if (f.runner == runner && owner_of_bib(f.bib) == runner) worn = f.bib;
    });
    return worn;
}

Seq Oracle::official_since(HeatId heat) const {
    Seq since = 0;
    each<HeatMadeOfficial>(facts_, [&](const auto& f, Seq seq) { since = f.heat == heat ? seq : since; });
    each<HeatReopened>(facts_, [&](const auto& f, Seq seq) { since = f.heat == heat && seq > since ? 0 : since; });
    return since;
}

std::optional<Instant> Oracle::gun_by_the_facts(HeatId heat) const {
    const Seq official = official_since(heat);
    const Seq until = official ? official : facts_.size();
    std::optional<Instant> set;
    each<StartSet>(facts_, [&](const auto& f, Seq seq) {
        if (f.heat == heat && seq <= until) set = f.at;
    });
    if (set) return set;
    std::optional<Instant> heard;
    for (const Said& said : readings_) {
        if (!said.understood || said.reading.kind != ReadingKind::start || said.seq > until) continue;
        if (said.reading.heat != heats_[heat.index()].name) continue;
        Seq last_void = 0, last_restore = 0;  // As they stood then.
        each<ReadingVoided>(facts_, [&](const auto& f, Seq seq) {
            if (f.reading == said.ref && seq <= until) last_void = seq;
        });
        each<ReadingRestored>(facts_, [&](const auto& f, Seq seq) {
            if (f.reading == said.ref && seq <= until) last_restore = seq;
        });
        if (last_void <= last_restore) heard = said.reading.at;
    }
    return heard;
}

Seq Oracle::gun_heard(HeatId heat) const {
    Seq first = std::numeric_limits<Seq>::max();
    each<StartSet>(facts_, [&](const auto& f, Seq seq) {
        if (f.heat == heat) first = std::min(first, seq);
    });
    for (const Said& said : readings_) {
        if (said.reading.kind == ReadingKind::start && said.reading.heat == heats_[heat.index()].name)
            first = std::min(first, said.seq);
    }
    return first;
}

bool Oracle::placed(RunnerId runner, HeatId heat) const {
    bool in = false;
    for (const Placement& placement : heats_[heat.index()].placements) in = in || placement.runner == runner;
    each<RunnerMoved>(facts_, [&](const auto& f, Seq) {
        if (f.runner != runner) return;
        if (f.from == heat) in = false;
        if (f.to == heat) in = true;
    });
    return in;
}

std::vector<HeatId> Oracle::heats_of(RunnerId runner) const {
    std::vector<HeatId> heats;
    for (std::size_t h = 0; h < heats_.size(); ++h) {
        if (placed(runner, HeatId{h})) heats.push_back(HeatId{h});
    }
    return heats;
}

// The one started last stands last.
std::vector<HeatId> Oracle::started_heats_of(RunnerId runner) const {
    std::vector<HeatId> started;
    for (const HeatId heat : heats_of(runner)) {
        if (gun(heat)) started.push_back(heat);
    }
    std::stable_sort(started.begin(), started.end(), [&](HeatId a, HeatId b) { return *gun(a) < *gun(b); });
    return started;
}

Oracle::Mark Oracle::mark(RunnerId runner, HeatId heat) const {
    Mark last;
    each<StatusSet>(facts_, [&](const auto& f, Seq seq) {
        if (f.runner == runner && f.heat == heat) last = {f.status, seq};
    });
    return last.status == Status::none ? Mark{} : last;
}

// When the meet was told: by the reading that names the child, by whoever assigned the tap or entered the finish.
Seq Oracle::told(const Finish& finish) const {
    if (finish.identity) return readings_[finish.identity.index()].seq;
    Seq told = 0;
    if (finish.evidence.has(Evidence::assigned)) {
        each<TapAssigned>(facts_, [&](const auto& f, Seq seq) {
            if (f.tap == readings_[finish.tap.index()].ref) told = seq;
        });
        return told;
    }
    each<FinishInserted>(facts_, [&](const auto& f, Seq seq) {
        if (f.heat == finish.heat && f.runner == finish.runner) told = seq;
    });
    return told;
}

bool Oracle::finish_beats(const Finish& finish, const Mark& mark) const { return told(finish) >= mark.seq; }

bool Oracle::finished_elsewhere(RunnerId runner) const {
    for (const auto& heat : finishes_) {
        for (const Finish& finish : heat) {
            if (finish.runner == runner && !placed(runner, finish.heat)) return true;
        }
    }
    return false;
}

// ---- who was seen

bool Oracle::seen_by(RunnerId runner, Instant when) const {
    for (const Said& said : readings_) {
        if (names(said, runner) && said.reading.at && *said.reading.at <= when) return true;
    }
    return false;
}

bool Oracle::on_course_at_gun(RunnerId runner, Instant gun) const {
    if (seen_by(runner, gun)) return true;
    for (std::size_t other = 0; other < runners_.size(); ++other) {
        if (runners_[other].team == runners_[runner.index()].team && seen_by(RunnerId{other}, gun)) return false;
    }
    return true;
}

bool Oracle::read_of(RunnerId runner) const {
    for (const Said& said : readings_) {
        if (names(said, runner)) return true;
    }
    return false;
}

bool Oracle::has_mark(RunnerId runner, Status status) const {
    for (std::size_t h = 0; h < heats_.size(); ++h) {
        if (mark(runner, HeatId{h}).status == status) return true;
    }
    return false;
}

// A person's word that the child is here: any status but dns, a finish entered, a tap assigned.
bool Oracle::marked(RunnerId runner) const {
    if (has_mark(runner, Status::dnf) || has_mark(runner, Status::dq) || has_mark(runner, Status::withdrawn))
        return true;
    for (std::size_t h = 0; h < heats_.size(); ++h) {
        bool entered = false;
        each<FinishInserted>(facts_, [&](const auto& f, Seq seq) {
            if (f.runner != runner || f.heat != HeatId{h}) return;
            entered = true;
            each<FinishRemoved>(facts_, [&](const auto& removed, Seq later_seq) {
                if (removed.runner == runner && removed.heat == HeatId{h} && later_seq > seq) entered = false;
            });
        });
        if (entered) return true;
    }
    for (const Said& said : readings_) {
        if (!said.understood || said.voided || said.reading.kind != ReadingKind::tap) continue;
        std::string bib;
        each<TapAssigned>(facts_, [&](const auto& f, Seq) {
            if (f.tap == said.ref) bib = f.bib;
        });
        if (owner_of_bib(bib) == runner) return true;
    }
    return false;
}

// The last in the journal that says where the child is, and is not that it came back.
Seq Oracle::last_sign_of(RunnerId runner) const {
    Seq last = 0;
    for (const Said& said : readings_) {
        const bool back = said.reading.kind == ReadingKind::sighting && returned(said.reading.where);
        if (names(said, runner) && !back) last = said.seq;
    }
    return last;
}

// Marked as not there, and not seen since.
bool Oracle::away(RunnerId runner, HeatId heat) const {
    const Mark m = mark(runner, heat);
    return (m.status == Status::dns || m.status == Status::withdrawn) && last_sign_of(runner) <= m.seq;
}

// ---- results

bool Oracle::without_time(RunnerId runner, HeatId heat) const {
    const BandId band_id = heats_[heat.index()].band;
    if (!band_id || band_id.index() >= rules_.heats.bands.size()) return false;
    const BandRules& band = rules_.heats.bands[band_id.index()];
    const auto& age = runners_[runner.index()].age;
    if (!band.no_time_beyond_years || !age || (band.ages.empty() && band.grades.empty())) return false;
    // The nearest age that the band is for; children of grade K are 5 or 6, each later grade a year more.
    std::int32_t nearest = std::numeric_limits<std::int32_t>::max();
    const auto consider = [&](std::int32_t from, std::int32_t to) {
        const std::int32_t distance = *age < from ? from - *age : *age > to ? *age - to : 0;
        nearest = std::min(nearest, distance);
    };
    if (!band.ages.empty()) {
        for (const std::int32_t years : band.ages) consider(years, years);
    } else {
        for (const Grade grade : band.grades) consider(5 + grade.number, 6 + grade.number);
    }
    return nearest > *band.no_time_beyond_years;
}

std::string Oracle::status_of(const Finish& finish) const {
    if (finish.runner) {
        if (runners_[finish.runner.index()].attendance == Attendance::virtually) return "virtual";
        const Mark m = mark(finish.runner, finish.heat);
        if (m.status == Status::dq) return "dq";
        if (m.status != Status::none && !finish_beats(finish, m)) {
            return m.status == Status::dnf ? "dnf" : m.status == Status::dns ? "dns" : "withdrawn";
        }
        if (without_time(finish.runner, finish.heat)) return "finished-no-time";
    }
    return finish.at && gun(finish.heat) ? "finished" : "finished-no-time";
}

std::string Oracle::status_without_finish(RunnerId runner, HeatId heat) const {
    if (runners_[runner.index()].attendance == Attendance::virtually) return "virtual";
    const Status status = mark(runner, heat).status;
    if (status == Status::dnf) return "dnf";
    if (status == Status::dns) return "dns";
    if (status == Status::dq) return "dq";
    if (status == Status::withdrawn) return "withdrawn";
    if (!gun(heat)) return "registered";
    if (finished_elsewhere(runner)) return "dns";
    const bool official = official_since(heat) != 0;
    if (official && !read_of(runner) && !marked(runner)) return "dns";
    if (on_course_at_gun(runner, *gun(heat))) return "on-course";
    return official ? "dns" : "registered";
}

std::vector<OracleRow> Oracle::rank(HeatId heat) const {
    std::vector<OracleRow> rows;
    for (std::size_t i = 0; i < finishes_[heat.index()].size(); ++i) {
        const Finish& finish = finishes_[heat.index()][i];
        OracleRow row;
        row.runner = finish.runner;
        row.bib = finish.runner ? bib_of(finish.runner) : taken_[heat.index()][i];
        row.status = status_of(finish);
        row.review = finish.review || !finish.runner;
        row.doubt = finish.doubt;
        row.tap = finish.tap;
        row.counts_as_finish = row.status == "finished" || row.status == "finished-no-time" || row.status == "dq";
        if (finish.runner && row.counts_as_finish && row.status != "dq" &&
            mark(finish.runner, heat).status != Status::none) {
            row.review = true;
            row.doubt = Doubt::after_status;
        }
        if (row.status == "finished") {
            std::uint32_t ahead = 0;
            for (const Finish& other : finishes_[heat.index()]) {
                if (status_of(other) == "finished" && *other.at < *finish.at) ++ahead;
            }
            row.place = ahead + 1;
            row.elapsed_us = finish.at->us - gun(heat)->us;
        }
        rows.push_back(row);
    }
    for (std::size_t i = 0; i < runners_.size(); ++i) {
        const RunnerId runner{i};
        if (!placed(runner, heat)) continue;
        bool has_row = false;
        for (const OracleRow& row : rows) has_row = has_row || row.runner == runner;
        if (has_row) continue;
        OracleRow row;
        row.runner = runner;
        row.bib = bib_of(runner);
        row.status = status_without_finish(runner, heat);
        rows.push_back(row);
    }
    const auto group = [](const OracleRow& row) {
        if (row.place) return 0;
        if (row.status == "finished-no-time") return 1;
        return row.counts_as_finish ? 2 : 3;
    };
    std::sort(rows.begin(), rows.end(), [&](const OracleRow& a, const OracleRow& b) {
        if (group(a) != group(b)) return group(a) < group(b);
        if (a.place != b.place) return a.place < b.place;
        if (a.bib.size() != b.bib.size()) return a.bib.size() < b.bib.size();
        if (a.bib != b.bib) return a.bib < b.bib;
        return a.runner != b.runner ? a.runner < b.runner : a.tap < b.tap;
    });
    return rows;
}

// ---- the ledger

// The finish that stands for this child: of the heat started last, and there the latest.
Oracle::Standing Oracle::standing(RunnerId runner) const {
    Standing best;
    for (std::size_t h = 0; h < heats_.size(); ++h) {
        for (const OracleRow& row : results(HeatId{h})) {
            if (row.runner != runner || !row.counts_as_finish) continue;
            for (const Finish& finish : finishes_[h]) {
                if (finish.runner != runner) continue;
                const auto started = gun(HeatId{h});
                if (best.finish && (best.gun > started || (best.gun == started && best.finish->at > finish.at)))
                    continue;
                best = {&finish, started, row.status == "dq", row.doubt == Doubt::after_status};
            }
        }
    }
    return best;
}

LedgerRow Oracle::ledger(RunnerId runner) const {
    LedgerRow row;
    row.runner = runner;
    const auto placed_in = heats_of(runner);
    const auto started = started_heats_of(runner);
    if (!placed_in.empty()) row.heat = started.empty() ? placed_in.front() : started.back();

    // Last seen: by any reading with an instant, or at the finish.
    const Standing stands = standing(runner);
    for (const Said& said : readings_) {
        if (!names(said, runner) || !said.reading.at) continue;
        const SeenAt where = place_of(said.reading);
        if (row.last_seen_at && !later(*row.last_seen_at, row.last_seen_where, *said.reading.at, where)) continue;
        row.last_seen_at = said.reading.at;
        row.last_seen_where = where;
    }
    if (stands.finish && stands.finish->at && (!row.last_seen_at || *row.last_seen_at < *stands.finish->at)) {
        row.last_seen_at = stands.finish->at;
        row.last_seen_where = SeenAt::finish;
    }
    if (runners_[runner.index()].attendance == Attendance::virtually) {
        row.state = ChildState::virtually;
        row.accounted = true;
        return row;
    }

    row.finished = stands.finish != nullptr;
    row.seen = read_of(runner) || marked(runner) || row.finished;
    row.started = row.finished || has_mark(runner, Status::dnf) || has_mark(runner, Status::dq);
    for (const Said& said : readings_) {
        const bool there = said.reading.where == Where::start || said.reading.where == Where::course;
        if (names(said, runner) && said.reading.kind == ReadingKind::sighting && there && said.reading.at)
            row.started = true;
    }

    // The latest sign by instant.
    std::optional<Instant> at;
    SeenAt where = SeenAt::nowhere;
    const auto consider = [&](Instant sign, SeenAt sign_where) {
        if (at && !later(*at, where, sign, sign_where)) return;
        at = sign;
        where = sign_where;
    };
    std::optional<Instant> last_gun;  // That sent the child on the course.
    Seq news = std::max(last_sign_of(runner), stands.finish ? told(*stands.finish) : 0);
    for (const HeatId heat : started) {
        if (away(runner, heat) || !on_course_at_gun(runner, *gun(heat))) continue;
        consider(*gun(heat), SeenAt::course);
        last_gun = gun(heat);
        news = std::max(news, gun_heard(heat));
    }
    for (const Said& said : readings_) {
        if (names(said, runner) && is_sighting(said.reading) && said.reading.at)
            consider(*said.reading.at, place_of(said.reading));
    }
    if (stands.finish && stands.finish->at) consider(*stands.finish->at, SeenAt::finish);
    if (stands.finish && !stands.finish->at) {
        // Later than its gun and any sighting but a return; a later gun is later.
        const bool ran_again = last_gun && stands.gun && *last_gun > *stands.gun;
        const bool back = where == SeenAt::tent_return || where == SeenAt::guardian;
        if (!ran_again && !(back && *at > *stands.gun)) where = SeenAt::finish;
    }
    row.state = state_when_seen(where);

    Mark m;
    if (!placed_in.empty()) m = mark(runner, row.heat);
    const bool is_away = m.status == Status::dns || m.status == Status::withdrawn;
    bool beaten = is_away && last_sign_of(runner) > m.seq;
    if ((is_away || m.status == Status::dnf) && stands.finish && !stands.dq) {
        const bool of_earlier_heat = placed(runner, stands.finish->heat) && stands.finish->heat != row.heat;
        if (!of_earlier_heat && finish_beats(*stands.finish, m)) beaten = true;
    }
    row.flagged = beaten || stands.after_status || (row.state == ChildState::finished && !row.finished);
    if (!beaten && row.state != ChildState::returned && row.state != ChildState::medical) {
        if (m.status == Status::dnf) row.state = ChildState::dnf;
        if (m.status == Status::dns) row.state = ChildState::dns;
        if (m.status == Status::withdrawn) row.state = ChildState::withdrawn;
    }
    if (!started.empty() && official_since(row.heat) && !row.seen) row.state = ChildState::dns;

    Seq closed = 0;
    each<ChildAccounted>(facts_, [&](const auto& f, Seq seq) { closed = f.runner == runner ? seq : closed; });
    row.accounted = row.state == ChildState::returned || row.state == ChildState::withdrawn ||
                    (row.state == ChildState::dns && !row.seen) || (closed != 0 && closed >= news);
    return row;
}

// ---- grants

TeamCounts Oracle::counts(TeamId team) const {
    TeamCounts counts;
    for (std::size_t i = 0; i < runners_.size(); ++i) {
        if (runners_[i].team != team) continue;
        const LedgerRow row = ledger(RunnerId{i});
        const bool here = runners_[i].attendance == Attendance::in_person;
        const bool registered = runners_[i].registered;
        if (!here && registered) ++counts.virtuals;
        if (here && !registered && row.finished) ++counts.finished_unregistered;
        if (!here || !registered) continue;
        ++counts.registered;
        if (row.seen) ++counts.checked_in;
        if (row.started) ++counts.started;
        if (row.finished) ++counts.finished;
    }
    return counts;
}

std::vector<std::string> Oracle::ineligible(const Team& team) const {
    std::vector<std::string> reasons;
    if (rules_.eligibility.no_fee_unless_exception && team.charges_fee == true && team.fee_exception != true) {
        reasons.push_back(team.fee_exception == false ? "charges a fee without an exception"
                                                      : "charges a fee, and no record of an exception");
    }
    const auto needs = [&](bool rule, const std::optional<bool>& has, const std::string& what) {
        if (rule && has != true) reasons.push_back((has == false ? "no " : "no record of ") + what);
    };
    needs(rules_.eligibility.registered_coach, team.registered_coach, "registered coach");
    needs(rules_.eligibility.background_check, team.background_check, "background check");
    needs(rules_.eligibility.event_training, team.event_training, "event training");
    return reasons;
}

Grants Oracle::grants() const {
    std::vector<TeamCounts> all_counts;
    for (std::size_t t = 0; t < teams_.size(); ++t) all_counts.push_back(counts(TeamId{t}));
    const auto count = [&](std::size_t t, const GrantRules& rule, Basis basis) {
        const TeamCounts& c = all_counts[t];
        const std::int32_t of_basis = basis == Basis::registered   ? c.registered
                                      : basis == Basis::checked_in ? c.checked_in
                                      : basis == Basis::started    ? c.started
                                                                   : c.finished;
        return of_basis + (rule.include_virtual ? c.virtuals : 0);
    };
    const std::map<Basis, std::string> words{{Basis::registered, "registered"},
                                             {Basis::checked_in, "checked in"},
                                             {Basis::started, "started"},
                                             {Basis::finished, "finished"}};
    std::map<std::pair<std::size_t, std::size_t>, GrantStatement> made;  // By team and grant.
    for (std::size_t g = 0; g < rules_.grants.size(); ++g) {
        const GrantRules& rule = rules_.grants[g];
        const auto ranks = [&](std::size_t t) {
            return ineligible(teams_[t]).empty() && count(t, rule, rule.minimum_basis) >= rule.minimum &&
                   count(t, rule, rule.basis) > 0;
        };
        for (std::size_t t = 0; t < teams_.size(); ++t) {
            GrantStatement& s = made[{t, g}];
            s.team = TeamId{t};
            s.grant = rule.id;
            s.counts = all_counts[t];
            s.reasons = ineligible(teams_[t]);
            s.eligible = s.reasons.empty();
            const std::int32_t unregistered = all_counts[t].finished_unregistered;
            if (rule.kind == GrantKind::per_finisher && unregistered > 0)
                s.reasons.push_back(std::to_string(unregistered) + " finished without being registered, not counted");
            const std::int32_t brought = count(t, rule, rule.minimum_basis);
            if (brought < rule.minimum) {
                s.reasons.push_back(std::to_string(brought) + " of " + std::to_string(rule.minimum) + " " +
                                    words.at(rule.minimum_basis));
            }
            if (rule.kind == GrantKind::per_finisher) {
                if (s.eligible && brought >= rule.minimum)
                    s.amount.count = rule.amount.count * count(t, rule, Basis::finished);
                continue;
            }
            if (!ranks(t)) continue;
            const std::int32_t size = count(t, rule, rule.basis);
            std::size_t bigger = 0, tied = 0, tied_before_by_name = 0;
            for (std::size_t other = 0; other < teams_.size(); ++other) {
                if (!ranks(other)) continue;
                const std::int32_t theirs = count(other, rule, rule.basis);
                if (theirs > size) ++bigger;
                if (theirs == size) ++tied;
                if (theirs == size && teams_[other].name < teams_[t].name) ++tied_before_by_name;
            }
            if (bigger >= rule.prizes.size()) continue;
            if (rule.tie == TieRule::all_win) {
                s.amount = rule.prizes[bigger];
            } else {
                std::int64_t pot = 0;
                for (std::size_t place = bigger; place < bigger + tied; ++place) {
                    if (place < rule.prizes.size()) pot += rule.prizes[place].count;
                }
                // Hand out cent by cent, in the order of names, until the pot is empty.
                const auto m = static_cast<std::int64_t>(tied);
                s.amount.count = pot / m;
                if (static_cast<std::int64_t>(tied_before_by_name) < pot - pot / m * m) ++s.amount.count;
            }
            std::string place = "place " + std::to_string(bigger + 1);
            if (tied > 1) place += ", tied with " + std::to_string(tied - 1);
            s.reasons.push_back(place);
        }
    }
    for (std::size_t t = 0; t < teams_.size(); ++t) {
        for (std::size_t winner = 0; winner < rules_.grants.size(); ++winner) {
            for (std::size_t loser = 0; loser < rules_.grants.size(); ++loser) {
                const auto& not_with = rules_.grants[winner].not_with;
                const bool excluded = std::count(not_with.begin(), not_with.end(), rules_.grants[loser].id) > 0;
                GrantStatement& lost = made[{t, loser}];
                if (winner == loser || !excluded || made[{t, winner}].amount.count == 0 || lost.amount.count == 0)
                    continue;
                lost.amount.count = 0;
                lost.reasons.push_back("not together with " + rules_.grants[winner].id);
            }
        }
    }
    Grants grants;
    for (const auto& [key, statement] : made) {
        grants.total.count += statement.amount.count;
        grants.statements.push_back(statement);
    }
    return grants;
}

}  // namespace heatline::test
