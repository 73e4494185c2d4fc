#pragma once
// plain_csv: the CSV files of tests/data, of which no field is quoted, as rows by column name.

#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace heatline::test {

using CsvRow = std::map<std::string, std::string>;

// Empty when there is no such file.
inline std::vector<CsvRow> read_plain_csv(const std::string& path) {
    std::ifstream file(path);
    std::vector<std::string> header;
    std::vector<CsvRow> rows;
    for (std::string line; std::getline(file, line);) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        std::vector<std::string> cells(1);
        for (const char c : line) {
            if (c == ',') {
                cells.emplace_back();
            } else {
                cells.back() += c;
            }
        }
        if (header.empty()) {
            header = cells;
            continue;
        }
        CsvRow& row = rows.emplace_back();
        for (std::size_t i = 0; i < header.size() && i < cells.size(); ++i) row[header[i]] = cells[i];
    }
    return rows;
}

}  // namespace heatline::test
