#include "ui/paper/pdf/column_flow.h"

#include <algorithm>

#include "engine/base/check.h"

namespace heatline::ui {

namespace {

constexpr std::size_t kLinesTogether = 2;

}  // namespace

std::vector<FlowColumn> flow_into_columns(const std::vector<std::size_t>& blocks, const FlowHeights& heights) {
    CHECK_THAT(heights.line > 0, "lines without a height were to be set into columns");
    std::vector<FlowColumn> columns;
    int y = 0;  // Where the last column ends.
    for (std::size_t b = 0; b < blocks.size(); ++b) {
        std::size_t set = 0;
        while (set < blocks[b]) {
            const std::size_t left = blocks[b] - set;
            const int gap = columns.empty() || columns.back().empty() ? 0 : heights.gap;
            const int room = columns.empty() ? -1 : heights.column - y - gap - heights.heading;
            std::size_t fits = room < 0 ? 0 : static_cast<std::size_t>(room / heights.line);
            if (fits < std::min(left, kLinesTogether)) {
                const bool at_top = !columns.empty() && columns.back().empty();
                if (!at_top) {
                    columns.emplace_back();
                    y = 0;
                    continue;
                }
                fits = kLinesTogether;
            }
            const std::size_t lines = std::min(left, fits);
            columns.back().push_back({b, set > 0, set, lines, y + gap});
            y += gap + heights.heading + static_cast<int>(lines) * heights.line;
            set += lines;
        }
    }
    return columns;
}

}  // namespace heatline::ui
