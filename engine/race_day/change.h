#pragma once
// change_of: what a change on the race day comes to: who runs where from now on, which starts and call times change,
// what it costs, who would have to agree to less, and the fact that would do it.
//
//   const Change change = *change_of(day_of(*desk.snapshot), counted_from(TeamLate{...}, desk.now), desk.now);
//   words_of(day, change, name)                        to show
//   {"command":"replan", ..., "accept":change.digest}  to do
//
// One function for all: the server decides `replan` with it, `heatline replan` shows it, the dashboard asks it about
// its own copy of the meet. The same day, question and moment give the same change and the same digest. `accept` makes
// the server refuse when the meet has changed meanwhile so that something else would be done than was shown.
//
// As few children move as can be (heats/replan.h). Frozen is what was called: a heat is called from the moment its
// first team leaves its tent (start - staging - the longest walk of its teams), and when its gun is heard. During a
// hold the time of day stands still at its beginning; a clock more than a day off the meet's day calls nobody. A called
// heat never changes, with one exception: `Cancel` may name a heat that was called and has not started.
// Nor does anybody go to a heat for which its team would have had to leave its tent by now.
//
// Nothing is done here. Pure; any thread. Some milliseconds for 8,000 children; the looks are bounded.

#include <functional>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/command.h"
#include "engine/race_day/day.h"
#include "engine/race_day/question.h"

namespace heatline::race_day {

// Children of one team who go from one heat to another.
struct Move {
    TeamId team;
    HeatId from;  // None: they had no heat.
    HeatId to;    // May be the new heat.
    std::vector<RunnerId> children;
    bool asked = false;           // The question speaks of them; the others make room or keep a rule.
    std::optional<Instant> left;  // When they would have left their tent; none: no heat, or it is cancelled.
    Instant leaves;               // When they leave it now.
    friend bool operator==(const Move&, const Move&) = default;
};

// A heat that starts later because a new one was put in before it. All its teams leave as much later.
struct Later {
    HeatId heat;
    Instant before, after;
    friend bool operator==(const Later&, const Later&) = default;
};

// The heat that must be added. Its HeatId is the next: the number of heats so far.
struct NewHeat {
    std::string name;
    BandId band;
    Instant start;
    friend bool operator==(const NewHeat&, const NewHeat&) = default;
};

// A late child could run here, alone among other teams: nobody else moves, but its family must agree. Done with
// ChildTo{bib, heat}.
struct Offer {
    RunnerId runner;
    HeatId heat;
    std::int64_t walk = 0;  // Tents that the marshal walks more.
    Instant leaves;         // When the child's team would leave its tent.
    friend bool operator==(const Offer&, const Offer&) = default;
};

struct Stuck {
    HeatId heat;
    std::size_t children = 0;
    friend bool operator==(const Stuck&, const Stuck&) = default;
};

struct Change {
    std::vector<Move> moves;        // What was asked first, then the others, each by heat and along the tents.
    std::vector<Later> later;       // By start.
    std::optional<NewHeat> added;   // The last resort.
    std::optional<HeatId> cancels;  // What `Cancel` named.
    std::vector<RunnerId> gone;     // Of TeamAbsent: counted as dns from now on. By heat, then as they stand there.
    std::vector<RunnerId> stays;    // Were counted as not coming, and keep the heat they have.
    std::vector<Stuck> stuck;       // Of the team asked about: in heats that were called, and so not touched.
    std::optional<CoachesCounted> coaches;  // Of TeamCoaches.
    std::size_t others_moved = 0;           // Children who move without being asked about.
    bool fewest = false;                    // Proven: with these heats nobody could do with fewer.
    std::int64_t walk_before = 0;           // Tents that the marshal passes for the heats that are still to be called.
    std::int64_t walk_after = 0;
    std::vector<Offer> offers;    // The shortest walk first; given when others move or a heat is added.
    std::string digest;           // Of what would be done, 16 hex digits: `accept` of the command.
    std::vector<FactBody> facts;  // What does it, without the reason; all or none.

    bool nothing() const { return facts.empty(); }  // All rules hold as it is: nothing has to change.
    friend bool operator==(const Change&, const Change&) = default;
};

// The change; or a sentence why there is none and what to do, as `decide` would say it.
Result<Change, Refusal> change_of(const Day& day, const Question& question, Instant now);

// Whether the heat was called: nothing may change in it any more.
bool is_called(const Day& day, HeatId heat, Instant now);
// The same of every heat, by HeatId.
std::vector<bool> called_heats(const Day& day, Instant now);

// The change in sentences, one a line, the most important first. `name` says how a child is called by whoever reads.
std::vector<std::string> words_of(const Day& day, const Change& change,
                                  const std::function<std::string(RunnerId)>& name);

}  // namespace heatline::race_day
