#pragma once
// KeptFacts: the facts this laptop was last given, on its own disk, so that a start without a server has the heats, the
// numbers and the last picture.
//
//   file = head:128 row*     head = "heatline facts 1 BOOT BOOTTIME_US WALL_US OFFSET_US" and spaces; OFFSET_US may be
//   - rows as in timing/journal/row.h, without texts
//
// Names and what people wrote never lie here: for whom the server sent them, every text is as after a purge. What is
// read is believed only as far as its chain of hashes goes, and the server is asked to go on behind it; where its
// journal is another one, all of it is thrown away. It is a copy: nothing is synced, nothing waits for it, and where it
// cannot be written the rest of the run does without. At most limits::kKeptFactsBytes; what comes behind is not kept.
//
// While another window has the file it is read and not written. One thread.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "timing/descriptor.h"

namespace heatline::timing {

class KeptFacts {
public:
    // When the last row was heard, by the laptop's clocks, and what the meet clock was to its BOOTTIME then.
    struct Moment {
        std::string boot;
        std::int64_t boottime_us = 0, wall_us = 0;
        std::optional<std::int64_t> offset_us;
        friend bool operator==(const Moment&, const Moment&) = default;
    };
    struct Kept {
        Moment moment;
        std::string rows;
    };

    // An empty path keeps nothing.
    explicit KeptFacts(const std::string& path);

    // What is there, unchecked; nothing when there is nothing of use.
    std::optional<Kept> read();
    // Of the rows only the first `bytes` are good.
    void cut(std::size_t bytes);
    void append(std::string_view rows, const Moment& moment);
    void clear() { cut(0); }

private:
    bool write(std::string_view bytes, std::size_t at);

    Descriptor file_;
    bool ours_ = false;     // To write.
    bool whole_ = true;     // Nothing was left out behind the rows that are there.
    std::size_t rows_ = 0;  // Bytes of them.
};

}  // namespace heatline::timing
