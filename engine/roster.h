#pragma once
// The roster: teams, runners, who wears which bib, which tag hangs on which bib.
//
// A bib belongs to the runner it was bound to last, for all its readings, earlier ones included: a bib that was
// bound wrongly at check-in is put right by one binding, and swapped bibs by two. Every binding is kept with the
// journal's sequence, so that a child's story can be told. Changed by `apply` only; copies are independent.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/symbols.h"
#include "engine/base/text.h"
#include "engine/meet_rules.h"

namespace heatline {

enum class TeamKind : std::uint8_t { school, club, site };
enum class Attendance : std::uint8_t { in_person, virtually };

struct Team {
    std::string name;
    TeamKind kind = TeamKind::school;
    std::string tent;           // The label on the tent.
    std::int32_t tent_row = 0;  // From 1; 0: not known.
    std::int32_t tent_col = 0;
    std::int32_t coaches = 0;
    std::int32_t enrolment = 0;  // 0: not known.
    // Empty: nobody said, which counts as no, with the reason "no record of …".
    std::optional<bool> registered_coach;
    std::optional<bool> background_check;
    std::optional<bool> event_training;
    std::optional<bool> charges_fee;
    std::optional<bool> fee_exception;

    friend bool operator==(const Team&, const Team&) = default;
};

struct Runner {
    TeamId team;
    Text first;
    Text last;
    Text birth_date;  // YYYY-MM-DD as given.
    Text say_it;
    Text sibling_group;
    Text claim_stub;
    Text extra;  // Unknown columns of the roster, as a JSON object.
    Grade grade;
    Gender gender = Gender::unknown;
    std::optional<std::int32_t> age;  // On the meet's date.
    std::vector<std::string> races;   // Empty: the meet's only or first race.
    std::string heat_lock;            // The heat's name that the roster asked for; may be empty.
    std::optional<std::int64_t> seed_time_ms;
    bool public_name = true;
    bool registered = true;
    Attendance attendance = Attendance::in_person;
    bool assisted = false;

    friend bool operator==(const Runner&, const Runner&) = default;
};

// Of a runner, what every count of a whole meet asks for: small, so that counting 12,000 children stays in the cache.
struct RunnerBrief {
    TeamId team;
    bool registered = true;
    bool virtually = false;
};

struct BibBinding {
    Symbol bib;
    RunnerId runner;  // None: the bib was taken off its runner.
    Seq seq = 0;
};

struct TagBinding {
    Symbol tag;
    Symbol bib;       // The bib it hangs on, or none…
    RunnerId runner;  // …and then the runner who wears it directly.
    Seq seq = 0;
};

class Roster {
public:
    const std::vector<Team>& teams() const { return people_->teams; }
    const std::vector<Runner>& runners() const { return people_->runners; }
    const Team& team(TeamId id) const { return people_->teams[id.index()]; }
    const Runner& runner(RunnerId id) const { return people_->runners[id.index()]; }

    const RunnerBrief& brief(RunnerId id) const { return people_->briefs[id.index()]; }

    // By name, without regard to case and outer spaces. None when there is no such team.
    TeamId find_team(std::string_view name) const;
    // Whose bib this is now; none when nobody's. O(1).
    RunnerId owner_of_bib(Symbol bib) const;
    // Whose tag this is now, through the bib it hangs on. O(1).
    RunnerId owner_of_tag(Symbol tag) const;
    // The bib this runner was given last and still owns; none when without. O(1).
    Symbol bib_of(RunnerId runner) const;
    const std::vector<BibBinding>& bib_history() const { return bib_history_; }
    const std::vector<TagBinding>& tag_history() const { return tag_history_; }

    // For `apply` alone. `id` must be the next id or one that exists.
    void save_team(TeamId id, Team team);
    void save_runner(RunnerId id, Runner runner);
    void bind_bib(BibBinding binding);
    void bind_tag(TagBinding binding);

private:
    // Teams and runners are many and large and seldom change; bibs change hands all day. So the people are shared by
    // copies of a roster until one of them changes people.
    struct People {
        std::vector<Team> teams;
        std::vector<Runner> runners;
        std::vector<RunnerBrief> briefs;
        std::unordered_map<std::string, TeamId> team_by_key;
    };
    People& people_to_change();

    std::shared_ptr<People> people_ = std::make_shared<People>();
    std::vector<RunnerId> bib_owner_;    // By Symbol, so that deriving a line costs no hashing.
    std::vector<TagBinding> tag_owner_;  // By Symbol.
    std::vector<Symbol> bib_of_;         // By runner: the bib given last of those it owns.
    std::vector<BibBinding> bib_history_;
    std::vector<TagBinding> tag_history_;
};

// The key under which a team's name is looked up: outer and repeated spaces gone, ASCII lower case.
std::string team_key(std::string_view name);

}  // namespace heatline
