#pragma once
// MeetRules: the value that a meet.toml becomes; contract part 5, key by key.
//
// The engine never sees TOML or a time zone database: clock times arrive as instants, and local time is UTC plus
// `zone_offset_min` (the zone's offset at the first start; no zone changes its offset while children run). The
// defaults here are the defaults of the file. Plain values; any thread.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/money.h"
#include "engine/base/time.h"

namespace heatline {

enum class Rounding : std::uint8_t { up_second, up_tenth, up_hundredth };
enum class Gender : std::uint8_t { unknown, F, M, X };
enum class BandGender : std::uint8_t { all, F, M };
enum class NameRule : std::uint8_t { first_initial, bib, none };
enum class Basis : std::uint8_t { registered, checked_in, started, finished };
enum class GrantKind : std::uint8_t { per_finisher, biggest_teams, award };
enum class TieRule : std::uint8_t { share, all_win };
// How the heats of a plan are made.
enum class Calling : std::uint8_t {
    fewest_heats,  // Fewest heats, then the least walking.
    tent_order,    // Each heat is a row of neighbours; more heats, and the exact optimum of those.
};

// A school grade: K is 0, then 1 to 12.
struct Grade {
    std::int8_t number = -1;  // -1: not known.
    static constexpr Grade unknown() { return {}; }
    constexpr explicit operator bool() const { return number >= 0; }
    friend constexpr auto operator<=>(Grade, Grade) = default;
};

// Lanes from the best to the worst, each once; empty: the middle ones, then outwards.
struct LaneOrder {
    std::vector<std::int32_t> lanes;

    friend bool operator==(const LaneOrder&, const LaneOrder&) = default;
};

// Heats beyond the fewest.
struct MoreHeats {
    std::int32_t count = 0;

    friend bool operator==(const MoreHeats&, const MoreHeats&) = default;
};

struct BandRules {
    std::string name;
    std::string race = "mile";
    std::vector<Grade> grades;       // Either grades or ages; both empty takes every child.
    std::vector<std::int32_t> ages;  // Age in years on the meet's date.
    BandGender gender = BandGender::all;
    std::int32_t distance_m = 1609;
    std::int32_t capacity = 400;     // Places in one heat; an assisted runner takes assist_seats.
    std::int32_t reserve = 0;        // Places kept for late children.
    std::int32_t interval_min = 15;  // From one start of the band to the next.
    std::optional<Instant> earliest;
    std::string line = "finish";
    std::optional<std::int32_t> minimum_finish_s;  // Else TimingRules::minimum_finish_s.
    std::optional<std::int32_t> read_gate_s;
    std::int32_t lanes = 0;  // 0: no lanes.
    std::optional<std::int32_t> no_time_beyond_years;
    LaneOrder lane_order;  // Which lane the fastest of a heat gets, and so on.
    MoreHeats more_heats;  // To walk less; not in a band of lanes, and not where heats are called in tent order.

    friend bool operator==(const BandRules&, const BandRules&) = default;
};

struct LockRules {
    std::string team;
    std::string band;
    std::int32_t heat_in_band = 1;  // From 1.

    friend bool operator==(const LockRules&, const LockRules&) = default;
};

struct TimingRules {
    Rounding rounding = Rounding::up_tenth;
    std::int32_t minimum_finish_s = 120;
    std::int32_t read_gate_s = 10;

    friend bool operator==(const TimingRules&, const TimingRules&) = default;
};

struct HeatRules {
    Instant first_start;
    Instant latest_start;
    std::int32_t turnaround_min = 20;
    std::int32_t chaperone_ratio = 25;
    std::int32_t band_gap_min = 5;
    std::int32_t assist_seats = 2;
    std::int32_t max_assisted = 8;
    std::int32_t tent_cols = 15;
    std::int32_t tent_pitch_m = 4;
    std::int32_t walk_m_per_min = 50;
    std::int32_t staging_min = 10;
    std::int32_t arrive_before_min = 60;
    std::vector<BandRules> bands;
    std::vector<LockRules> locks;
    Calling calling = Calling::fewest_heats;

    friend bool operator==(const HeatRules&, const HeatRules&) = default;
};

struct GrantRules {
    std::string id;
    GrantKind kind = GrantKind::per_finisher;
    Cents amount;              // per-finisher: for each child counted.
    std::int32_t minimum = 0;  // Children by `minimum_basis`; fewer and the grant pays 0.
    Basis minimum_basis = Basis::finished;
    bool include_virtual = false;
    std::vector<Cents> prizes;  // biggest-teams: place 1, 2, …
    Basis basis = Basis::finished;
    TieRule tie = TieRule::share;
    std::vector<std::string> not_with;

    friend bool operator==(const GrantRules&, const GrantRules&) = default;
};

struct EligibilityRules {
    bool no_fee_unless_exception = false;
    bool registered_coach = false;
    bool background_check = false;
    bool event_training = false;

    friend bool operator==(const EligibilityRules&, const EligibilityRules&) = default;
};

struct ReaderRules {
    std::string name;
    std::string type;
    std::string connect;
    std::string listen;
    std::string line = "finish";
    std::string time_zone;

    friend bool operator==(const ReaderRules&, const ReaderRules&) = default;
};

struct PrivacyRules {
    NameRule public_name = NameRule::first_initial;
    std::int32_t retention_days = 90;

    friend bool operator==(const PrivacyRules&, const PrivacyRules&) = default;
};

struct MeetRules {
    std::string name = "Race day";
    Date date;
    std::string time_zone = "UTC";
    std::int32_t zone_offset_min = 0;  // East of UTC, on the day.
    TimingRules timing;
    HeatRules heats;
    std::vector<GrantRules> grants;
    EligibilityRules eligibility;
    std::vector<ReaderRules> readers;
    PrivacyRules privacy;

    friend bool operator==(const MeetRules&, const MeetRules&) = default;
};

// What counts as a finish in a heat of `band` (none: a heat outside the plan's bands).
inline Millis minimum_finish(const MeetRules& rules, const BandRules* band) {
    return seconds(band && band->minimum_finish_s ? *band->minimum_finish_s : rules.timing.minimum_finish_s);
}
inline Millis read_gate(const MeetRules& rules, const BandRules* band) {
    return seconds(band && band->read_gate_s ? *band->read_gate_s : rules.timing.read_gate_s);
}

}  // namespace heatline
