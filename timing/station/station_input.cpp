#include "timing/station/station_input.h"

#include "engine/base/check.h"
#include "timing/journal/fact_json.h"
#include "timing/station/message.h"

namespace heatline::timing {
namespace {

// Whether a reading of this kind says nothing without a moment.
bool needs_moment(const Reading& reading) {
    return reading.kind != ReadingKind::token && !(reading.kind == ReadingKind::bib && reading.mode == Mode::batch);
}

}  // namespace

Reading reading_of(const StationInput& input, const std::string& boot) {
    using Kind = StationInput::Kind;
    Reading reading;
    switch (input.kind) {
        case Kind::bib:
            reading.kind = ReadingKind::bib;
            reading.mode = Mode::live;
            reading.bib = input.text;
            break;
        case Kind::select:
            reading.kind = ReadingKind::select;
            reading.bib = input.text;
            break;
        case Kind::start:
            reading.kind = ReadingKind::start;
            reading.heat = input.text;
            break;
        case Kind::reading:
            CHECK_THAT(input.reading.has_value(), "an input of a whole reading has one");
            reading = *input.reading;
            break;
        case Kind::tap:
        case Kind::undo:
        case Kind::redo:
            break;
    }
    if (!reading.at && needs_moment(reading)) reading.device_time = {boot, input.boottime_us, input.wall_us, {}};
    if (input.kind == Kind::reading && !input.text.empty()) {
        std::string text = message::reading_text(reading);
        text.pop_back();
        text += ",\"note\":";
        append_json_string(text, input.text);
        reading.has_free_text = true;
        reading.sent_text = text + "}";
    }
    return reading;
}

}  // namespace heatline::timing
