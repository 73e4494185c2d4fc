#pragma once
// Figure: one line of the bench's table, and what every figure is given to work with.
//
// A figure stands beside a baseline that was measured in the same run on the same disk, because the machine is never
// ours alone. Nothing here decides anything: a figure that falls short is shown as short. Main thread.

#include <cstdint>
#include <string>
#include <vector>

namespace heatline::bench {

struct Options {
    std::int64_t seconds = 2;           // About how long one repeat of a figure under load lasts.
    bool quick = false;                 // Small sizes: to see that all runs, not to quote.
    std::string dir;                    // Where temporary meets are made; on the disk that is meant.
    std::string program;                // The `heatline` that is measured.
    std::int64_t fdatasync_p99_us = 0;  // Of the probe of this run.

    int repeats() const { return quick ? 1 : 3; }
};

enum class Verdict : std::uint8_t { shown, ok, short_of_goal };

struct Row {
    std::string figure;
    std::string measured;
    std::string baseline;
    std::string goal;
    Verdict verdict = Verdict::shown;
};

struct Figure {
    std::vector<Row> rows;
    std::vector<std::string> notes;  // Printed below the rows, indented.
};

inline Verdict verdict(bool reached) { return reached ? Verdict::ok : Verdict::short_of_goal; }
// A figure that could not be taken: why.
inline Figure not_taken(std::string figure, std::string why) {
    return {{{std::move(figure), "not taken", "", "", Verdict::short_of_goal}}, {std::move(why)}};
}

Figure batched_readings(const Options& options);
Figure single_readings(const Options& options);
Figure paced_readings(const Options& options);
Figure corrections(const Options& options);
Figure restart(const Options& options);
Figure derivations(const Options& options);
Figure big_meet_answers(const Options& options);
Figure live_report(const Options& options);
Figure live_backup(const Options& options);
Figure viewers(const Options& options);

}  // namespace heatline::bench
