// Figure 3: how late an acknowledgement is at the pace of a busy finish: 12 devices, 500 readings a second in all,
// sent when due and not when the last was answered.

#include <algorithm>

#include "tools/bench/load_round.h"
#include "tools/bench/table.h"

namespace heatline::bench {

Figure paced_readings(const Options& options) {
    constexpr const char* kName = "3 acknowledged p99, 12 devices, 500 readings/s";
    constexpr std::size_t kDevices = 12;
    constexpr std::int64_t kEveryUs = 24'000;  // 12 devices, one each: 500 a second.
    const std::int64_t seconds = options.quick ? 2 : std::max<std::int64_t>(options.seconds * 3, 5);
    const auto requests = static_cast<std::size_t>(seconds * 1'000'000 / kEveryUs);
    Samples latency;
    std::string cpu;
    for (int repeat = 0; repeat < options.repeats(); ++repeat) {
        const auto round = run_round(options, {kDevices, requests, 1, kEveryUs});
        if (!round) return not_taken(kName, round.error());
        latency.add(round->load.latency);
        cpu = round->cpu;
    }
    const std::int64_t goal = options.fdatasync_p99_us + 2'000;
    return {{{kName, duration_text(latency.p99()), duration_text(options.fdatasync_p99_us) + " fdatasync p99",
              "goal " + duration_text(goal), verdict(latency.p99() <= goal)}},
            {"p50 " + duration_text(latency.median()) + ", p99.9 " + duration_text(latency.at_permille(999)) +
                 ", max " + duration_text(latency.max()) + ", counted from when each reading was due",
             cpu}};
}

}  // namespace heatline::bench
