#pragma once
// What the announcer's screen says: who finishes now and how the name is said, who came before, what is next.
//
// Children who cross within three seconds of each other are one bunch and are shown together: so each stands for three
// seconds at least, nobody is skipped, and the screen never runs late. It is worked out from the rows and the moment
// alone; no timer remembers anything. Names are in the public form for everybody who opens this view, and no number
// stands beside one. Pure; any thread.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "ui/desk/desk.h"
#include "ui/desk/kit.h"
#include "ui/desk/memo.h"

namespace heatline::ui {

// How close two finishers of one bunch are: from the first of it.
inline constexpr Millis kBunch{3'000};
// The last finishers that stay on the screen.
inline constexpr std::size_t kLastFinishers = 10;
// A milestone of a team is told for this long, and at most so many at once.
inline constexpr Millis kMilestoneTold = minutes(6);
inline constexpr std::size_t kMilestonesShown = 2;
inline constexpr std::int32_t kMilestoneEvery = 50;
// Nothing that is read aloud is smaller than this on the screen, in its own pixels.
inline constexpr float kNamePixelsLeast = 64;

struct Spoken {
    std::string place;   // "4".
    std::string name;    // "Maya R."; of a finisher who is not known, "A finisher is being checked".
    std::string say_it;  // "MY-ah".
    std::string about;   // "grade 3 · Lincoln".
    std::string team;
    std::string places;  // "4th in the heat · 2nd in grade 3".
    std::string time;
    bool checked = false;  // Doubtful: ◆, "being checked".
    bool known = true;
    friend bool operator==(const Spoken&, const Spoken&) = default;
};

// One heat's finishers as they are spoken of; worked out once for a heat as it stands.
struct HeatSpoken {
    std::vector<Spoken> by_place;    // All who crossed, the first first.
    std::vector<Instant> crossed;    // When, of each.
    std::vector<std::size_t> bunch;  // The newest known bunch, in the order of crossing; indices into by_place.
    std::size_t newer_unknown = 0;   // Who crossed after it and is not known yet.
};

struct RehearsalLine {
    std::string name, say_it, about;
    friend bool operator==(const RehearsalLine&, const RehearsalLine&) = default;
};

// What the large part shows.
enum class AnnouncerFace : std::uint8_t {
    no_heats,   // Nothing is planned.
    before,     // No gun yet today.
    between,    // A heat is over, the next has not started.
    waiting,    // Children run, nobody has finished.
    finishing,  // The child who finishes now.
    results,    // All are in.
    rehearsal,
    over,  // The last heat of the day is over.
};

struct AnnouncerLook {
    AnnouncerFace face = AnnouncerFace::no_heats;
    HeatId heat;           // The one that is looked at.
    std::string title;     // "Heat 3".
    std::string subtitle;  // "Mile 2-3".
    std::string state;     // "UNOFFICIAL", "OFFICIAL", "HOLD", "CANCELLED"; empty before the gun.
    Mark state_mark = Mark::none;
    Ink state_ink = Ink::warn;
    bool followed = true;                      // The screen follows the line; else a person chose the heat.
    std::string clock;                         // Of the heat; or until the next gun.
    std::string clock_says;                    // "since the gun", "to the gun of Heat 4".
    std::string counts;                        // "62 in · 19 still out"; before the gun "81 children".
    std::string planned_says;                  // "planned for 9:33".
    std::shared_ptr<const HeatSpoken> spoken;  // Null where nobody finished.
    std::string spoken_says;  // Whose finishers these are, where it is not the heat looked at: "Heat 3 · OFFICIAL".
    HeatId next;
    std::string next_says;  // "Next: Heat 4 · Mile 2-3 at 9:34".
    std::size_t next_children = 0;
    std::string held;  // Why nothing starts; empty while nothing waits.
};

// Team milestones, the newest first.
struct Milestone {
    Instant at;
    std::string says;  // "Lincoln has 25 finishers: $125.00 for the team".
    friend bool operator==(const Milestone&, const Milestone&) = default;
};
// All of the day. O(children).
std::vector<Milestone> milestones(const Snapshot& snapshot);
// Those that are told now.
std::vector<Milestone> milestones_now(const std::vector<Milestone>& all, Instant now);

// The heat the screen follows: of those that run on the line, the one with the newest finisher; while nobody has
// finished, the one whose gun went first. When all of it are in it stays until somebody of another finishes.
HeatId followed_heat(const Snapshot& snapshot, std::string_view line);

// What a person chose: the heat (none: follow), and whether results or the rehearsal are open.
struct AnnouncerChoice {
    HeatId heat;
    bool results = false, rehearsal = false;
};

// What is worked out once a snapshot. A memo of the window.
class AnnouncerMemo {
public:
    AnnouncerLook look(const Desk& desk, const AnnouncerChoice& choice);
    const std::vector<RehearsalLine>& rehearsal(const Desk& desk, HeatId heat);
    const std::vector<Milestone>& told(const Desk& desk);

private:
    using HeatKey = std::tuple<std::shared_ptr<const HeatPicture>, std::shared_ptr<const Roster>,
                               std::shared_ptr<const GivenNames>>;
    std::shared_ptr<const HeatSpoken> spoken(const Desk& desk, HeatId heat);

    Memo<HeatKey, std::shared_ptr<const HeatSpoken>> spoken_;
    Memo<HeatKey, std::vector<RehearsalLine>> rehearsal_;
    Memo<std::shared_ptr<const Snapshot>, std::vector<Milestone>> milestones_;
};

// The finishers of a heat in words. O(n log n).
HeatSpoken speak(const Desk& desk, const HeatPicture& heat);
std::vector<RehearsalLine> rehearse(const Desk& desk, const HeatPicture& heat);

// The least size of the type scale whose letters have kNamePixelsLeast on a screen of this zoom.
Size least_name_size(float zoom);

}  // namespace heatline::ui
