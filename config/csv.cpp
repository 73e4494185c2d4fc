#include "config/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "config/encoding.h"
#include "config/words.h"

namespace heatline::config {

namespace {

constexpr std::array<char, 3> kDelimiters = {',', ';', '\t'};

// The delimiter that the first row has most of, outside quotes; the comma when it has none.
char delimiter_of(std::string_view text) {
    std::array<std::size_t, kDelimiters.size()> counts{};
    bool in_quotes = false;
    bool seen_text = false;
    for (const char c : text) {
        if (c == '"') in_quotes = !in_quotes;
        if (!in_quotes && (c == '\n' || c == '\r')) {
            if (seen_text) break;
            continue;  // An empty line before the header.
        }
        seen_text = true;
        if (in_quotes) continue;
        for (std::size_t i = 0; i < kDelimiters.size(); ++i) {
            if (c == kDelimiters[i]) ++counts[i];
        }
    }
    const auto most = std::max_element(counts.begin(), counts.end());
    return *most == 0 ? ',' : kDelimiters[static_cast<std::size_t>(most - counts.begin())];
}

class Reader {
public:
    Reader(std::string_view text, std::string_view file) : text_(text), problems_(std::string(file)) {}

    Result<CsvTable, std::vector<Problem>> read() {
        take_sep_line();
        if (delimiter_ == 0) delimiter_ = delimiter_of(text_.substr(at_));
        CsvRow row;
        while (!stopped_ && at_ < text_.size()) {
            read_row(row);
            if (all_empty(row)) continue;
            if (table_.header.empty()) {
                take_header(row);
            } else {
                take_row(row);
            }
        }
        if (table_.header.empty() && problems_.empty()) {
            problems_.add(1, "file", "the file is empty; its first row must name the columns");
        }
        if (!problems_.empty()) return Error{problems_.take()};
        return std::move(table_);
    }

private:
    // Excel writes and wants a first line `sep=;`; it is no row.
    void take_sep_line() {
        constexpr std::size_t kSep = 5;
        if (text_.size() < kSep || lower_ascii(text_.substr(0, 4)) != "sep=") return;
        const char delimiter = text_[4];
        if (std::find(kDelimiters.begin(), kDelimiters.end(), delimiter) == kDelimiters.end()) return;
        if (text_.size() > kSep && text_[kSep] != '\r' && text_[kSep] != '\n') return;
        delimiter_ = delimiter;
        at_ = kSep;
        if (at_ < text_.size()) end_line();
    }

    // Passes one line end, which must stand at at_.
    void end_line() {
        if (text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n') ++at_;
        ++at_;
        ++line_;
    }

    bool at_line_end() const { return text_[at_] == '\n' || text_[at_] == '\r'; }

    std::string column_name(std::size_t index) const {
        return index < table_.header.size() && !table_.header[index].empty() ? table_.header[index]
                                                                             : fmt::format("column {}", index + 1);
    }

    void stop(int row, std::size_t column, std::string why) {
        problems_.add(row, column_name(column), std::move(why));
        stopped_ = true;
    }

    void read_row(CsvRow& row) {
        row.row = line_;
        row.fields.clear();
        while (!stopped_) {
            if (row.fields.size() == kColumnsMax) {
                stop(row.row, kColumnsMax, fmt::format("a row has at most {} columns; remove the others", kColumnsMax));
                return;
            }
            row.fields.push_back(at_ < text_.size() && text_[at_] == '"' ? quoted_field(row) : plain_field(row));
            if (at_ >= text_.size()) return;
            if (at_line_end()) {
                end_line();
                return;
            }
            ++at_;  // The delimiter; a field may follow at the very end of the text.
        }
    }

    std::string plain_field(const CsvRow& row) {
        const std::size_t begin = at_;
        while (at_ < text_.size() && text_[at_] != delimiter_ && !at_line_end()) ++at_;
        if (at_ - begin > kFieldBytesMax) too_long(row);
        return std::string(text_.substr(begin, std::min(at_ - begin, kFieldBytesMax)));
    }

    std::string quoted_field(const CsvRow& row) {
        const int begin_line = line_;
        std::string field;
        ++at_;
        while (at_ < text_.size()) {
            if (field.size() > kFieldBytesMax) {
                stop(begin_line, row.fields.size(),
                     fmt::format("a quote opens here and {} KiB follow without a closing one; add it",
                                 kFieldBytesMax >> 10));
                return {};
            }
            const char c = text_[at_];
            if (c == '"') {
                ++at_;
                if (at_ < text_.size() && text_[at_] == '"') {
                    field += '"';
                    ++at_;
                    continue;
                }
                return after_closing_quote(row, begin_line, std::move(field));
            }
            if (at_line_end()) {
                const std::size_t begin = at_;
                end_line();
                field += text_.substr(begin, at_ - begin);
                continue;
            }
            field += c;
            ++at_;
        }
        stop(begin_line, row.fields.size(), "a quote opens here and is never closed; add the closing one");
        return {};
    }

    std::string after_closing_quote(const CsvRow& row, int begin_line, std::string field) {
        bool letters = false;
        while (at_ < text_.size() && text_[at_] != delimiter_ && !at_line_end()) {
            letters |= text_[at_] != ' ';
            ++at_;
        }
        if (letters) {
            problems_.add(begin_line, column_name(row.fields.size()),
                          "letters follow the closing quote; write a quote inside a field twice");
        }
        return field;
    }

    void too_long(const CsvRow& row) {
        stop(row.row, row.fields.size(), fmt::format("a field has at most {} KiB; shorten it", kFieldBytesMax >> 10));
    }

    static bool all_empty(const CsvRow& row) {
        return std::all_of(row.fields.begin(), row.fields.end(),
                           [](const std::string& field) { return trimmed(field).empty(); });
    }

    void take_header(CsvRow& row) {
        table_.header_row = row.row;
        while (row.fields.size() > 1 && trimmed(row.fields.back()).empty()) row.fields.pop_back();
        for (const std::string& field : row.fields) table_.header.emplace_back(trimmed(field));
        check_controls(row);
    }

    void take_row(CsvRow& row) {
        if (table_.rows.size() == kRowsMax) {
            stop(row.row, 0, fmt::format("a file has at most {} rows; split it", kRowsMax));
            return;
        }
        while (row.fields.size() > table_.header.size() && trimmed(row.fields.back()).empty()) row.fields.pop_back();
        if (row.fields.size() > table_.header.size()) {
            problems_.add(row.row, "row",
                          fmt::format("{} fields, but the header has {}; put a value with \"{}\" in it in quotes",
                                      row.fields.size(), table_.header.size(),
                                      delimiter_ == '\t' ? std::string("tab") : std::string(1, delimiter_)));
            row.fields.resize(table_.header.size());
        }
        check_controls(row);
        row.fields.resize(table_.header.size());
        table_.rows.push_back(std::exchange(row, {}));
    }

    // Tab and line ends may stand inside a field; any other control character is no text that a person typed.
    void check_controls(const CsvRow& row) {
        for (std::size_t i = 0; i < row.fields.size(); ++i) {
            for (const char c : row.fields[i]) {
                const auto byte = static_cast<unsigned char>(c);
                if ((byte >= 0x20 && byte != 0x7F) || byte == '\t' || byte == '\n' || byte == '\r') continue;
                problems_.add(row.row, column_name(i),
                              fmt::format("a control character (code {}) stands in the field; delete it", byte));
                break;
            }
        }
    }

    std::string_view text_;
    ProblemList problems_;
    CsvTable table_;
    std::size_t at_ = 0;
    int line_ = 1;
    char delimiter_ = 0;
    bool stopped_ = false;
};

}  // namespace

Result<CsvTable, std::vector<Problem>> read_csv(std::string_view text, std::string_view file) {
    return Reader(text, file).read();
}

Result<CsvTable, std::vector<Problem>> read_csv_bytes(std::string_view bytes, std::string_view file) {
    const auto text = decode_text(bytes, file);
    if (!text) return Error{text.error()};
    return read_csv(*text, file);
}

}  // namespace heatline::config
