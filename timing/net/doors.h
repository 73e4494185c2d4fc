#pragma once
// Doors: what the server is handed by the program that runs it, because this library knows neither rosters nor paper:
// how rows become JSON (called on the replica's thread), how roster columns become values, and what time it is (called
// on the io thread).

#include <functional>
#include <optional>
#include <string>

#include "engine/snapshot.h"
#include "timing/net/command_json.h"

namespace heatline::timing {

// Who is asking: contract part 6, "Who sees names".
struct Asker {
    std::optional<Role> role;  // None: the public.
    TeamId team;               // Of a tent.
};

struct Doors {
    std::function<Instant()> now;  // The wall clock, for the journal's `at`; no decision rests on it.
    RosterDoor rosters;
    std::function<std::string(const Snapshot&, Seq durable)> meet_json;
    std::function<std::string(const Snapshot&, const Asker&)> heats_json;
    // Of one heat, or of all.
    std::function<std::string(const Snapshot&, const Asker&, HeatId heat)> results_json;
    std::function<std::string(const Snapshot&)> ledger_json;
    std::function<std::string(const Snapshot&)> grants_json;
};

}  // namespace heatline::timing
