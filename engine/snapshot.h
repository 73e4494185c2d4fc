#pragma once
// Snapshot: an immutable picture of the meet for showing, true for one sequence of the journal.
//
// Heats and tables that did not change since the last snapshot are the same objects, so that a viewer compares
// pointers and a thousand snapshots cost little. Rows hold runner ids, never names: who may see which name is
// privacy.h's to say. Any thread, once made.

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/base/money.h"
#include "engine/closing.h"
#include "engine/fact.h"
#include "engine/reading.h"
#include "engine/roster.h"

namespace heatline {

// ---- results: what became of one entry. A status is not a time.

namespace outcome {
struct Registered {
    friend bool operator==(Registered, Registered) = default;
};  // Before the gun, or not seen when it went.
struct OnCourse {
    friend bool operator==(OnCourse, OnCourse) = default;
};
struct Finished {
    Instant at;
    std::int64_t elapsed_us = 0;  // Exact, since the gun.
    std::uint32_t place = 0;      // From 1; shared on a tie.
    friend bool operator==(const Finished&, const Finished&) = default;
};
struct FinishedNoTime {
    friend bool operator==(FinishedNoTime, FinishedNoTime) = default;
};
struct Dnf {
    friend bool operator==(Dnf, Dnf) = default;
};
struct Dns {
    friend bool operator==(Dns, Dns) = default;
};
struct Dq {
    bool crossed = false;  // There is a finish; it stands for the grants and takes no place.
    friend bool operator==(Dq, Dq) = default;
};
struct Withdrawn {
    friend bool operator==(Withdrawn, Withdrawn) = default;
};
struct Virtual {
    friend bool operator==(Virtual, Virtual) = default;
};
}  // namespace outcome

using Outcome = std::variant<outcome::Registered, outcome::OnCourse, outcome::Finished, outcome::FinishedNoTime,
                             outcome::Dnf, outcome::Dns, outcome::Dq, outcome::Withdrawn, outcome::Virtual>;

// The contract's word: "registered", "on-course", "finished-no-time", …
const char* status_word(const Outcome& outcome);
// With or without a time, and also when disqualified afterwards: what a grant counts.
bool has_finish(const Outcome& outcome);

struct ResultRow {
    RunnerId runner;  // None: a finisher who is not known.
    std::string bib;  // As worn now; of an unknown finisher, as taken.
    Outcome outcome;
    EvidenceSet evidence;
    std::uint16_t confidence_milli = 0;
    bool review = false;
    Doubt doubt = Doubt::none;
    ReadingIndex tap;
    ReadingIndex identity;
    std::uint32_t finish = kNoFinish;  // Its place in HeatPicture::finishes.

    static constexpr std::uint32_t kNoFinish = 0xFFFF'FFFF;
    friend bool operator==(const ResultRow&, const ResultRow&) = default;
};

// A reading as its device counts it; none where no reading gives this part of a finish.
struct ReadingSource {
    DeviceId device;
    std::uint32_t epoch = 0;  // The device's count, by first appearance, from 0: it counts anew after a loss.
    std::uint64_t seq = 0;
    ReadingKind kind = ReadingKind::tap;
    friend bool operator==(const ReadingSource&, const ReadingSource&) = default;
};

// Where in the journal to look for what a finish rests on.
struct FinishTrail {
    ReadingSource tap;       // Gives the instant.
    ReadingSource identity;  // Gives the child.
    Seq said = 0;            // The fact by which a person entered the finish or gave the tap; 0 where nobody did.
    friend bool operator==(const FinishTrail&, const FinishTrail&) = default;
};

// Cancelled only while no gun was heard: a heat that runs was not cancelled after all.
enum class HeatState : std::uint8_t { planned, running, official, cancelled };

struct HeatCounts {
    std::uint32_t registered = 0, checked_in = 0, on_course = 0, finished = 0, returned = 0, review = 0;
    friend bool operator==(const HeatCounts&, const HeatCounts&) = default;
};

struct HeatPicture {
    HeatId heat;
    std::string name;
    std::string race;
    BandId band;
    HeatState state = HeatState::planned;
    Instant planned;
    std::optional<Instant> start;
    Seq gun_seq = 0;            // When the meet first heard of its gun.
    bool course_clear = false;  // The tail walker is in: who is on course still is missing.
    HeatCounts counts;
    // Rows in the order of results: places first, then finishers without a place, then the rest, by bib.
    std::vector<ResultRow> rows;
    std::vector<Finish> finishes;     // As fusion gave them; what make-official writes down.
    std::vector<FinishTrail> trails;  // Of each of `finishes`.
    std::string digest;               // Of `finishes`, 16 hex digits.
    std::vector<Placement> placements;

    friend bool operator==(const HeatPicture&, const HeatPicture&) = default;
};

// ---- the ledger: where every child is

enum class ChildState : std::uint8_t {
    registered,
    checked_in,
    staged,
    on_course,
    finished,
    returned,
    dnf,
    dns,
    medical,
    withdrawn,
    virtually
};
enum class SeenAt : std::uint8_t {
    nowhere,
    tent,
    staging,
    start,
    course,
    chute,
    medical,
    tent_return,
    guardian,
    finish
};

struct LedgerRow {
    RunnerId runner;
    HeatId heat;  // The heat it started last, else its first; none when unplaced.
    ChildState state = ChildState::registered;
    bool accounted = false;
    bool flagged =
        false;  // In the chute without a finish; finished after a dnf; seen or finished after a dns or withdrawal.
    bool seen = false;     // Anywhere today: a sighting, a reading, or a status but dns.
    bool started = false;  // As the grants count it.
    bool finished = false;
    std::optional<Instant> last_seen_at;
    SeenAt last_seen_where = SeenAt::nowhere;

    friend bool operator==(const LedgerRow&, const LedgerRow&) = default;
};

// ---- grants

struct TeamCounts {
    std::int32_t registered = 0, checked_in = 0, started = 0, finished = 0;
    std::int32_t virtuals = 0;  // Registered virtual runners; in none of the others.
    std::int32_t finished_unregistered = 0;
    friend bool operator==(const TeamCounts&, const TeamCounts&) = default;
};

struct GrantStatement {
    TeamId team;
    std::string grant;  // The grant's id.
    TeamCounts counts;
    bool eligible = true;  // As [eligibility] alone says.
    std::vector<std::string> reasons;
    Cents amount;
    std::string award_reason = {};  // As a person gave it; it leaves at a purge…
    Seq awarded = 0;                // …and so the digest holds the award's place in the journal.
    friend bool operator==(const GrantStatement&, const GrantStatement&) = default;
};

struct Grants {
    std::vector<GrantStatement> statements;  // By team, then in the order of meet.toml.
    Cents total;
    std::string digest;  // Of all the statements say, 16 hex digits: what an approval is for.
    friend bool operator==(const Grants&, const Grants&) = default;
};

struct Totals {
    std::uint32_t teams = 0, runners = 0, registered = 0, checked_in = 0, on_course = 0, finished = 0, returned = 0;
    std::uint32_t accounted = 0, unaccounted = 0, unplaced = 0, review = 0;
    std::uint64_t readings = 0, quarantined = 0, unclaimed = 0, far_off = 0;
};

struct Snapshot {
    Seq seq = 0;
    std::shared_ptr<const MeetRules> rules;
    std::shared_ptr<const Roster> roster;
    std::vector<std::shared_ptr<const HeatPicture>> heats;    // By HeatId.
    std::shared_ptr<const std::vector<LedgerRow>> ledger;     // By RunnerId.
    std::shared_ptr<const std::vector<std::string>> bibs;     // By RunnerId: the bib worn now, or empty.
    std::shared_ptr<const std::vector<std::string>> devices;  // By DeviceId: its name.
    std::shared_ptr<const Grants> grants;
    Totals totals;
    std::optional<Instant> held_since;  // Heats that have not started wait.
    std::optional<Closed> closed;
    std::vector<Approval> approvals;  // Those that stand.
};

}  // namespace heatline
