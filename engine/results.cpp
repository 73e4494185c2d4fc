#include "engine/results.h"

#include <algorithm>
#include <array>

#include "engine/base/digest.h"

namespace heatline {
namespace {

constexpr std::array kStatusWords{"registered", "on-course", "finished",  "finished-no-time", "dnf",
                                  "dns",        "dq",        "withdrawn", "virtual"};
static_assert(kStatusWords.size() == std::variant_size_v<Outcome>);

// "7" before "10" before "B7": numbers as people order them.
bool bib_before(const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
}

int group_of(const Outcome& o) {
    if (std::holds_alternative<outcome::Finished>(o)) return 0;
    if (std::holds_alternative<outcome::FinishedNoTime>(o)) return 1;
    if (const auto* dq = std::get_if<outcome::Dq>(&o); dq && dq->crossed) return 2;
    return 3;
}

class HeatRanker {
public:
    HeatRanker(const State& state, const HeatFinishes& in)
        : state_(state), in_(in), heat_(state.heats[in.heat.index()]), band_(band_of(state, heat_)) {}

    std::vector<ResultRow> rows() {
        rows_.reserve(heat_.placements.size() + in_.finishes.size() / 8);
        for (const Finish& finish : in_.finishes) {
            rows_.push_back(finisher(finish));
            rows_.back().finish = static_cast<std::uint32_t>(&finish - in_.finishes.data());
        }
        add_those_without_finish();
        place();
        return std::move(rows_);
    }

private:
    Status status_of(RunnerId runner, Seq* set_at) const {
        const auto found = state_.statuses.find({runner, in_.heat});
        if (found == state_.statuses.end()) return Status::none;
        if (set_at) *set_at = found->second.seq;
        return found->second.status;
    }

    ResultRow finisher(const Finish& finish) const {
        ResultRow row;
        row.runner = finish.runner;
        row.bib = finish.runner ? (*in_.bibs)[finish.runner.index()] : std::string{state_.symbols.text(finish.bib)};
        row.evidence = finish.evidence;
        row.confidence_milli = finish.confidence_milli;
        row.review = finish.review || !finish.runner;
        row.doubt = finish.doubt;
        row.tap = finish.tap;
        row.identity = finish.identity;
        row.outcome = outcome_of(finish, row);
        return row;
    }

    Outcome outcome_of(const Finish& finish, ResultRow& row) const {
        if (finish.runner) {
            const Runner& runner = state_.roster->runner(finish.runner);
            if (runner.attendance == Attendance::virtually) return outcome::Virtual{};
            Seq set_at = 0;
            const Status status = status_of(finish.runner, &set_at);
            if (status == Status::dq) return outcome::Dq{true};
            if (status != Status::none) {
                if (told_at(state_, finish) < set_at) return outcome_of(status);
                row.review = true;
                row.doubt = Doubt::after_status;
            }
            if (band_ && too_far_from_band(*band_, runner.age)) return outcome::FinishedNoTime{};
        }
        if (!finish.at || !in_.gun) return outcome::FinishedNoTime{};
        return outcome::Finished{*finish.at, micros_between(*in_.gun, *finish.at), 0};
    }

    static Outcome outcome_of(Status status) {
        switch (status) {
            case Status::dnf:
                return outcome::Dnf{};
            case Status::dns:
                return outcome::Dns{};
            case Status::dq:
                return outcome::Dq{false};
            case Status::withdrawn:
                return outcome::Withdrawn{};
            case Status::none:
                break;
        }
        return outcome::Registered{};
    }

    void add_those_without_finish() {
        std::vector<RunnerId> finished;
        finished.reserve(in_.finishes.size());
        for (const Finish& finish : in_.finishes) {
            if (finish.runner) finished.push_back(finish.runner);
        }
        std::sort(finished.begin(), finished.end());
        for (const Placement& placement : heat_.placements) {
            if (std::binary_search(finished.begin(), finished.end(), placement.runner)) continue;
            ResultRow row;
            row.runner = placement.runner;
            row.bib = (*in_.bibs)[placement.runner.index()];
            row.outcome = without_finish(placement.runner);
            rows_.push_back(std::move(row));
        }
    }

    Outcome without_finish(RunnerId id) const {
        const Runner& runner = state_.roster->runner(id);
        if (runner.attendance == Attendance::virtually) return outcome::Virtual{};
        if (const Status status = status_of(id, nullptr); status != Status::none) return outcome_of(status);
        const ChildSeen& seen = in_.seen->children[id.index()];
        const bool seen_at_all = seen.first || seen.untimed || seen.marked;
        if (!in_.gun) return heat_.cancelled && !seen_at_all ? Outcome{outcome::Dns{}} : outcome::Registered{};
        if ((*in_.ran_elsewhere)[id.index()]) return outcome::Dns{};
        if (heat_.official && !seen_at_all) return outcome::Dns{};
        if (went_on_course(*in_.seen, id, runner.team, *in_.gun)) return outcome::OnCourse{};
        return heat_.official ? Outcome{outcome::Dns{}} : Outcome{outcome::Registered{}};
    }

    void place() {
        std::sort(rows_.begin(), rows_.end(), [](const ResultRow& a, const ResultRow& b) {
            const int group_a = group_of(a.outcome), group_b = group_of(b.outcome);
            if (group_a != group_b) return group_a < group_b;
            if (group_a == 0) {
                const Instant at_a = std::get<outcome::Finished>(a.outcome).at;
                const Instant at_b = std::get<outcome::Finished>(b.outcome).at;
                if (at_a != at_b) return at_a < at_b;
            }
            if (a.bib != b.bib) return bib_before(a.bib, b.bib);
            return std::pair{a.runner, a.tap} < std::pair{b.runner, b.tap};
        });
        std::uint32_t ahead = 0;
        outcome::Finished* before = nullptr;
        for (ResultRow& row : rows_) {
            auto* finished = std::get_if<outcome::Finished>(&row.outcome);
            if (!finished) break;
            finished->place = before && before->at == finished->at ? before->place : ahead + 1;
            before = finished;
            ++ahead;
        }
    }

    const State& state_;
    const HeatFinishes& in_;
    const Heat& heat_;
    const BandRules* band_;
    std::vector<ResultRow> rows_;
};

constexpr std::int32_t kAgeInKindergarten = 5;

}  // namespace

const char* status_word(const Outcome& o) { return kStatusWords[o.index()]; }

bool has_finish(const Outcome& o) {
    if (const auto* dq = std::get_if<outcome::Dq>(&o)) return dq->crossed;
    return std::holds_alternative<outcome::Finished>(o) || std::holds_alternative<outcome::FinishedNoTime>(o);
}

std::vector<ResultRow> result_rows(const State& state, const HeatFinishes& heat) {
    return HeatRanker{state, heat}.rows();
}

bool too_far_from_band(const BandRules& band, const std::optional<std::int32_t>& age) {
    if (!band.no_time_beyond_years || !age) return false;
    // Years to the nearest age that the band takes; none for a band that takes every child.
    std::optional<std::int32_t> nearest;
    const auto consider = [&](std::int32_t youngest, std::int32_t oldest) {
        const std::int32_t years = *age < youngest ? youngest - *age : *age > oldest ? *age - oldest : 0;
        if (!nearest || years < *nearest) nearest = years;
    };
    for (const std::int32_t years : band.ages) consider(years, years);
    if (band.ages.empty()) {
        for (const Grade grade : band.grades)
            consider(grade.number + kAgeInKindergarten, grade.number + kAgeInKindergarten + 1);
    }
    return nearest && *nearest > *band.no_time_beyond_years;
}

Seq told_at(const State& state, const Finish& finish) {
    if (finish.identity) return state.readings[finish.identity.index()].seq;
    if (finish.evidence.has(Evidence::assigned)) {
        const auto assigned = state.assigned_at.find(finish.tap);
        return assigned == state.assigned_at.end() ? 0 : assigned->second;
    }
    const auto entered = state.entered.find({finish.heat, finish.runner});
    return entered == state.entered.end() ? 0 : entered->second.seq;
}

std::vector<OfficialRow> official_rows(const State& state, std::span<const Finish> finishes) {
    std::vector<OfficialRow> rows;
    rows.reserve(finishes.size());
    for (const Finish& f : finishes) {
        rows.push_back({f.runner, std::string{state.symbols.text(f.bib)}, f.at, f.evidence, f.confidence_milli,
                        f.review, f.doubt, f.tap, f.identity});
    }
    return rows;
}

std::string digest_of(std::span<const OfficialRow> rows) {
    Digest digest;
    for (const OfficialRow& row : rows) {
        digest.number(row.runner.value);
        digest.text(row.bib);
        digest.number(row.at ? 1 : 0);
        digest.number(row.at ? static_cast<std::uint64_t>(row.at->us) : 0);
        digest.number(row.evidence.bits);
        digest.number(row.confidence_milli);
        digest.number(static_cast<std::uint64_t>(row.review) << 8 | static_cast<std::uint64_t>(row.doubt));
        digest.number(row.tap.value);
        digest.number(row.identity.value);
    }
    return digest.hex();
}

}  // namespace heatline
