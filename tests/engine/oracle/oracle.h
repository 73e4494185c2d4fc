#pragma once
// The oracle: results, ledger and grants worked out a second time, slowly and plainly, from the list of facts.
//
// It shares data structures with the engine and no function. Every question scans the whole list of facts again, so
// that there is no bookkeeping to be wrong. Finishes are given (fusion has its own tests); all that is made of them is
// not. Facts with one PlanSaved, before the first reading and the first heat added. Tests only.

#include <map>
#include <string>
#include <vector>

#include "engine/snapshot.h"

namespace heatline::test {

struct OracleRow {
    RunnerId runner;
    std::string bib;
    std::string status;
    std::uint32_t place = 0;
    std::int64_t elapsed_us = -1;
    bool review = false;
    Doubt doubt = Doubt::none;
    bool counts_as_finish = false;
    ReadingIndex tap;

    friend bool operator==(const OracleRow&, const OracleRow&) = default;
};

class Oracle {
public:
    // `finishes` by HeatId, as fusion found them; `taken` are the numbers that they were taken with, as texts.
    Oracle(std::vector<Fact> facts, std::vector<std::vector<Finish>> finishes,
           std::vector<std::vector<std::string>> taken);

    const std::vector<OracleRow>& results(HeatId heat) const { return rows_[heat.index()]; }
    LedgerRow ledger(RunnerId runner) const;
    Grants grants() const;
    std::size_t runner_count() const { return runners_.size(); }

private:
    struct Said {
        Seq seq = 0;
        ReadingRef ref;
        Reading reading;
        bool understood = true;
        bool voided = false;
        RunnerId child;
    };
    struct Mark {
        Status status = Status::none;
        Seq seq = 0;
    };
    struct Standing {
        const Finish* finish = nullptr;
        std::optional<Instant> gun;
        bool dq = false;
        bool after_status = false;
    };

    RunnerId owner_of_bib(const std::string& bib) const;
    RunnerId owner_of_tag(const std::string& tag) const;
    std::string bib_of(RunnerId runner) const;
    std::optional<Instant> gun(HeatId heat) const { return guns_[heat.index()]; }
    std::optional<Instant> gun_by_the_facts(HeatId heat) const;
    std::vector<OracleRow> rank(HeatId heat) const;
    Seq gun_heard(HeatId heat) const;
    Seq official_since(HeatId heat) const;
    bool cancelled(HeatId heat) const;
    std::optional<TeamAwarded> award(TeamId team, const std::string& grant, Seq* told) const;
    bool placed(RunnerId runner, HeatId heat) const;
    std::vector<HeatId> heats_of(RunnerId runner) const;
    std::vector<HeatId> started_heats_of(RunnerId runner) const;
    Mark mark(RunnerId runner, HeatId heat) const;
    Seq told(const Finish& finish) const;
    bool finish_beats(const Finish& finish, const Mark& mark) const;
    bool finished_elsewhere(RunnerId runner) const;

    bool names(const Said& said, RunnerId runner) const { return !said.voided && said.child == runner; }
    bool seen_by(RunnerId runner, Instant when) const;
    bool on_course_at_gun(RunnerId runner, Instant gun) const;
    bool read_of(RunnerId runner) const;
    bool marked(RunnerId runner) const;
    bool has_mark(RunnerId runner, Status status) const;
    Seq last_sign_of(RunnerId runner) const;
    Standing standing(RunnerId runner) const;
    bool away(RunnerId runner, HeatId heat) const;

    std::string status_of(const Finish& finish) const;
    std::string status_without_finish(RunnerId runner, HeatId heat) const;
    bool without_time(RunnerId runner, HeatId heat) const;
    std::vector<std::string> ineligible(const Team& team) const;
    TeamCounts counts(TeamId team) const;

    std::vector<Fact> facts_;
    std::vector<std::vector<Finish>> finishes_;
    std::vector<std::vector<std::string>> taken_;
    MeetRules rules_;
    std::vector<Team> teams_;
    std::vector<Runner> runners_;
    std::vector<PlannedHeat> heats_;
    std::vector<Said> readings_;  // By ReadingIndex.
    // Worked out once, because everything asks for them.
    std::vector<std::optional<Instant>> guns_;
    std::vector<std::vector<OracleRow>> rows_;
};

}  // namespace heatline::test
