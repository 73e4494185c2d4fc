#pragma once
// Story: everything the journal holds of one child, in the order in which it happened, in words without names.
//
// The readings are those that name the child now: a bib belongs to whom it was bound to last. The state does not keep
// what was moved, undone or said again by whom, so the story tells what holds: the heats the child is in now, the last
// word about a status or a finish, and who asks further reads the journal. StoryTeller looks at each reading once as
// long as the same child is asked for and no number changes hands. One thread at a time.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/snapshot.h"
#include "engine/state.h"

namespace heatline {

// One line of a child's story.
struct StoryLine {
    enum class Kind : std::uint8_t { planned, gun, seen, reading, finish, status, account, bib, official, correction };
    Kind kind = Kind::seen;
    std::optional<Instant> at;
    Seq seq = 0;      // When the meet heard of it; 0 where that is not known.
    DeviceId device;  // None where no device said it.
    HeatId heat;
    std::string what;  // In words, without names of people: "seen at the tent", "number 1044 given".
    bool voided = false;
    friend bool operator==(const StoryLine&, const StoryLine&) = default;
};

struct Story {
    RunnerId runner;
    std::vector<StoryLine> lines;  // Oldest first; what has no instant stands where the journal heard of it.
    friend bool operator==(const Story&, const Story&) = default;
};

class StoryTeller {
public:
    // None when there is no such child.
    std::optional<Story> look(const State& state, const Snapshot& snapshot, RunnerId runner);

private:
    RunnerId runner_;
    Seq naming_changed_ = 0;
    std::size_t taken_ = 0;
    std::vector<ReadingIndex> readings_;  // Of `runner_`, in the order received.
};

}  // namespace heatline
