#include "ui/desk/views/heats_mend.h"

#include "ui/desk/command_json.h"
#include "ui/desk/undo.h"
#include "ui/desk/words.h"
#include "ui/format.h"

namespace heatline::ui {
namespace {

// What nothing else stands beside.
constexpr Millis kBeside = seconds(1);

HeatOrder refuse(std::string why) { return {std::nullopt, std::move(why)}; }

std::string cannot_mend(const Desk& desk, HeatId heat) {
    if (std::string why = cannot_command(desk); !why.empty()) return why;
    const HeatPicture& picture = *desk.snapshot->heats[heat.index()];
    if (picture.state == HeatState::official) return heat_title(picture) + " is official; P reopens it first";
    return {};
}

std::string elapsed_words(const Desk& desk, HeatId heat, Instant at) {
    const HeatPicture& picture = *desk.snapshot->heats[heat.index()];
    const MeetRules& rules = *desk.snapshot->rules;
    return picture.start ? format_time(micros_between(*picture.start, at), rules.timing.rounding)
                         : clock_time(at, rules, true);
}

HeatOrder record(const Desk& desk, HeatId heat, Reading reading, const std::string& what) {
    if (std::string why = cannot_mend(desk, heat); !why.empty()) return refuse(std::move(why));
    if (!desk.station.records) return refuse("this laptop records nothing; start its dashboard with --station DIR");
    // It belongs to the heat's line, wherever this laptop stands.
    const std::string_view line = line_of(*desk.snapshot, *desk.snapshot->heats[heat.index()]);
    if (line != desk.link.line) reading.line = line;
    intent::Record record;
    record.note = "inserted";
    record.words = what + " put in at " + elapsed_words(desk, heat, *reading.at);
    record.reading = std::move(reading);
    return {std::move(record), {}};
}

std::optional<Instant> press_of(const MatchRow& row) {
    if (row.tap && row.tap->at) return row.tap->at;
    return row.second ? row.second->at : std::nullopt;
}
std::optional<Instant> number_of(const MatchRow& row) { return row.number ? row.number->at : std::nullopt; }

template <class At>
std::optional<Instant> between(const HeatMatch& match, std::size_t row, At at) {
    std::optional<Instant> before, after;
    for (std::size_t i = std::min(row, match.rows.size()); i-- > 0 && !before;) before = at(match.rows[i]);
    for (std::size_t i = row; i < match.rows.size() && !after; ++i) after = at(match.rows[i]);
    if (before && after) return Instant{before->us + (after->us - before->us) / 2};
    if (before) return *before + kBeside;
    if (after) return *after - kBeside;
    return std::nullopt;
}

}  // namespace

const ShownReading* reading_in(const Desk& desk, const HeatMatch& match, const MatchEntry& entry, MatchColumn column) {
    if (!entry.is_row()) return &desk.overview->loose[entry.loose];
    const MatchRow& row = match.rows[entry.row];
    const std::optional<ShownReading>& reading = column == MatchColumn::taps      ? row.tap
                                                 : column == MatchColumn::numbers ? row.number
                                                                                  : row.second;
    return reading ? &*reading : nullptr;
}

std::optional<Instant> tap_place(const HeatMatch& match, std::size_t row) { return between(match, row, press_of); }
std::optional<Instant> number_place(const HeatMatch& match, std::size_t row) { return between(match, row, number_of); }

HeatOrder insert_tap(const Desk& desk, const HeatMatch& match, std::size_t row) {
    const auto at = tap_place(match, row);
    if (!at) return refuse("there is no tap to put one beside; type the finish in the results instead");
    Reading reading;
    reading.kind = ReadingKind::tap;
    reading.at = at;
    return record(desk, match.heat, std::move(reading), "a tap");
}

HeatOrder insert_number(const Desk& desk, const HeatMatch& match, std::size_t row) {
    auto at = number_place(match, row);
    if (!at && row < match.rows.size()) at = match.rows[row].at;
    if (!at) return refuse("there is no number to put one beside");
    Reading reading;
    reading.kind = ReadingKind::bib;
    reading.bib = "0";
    reading.mode = Mode::live;
    reading.at = at;
    return record(desk, match.heat, std::move(reading), "an unknown number");
}

HeatOrder mend_shift(const Desk& desk, const HeatMatch& match) {
    if (!match.shift) return refuse("taps and numbers are in step; there is nothing to mend");
    Reading reading;
    reading.at = match.shift->at;
    if (match.shift->mend == Shift::Mend::insert_tap) {
        reading.kind = ReadingKind::tap;
        return record(desk, match.heat, std::move(reading), "the missing tap");
    }
    reading.kind = ReadingKind::bib;
    reading.bib = "0";
    reading.mode = Mode::live;
    return record(desk, match.heat, std::move(reading), "the missing number");
}

namespace {

// "the tap at 8:31.1", "number 1044".
std::string which(const Desk& desk, HeatId heat, const ShownReading& reading) {
    if (reading.kind != ReadingKind::tap) return "number " + reading.bib;
    return reading.at ? "the tap at " + elapsed_words(desk, heat, *reading.at) : "the tap";
}

// One of void and restore, and the other to take it back.
HeatOrder turn(const Desk& desk, HeatId heat, const ShownReading& reading, const char* command, const char* back,
               const char* does) {
    if (std::string why = cannot_mend(desk, heat); !why.empty()) return refuse(std::move(why));
    const std::string device = device_name(desk, reading.ref.device);
    if (device.empty()) return refuse("who recorded it is not known yet; do it again in a moment");
    const auto json = [&](const char* word) {
        return CommandJson{word}.reading("reading", device, reading.ref.epoch, reading.ref.seq).str();
    };
    return {undoable(json(command), which(desk, heat, reading) + does, json(back)), {}};
}

}  // namespace

HeatOrder void_reading(const Desk& desk, HeatId heat, const ShownReading& reading) {
    if (reading.voided) return refuse(which(desk, heat, reading) + " is taken out already; R brings it back");
    return turn(desk, heat, reading, "void", "restore", " is taken out");
}

HeatOrder restore_reading(const Desk& desk, HeatId heat, const ShownReading& reading) {
    if (!reading.voided) return refuse(which(desk, heat, reading) + " is not taken out, so it counts");
    return turn(desk, heat, reading, "restore", "void", " counts again");
}

HeatOrder assign_tap(const Desk& desk, HeatId heat, const ShownReading& tap, const std::string& bib) {
    if (std::string why = cannot_mend(desk, heat); !why.empty()) return refuse(std::move(why));
    if (tap.kind != ReadingKind::tap) return refuse("this is no tap; choose one with Left and Right");
    if (tap.voided) return refuse("this tap is taken out; R brings it back first");
    const std::string device = device_name(desk, tap.ref.device);
    if (device.empty()) return refuse("who recorded it is not known yet; do it again in a moment");
    const auto json = [&](const std::string& whose) {
        return CommandJson{"assign"}.reading("tap", device, tap.ref.epoch, tap.ref.seq).text("bib", whose).str();
    };
    const std::string words = which(desk, heat, tap) + (bib.empty() ? " is nobody's" : " is of " + bib);
    return {undoable(json(bib), words, json("")), {}};
}

}  // namespace heatline::ui
