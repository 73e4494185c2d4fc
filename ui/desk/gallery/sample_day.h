#pragma once
// SampleDay: a made-up race day, written down fact by fact as the server would, and told up to any moment.
//
// The whole script of a day is prepared first; `tell` then applies what was said by that moment, in the order in which
// it was received. The same script gives the same journal on every machine. One thread.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "engine/apply.h"
#include "engine/derive.h"

namespace heatline::ui {

class SampleDay {
public:
    // Clock times are those of the meet's zone, on its day.
    static Instant clock(std::int64_t hour, std::int64_t minute, std::int64_t second = 0, std::int64_t milli = 0);

    explicit SampleDay(const MeetRules& rules);

    // ---- before the day

    TeamId team(Team team);
    RunnerId runner(Runner runner, const std::string& bib);
    // Hangs a chip on the bib, and says which.
    std::string tag_on(const std::string& bib);
    DeviceId device(const std::string& name, Role role, const std::string& line = "finish");
    void plan(std::vector<PlannedHeat> heats);

    // ---- the script

    // `said.at` is when it was recorded; it reaches the server 200 ms later.
    void reading(DeviceId device, Reading said);
    // A line nobody can read, kept under its number.
    void quarantined(DeviceId device, Instant when);
    // At this moment a person decides, seeing the state and the picture as they are.
    void decided(Instant when, std::function<std::vector<FactBody>(const State&, const Snapshot&)> what);

    // ---- what comes of it

    // All that was received by `now`. Moments do not go back.
    void tell(Instant now);
    const State& state() const { return state_; }
    std::shared_ptr<const Snapshot> picture() { return deriver_.derive(state_); }

private:
    struct Step {
        Instant at;
        DeviceId device;  // None for a person's word.
        Reading said;
        bool readable = true;
        std::function<std::vector<FactBody>(const State&, const Snapshot&)> decided;
    };
    void fact(Instant at, const std::string& author, FactBody body);
    void take(Step& step);

    State state_;
    Deriver deriver_;
    std::vector<Step> script_;
    std::size_t told_ = 0;
};

// A reading in one line.
Reading read_as(ReadingKind kind, Instant when, const std::string& bib = {}, Where where = Where::none);

}  // namespace heatline::ui
