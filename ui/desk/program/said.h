#pragma once
// Said: what the window says was done: the words of a station ("removed tap 42"), and the sentence at the foot of a
// view of the office. Of what is recorded here it speaks only when it is on this laptop's disk.
//
// Times are CLOCK_BOOTTIME. Any thread.

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>

#include "timing/station/station.h"
#include "ui/desk/desk.h"

namespace heatline::ui {

// "removed tap 42", "number 1044"; for the lines of --tell too.
std::string words_of(const timing::Recorded& done);

class Said {
public:
    // An undo that found nothing to take back, or a redo.
    static bool useless(const timing::Recorded& done);

    // It is on disk.
    void recorded(const timing::Recorded& done, std::int64_t now_us);
    // On a station: a sentence; `refused` when the last key was no use.
    void say(std::string words, bool refused, std::int64_t now_us);
    // At the foot: what became of what a view asked for.
    void answer(bool done, std::string sentence, std::int64_t now_us);

    // Writes all of it into the desk. `offset_us`: how this laptop's clock stands to the meet's.
    void write(Desk& desk, std::int64_t now_us, std::int64_t offset_us) const;

private:
    struct Station {
        std::string words;
        std::int64_t us = 0;        // 0: nothing was said yet.
        std::optional<Reading> of;  // What it was done to.
        std::string before;         // "removed ".
        bool useless = false;
    };
    struct Foot {
        bool done = true;
        std::string sentence;
        std::int64_t us = 0;
    };

    mutable std::mutex mutex_;
    // Guarded by mutex_.
    Station station_;
    Foot foot_;
};

}  // namespace heatline::ui
