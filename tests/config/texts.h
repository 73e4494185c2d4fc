#pragma once
// Small helpers of these tests: files of the repository, and problems as one text to look into.

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "config/problem.h"

namespace heatline::config::test {

// A file of the repository, by its path from the root; empty when it is not there.
inline std::string repository_file(const std::string& path) {
    std::ifstream file(std::string(HEATLINE_SOURCE_DIR) + "/" + path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// The lines that people would see, each with a line end.
inline std::string lines_of(const std::vector<Problem>& problems) {
    std::string all;
    for (const Problem& problem : problems) all += to_line(problem) + "\n";
    return all;
}

}  // namespace heatline::config::test
