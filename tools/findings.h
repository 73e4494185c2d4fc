#pragma once
// Findings: what a check looked at, a line each, and how many of the lines are problems. `verify` and `doctor` print
// it.
//
// A line that is wrong reads WHAT: WHY; WHAT TO DO. A remark is a line that is not wrong. Plain value; one thread.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace heatline::tools {

class Findings {
public:
    void good(std::string line) { check(true, std::move(line)); }
    void wrong(std::string line) { check(false, std::move(line)); }
    void check(bool holds, std::string line);
    std::size_t faults() const { return faults_; }

    // `ok     LINE` or `WRONG  LINE`, one a line.
    std::string text() const;
    // {"problems":N,"checks":[{"ok":…,"what":LINE},…]} and a line end.
    std::string json() const;

private:
    std::vector<std::pair<bool, std::string>> lines_;
    std::size_t faults_ = 0;
};

}  // namespace heatline::tools
