#include "config/problem.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace heatline::config {

std::string to_line(const Problem& problem) {
    std::string line = problem.file;
    if (problem.row > 0) line += fmt::format(":{}", problem.row);
    if (!line.empty()) line += ": ";
    if (!problem.column.empty()) line += problem.column + ": ";
    line += problem.text;
    // What is quoted from the file may hold anything; here a problem is a line, and a terminal takes no orders from it.
    std::replace_if(
        line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
    return line;
}

void ProblemList::add(int row, std::string column, std::string text) {
    add(Problem{file_, row, std::move(column), std::move(text)});
}

void ProblemList::add(Problem problem) {
    if (problems_.size() < kProblemsMax) {
        problems_.push_back(std::move(problem));
    } else {
        ++left_out_;
    }
}

std::vector<Problem> ProblemList::take() {
    std::vector<Problem> all = std::exchange(problems_, {});
    std::stable_sort(all.begin(), all.end(), [](const Problem& a, const Problem& b) { return a.row < b.row; });
    if (left_out_ > 0) {
        all.push_back({file_, all.back().row, "file",
                       fmt::format("{} more problems are not listed; put these right first", left_out_)});
        left_out_ = 0;
    }
    return all;
}

}  // namespace heatline::config
