#pragma once
// Column flow: blocks of lines, each under its heading, set into columns of equal height. Pure; any thread.
//
// A heading is never the last of a column: two of its lines stand beneath it there, or all where it has fewer. A block
// that goes on in another column has its heading again. Heights are points.

#include <cstddef>
#include <vector>

namespace heatline::ui {

struct FlowHeights {
    int column = 0;
    int heading = 0;
    int line = 1;  // Above 0.
    int gap = 0;   // Above a heading that is not the first of its column.
};

struct FlowPart {
    std::size_t block = 0;
    bool goes_on = false;   // Its first lines stand in a column before.
    std::size_t first = 0;  // Of its lines, and how many.
    std::size_t lines = 0;
    int y = 0;  // Of the heading, from the top of the column.
};
using FlowColumn = std::vector<FlowPart>;

// `blocks`: how many lines each has; blocks without lines are left out. A column holds a heading and two lines at the
// least, whatever its height. O(columns + blocks).
std::vector<FlowColumn> flow_into_columns(const std::vector<std::size_t>& blocks, const FlowHeights& heights);

}  // namespace heatline::ui
