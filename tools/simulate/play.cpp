#include "tools/simulate/play.h"

#include <algorithm>
#include <charconv>
#include <memory>
#include <set>

#include "tools/simulate/crowd.h"
#include "tools/simulate/office.h"
#include "tools/simulate/pacing.h"

namespace heatline::simulate {
namespace {

// After the last reading the office looks for children this often; one search finds all, a second proves it.
constexpr int kSearchesMax = 2;

class Play {
public:
    Play(const Stage& stage, const Options& options, tools::Progress& progress)
        : stage_(stage),
          options_(options),
          progress_(progress),
          run_(options.repeatable_epochs ? std::to_string(options.seed) : random_hex()),
          office_(tools::HttpClient{stage.server, stage.staff_token}, "simulate-staff-" + run_),
          director_(tools::HttpClient{stage.server, stage.director_token}, "simulate-director-" + run_) {}

    Result<Outcome, std::string> all() {
        for (const auto step : {&Play::prepare, &Play::run_the_day, &Play::look_for_children, &Play::compare_all}) {
            if (const auto done = (this->*step)(); !done) return Error{done.error()};
        }
        return std::move(outcome_);
    }

private:
    using Step = Result<Done, std::string>;

    Step prepare() {
        progress_.step("reading the plan", 0, 0);
        auto ledger = office_.ledger();
        if (!ledger) return Error{ledger.error()};
        if (const auto done = hand_out_spare_bibs(*ledger); !done) return done;
        const auto heats = office_.heats();
        if (!heats) return Error{heats.error()};
        auto plan = make_plan(*heats, *ledger, options_.rules, options_.unregistered);
        if (!plan) return Error{plan.error()};
        plan_ = std::move(*plan);
        truth_ = what_happens(plan_, options_.habits, options_.seed);
        recorded_ = what_is_recorded(plan_, truth_, options_.mistakes, options_.seed);
        outcome_.seed = options_.seed;
        outcome_.mistakes = options_.mistakes;
        outcome_.teams = plan_.teams.size();
        outcome_.children = plan_.children.size();
        outcome_.heats = plan_.heats.size();
        outcome_.devices = recorded_.cast.size();
        for (const Day& day : truth_.days) outcome_.came += day.came ? 1 : 0;
        for (const Run& run : truth_.runs) outcome_.ran += run.ending != Ending::stayed ? 1 : 0;
        outcome_.waved_through = recorded_.waved_through;
        outcome_.all_wore_chips = truth_.all_wear_chips;
        for (const CastMember& member : recorded_.cast) {
            if (stage_.tokens.contains(member.name)) continue;
            return Error{"set the stage: there is no token for device " + member.name +
                         "; make the devices that the simulation asks for before the day begins"};
        }
        return Done{};
    }

    // A child without a number gets one from a pile of spares, as at every check-in.
    Step hand_out_spare_bibs(std::vector<LedgerRow>& ledger) {
        std::int64_t highest = 0;
        for (const LedgerRow& row : ledger) {
            std::int64_t number = 0;
            std::from_chars(row.bib.data(), row.bib.data() + row.bib.size(), number);
            highest = std::max(highest, std::min(number, kSpareBibsFrom));
        }
        for (LedgerRow& row : ledger) {
            if (!row.bib.empty() || row.state == "virtual") continue;
            const std::string bib = std::to_string(highest + 1);
            const auto bound = office_.bind_bib(row.name, bib);
            if (!bound) return Error{bound.error()};
            if (!*bound) {
                ++outcome_.nameless;  // Two children of one name: nobody can say which of them is meant.
                continue;
            }
            ++highest;
            ++outcome_.spare_bibs;
            row.bib = bib;
        }
        if (outcome_.spare_bibs == 0) return Done{};
        return office_.settle();
    }

    Step run_the_day() {
        Instant begins = recorded_.orders.front().due;
        Instant ends = recorded_.orders.back().due;
        std::vector<Crowd::Member> members;
        for (std::size_t i = 0; i < recorded_.cast.size(); ++i) {
            std::vector<Note>& notes = recorded_.notes[i];
            if (!notes.empty()) {
                begins = std::min(begins, notes.front().due);
                ends = std::max(ends, notes.back().due);
            }
            members.push_back({recorded_.cast[i].name, stage_.tokens.at(recorded_.cast[i].name), std::move(notes)});
        }
        Crowd crowd{stage_.server, std::move(members), options_.mistakes, options_.seed, options_.repeatable_epochs};
        std::unique_ptr<Pacing> pacing = std::make_unique<NoPacing>();
        if (options_.speed_permille > 0) pacing = std::make_unique<RealPacing>(begins, options_.speed_permille);

        const std::int64_t slice_us = pacing->slice().count * 1'000;
        const auto slices = static_cast<std::size_t>((ends.us - begins.us) / slice_us + 1);
        std::size_t next_order = 0;
        for (std::size_t slice = 0; slice < slices; ++slice) {
            progress_.step("playing the day", slice, slices);
            const Instant until{begins.us + (static_cast<std::int64_t>(slice) + 1) * slice_us};
            pacing->wait_until(until);
            if (const auto sent = crowd.send(until); !sent) return sent;
            for (; next_order < recorded_.orders.size() && recorded_.orders[next_order].due < until; ++next_order) {
                if (const auto given = give(recorded_.orders[next_order], until); !given) return given;
            }
        }
        progress_.step("playing the day", slices, slices);
        outcome_.delivered = crowd.delivered();
        crowd.add_tallies(recorded_.tallies);
        outcome_.tallies = recorded_.tallies;
        return Done{};
    }

    Step give(const Order& order, Instant now) {
        if (order.command == "make-official") {
            // A good moment to count: everything up to now was sent.
            if (const auto settled = office_.settle(); !settled) return settled;
            const auto ledger = office_.ledger();
            if (!ledger) return Error{ledger.error()};
            counts_.push_back({order.heat, static_cast<std::int64_t>(truth_.out_at(now)), out_by_ledger(*ledger)});
        }
        const auto given = (order.command == "make-official" ? director_ : office_).give(order);
        if (!given) return Error{given.error()};
        return Done{};
    }

    Step look_for_children() {
        for (int search = 0; search < kSearchesMax; ++search) {
            progress_.step("looking for children", 0, 0);
            if (const auto settled = office_.settle(); !settled) return settled;
            const auto ledger = office_.ledger();
            if (!ledger) return Error{ledger.error()};
            std::size_t missing = 0;
            for (const LedgerRow& row : *ledger) {
                if (row.accounted || row.bib.empty()) continue;
                ++missing;
                const auto closed = office_.account(row.bib, where_found(row.bib));
                if (!closed) return Error{closed.error()};
            }
            if (search == 0) outcome_.looked_for = missing;
            if (missing == 0) break;
        }
        return office_.settle();
    }

    std::string where_found(const std::string& bib) const {
        for (std::size_t i = 0; i < plan_.children.size(); ++i) {
            if (plan_.children[i].bib != bib) continue;
            return truth_.days[i].came ? "found at the tent with its coach; the return had not been noted"
                                       : "did not come today, says the coach";
        }
        return "not a child of this meet, says the office";
    }

    Step compare_all() {
        progress_.step("comparing with the truth", 0, 0);
        const auto says = office_.everything();
        if (!says) return Error{says.error()};
        outcome_.comparison = compare(plan_, truth_, options_.rules.grants, *says);
        for (const Count& count : counts_) {
            for (HeatScore& score : outcome_.comparison.heats) {
                if (score.heat != count.heat) continue;
                score.out_truly = count.truly;
                score.out_by_ledger = count.by_ledger;
            }
        }
        outcome_.all_accounted = outcome_.comparison.all_accounted;
        for (const Office* office : {&office_, &director_}) {
            const auto& said = office->refusals();
            outcome_.refused.insert(outcome_.refused.end(), said.begin(), said.end());
            outcome_.refused_count += office->refused();
        }
        return Done{};
    }

    struct Count {
        std::string heat;
        std::int64_t truly, by_ledger;
    };
    // Spare numbers follow the highest bib, but not a code that somebody uses for one.
    static constexpr std::int64_t kSpareBibsFrom = 99'999;

    const Stage& stage_;
    const Options& options_;
    tools::Progress& progress_;
    std::string run_;  // Makes the ids of this run's commands unlike those of another.
    Office office_;
    Office director_;  // Makes heats official.
    Plan plan_;
    Truth truth_;
    Recorded recorded_;
    std::vector<Count> counts_;
    Outcome outcome_;
};

}  // namespace

std::vector<std::string> lines_of(const MeetRules& rules) {
    std::set<std::string> lines;
    for (const BandRules& band : rules.heats.bands) lines.insert(band.line);
    if (lines.empty()) lines.insert("finish");
    return {lines.begin(), lines.end()};
}

Result<Outcome, std::string> play(const Stage& stage, const Options& options, tools::Progress& progress) {
    if (options.speed_permille < 0) return Error{"set the pace: the speed is below 0; 0 means as fast as it goes"};
    return Play{stage, options, progress}.all();
}

}  // namespace heatline::simulate
