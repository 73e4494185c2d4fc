#pragma once
// ChangeModel: a change on the race day as people tell it ("Grove comes half an hour late"), what would be done about
// it in words, and the command that does it. What would be done is engine/race_day/change's to say, here and on the
// server; the command carries the digest of what was shown, so that nothing else can be done. Pure; any thread.

#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/race_day/change.h"
#include "ui/desk/screen.h"

namespace heatline::ui {

enum class ChangeKind : std::uint8_t { none, late, team_late, team_absent, coaches, cancel, child_to, team_to };
// Those of the menu, in its order; child_to comes of an offer, team_to of a team that is moved in the heats view.
inline constexpr std::size_t kChangeKinds = 5;

struct ChangeAsk {
    ChangeKind kind = ChangeKind::none;
    std::string who;           // Bibs with spaces between; a team's name; a heat's name.
    Instant at;                // Of a team that comes late: when it is at its tent.
    std::int64_t coaches = 0;  // As many as the team has now.
    std::string heat;          // Where the child runs alone, where the team shall run.
    std::string from;          // The heat that the team leaves.
    friend bool operator==(const ChangeAsk&, const ChangeAsk&) = default;
};

// "A child is here late", …: a row of the menu; and what is typed for it first and second, where something is.
struct ChangeWords {
    std::string menu, first, second;
};
ChangeWords words_of(ChangeKind kind);

// What was typed as a name of the meet; or why it is none, in words. A part of a team's name is enough if it is only
// one's.
Result<std::string, std::string> typed_team(const Desk& desk, const std::string& typed);
Result<std::string, std::string> typed_heat(const Desk& desk, const std::string& typed);
Result<std::int64_t, std::string> typed_count(const std::string& typed, std::int64_t least, std::int64_t most);

struct ChangeRow {
    std::string words;
    int offer = -1;  // From 0: taken with its digit.
};
struct ChangePreview {
    std::string title;    // "Heat 7 cannot be run"
    std::string summary;  // "72 children change heats, 20 others make room, the fewest there can be"
    std::string refused;  // Why it cannot be; empty: it can.
    bool nothing = false;
    std::vector<ChangeRow> rows;
    std::vector<race_day::Offer> offers;
    std::string digest;
};
std::string title_of(const Desk& desk, const ChangeAsk& ask);
ChangePreview preview_of(const Desk& desk, const ChangeAsk& ask);
// The same child alone in the heat of the offer.
ChangeAsk ask_of(const Desk& desk, const race_day::Offer& offer);

// Does what was shown, or refuses; F8 takes it back whole.
intent::Command change_command(const Desk& desk, const ChangeAsk& ask, const ChangePreview& shown,
                               const std::string& reason);

}  // namespace heatline::ui
