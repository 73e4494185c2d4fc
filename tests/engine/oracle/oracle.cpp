#include "tests/engine/oracle/oracle.h"

#include <algorithm>
#include <limits>

#include "tests/engine/oracle/each_fact.h"

namespace heatline::test {

Oracle::Oracle(std::vector<Fact> facts, std::vector<std::vector<Finish>> finishes,
               std::vector<std::vector<std::string>> taken)
    : facts_(std::move(facts)), finishes_(std::move(finishes)), taken_(std::move(taken)) {
    for (std::size_t i = 0; i < facts_.size(); ++i) {
        const Seq seq{i + 1};
        const FactBody& body = facts_[i].body;
        if (const auto* f = std::get_if<RulesSet>(&body)) rules_ = f->rules;
        if (const auto* f = std::get_if<PlanSaved>(&body)) heats_ = f->heats;
        if (const auto* f = std::get_if<HeatAdded>(&body)) heats_.push_back(f->value);
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

// Nobody took it back, and no gun was heard.
bool Oracle::cancelled(HeatId heat) const {
    Seq cancelled = 0, reinstated = 0;
    each<HeatCancelled>(facts_, [&](const auto& f, Seq seq) { cancelled = f.heat == heat ? seq : cancelled; });
    each<HeatReinstated>(facts_, [&](const auto& f, Seq seq) { reinstated = f.heat == heat ? seq : reinstated; });
    each<HeatsReplanned>(facts_, [&](const auto& f, Seq seq) {
        for (const HeatArranged& arranged : f.heats) {
            if (arranged.heat != heat) continue;
            Seq& said = arranged.cancelled ? cancelled : reinstated;
            said = std::max(said, seq);
        }
    });
    return cancelled > reinstated && !gun(heat);
}

std::optional<Instant> Oracle::gun_by_the_facts(HeatId heat) const {
    const Seq official = official_since(heat);
    const Seq until = official ? official : facts_.size();
    std::optional<Instant> set;
    each<StartSet>(facts_, [&](const auto& f, Seq seq) {
        if (f.heat == heat && seq <= until) set = f.at;
    });
    each<StartTakenBack>(facts_, [&](const auto& f, Seq seq) {
        if (f.heat != heat || seq > until) return;
        set.reset();
        each<StartSet>(facts_, [&](const auto& later, Seq later_seq) {
            if (later.heat == heat && later_seq > seq && later_seq <= until) set = later.at;
        });
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
    // What was taken back was never said.
    Seq taken_back = 0;
    each<StartTakenBack>(facts_, [&](const auto& f, Seq seq) { taken_back = f.heat == heat ? seq : taken_back; });
    Seq first = std::numeric_limits<Seq>::max();
    each<StartSet>(facts_, [&](const auto& f, Seq seq) {
        if (f.heat == heat && seq > taken_back) first = std::min(first, seq);
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
    // The last word on it counts, so all of them in the order of the journal.
    for (const Fact& fact : facts_) {
        if (const auto* f = std::get_if<RunnerMoved>(&fact.body); f && f->runner == runner) {
            if (f->from == heat) in = false;
            if (f->to == heat) in = true;
        }
        if (const auto* f = std::get_if<HeatsReplanned>(&fact.body)) {
            for (const HeatArranged& arranged : f->heats) {
                if (arranged.heat != heat) continue;
                in = false;
                for (const Placement& placement : arranged.placements) in = in || placement.runner == runner;
            }
        }
    }
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
    each<HeatsReplanned>(facts_, [&](const auto& f, Seq seq) {
        for (const StatusGiven& given : f.statuses) {
            if (given.runner == runner && given.heat == heat && seq > last.seq) last = {given.status, seq};
        }
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
            each<FinishWordTakenBack>(facts_, [&](const auto& back, Seq later_seq) {
                if (back.runner == runner && back.heat == HeatId{h} && later_seq > seq) entered = false;
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
    if (cancelled(heat) && !read_of(runner) && !marked(runner)) return "dns";
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

}  // namespace heatline::test
