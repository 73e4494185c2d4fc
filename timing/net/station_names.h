#pragma once
// StationNames: the names that announcers and tents may know, from one snapshot to the next; timing/PROTOCOL.md part 4.
//
// privacy.h decides every name; here is only what differs. Announcers have one table, each tent that of its team. A
// table lists every child that stands in a heat, and remembers at which look it changed, so that a station which has
// seen everything up to a look gets what came after it. Looks are taken on the replica's thread, one at a time, while
// nobody reads.

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/privacy.h"
#include "engine/snapshot.h"

namespace heatline::timing {

class StationNames {
public:
    struct Name {
        HeatId heat;
        RunnerId runner;
        std::string name;  // Empty: it is taken away.
        std::string say_it;
    };

    explicit StationNames(Viewer viewer) : viewer_(viewer) {}

    // Takes in a snapshot.
    void look(const Snapshot& snapshot);
    // What changed after look number `seen`, which is moved to the latest; from 0: everything there is.
    std::vector<Name> since(std::uint64_t& seen) const;

private:
    struct Held {
        std::string name, say_it;
        std::uint64_t look = 0;  // When it became so.
        friend bool operator==(const Held& a, const Held& b) { return a.name == b.name && a.say_it == b.say_it; }
    };
    using HeatTable = std::map<RunnerId, Held>;

    void look_at(const Snapshot& snapshot, const HeatPicture& heat, HeatTable& table) const;

    const Viewer viewer_;
    std::uint64_t looks_ = 0;
    std::shared_ptr<const MeetRules> rules_;
    std::shared_ptr<const Roster> roster_;
    std::vector<std::shared_ptr<const HeatPicture>> pictures_;  // By HeatId.
    std::vector<HeatTable> heats_;
};

}  // namespace heatline::timing
