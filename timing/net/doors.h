#pragma once
// Doors: what the server is handed by the program that runs it, because this library knows neither rosters nor paper:
// how rows become JSON (called on the replica's thread), and how roster columns become values (called on the io
// thread).

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/snapshot.h"
#include "timing/net/command_json.h"

namespace heatline::timing {

// Who is asking: contract part 6, "Who sees names".
struct Asker {
    std::optional<Role> role;  // None: the public.
    TeamId team;               // Of a tent.
};

// Who looks at the stream, as far as what they may see differs. `own_tent` is not a kind of viewer: it is each row as
// the tent of the row's own team sees it.
enum class Onlooker : std::uint8_t { everybody, nameless, announcer, tent, office, own_tent };

struct Doors {
    RosterDoor rosters;
    std::function<std::string(const Snapshot&, Seq durable)> meet_json;
    std::function<std::string(const Snapshot&, const Asker&)> heats_json;
    // Of one heat, or of all.
    std::function<std::string(const Snapshot&, const Asker&, HeatId heat)> results_json;
    std::function<std::string(const Snapshot&)> ledger_json;
    std::function<std::string(const Snapshot&)> grants_json;
    // For the stream, as JSON objects: a heat's line as it stands in meet_json, and its rows in the picture's order.
    std::function<std::string(const Snapshot&, HeatId)> heat_line;
    std::function<std::vector<std::string>(const Snapshot&, HeatId, Onlooker)> heat_rows;
};

}  // namespace heatline::timing
