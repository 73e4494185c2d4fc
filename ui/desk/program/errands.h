#pragma once
// Errands: carries out what a frame asked for: commands to the server, readings into this laptop's own journal. What
// became of it is said when it is known, never before: of a command when the server answered, of a reading when it is
// on this laptop's disk.
//
// Any thread may call; `answer` comes on whichever thread heard of it.

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>

#include "timing/station/laptop.h"
#include "ui/desk/program/teller.h"
#include "ui/desk/screen.h"

namespace heatline::ui {

class Errands {
public:
    // What was asked for, whether it was done, and a sentence.
    using Answer = std::function<void(const Intent& asked, bool done, std::string sentence)>;

    // `teller` outlives this object. `started_us` makes the ids of its commands nobody else's.
    Errands(Teller& teller, std::int64_t started_us, Answer answer);

    // `laptop` outlives the answer.
    void carry_out(const intent::Command& command, timing::Laptop& laptop);
    // `now_us`: CLOCK_BOOTTIME, `wall_us` the wall clock at the same moment.
    void carry_out(const intent::Record& record, timing::Laptop& laptop, std::int64_t now_us, std::int64_t wall_us);
    // The laptop recorded something. True when it was an errand: it has been answered.
    bool recorded(const timing::Recorded& done);

private:
    std::string with_id(const std::string& json);

    Teller& teller_;
    const std::int64_t started_us_;
    const Answer answer_;

    std::mutex mutex_;
    // Guarded by mutex_.
    std::uint64_t commands_ = 0, tickets_ = 0;
    std::map<std::uint64_t, intent::Record> on_their_way_;  // By ticket; at most what may wait for the disk.
};

}  // namespace heatline::ui
