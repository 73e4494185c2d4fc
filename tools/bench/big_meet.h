#pragma once
// BigMeet: the meet folder that the figures of a live meet share: 12,000 children, 150 teams, 40 heats, a million
// readings, most of them chips read again and again; and devices that may post. Made anew for each figure, gone after
// it. Main thread.

#include <memory>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "tools/bench/figure.h"
#include "tools/bench/requests.h"
#include "tools/bench/temp_meet.h"

namespace heatline::bench {

inline constexpr std::size_t kPacedDevices = 12;
inline constexpr std::int64_t kPacedEveryUs = 24'000;  // One reading each: 500 a second in all.

struct BigMeet {
    std::unique_ptr<TempFolder> folder;
    std::vector<std::string> tokens;  // Of kPacedDevices timers and, last, of the director.
    std::int64_t readings = 0;
    std::int64_t journal_mib = 0;

    const std::string& dir() const { return folder->path(); }
    const std::string& director() const { return tokens.back(); }
    // `seconds` of readings at the pace above, at the time of the meet's last heat: each may change what is derived.
    std::vector<Requests> paced(const std::string& epoch, std::int64_t seconds) const;
};

Result<BigMeet, std::string> make_big_meet(const Options& options);

// The tables of contract part 6, each asked for once; a sentence when one is not answered.
struct Asked {
    std::string path;
    std::int64_t us = 0;
    std::size_t bytes = 0;
};
Result<std::vector<Asked>, std::string> ask_for_everything(const BigMeet& meet, std::uint16_t port);

}  // namespace heatline::bench
