#pragma once
// StreamRows: from one snapshot to the next, what changed for one kind of onlooker, as lines ready to send.
//
// A row of results has an opaque `row`, so that a viewer who sees no bib can tell one from another:
//
//   event: result
//   data: {"row":"9c04f0e1a2b3c4d5","heat":"3","place":1,…}            or, once it is gone,
//   data: {"row":"9c04f0e1a2b3c4d5","heat":"3","gone":true}
//
// It is a keyed hash of the heat and the child (of a finisher who is not known, the reading), and of the kind of
// onlooker: nobody can lay two streams side by side and join a name to a bib. It is the same after a restart, as long
// as the key is. Only heats that are another object than before are looked at, or all of them after a change of the
// roster, for names may have changed in any.
//
// Runs on the replica's thread, one call at a time. After an exception it is of no more use.

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/base/siphash.h"
#include "timing/net/doors.h"
#include "timing/net/stream_table.h"

namespace heatline::timing {

// The key for `row`, out of the meet's secret for links. Any thread.
SipKey stream_row_key(std::string_view links_secret);

class StreamRows {
public:
    // The doors outlive this object.
    StreamRows(const Doors& doors, Onlooker onlooker, SipKey key) : doors_(doors), onlooker_(onlooker), key_(key) {}

    // What is not as it was at the last call: by heat, its line, what is gone, what is new.
    std::vector<StreamChange> changes(const Snapshot& snapshot);

private:
    using Lines = std::unordered_map<std::uint64_t, StreamChange>;
    struct HeldHeat {
        std::shared_ptr<const HeatPicture> picture;
        std::string line;
        Lines rows;
    };

    std::uint64_t key_of_heat(HeatId heat) const;
    std::uint64_t key_of_row(HeatId heat, const ResultRow& row, const Lines& taken) const;
    void look_at(const Snapshot& snapshot, const HeatPicture& picture, HeldHeat& held,
                 std::vector<StreamChange>& changes) const;

    const Doors& doors_;
    Onlooker onlooker_;
    SipKey key_;
    std::shared_ptr<const MeetRules> rules_;
    std::shared_ptr<const Roster> roster_;
    std::vector<HeldHeat> heats_;  // By HeatId.
};

}  // namespace heatline::timing
