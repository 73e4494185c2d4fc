// What a person did by mistake, a person can take back: each command and what undoes it, on random meets.

#include <functional>
#include <map>

#include "tests/engine/oracle/random_meet.h"
#include "tests/engine/same_snapshot.h"
// Catch2 last: it has a CHECK_THAT of its own.
#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::test;

namespace {

struct Mistake {
    std::string name;
    CommandBody done;
    CommandBody undone;
};

// What might be done by mistake in this meet, where nothing of the kind was said before: the last child of a list, the
// first tap. Taking back takes back all that was said, and so would find less than there was.
class Mistakes {
public:
    explicit Mistakes(MeetBuilder& meet) : m_(meet), s_(meet.state()) {}

    std::vector<Mistake> all() {
        for (const Heat& heat : s_.heats) of_heat(heat);
        const auto bibs = m_.snapshot()->bibs;
        for (std::size_t i = 0; i < bibs->size(); ++i) {
            if (!(*bibs)[i].empty()) of_child(RunnerId{i}, (*bibs)[i], (*bibs)[(i + 1) % bibs->size()]);
        }
        for (const StoredReading& reading : s_.readings) of_reading(reading);
        if (!s_.held_since) add("hold", HoldHeats{}, ResumeHeats{0});
        for (const Team& team : s_.roster->teams()) of_team(team);
        add("approve-grants", ApproveGrants{"person 9", m_.snapshot()->grants->digest},
            ApproveGrants{"person 9", "", true});
        add("close-meet", CloseMeet{}, CloseMeet{true});
        return std::move(found_);
    }

private:
    void add(std::string name, CommandBody done, CommandBody undone) {
        found_.push_back({std::move(name), std::move(done), std::move(undone)});
    }

    void add_replan(std::string name, race_day::Question question) {
        add(std::move(name), ReplanHeats{std::move(question), "", false}, ReplanHeats{race_day::Late{}, "", true});
    }

    void of_heat(const Heat& heat) {
        add_replan("replan: cancel", race_day::Cancel{heat.name});
        add("delay", DelayHeats{heat.name, 7}, DelayHeats{heat.name, -7});
        add("cancel-heat", CancelHeat{heat.name}, CancelHeat{heat.name, true});
        add("course-clear", ClearCourse{heat.name}, ClearCourse{heat.name, true});
        add("make-official", MakeOfficial{heat.name, 0, {}, 0}, ReopenHeat{heat.name});
        const auto gun = s_.guns.find(heat.symbol);
        if (gun == s_.guns.end() || !gun->second.set)
            add("set-start", SetStart{heat.name, at(33)}, SetStart{heat.name, {}, true});
        if (heat.placements.empty()) return;
        const RunnerId last = heat.placements.back().runner;
        const std::string bib{s_.symbols.text(s_.roster->bib_of(last))};
        if (!is_cancelled(s_, heat)) {  // Nobody moves into a cancelled heat: that is taken back first.
            for (const Heat& other : s_.heats)
                add("move", MoveRunner{bib, heat.name, other.name}, MoveRunner{bib, other.name, heat.name});
            for (const Heat& other : s_.heats) add_replan("replan: child", race_day::ChildTo{bib, other.name});
            add("move out", MoveRunner{bib, heat.name, ""}, MoveRunner{bib, "", heat.name});
        }
        if (!s_.statuses.contains({last, m_.heat_id(heat.name)}))
            add("status", SetStatus{bib, heat.name, Status::dnf}, SetStatus{bib, heat.name, Status::none});
        if (s_.entered.contains({m_.heat_id(heat.name), last})) return;
        add("insert-finish", InsertFinish{heat.name, bib, at(3000)}, InsertFinish{heat.name, bib, {}, true});
        add("remove-finish", RemoveFinish{heat.name, bib}, RemoveFinish{heat.name, bib, true});
    }

    void of_child(RunnerId child, const std::string& bib, const std::string& other) {
        if (!s_.accounted.contains(child)) add("account", AccountChild{bib}, AccountChild{bib, true});
        // A number that is read today.
        if (!m_.child("9001")) add("bind-bib", BindBib{bib, "9001"}, BindBib{"", "9001"});
        add("swap-bibs", SwapBibs{bib, other}, SwapBibs{other, bib});
        add("assign-tag", AssignTag{bib, "new"}, AssignTag{"", "new"});
    }

    void of_reading(const StoredReading& reading) {
        if (reading.quarantined) return;
        const DeviceLog& device = s_.devices[reading.device.index()];
        const ReadingName name{device.name, device.epochs[reading.epoch].epoch, reading.device_seq};
        const ReadingIndex index{static_cast<std::size_t>(&reading - s_.readings.data())};
        if (index.index() % 8 != 0) return;
        add("void", VoidReading{name}, RestoreReading{name});
        if (reading.kind == ReadingKind::tap && !s_.assigned_taps.contains(index) && !s_.roster->runners().empty())
            add("assign", AssignTap{name, (*m_.snapshot()->bibs)[0]}, AssignTap{name, ""});
    }

    void of_team(const Team& team) {
        add_replan("replan: absent", race_day::TeamAbsent{team.name});
        add_replan("replan: coaches", race_day::TeamCoaches{team.name, team.coaches + 5});
        Team moved = team;
        moved.tent = "elsewhere";
        add("edit-team", SaveTeam{moved, {"tent"}, true}, SaveTeam{team, {"tent"}, true});
        for (const GrantRules& grant : s_.rules->grants) {
            if (grant.kind == GrantKind::award && !s_.awards.contains({s_.roster->find_team(team.name), grant.id}))
                add("award", GiveAward{team.name, grant.id, {12'345}}, GiveAward{team.name, grant.id, {}});
        }
    }

    MeetBuilder& m_;
    const State& s_;
    std::vector<Mistake> found_;
};

}  // namespace

TEST_CASE("What was done and taken back leaves every table as it was", "[engine][decide][property]") {
    std::map<std::string, int> met;
    for (std::uint32_t seed = 1; seed <= 240; ++seed) {
        CAPTURE(seed);
        MeetBuilder meet = random_meet(seed);
        if (meet.state().closed) continue;
        for (Mistake& mistake : Mistakes{meet}.all()) {
            CAPTURE(mistake.name);
            const auto before = meet.snapshot();
            // Two hours before the heats are planned, when none was called.
            if (mistake.name.starts_with("replan")) meet.clock(at(-7'200));
            if (!meet.ask(mistake.done, "by mistake").ok()) continue;
            ++met[mistake.name];
            const Decision undone = meet.ask(mistake.undone, "that was a mistake");
            if (!undone.ok()) FAIL(undone.error().sentence);
            if (meet.snapshot()->heats.size() > before->heats.size()) continue;  // The name of an added heat stays.
            check_same(*before, *meet.snapshot());
        }
    }
    for (const char* name :
         {"delay",     "cancel-heat",    "course-clear",   "make-official", "set-start",      "move",
          "move out",  "status",         "insert-finish",  "remove-finish", "account",        "bind-bib",
          "swap-bibs", "assign-tag",     "void",           "assign",        "hold",           "edit-team",
          "award",     "approve-grants", "replan: cancel", "replan: child", "replan: absent", "replan: coaches"}) {
        CAPTURE(name);
        CHECK(met[name] > 5);
    }
}
