#pragma once
// Privacy: the one place that decides how a child is named, and what may stand beside the name, for whom.
//
// The public form is the meet's rule: first name and last initial ("Maya R."), with a second letter where two
// children of a heat would be alike ("Maya Re."), "Runner" for a child who may not be named; or the bib alone; or
// nothing. A name in public form never stands beside a bib. Pure; any thread, as long as the roster does not change.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "engine/fact.h"
#include "engine/meet_rules.h"
#include "engine/roster.h"

namespace heatline {

enum class Audience : std::uint8_t {
    staff,      // Staff and director: everything.
    announcer,  // The public form with the say-it line, and with the grade.
    tent,       // First names and initials of its own team; of other teams no names, else what the public sees.
    timer,      // Timers and marshals: everything but names.
    everybody,  // The public.
};

struct Viewer {
    Audience audience = Audience::everybody;
    TeamId team;  // Of a tent; means nothing for the others.
};

// What the holder of a device's token may see.
Viewer viewer_of(Role role, TeamId team = TeamId::none());

// Which columns of a child's row a viewer may see. The team is open to all.
struct Columns {
    bool bib = false;
    bool grade = false;
    bool gender = false;
    bool evidence = false;
    friend bool operator==(const Columns&, const Columns&) = default;
};

// First and last name as the roster has them; empty when they were purged.
std::string full_name(const Runner& runner);

// The first `count` letters of a surname, each with its combining marks, and what stands between them: 2 of "O'Brien"
// is "O'B". UTF-8; upper and lower case stay. Fewer when the surname has fewer; empty when it has no letter.
std::string first_letters(std::string_view surname, int count);

// The names of one heat for one viewer. Made in O(children); each question is O(1). Keeps a reference to the roster.
class HeatNames {
public:
    // `children`: everybody who may stand in a row of the heat, in any order; a child named twice counts once.
    HeatNames(const Roster& roster, const PrivacyRules& rules, std::span<const RunnerId> children, Viewer viewer = {});

    // How the public may name this child, whoever the viewer is. Empty for none, for the rules `bib` and `none`, and
    // when the name was purged. Two that are alike even with two letters stay alike.
    std::string public_name(RunnerId child) const;
    // How this viewer may name the child; may be empty.
    std::string name(RunnerId child) const;
    // How to pronounce the name: for staff, and for the announcer when the name itself is shown. Else empty.
    std::string say_it(RunnerId child) const;
    // What may stand beside the name. For none, a finisher who is not known: the bib as taken, for staff and timers.
    Columns columns(RunnerId child) const;

private:
    struct Likeness {
        RunnerId first;
        bool shared = false;
    };
    using Likenesses = std::unordered_map<std::string, Likeness>;

    static void note(Likenesses& likenesses, const Runner& runner, RunnerId child);
    static std::string initial_form(const Likenesses& likenesses, const Runner& runner);
    bool own(RunnerId child) const { return child && roster_.runner(child).team == viewer_.team; }

    const Roster& roster_;
    NameRule rule_;
    Viewer viewer_;
    Likenesses public_;  // First name and initial of those who may be named.
    Likenesses own_;     // The same of a tent's own team.
};

}  // namespace heatline
