#include "timing/net/reading_intake.h"

#include <algorithm>

#include "engine/intake.h"
#include "timing/net/access.h"

namespace heatline::timing {
namespace {

// Keeps the other content once, however often it is sent.
void keep_conflict(Pipeline& pipeline, DeviceId device, const std::string& epoch, std::uint64_t seq,
                   std::string_view line, Instant now) {
    const State& state = pipeline.state();
    const DeviceLog& log = state.devices[device.index()];
    const std::uint64_t content = content_of_bytes(state.content_key, line);
    if (std::find(log.conflicts.begin(), log.conflicts.end(), content) != log.conflicts.end()) return;
    pipeline.accept({now, log.name, {}, ReadingConflicted{device, epoch, seq, std::string{line}}});
}

Took judged(Pipeline& pipeline, DeviceId device, const std::string& epoch, std::uint64_t seq, std::uint64_t content,
            std::string_view line, Instant now) {
    switch (judge(pipeline.state(), device, epoch, seq, content)) {
        case Intake::accept:
            break;
        case Intake::duplicate:
            return Took::duplicate;
        case Intake::gap:
            return Took::gap;
        case Intake::conflict:
            keep_conflict(pipeline, device, epoch, seq, line, now);
            return Took::conflict;
    }
    return Took::accepted;
}

}  // namespace

Took take_reading(Pipeline& pipeline, DeviceId device, Reading reading, std::string_view line, Instant now) {
    const State& state = pipeline.state();
    const DeviceLog& log = state.devices[device.index()];
    if (!may_post(state, log, reading)) return Took::role;
    const std::uint64_t content = content_of(state.content_key, reading);
    const Took took = judged(pipeline, device, reading.epoch, reading.seq, content, line, now);
    if (took == Took::accepted) pipeline.accept({now, log.name, {}, ReadingTaken{device, std::move(reading)}});
    return took;
}

Took take_quarantined(Pipeline& pipeline, DeviceId device, const std::string& epoch, std::uint64_t seq,
                      const char* code, std::string_view line, Instant now) {
    const State& state = pipeline.state();
    const std::uint64_t content = content_of_bytes(state.content_key, line);
    const Took took = judged(pipeline, device, epoch, seq, content, line, now);
    if (took == Took::accepted) {
        pipeline.accept({now,
                         state.devices[device.index()].name,
                         {},
                         ReadingQuarantined{device, epoch, seq, code, std::string{line}}});
    }
    return took;
}

bool last_is_far_off(const State& state) {
    return !state.readings.empty() && state.readings.back().has_at && state.readings.back().far_off;
}

}  // namespace heatline::timing
