#pragma once
// Rows: the finishes of a line while they are being found; the one place that keeps the promises of fuse.h about
// heats, order and uniqueness.
//
// A child has one finish in a heat. The first that is added wins, so callers add what rests on more first; a later
// one becomes an unknown finisher under the same number, for a person to look at. One object per call of fuse.

#include <optional>
#include <vector>

#include "engine/fusion/crossings.h"
#include "engine/fusion/heat_fit.h"
#include "engine/fusion/heat_of.h"

namespace heatline::fusion {

inline constexpr std::uint32_t kNoRow = 0xFFFF'FFFF;
inline constexpr std::uint32_t kRemovedRow = 0xFFFF'FFFE;
// No chance was worked out: what the evidence is usually worth.
inline constexpr std::uint16_t kByEvidence = 0xFFFF;
inline constexpr bool is_row(std::uint32_t index) { return index < kRemovedRow; }

// A finish on its way. `person` is kNobody for a crossing without a number.
struct Found {
    Person person = kNobody;
    RunnerId runner{};
    Symbol bib{};
    std::optional<Instant> at{};
    EvidenceSet evidence{};
    Doubt doubt = Doubt::none;
    ReadingIndex tap{};
    ReadingIndex identity{};
    std::uint32_t crossing = kNoCrossing;
    std::uint16_t confidence = kByEvidence;  // Thousandths.
};

// Whose row it is and which crossing it took.
struct RowOrigin {
    Person person = kNobody;
    std::uint32_t crossing = kNoCrossing;
};

class Rows {
public:
    // Takes over the rows of official heats. Both must outlive this object. `room` is empty: memory to write rows in.
    Rows(const LineInput& input, const Persons& persons, HeatBook& book, std::vector<Finish> room);
    // The rows of `other`, to be corrected: those that are there now change no more, but may be taken out.
    Rows(const Rows& other, HeatBook& book);
    Rows(const Rows&) = delete;
    std::vector<Finish> take_back() { return std::move(rows_); }

    // Chooses the heat; `said` is taken if the finish can be there. kNoRow when it counts nowhere: no heat fits or the
    // heat is official. kRemovedRow when a person said that the child did not finish there.
    std::uint32_t add(const Found& found, HeatId said = HeatId::none());
    // The same in a heat that is known, without asking whether the instant fits it.
    std::uint32_t add_in(HeatId heat, const Found& found);
    // For a finish that `book` has claimed already. kRemovedRow as above.
    std::uint32_t add_claimed(std::uint32_t heat, const Found& found, Claim& claim);

    Finish& row(std::uint32_t index) { return rows_[index]; }
    const Finish& row(std::uint32_t index) const { return rows_[index]; }
    const RowOrigin& origin(std::uint32_t index) const { return origins_[index]; }
    std::uint32_t count() const { return static_cast<std::uint32_t>(rows_.size()); }
    // The row is not in the answer, and its claim is no more.
    void take_out(std::uint32_t index);
    bool is_out(std::uint32_t index) const { return index < out_.size() && out_[index]; }
    // The rows that are there now are not judged, and nothing adds to their doubts.
    void keep_so_far() { first_new_ = count(); }
    // Marks a row in any case: the words of people deny it.
    void mark_denied(std::uint32_t index);
    // Marks for a person unless something worse is said already.
    void doubt(std::uint32_t index, Doubt doubt);
    // Marks the finish of a child whose number was taken for another's as well: either may be the one. Evidence that
    // stands on its own leaves no doubt.
    void doubt_first_of(Person person);
    // Where heats overlap, a finisher who is not known belongs where the time and those around it say; a child whose
    // time fits another heat far better than its own is put there and marked. Call when all rows are there.
    void judge_heats();
    const UsualTime& usual_time() const { return usual_; }
    // Ordered, with confidence and the review mark.
    std::vector<Finish> done(std::vector<Finish> room);

private:
    void move(std::uint32_t index, const TimedRow& timed, const HeatVerdict& verdict);
    void doubt_first(Person person, std::uint32_t heat);
    std::uint32_t push(HeatId heat, const Found& found);

    const LineInput& input_;
    HeatBook& book_;
    std::vector<Finish> rows_;
    std::vector<RowOrigin> origins_;  // By row.
    std::vector<bool> out_;           // By row; those behind its end are in.
    std::uint32_t first_new_ = 0;
    bool learned_ = false;
    UsualTime usual_;
};

// What chance of being right, to within half a second, the evidence and the doubt of a row are worth, in thousandths.
std::uint16_t confidence_of(const Finish& row);

}  // namespace heatline::fusion
