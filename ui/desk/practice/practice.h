#pragma once
// Practice: a guided heat for a newcomer, on a station's own screen and with its own keys.
//
// Its meet, its children and its entries are made up and live in this object alone: what is recorded here goes to no
// journal and reaches no result, because nothing here knows how to send. It goes on by keys and by time, which is
// handed in; nobody can get stuck: a runner who was missed is gone, as in life. It must end when a real gun is heard
// (may_practise of station_heats.h): the taps after it are real.
//
// Pure. One thread.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "ui/desk/key_desk.h"
#include "ui/desk/practice/script.h"

namespace heatline::ui {

// What the window says when a real gun ends the practice.
inline constexpr const char* kPracticeCutShort = "A heat was started: the practice is over. From here on it counts";

class Practice {
public:
    // Of View::finish or View::chute; times are those of the stamps, CLOCK_BOOTTIME.
    Practice(View view, std::int64_t now_us);

    // A key that records, and one that was of no use.
    void take(const key_action::Record& record);
    void refuse(const std::string& why, std::int64_t now_us);
    // Time goes on. Call before desk().
    void tick(std::int64_t now_us);

    // What the view shows instead of the meet: `window` with everything of the meet replaced.
    Desk desk(const Desk& window) const;
    View view() const { return view_; }
    bool over() const { return step().needs == PracticeStep::Needs::nothing; }

private:
    struct Own {
        OwnEntry entry;
        std::size_t step = 0;
        std::int64_t at_us = 0;
    };
    const PracticeStep& step() const { return practice_script(view_)[step_]; }
    void record(const key_action::Record& record);
    void undo();
    void redo();
    void say(std::string what, const OwnEntry* of);
    // What stands of this step, in order.
    std::vector<const Own*> standing() const;
    bool done();
    bool crossings_done(const std::vector<const Own*>& presses);
    bool numbers_done(const std::vector<const Own*>& numbers);
    PracticeLook look() const;
    Instant instant(std::int64_t us) const;
    std::uint32_t crossed_so_far() const;

    const View view_;
    const std::int64_t begun_us_;
    std::int64_t now_us_;
    std::size_t step_ = 0;
    std::int64_t step_us_;      // When it began.
    std::uint32_t passed_ = 0;  // Runners of the steps before.
    std::vector<Own> own_;
    std::vector<std::size_t> taken_back_;  // Of own_, the latest last.
    bool undone_here_ = false;             // Something was taken back in this step.
    std::string note_;
    std::string said_;
    std::optional<OwnEntry> said_of_;
    std::int64_t said_us_;
    bool refused_ = false;
    std::shared_ptr<const Snapshot> waiting_, running_;  // Made once for each.
};

}  // namespace heatline::ui
