#include "tools/fusion_days/day_csv.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <initializer_list>
#include <map>

namespace heatline::fusion_days {
namespace {

constexpr std::string_view kRunners = "bib,first,last,grade,gender,team,heat,tag";
constexpr std::string_view kStarts = "heat,at";
constexpr std::string_view kEvents = "device,seq,kind,at,bib,tag,mode";
constexpr std::string_view kTruth = "heat,bib,at";
constexpr std::string_view kFinishes = "heat,place,bib,at,confidence,evidence,review";

struct KindName {
    ReadingKind kind;
    std::string_view name;
};
constexpr KindName kKinds[]{
    {ReadingKind::tap, "tap"}, {ReadingKind::bib, "bib"}, {ReadingKind::select, "select"}, {ReadingKind::chip, "chip"}};

std::string header(std::string_view columns) { return std::string{columns} + "\r\n"; }
void add_row(std::string& csv, std::initializer_list<std::string_view> cells) {
    const char* between = "";
    for (const std::string_view cell : cells) {
        csv += between;
        between = ",";
        if (cell.find_first_of(",\"\r\n") == std::string_view::npos) {
            csv += cell;
            continue;
        }
        csv += '"';
        for (const char c : cell) csv.append(c == '"' ? 2 : 1, c);
        csv += '"';
    }
    csv += "\r\n";
}

// Rows of a file without quoted cells: names here are ours, and numbers and instants need none.
class Rows {
public:
    Rows(std::string_view file, std::string_view text, std::string_view columns) : file_(file) {
        bool is_header = true;
        while (!text.empty()) {
            std::string_view line = text.substr(0, text.find('\n'));
            text.remove_prefix(std::min(text.size(), line.size() + 1));
            if (line.ends_with('\r')) line.remove_suffix(1);
            if (is_header && line != columns) fail(1, "the first line must be " + std::string{columns});
            if (!is_header) take(line, columns);
            is_header = false;
        }
        if (is_header) fail(1, "the file is empty");
    }

    const std::vector<std::vector<std::string>>& rows() const { return rows_; }
    const std::string& error() const { return error_; }
    void fail(std::size_t line, const std::string& why) {
        if (error_.empty()) error_ = std::string{file_} + " line " + std::to_string(line) + ": " + why;
    }
    void fail_row(std::size_t row, const std::string& why) { fail(row + 2, why); }

private:
    void take(std::string_view line, std::string_view columns) {
        std::vector<std::string> cells;
        for (std::size_t from = 0; from <= line.size();) {
            const std::size_t to = std::min(line.find(',', from), line.size());
            cells.emplace_back(line.substr(from, to - from));
            from = to + 1;
        }
        const auto wanted = 1 + static_cast<std::size_t>(std::count(columns.begin(), columns.end(), ','));
        if (cells.size() != wanted || line.find('"') != std::string_view::npos)
            fail_row(rows_.size(), "needs " + std::to_string(wanted) + " cells, none of them quoted");
        cells.resize(wanted);
        rows_.push_back(std::move(cells));
    }

    std::string_view file_;
    std::vector<std::vector<std::string>> rows_;
    std::string error_;
};

Instant instant(Rows& rows, std::size_t row, const std::string& text) {
    const auto at = parse_rfc3339(text);
    if (!at) rows.fail_row(row, "\"" + text + "\" is no instant");
    return at.value_or(Instant{});
}

DayReading reading(Rows& rows, std::size_t row) {
    const auto& cells = rows.rows()[row];
    DayReading made;
    made.device = cells[0];
    const char* end = cells[1].data() + cells[1].size();
    if (const auto parsed = std::from_chars(cells[1].data(), end, made.seq); parsed.ptr != end || made.seq == 0)
        rows.fail_row(row, "\"" + cells[1] + "\" is no number from 1");
    bool known = false;
    for (const KindName& kind : kKinds) {
        if (cells[2] != kind.name) continue;
        made.kind = kind.kind;
        known = true;
    }
    if (!known) rows.fail_row(row, "there is no kind \"" + cells[2] + "\"");
    if (!cells[3].empty()) made.at = instant(rows, row, cells[3]);
    made.bib = cells[4];
    made.tag = cells[5];
    if (cells[6] == "live") made.mode = Mode::live;
    if (cells[6] == "batch") made.mode = Mode::batch;
    return made;
}

}  // namespace

DayFiles to_csv(const Day& day) {
    DayFiles files{header(kRunners), header(kStarts), header(kEvents), header(kTruth)};
    for (const DayRunner& r : day.runners)
        add_row(files.runners, {r.bib, r.first, r.last, r.grade, r.gender, r.team, r.heat, r.tag});
    for (const DayStart& start : day.starts) add_row(files.starts, {start.heat, format_rfc3339(start.at)});
    for (const DayReading& r : day.readings) {
        std::string_view kind;
        for (const KindName& one : kKinds) {
            if (one.kind == r.kind) kind = one.name;
        }
        const std::string_view mode = r.mode == Mode::live ? "live" : r.mode == Mode::batch ? "batch" : "";
        add_row(files.events,
                {r.device, std::to_string(r.seq), kind, r.at ? format_rfc3339(*r.at) : "", r.bib, r.tag, mode});
    }
    for (const Crossing& child : day.truth) add_row(files.truth, {child.heat, child.bib, format_rfc3339(child.at)});
    return files;
}

Result<Day, std::string> from_csv(const DayFiles& files) {
    Day day;
    Rows runners{"runners.csv", files.runners, kRunners};
    for (const auto& c : runners.rows()) day.runners.push_back({c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7]});
    Rows starts{"starts.csv", files.starts, kStarts};
    for (std::size_t i = 0; i < starts.rows().size(); ++i)
        day.starts.push_back({starts.rows()[i][0], instant(starts, i, starts.rows()[i][1])});
    Rows events{"events.csv", files.events, kEvents};
    for (std::size_t i = 0; i < events.rows().size(); ++i) day.readings.push_back(reading(events, i));
    Rows truth{"truth.csv", files.truth, kTruth};
    for (std::size_t i = 0; i < truth.rows().size(); ++i) {
        const auto& cells = truth.rows()[i];
        day.truth.push_back({cells[0], cells[1], instant(truth, i, cells[2])});
    }
    for (const Rows* rows : {&runners, &starts, &events, &truth}) {
        if (!rows->error().empty()) return Error{rows->error()};
    }
    return day;
}

std::string finishes_csv(const std::vector<FinishRow>& rows) {
    std::string csv = header(kFinishes);
    for (const FinishRow& row : rows) {
        char confidence[16] = "";
        if (row.confidence_milli)
            std::snprintf(confidence, sizeof confidence, "%d.%03d", *row.confidence_milli / 1000,
                          *row.confidence_milli % 1000);
        add_row(csv, {row.heat, row.place > 0 ? std::to_string(row.place) : "", row.bib,
                      row.at ? format_rfc3339(*row.at) : "", confidence, row.evidence, row.review ? "1" : "0"});
    }
    return csv;
}

}  // namespace heatline::fusion_days
