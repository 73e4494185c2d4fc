#pragma once
// Fact: what happened, in the past tense; the only thing the journal holds and the only thing `apply` takes.
//
// A fact is never changed; what corrects it is another fact. New kinds are added at the end of FactBody, and a
// kind's number never changes its meaning, because journals of older versions open for ever. The fields of every
// kind are listed once, in fields.h; encoding, decoding and showing all follow that list. Plain values; any thread.

#include <string>
#include <variant>
#include <vector>

#include "engine/finish.h"
#include "engine/reading.h"
#include "engine/roster.h"

namespace heatline {

enum class Role : std::uint8_t { timer, tent, marshal, announcer, staff, director };
enum class Status : std::uint8_t { none, dnf, dns, dq, withdrawn };

// ---- what was prepared

// The meet's rules as the server found them at a start, and the text they came from.
struct RulesSet {
    std::string toml;
    MeetRules rules;
    friend bool operator==(const RulesSet&, const RulesSet&) = default;
};
struct TeamSaved {
    TeamId team;
    Team value;
    friend bool operator==(const TeamSaved&, const TeamSaved&) = default;
};
struct RunnerSaved {
    RunnerId runner;
    Runner value;
    friend bool operator==(const RunnerSaved&, const RunnerSaved&) = default;
};
// From now on `bib` is this runner's; none: nobody's.
struct BibBound {
    std::string bib;
    RunnerId runner;
    Text reason;
    friend bool operator==(const BibBound&, const BibBound&) = default;
};
// From now on `tag` hangs on `bib`; without a bib, the runner wears it.
struct TagBound {
    std::string tag;
    std::string bib;
    RunnerId runner;
    Text reason;
    friend bool operator==(const TagBound&, const TagBound&) = default;
};

struct Placement {
    RunnerId runner;
    std::int32_t lane = 0;
    friend bool operator==(const Placement&, const Placement&) = default;
};
struct PlannedHeat {
    std::string name;
    BandId band;  // None: a heat outside the bands of meet.toml.
    std::string race;
    std::string line = "finish";
    Instant start;  // As planned.
    std::vector<Placement> placements;
    friend bool operator==(const PlannedHeat&, const PlannedHeat&) = default;
};
// Replaces every heat of the meet; heat i of the list is HeatId i.
struct PlanSaved {
    std::vector<PlannedHeat> heats;
    friend bool operator==(const PlanSaved&, const PlanSaved&) = default;
};

struct DeviceAdded {
    DeviceId device;
    std::string name;
    Role role = Role::timer;
    std::string line = "finish";
    TeamId team;
    std::string token_hash;
    friend bool operator==(const DeviceAdded&, const DeviceAdded&) = default;
};
struct DeviceRevoked {
    DeviceId device;
    friend bool operator==(const DeviceRevoked&, const DeviceRevoked&) = default;
};

// ---- what devices said

struct ReadingTaken {
    DeviceId device;
    Reading reading;
    friend bool operator==(const ReadingTaken&, const ReadingTaken&) = default;
};
// A line that could not be understood, kept under its seq.
struct ReadingQuarantined {
    DeviceId device;
    std::string epoch;
    std::uint64_t seq = 0;
    std::string code;
    Text bytes;
    friend bool operator==(const ReadingQuarantined&, const ReadingQuarantined&) = default;
};
// The other content that came under an id already taken.
struct ReadingConflicted {
    DeviceId device;
    std::string epoch;
    std::uint64_t seq = 0;
    Text bytes;
    friend bool operator==(const ReadingConflicted&, const ReadingConflicted&) = default;
};

// ---- what people corrected

struct ReadingVoided {
    ReadingRef reading;
    Text reason;
    friend bool operator==(const ReadingVoided&, const ReadingVoided&) = default;
};
struct ReadingRestored {
    ReadingRef reading;
    Text reason;
    friend bool operator==(const ReadingRestored&, const ReadingRestored&) = default;
};
struct TapAssigned {
    ReadingRef tap;
    std::string bib;
    Text reason;
    friend bool operator==(const TapAssigned&, const TapAssigned&) = default;
};
struct FinishInserted {
    HeatId heat;
    RunnerId runner;
    Instant at;
    Text reason;
    friend bool operator==(const FinishInserted&, const FinishInserted&) = default;
};
struct FinishRemoved {
    HeatId heat;
    RunnerId runner;
    Text reason;
    friend bool operator==(const FinishRemoved&, const FinishRemoved&) = default;
};
// From none: placed late. To none: taken out of the heat.
struct RunnerMoved {
    RunnerId runner;
    HeatId from;
    HeatId to;
    Text reason;
    friend bool operator==(const RunnerMoved&, const RunnerMoved&) = default;
};
struct StatusSet {
    RunnerId runner;
    HeatId heat;
    Status status = Status::none;
    Text reason;
    friend bool operator==(const StatusSet&, const StatusSet&) = default;
};
struct StartSet {
    HeatId heat;
    Instant at;
    Text reason;
    friend bool operator==(const StartSet&, const StartSet&) = default;
};
struct ChildAccounted {
    RunnerId runner;
    Text reason;
    friend bool operator==(const ChildAccounted&, const ChildAccounted&) = default;
};
// A finish as it is written down: with the bib's text, which means the same in every version of the program.
struct OfficialRow {
    RunnerId runner;
    std::string bib;
    std::optional<Instant> at;
    EvidenceSet evidence;
    std::uint16_t confidence_milli = 0;
    bool review = false;
    Doubt doubt = Doubt::none;
    ReadingIndex tap;
    ReadingIndex identity;
    friend bool operator==(const OfficialRow&, const OfficialRow&) = default;
};
// The rows as they were declared, for ever; `digest` is their digest in hex.
struct HeatMadeOfficial {
    HeatId heat;
    std::vector<OfficialRow> rows;
    std::string digest;
    Text reason;
    friend bool operator==(const HeatMadeOfficial&, const HeatMadeOfficial&) = default;
};
struct HeatReopened {
    HeatId heat;
    Text reason;
    friend bool operator==(const HeatReopened&, const HeatReopened&) = default;
};

// The secret that the meet's links are made with (a tent's page, a row of the public stream): random bytes in hex. It
// is a text, so that a purge takes it with the names, and the links end with it.
struct LinksKeyed {
    Text secret;
    friend bool operator==(const LinksKeyed&, const LinksKeyed&) = default;
};

// ---- the day as it goes

struct PlannedStart {
    HeatId heat;
    Instant start;
    friend bool operator==(const PlannedStart&, const PlannedStart&) = default;
};
// A delay, or the length of a hold: from now on these heats are planned for these starts.
struct StartsMoved {
    std::vector<PlannedStart> heats;
    Text reason;
    friend bool operator==(const StartsMoved&, const StartsMoved&) = default;
};
// Heats that have not started wait, from the moment of this fact.
struct HeatsHeld {
    Text reason;
    friend bool operator==(const HeatsHeld&, const HeatsHeld&) = default;
};
struct HeatsResumed {
    Text reason;
    friend bool operator==(const HeatsResumed&, const HeatsResumed&) = default;
};
struct HeatCancelled {
    HeatId heat;
    Text reason;
    friend bool operator==(const HeatCancelled&, const HeatCancelled&) = default;
};
struct HeatReinstated {
    HeatId heat;
    Text reason;
    friend bool operator==(const HeatReinstated&, const HeatReinstated&) = default;
};
// `heat` is the next HeatId.
struct HeatAdded {
    HeatId heat;
    PlannedHeat value;
    Text reason;
    friend bool operator==(const HeatAdded&, const HeatAdded&) = default;
};
// The tail walker is in.
struct CourseCleared {
    HeatId heat;
    Text reason;
    friend bool operator==(const CourseCleared&, const CourseCleared&) = default;
};
struct CourseReopened {
    HeatId heat;
    Text reason;
    friend bool operator==(const CourseReopened&, const CourseReopened&) = default;
};

// A heat as it is from now on.
struct HeatArranged {
    HeatId heat;
    Instant start;  // As planned.
    bool cancelled = false;
    std::vector<Placement> placements;  // All of them, in their order.
    friend bool operator==(const HeatArranged&, const HeatArranged&) = default;
};
struct StatusGiven {
    RunnerId runner;
    HeatId heat;
    Status status = Status::none;
    friend bool operator==(const StatusGiven&, const StatusGiven&) = default;
};
struct CoachesCounted {
    TeamId team;
    std::int32_t coaches = 0;
    friend bool operator==(const CoachesCounted&, const CoachesCounted&) = default;
};
// A change on the race day, whole: race_day/change.h. What it takes the place of stays in the state, so that it can be
// taken back: then `takes_back` is the seq of the fact that is undone, and the rest says what was before it.
struct HeatsReplanned {
    std::vector<HeatArranged> heats;
    HeatId added;  // Of `heats`, the one that a fact before this added for it; none: no heat was added.
    std::vector<StatusGiven> statuses;
    std::vector<CoachesCounted> coaches;
    std::string digest;  // What was looked at before it was done.
    Seq takes_back = 0;
    Text reason;
    friend bool operator==(const HeatsReplanned&, const HeatsReplanned&) = default;
};

// ---- corrections taken back

// All that people said to close this child.
struct AccountTakenBack {
    RunnerId runner;
    Text reason;
    friend bool operator==(const AccountTakenBack&, const AccountTakenBack&) = default;
};
// All that people entered or removed for this child in this heat: its readings speak again.
struct FinishWordTakenBack {
    HeatId heat;
    RunnerId runner;
    Text reason;
    friend bool operator==(const FinishWordTakenBack&, const FinishWordTakenBack&) = default;
};
// Every set-start of this heat: its `start` readings count again.
struct StartTakenBack {
    HeatId heat;
    Text reason;
    friend bool operator==(const StartTakenBack&, const StartTakenBack&) = default;
};

// ---- money, and the end of the day

// In place of what this team had of this grant; 0.00: nothing any more.
struct TeamAwarded {
    TeamId team;
    std::string grant;  // Its id in meet.toml.
    Cents amount;
    Text reason;
    friend bool operator==(const TeamAwarded&, const TeamAwarded&) = default;
};
// `by` is a person's name. Statements are approved when two approvals of their digest stand.
struct GrantsApproved {
    Text by;
    std::string digest;
    Cents total;
    Text reason;
    friend bool operator==(const GrantsApproved&, const GrantsApproved&) = default;
};
// `approval` is the seq of what is taken back.
struct ApprovalTakenBack {
    Seq approval = 0;
    Text reason;
    friend bool operator==(const ApprovalTakenBack&, const ApprovalTakenBack&) = default;
};
// `digest` is that of results, ledger and grants as they stood, in hex.
struct MeetClosed {
    std::string digest;
    Text reason;
    friend bool operator==(const MeetClosed&, const MeetClosed&) = default;
};
struct MeetReopened {
    Text reason;
    friend bool operator==(const MeetReopened&, const MeetReopened&) = default;
};

using FactBody =
    std::variant<RulesSet, TeamSaved, RunnerSaved, BibBound, TagBound, PlanSaved, DeviceAdded, DeviceRevoked,
                 ReadingTaken, ReadingQuarantined, ReadingConflicted, ReadingVoided, ReadingRestored, TapAssigned,
                 FinishInserted, FinishRemoved, RunnerMoved, StatusSet, StartSet, ChildAccounted, HeatMadeOfficial,
                 HeatReopened, LinksKeyed, StartsMoved, HeatsHeld, HeatsResumed, HeatCancelled, HeatReinstated,
                 HeatAdded, CourseCleared, CourseReopened, AccountTakenBack, FinishWordTakenBack, StartTakenBack,
                 TeamAwarded, GrantsApproved, ApprovalTakenBack, MeetClosed, MeetReopened, HeatsReplanned>;

struct Fact {
    Instant at;              // When the server took it.
    std::string author;      // The device's name, or the command that was run on a closed meet.
    std::string command_id;  // The command's `id`, if it had one: a retry gets the first answer.
    FactBody body;

    friend bool operator==(const Fact&, const Fact&) = default;
};

// The word for a fact's kind in /api/v1/journal and reports: "reading", "bib-bound", …
const char* kind_name(const FactBody& body);
inline constexpr std::size_t kFactKinds = std::variant_size_v<FactBody>;

}  // namespace heatline
