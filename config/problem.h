#pragma once
// Problem: one thing that is wrong with a file a person prepared, and where it is.
//
// A parser lists every problem it finds, never only the first, so that a file can be put right in one go. The same
// form carries warnings, which stand beside the rows and block nothing. Plain values; any thread.

#include <cstddef>
#include <string>
#include <vector>

namespace heatline::config {

struct Problem {
    std::string file;    // As the caller named it.
    int row = 0;         // Line in the file, from 1; 0: no line, as with a command that came over the network.
    std::string column;  // The CSV column or the TOML key, dotted: `heats.band.capacity`.
    std::string text;    // What is wrong and what to do, without a full stop.

    friend bool operator==(const Problem&, const Problem&) = default;
};

// `FILE:ROW: COLUMN: problem`; without a row or a column, that part is left out. Always one line: a line break or
// another control character in what is quoted becomes a space.
std::string to_line(const Problem& problem);

// More problems than this in one file are counted and no longer listed.
inline constexpr std::size_t kProblemsMax = 10'000;

// A list that stops growing at kProblemsMax and then says how many are not shown.
class ProblemList {
public:
    explicit ProblemList(std::string file) : file_(std::move(file)) {}

    void add(int row, std::string column, std::string text);
    void add(Problem problem);
    bool empty() const { return problems_.empty(); }
    std::size_t size() const { return problems_.size() + left_out_; }
    const std::string& file() const { return file_; }

    // The problems in the order of their rows; the list is empty afterwards.
    std::vector<Problem> take();

private:
    std::string file_;
    std::vector<Problem> problems_;
    std::size_t left_out_ = 0;
};

}  // namespace heatline::config
