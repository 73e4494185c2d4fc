#include "config/readings_csv.h"

#include <fmt/format.h>

#include <array>
#include <limits>
#include <map>
#include <utility>

#include "config/columns.h"
#include "config/csv.h"
#include "config/json_text.h"
#include "config/words.h"
#include "engine/base/limits.h"

namespace heatline::config {

namespace {

template <class E>
using WordOf = std::pair<std::string_view, E>;

constexpr std::array<WordOf<ReadingKind>, 7> kKinds = {{{"start", ReadingKind::start},
                                                        {"tap", ReadingKind::tap},
                                                        {"bib", ReadingKind::bib},
                                                        {"select", ReadingKind::select},
                                                        {"token", ReadingKind::token},
                                                        {"chip", ReadingKind::chip},
                                                        {"sighting", ReadingKind::sighting}}};
constexpr std::array<WordOf<Where>, 8> kPlaces = {{{"tent", Where::tent},
                                                   {"staging", Where::staging},
                                                   {"start", Where::start},
                                                   {"course", Where::course},
                                                   {"chute", Where::chute},
                                                   {"medical", Where::medical},
                                                   {"tent-return", Where::tent_return},
                                                   {"guardian", Where::guardian}}};
constexpr std::array<WordOf<Mode>, 2> kModes = {{{"live", Mode::live}, {"batch", Mode::batch}}};

enum Column : std::size_t {
    kDevice,
    kSeq,
    kKind,
    kAt,
    kBib,
    kTag,
    kMode,
    kEpoch,
    kPosition,
    kHeat,
    kLine,
    kWhere,
    kNote,
    kColumns
};

const std::vector<ColumnSpec>& reading_specs() {
    static const std::vector<ColumnSpec> specs = {{"device"}, {"seq"},   {"kind"},  {"at"},       {"bib"},
                                                  {"tag"},    {"mode"},  {"epoch"}, {"position"}, {"heat"},
                                                  {"line"},   {"where"}, {"note"}};
    return specs;
}

template <class E, std::size_t N>
std::optional<E> value_of(const std::array<WordOf<E>, N>& words, std::string_view text) {
    for (const auto& [word, value] : words) {
        if (word == text) return value;
    }
    return std::nullopt;
}

template <class E, std::size_t N>
std::string words_of(const std::array<WordOf<E>, N>& words) {
    std::vector<std::string_view> names;
    for (const auto& [word, value] : words) names.push_back(word);
    return list_of(names);
}

std::string instant_problem(std::string_view text) {
    return fmt::format("{} is no instant; write it with its zone, as in 2027-05-01T15:08:12.345Z", quoted(text));
}

// Reads the cells of one row into a Reading, keeping the first problem.
class RowReader {
public:
    RowReader(const CsvRow& row, const ColumnMatch& match, std::string_view file)
        : row_(row), match_(match), file_(file) {}

    ReadingRow read(std::string_view default_device) {
        out_.row = row_.row;
        out_.device = name(kDevice);
        if (out_.device.empty()) out_.device = default_device;
        if (out_.device.empty()) wrong(kDevice, "the device is missing; write the name of the device");
        Reading& reading = out_.reading;
        reading.epoch = name(kEpoch);
        if (has_column(kSeq)) {
            constexpr auto kSeqMax = std::numeric_limits<std::int64_t>::max();
            const auto seq = parse_whole(cell(kSeq), kSeqMax);
            reading.seq = static_cast<std::uint64_t>(seq.value_or(0));
            if (reading.seq == 0) wrong(kSeq, fmt::format("{} is no number from 1", quoted(cell(kSeq))));
        }
        read_kind();
        if (!cell(kAt).empty()) {
            reading.at = parse_rfc3339(cell(kAt));
            if (!reading.at) wrong(kAt, instant_problem(cell(kAt)));
        }
        reading.bib = name(kBib);
        reading.tag = name(kTag);
        reading.heat = name(kHeat);
        reading.line = name(kLine);
        read_position();
        read_words();
        check_needs();
        return std::move(out_);
    }

private:
    bool has_column(Column column) const { return match_.found[column].column >= 0; }

    std::string_view cell(Column column) const {
        const int index = match_.found[column].column;
        return index < 0 ? std::string_view{} : trimmed(row_.fields[static_cast<std::size_t>(index)]);
    }

    std::string name(Column column) {
        const std::string_view text = cell(column);
        if (text.size() > limits::kNameBytesMax) {
            wrong(column, fmt::format("is longer than {} bytes", limits::kNameBytesMax));
        }
        return std::string(text);
    }

    void wrong(Column column, std::string why) {
        if (out_.problem) return;
        out_.problem = Problem{std::string(file_), row_.row, std::string(reading_specs()[column].name), std::move(why)};
    }

    void read_kind() {
        const auto kind = value_of(kKinds, cell(kKind));
        kind_known_ = kind.has_value();
        if (kind) {
            out_.reading.kind = *kind;
        } else {
            wrong(kKind, fmt::format("{} is no kind of reading; write {}", quoted(cell(kKind)), words_of(kKinds)));
        }
    }

    void read_position() {
        if (cell(kPosition).empty()) return;
        const auto position = parse_whole(cell(kPosition), limits::kTokenPositionMax);
        if (position && *position > 0) {
            out_.reading.position = static_cast<std::uint32_t>(*position);
        } else {
            wrong(kPosition, fmt::format("{} is no whole number from 1 to {}", quoted(cell(kPosition)),
                                         limits::kTokenPositionMax));
        }
    }

    void read_words() {
        if (!cell(kWhere).empty()) {
            const auto where = value_of(kPlaces, cell(kWhere));
            out_.reading.where = where.value_or(Where::none);
            if (!where) wrong(kWhere, fmt::format("{} is no place; write {}", quoted(cell(kWhere)), words_of(kPlaces)));
        }
        if (!cell(kMode).empty()) {
            const auto mode = value_of(kModes, cell(kMode));
            out_.reading.mode = mode.value_or(Mode::none);
            if (!mode) wrong(kMode, fmt::format("{} is no mode; write {}", quoted(cell(kMode)), words_of(kModes)));
        }
    }

    void need(Column column, bool there) {
        if (!there) wrong(column, fmt::format("is missing; a reading of the kind {} needs it", quoted(cell(kKind))));
    }

    void check_needs() {
        if (!kind_known_) return;
        const Reading& reading = out_.reading;
        switch (reading.kind) {
            case ReadingKind::start:
                need(kHeat, !reading.heat.empty());
                need(kAt, reading.at.has_value());
                break;
            case ReadingKind::tap:
                need(kAt, reading.at.has_value());
                break;
            case ReadingKind::bib:
                need(kBib, !reading.bib.empty());
                need(kMode, reading.mode != Mode::none);
                if (reading.mode == Mode::live) need(kAt, reading.at.has_value());
                break;
            case ReadingKind::select:
                need(kBib, !reading.bib.empty());
                need(kAt, reading.at.has_value());
                break;
            case ReadingKind::token:
                need(kBib, !reading.bib.empty());
                need(kPosition, reading.position > 0);
                break;
            case ReadingKind::chip:
                need(kTag, !reading.tag.empty() || !reading.bib.empty());
                need(kAt, reading.at.has_value());
                break;
            case ReadingKind::sighting:
                need(kBib, !reading.bib.empty());
                need(kWhere, reading.where != Where::none);
                need(kAt, reading.at.has_value());
                break;
        }
    }

    const CsvRow& row_;
    const ColumnMatch& match_;
    std::string_view file_;
    ReadingRow out_;
    bool kind_known_ = false;
};

// The object that a station would have posted: the keys that the row gives, in the order of the contract.
void write_sent(const CsvRow& row, const ColumnMatch& match, Reading& reading) {
    const auto cell = [&](Column column) {
        const int index = match.found[column].column;
        return index < 0 ? std::string_view{} : trimmed(row.fields[static_cast<std::size_t>(index)]);
    };
    FlatObject object;
    const auto add = [&](Column column) {
        if (!cell(column).empty()) object.add(reading_specs()[column].name, cell(column));
    };
    add(kEpoch);
    object.add_number("seq", reading.seq);
    for (const Column column : {kKind, kAt, kBib, kTag, kHeat, kWhere, kMode}) add(column);
    if (reading.position > 0) object.add_number("position", reading.position);
    add(kLine);
    reading.has_free_text = !cell(kNote).empty();
    add(kNote);
    (reading.has_free_text ? reading.sent_text.value : reading.sent) = object.text();
}

// A file without one of the columns, by the names of the contract, is no such file.
void require_columns(const CsvTable& table, const ColumnMatch& match, const std::vector<ColumnSpec>& specs,
                     std::initializer_list<std::size_t> needed, ProblemList& problems) {
    for (const std::size_t spec : needed) {
        if (match.found[spec].column >= 0) continue;
        std::string found;
        for (const std::string& header : table.header) found += (found.empty() ? "" : ", ") + quoted(header);
        problems.add(table.header_row, std::string(specs[spec].name),
                     fmt::format("there is no such column; found {}", found));
    }
    for (const int column : match.repeated) {
        problems.add(table.header_row, table.header[static_cast<std::size_t>(column)],
                     "the column stands in the file twice; remove or rename one");
    }
}

}  // namespace

Result<ReadingsCsv, std::vector<Problem>> parse_readings_csv(std::string_view bytes, std::string_view file,
                                                             std::string_view default_device) {
    const auto table = read_csv_bytes(bytes, file);
    if (!table) return Error{table.error()};
    const ColumnMatch match = match_columns(table->header, reading_specs());
    ProblemList problems{std::string(file)};
    require_columns(*table, match, reading_specs(), {kKind, kAt}, problems);
    if (default_device.empty()) require_columns(*table, match, reading_specs(), {kDevice}, problems);
    if (!problems.empty()) return Error{problems.take()};

    ReadingsCsv result;
    result.rows.reserve(table->rows.size());
    std::map<std::pair<std::string, std::string>, std::uint64_t> counted;  // By device and epoch.
    for (const CsvRow& row : table->rows) {
        ReadingRow read = RowReader(row, match, file).read(default_device);
        if (match.found[kSeq].column < 0) read.reading.seq = ++counted[{read.device, read.reading.epoch}];
        write_sent(row, match, read.reading);
        const std::size_t size = read.reading.sent.size() + read.reading.sent_text.value.size();
        if (!read.problem && size > limits::kReadingBytesMax) {
            read.problem = Problem{std::string(file), row.row, "row",
                                   fmt::format("the reading is longer than {} bytes", limits::kReadingBytesMax)};
        }
        result.rows.push_back(std::move(read));
    }
    for (const int column : match.unknown)
        result.unknown_columns.push_back(table->header[static_cast<std::size_t>(column)]);
    return result;
}

Result<std::vector<StartRow>, std::vector<Problem>> parse_starts_csv(std::string_view bytes, std::string_view file) {
    static const std::vector<ColumnSpec> specs = {{"heat", {}, {"wave"}}, {"at", {}, {"start", "time", "gun"}}};
    const auto table = read_csv_bytes(bytes, file);
    if (!table) return Error{table.error()};
    const ColumnMatch match = match_columns(table->header, specs);
    ProblemList problems{std::string(file)};
    require_columns(*table, match, specs, {0, 1}, problems);
    if (!problems.empty()) return Error{problems.take()};
    std::vector<StartRow> rows;
    for (const CsvRow& row : table->rows) {
        StartRow start;
        start.row = row.row;
        start.heat = trimmed(row.fields[static_cast<std::size_t>(match.found[0].column)]);
        start.at_text = trimmed(row.fields[static_cast<std::size_t>(match.found[1].column)]);
        const auto at = parse_rfc3339(start.at_text);
        if (at) start.at = *at;
        if (start.heat.empty()) {
            start.problem = Problem{std::string(file), row.row, "heat", "the heat is missing; write its name"};
        } else if (start.heat.size() > limits::kNameBytesMax) {
            start.problem = Problem{std::string(file), row.row, "heat",
                                    fmt::format("is longer than {} bytes; shorten it", limits::kNameBytesMax)};
        } else if (!at) {
            start.problem = Problem{std::string(file), row.row, "at", instant_problem(start.at_text)};
        }
        rows.push_back(std::move(start));
    }
    return rows;
}

}  // namespace heatline::config
