#pragma once
// Sightings, gathered by child: when each was first and last seen, and where. The first step of every derivation.
//
// A child is seen by a sighting, and by any reading that names it: its bib, a select, a token, its chip; and by a
// person's word: a status but dns, a finish. Voided readings and readings of nobody's bib are left out.

#include <optional>
#include <vector>

#include "engine/snapshot.h"
#include "engine/state.h"

namespace heatline {

struct Observation {
    Instant at;
    SeenAt where = SeenAt::nowhere;

    friend constexpr bool operator==(const Observation&, const Observation&) = default;
    // The later of two; at one instant, the one further along a child's way.
    friend constexpr bool operator<(const Observation& a, const Observation& b) {
        return a.at != b.at ? a.at < b.at : a.where < b.where;
    }
};

struct ChildSeen {
    std::optional<Instant> first;
    std::optional<Observation> last;           // Of everything.
    std::optional<Observation> last_sighting;  // Of sightings, and of numbers taken in the chute.
    bool untimed = false;                      // Named by a number keyed later, without an instant.
    bool on_course = false;                    // Sighted at `start` or `course`.
    bool marked = false;                       // A person's word: a status but dns, a finish entered or assigned.
    bool dnf_or_dq = false;                    // In any heat.
    Seq news = 0;                              // The last in the journal that is not a return.

    friend bool operator==(const ChildSeen&, const ChildSeen&) = default;
};

struct SeenToday {
    std::vector<ChildSeen> children;                  // By RunnerId.
    std::vector<std::optional<Instant>> teams_first;  // By TeamId.
    std::uint64_t unclaimed = 0;                      // Readings of nobody's bib or tag.
};

// Gathers, and remembers. What a reading says is kept under the bib or tag that it names, and each derivation hands it
// to whoever has that bib or tag now; so a bib that changes hands costs nothing, and only readings that came since are
// looked at. When a reading was voided it begins anew. Two gatherers that saw the same facts give the same. One thread
// at a time.
class Sightings {
public:
    // The state must be the one of the last call grown by further facts, or the first one ever given.
    SeenToday update(const State& state);

private:
    // What was read of one bib or tag.
    struct Named {
        ChildSeen seen;
        std::uint64_t readings = 0;
    };
    void begin_anew(const State& state);
    void take_new(const State& state, const std::vector<ReadingIndex>& readings, std::size_t& taken);

    std::vector<Named> by_bib_, by_tag_;  // By Symbol.
    std::vector<ReadingIndex>
        with_bib_and_tag_;            // The bib counts if it is somebody's, else the tag: looked at each time.
    std::vector<std::size_t> taken_;  // Of each stream: sightings, then four a line.
    Seq naming_voided_ = 0;
};

// Whether a gun sent this child on the course: everybody seen that day by then; and where nobody of the team was seen
// by then (a team that does not scan at all), all its children.
bool went_on_course(const SeenToday& seen, RunnerId runner, TeamId team, Instant gun);

}  // namespace heatline
