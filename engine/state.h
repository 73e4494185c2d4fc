#pragma once
// State: the meet as the facts up to `seq` tell it. state == fold(journal), always.
//
// It holds what was said and corrected, nothing that can be worked out: finishes, results, the ledger and grants
// are derived (derive.h). Read by anybody on its thread; changed by `apply` alone (apply.h). Copies are independent,
// but for the roster, which is shared until one side changes it.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/base/siphash.h"
#include "engine/base/symbols.h"
#include "engine/closing.h"
#include "engine/fact.h"
#include "engine/roster.h"

namespace heatline {

// A reading as the state keeps it: what was said stays on disk, here is what is needed to judge and to derive.
struct StoredReading {
    std::uint64_t content = 0;  // Keyed hash of all it says: tells a duplicate from a conflict.
    Instant at;                 // Only with has_at.
    Symbol bib;
    Symbol tag;
    Symbol heat;
    LineId line;
    DeviceId device;
    std::uint32_t epoch = 0;  // Index into DeviceLog::epochs.
    std::uint32_t device_seq = 0;
    std::uint32_t position = 0;
    std::uint32_t seq = 0;  // Of the journal.
    ReadingKind kind = ReadingKind::tap;
    Where where = Where::none;
    Mode mode = Mode::none;
    bool has_at = false;
    bool voided = false;
    bool quarantined = false;  // Not understood: it only holds its place in the device's counting.
    bool far_off = false;      // Its instant is more than limits::kFarOff from its receipt and from the meet's day.
};

struct EpochLog {
    std::string epoch;
    std::vector<ReadingIndex> by_seq;  // Reading `seq` is by_seq[seq - 1]: a device counts without gaps.
};

struct DeviceLog {
    std::string name;
    Role role = Role::timer;
    LineId line;
    TeamId team;             // Of a `tent` device.
    std::string token_hash;  // Hex; empty for a device that only a file was imported from.
    bool revoked = false;
    std::vector<std::uint64_t> conflicts;  // Content of each line that came under an id already taken.
    std::vector<EpochLog> epochs;          // By first appearance.
    std::uint64_t voided = 0;              // Of its readings, now.
    Seq voiding = 0;                       // When one of them was last voided or restored.
};

struct OfficialRows {
    Seq seq = 0;
    std::vector<Finish> finishes;
    std::string digest;
    std::optional<Instant> gun;  // Official times never follow a start that comes later.
};

struct Heat {
    std::string name;
    Symbol symbol;
    BandId band;
    std::string race;
    LineId line;
    Instant planned;
    std::vector<Placement> placements;
    std::optional<OfficialRows> official;
    bool cancelled = false;     // Holds while no gun is heard: see is_cancelled.
    bool course_clear = false;  // The tail walker is in.
};

// All that was said about one heat's gun. Kept by the heat's name, because a gun may be heard of before the plan.
struct GunLog {
    std::vector<ReadingIndex> readings;  // In the order received.
    std::optional<Instant> set;          // A `set-start` holds until another.
    Seq first_seq = 0;                   // When the meet first heard of this gun.
};

struct LineStreams {
    std::string name;
    // In the order received. Derivation sorts.
    std::vector<ReadingIndex> taps, bibs, selects, tokens, chips;
};

struct StatusMark {
    Status status = Status::none;
    Seq seq = 0;
};

struct FinishEntry {
    bool removed = false;
    Instant at;
    Seq seq = 0;
};

// A change on the race day that stands: what it made, and what was before, so that it can be taken back.
struct Replanned {
    Seq seq = 0;
    HeatsReplanned made;
    std::vector<HeatArranged> heats;  // Before, in the order of `made`; an added heat cancelled and empty.
    std::vector<StatusGiven> statuses;
    std::vector<CoachesCounted> coaches;
};

struct State {
    Seq seq = 0;
    SipKey content_key;  // Of this process, for StoredReading::content.

    std::shared_ptr<const MeetRules> rules = std::make_shared<MeetRules>();
    std::string toml;  // The text the rules came from.
    bool has_rules = false;
    std::string links_secret;   // See LinksKeyed; empty while there is none.
    bool links_purged = false;  // There was one, and it left with the names.

    Symbols symbols;
    std::shared_ptr<const Roster> roster = std::make_shared<Roster>();
    std::vector<Heat> heats;  // By HeatId.
    std::unordered_map<Symbol, HeatId> heat_by_name;
    std::vector<std::vector<HeatId>> heats_of;  // By RunnerId; grows with the roster.

    std::vector<DeviceLog> devices;  // By DeviceId.
    std::unordered_map<std::string, DeviceId> device_by_name;
    std::unordered_map<std::string, DeviceId> device_by_token_hash;

    std::vector<StoredReading> readings;      // By ReadingIndex.
    std::vector<LineStreams> lines;           // By LineId.
    std::vector<ReadingIndex> sightings;      // In the order received.
    std::unordered_map<Symbol, GunLog> guns;  // By the heat's name.
    std::size_t quarantined = 0;
    std::size_t far_off = 0;

    // For derivation, which works again only on what changed: when the meet last heard of such a change.
    Seq roster_edited = 0;   // A team or a runner was saved.
    Seq naming_changed = 0;  // A bib or tag was bound.
    Seq naming_voided = 0;   // A reading that names somebody was voided or restored.
    Seq taps_voided = 0;     // A tap was voided or restored.
    Seq planned = 0;         // The plan was saved, or a heat added.
    Seq heats_changed = 0;   // The plan was saved, a heat added, cancelled or moved, or a child moved.
    Seq words_changed = 0;   // A tap was assigned, a finish entered or removed, or that was taken back.
    Seq awards_changed = 0;  // A team was awarded.

    std::map<ReadingIndex, Symbol> assigned_taps;       // Tap to bib.
    std::unordered_map<ReadingIndex, Seq> assigned_at;  // Of each of them: when a person said so.
    std::map<std::pair<HeatId, RunnerId>, FinishEntry> entered;
    std::map<std::pair<RunnerId, HeatId>, StatusMark> statuses;
    std::unordered_map<RunnerId, Seq> accounted;
    std::optional<Instant> held_since;  // Heats that have not started wait.
    Awards awards;
    std::vector<Approval> approvals;   // Those that stand, in the order of the journal.
    std::vector<Replanned> replanned;  // The last limits::kReplannedMax, of this plan, in the order of the journal.
    std::optional<Closed> closed;
    std::unordered_map<std::string, Seq> answers;  // Author and command id to the seq that was answered.
};

// ---- questions that decide, derive and the server all ask

HeatId find_heat(const State& state, std::string_view name);
DeviceId find_device(const State& state, std::string_view name);
LineId find_line(const State& state, std::string_view name);
// The runner who owns the bib written `bib` now; none when nobody's.
RunnerId find_runner_by_bib(const State& state, std::string_view bib);
// The reading so named, or none.
ReadingIndex find_reading(const State& state, const ReadingRef& ref);
// When the gun of the heat named `symbol` went: the last `set-start`, else the `start` reading received last that
// is not voided. Of an official heat, what that was when it was made official.
std::optional<Instant> gun_of(const State& state, Symbol symbol);
// Cancelled, and no gun heard: a gun wins over the cancellation, because the children are on the course.
bool is_cancelled(const State& state, const Heat& heat);
// The band a heat was planned for; nullptr for a heat outside the bands, or when the rules have fewer by now.
const BandRules* band_of(const State& state, const Heat& heat);
// The number that the next reading of this device and epoch must have: one more than the last.
std::uint64_t next_device_seq(const State& state, DeviceId device, std::string_view epoch);
// The key of State::answers.
std::string answer_key(std::string_view author, std::string_view command_id);

}  // namespace heatline
