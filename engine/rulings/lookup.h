#pragma once
// Lookup: finds what a command names, for the rulings. Pure; the thread that owns the state.
//
// What is not there comes back as none or nothing, with a sentence in `problem_` that the ruling hands on.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/command.h"
#include "engine/state.h"

namespace heatline::rulings {

// What a command comes to, before anybody says who and when.
using Bodies = std::vector<FactBody>;
using Ruling = Result<Bodies, Refusal>;

// What is asked of every ruling.
struct Question {
    const State& state;
    const std::string& reason;
    Instant now;
};

Error<Refusal> refuse(std::string sentence);
std::string quoted(std::string_view text);
// "1, 2, 3 and 4 more".
std::string listed(const std::vector<std::string>& names, std::size_t count);

class Lookup {
protected:
    explicit Lookup(const Question& question) : s_(question.state), reason_(question.reason), now_(question.now) {}

    HeatId heat(const std::string& name);
    // One that is not official.
    HeatId open_heat(const std::string& name);
    // One that is open and not cancelled: children may come in, and it may start.
    HeatId coming_heat(const std::string& name);
    RunnerId runner(const std::string& bib);
    // "#12" is the runner's number; else a bib; else a full name, for a child who has no bib yet.
    RunnerId runner_by_number_or_bib(const std::string& text);
    std::optional<ReadingRef> reading(const ReadingName& name);

    const Heat& at(HeatId id) const { return s_.heats[id.index()]; }
    bool has_started(const Heat& heat) const { return gun_of(s_, heat.symbol).has_value(); }
    bool placed(RunnerId child, HeatId id) const;
    bool name_fits(const std::string& text, const char* what);

    const State& s_;
    const std::string& reason_;
    Instant now_;
    std::string problem_;

private:
    RunnerId runner_by_name(const std::string& text);
    DeviceId find_device_by_name(const std::string& name) const;
};

}  // namespace heatline::rulings
