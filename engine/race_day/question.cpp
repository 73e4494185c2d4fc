#include "engine/race_day/question.h"

namespace heatline::race_day {

Question counted_from(Question question, Instant now) {
    constexpr std::int64_t kMinuteUs = 60'000'000;
    if (auto* late = std::get_if<TeamLate>(&question); late && !late->at && late->minutes) {
        const std::int64_t at = now.us + *late->minutes * kMinuteUs;
        late->at = Instant{(at + kMinuteUs - 1) / kMinuteUs * kMinuteUs};
        late->minutes.reset();
    }
    return question;
}

}  // namespace heatline::race_day
