#pragma once
// Damage: which parts of the window the next frame changes. A clock that ticks changes a few letters; where the driver
// draws in software, painting those and no more is what keeps a station's battery alive.
//
// The window is cut into tiles of kTile pixels; each remembers what was drawn into it: a digest of the triangles that
// touch it, in their order. A tile whose digest is another is damaged. Two different frames with one digest would leave
// an old picture: at 64 bits that is not going to happen. O(corners + tiles touched). One thread.

#include <imgui.h>

#include <cstdint>
#include <vector>

namespace heatline::ui {

// In pixels of the framebuffer, from the upper left corner.
struct PixelRect {
    int x = 0, y = 0, w = 0, h = 0;
    friend bool operator==(const PixelRect&, const PixelRect&) = default;
};

class Damage {
public:
    static constexpr int kTile = 32;
    // Of more rectangles those are joined that grow least by it.
    static constexpr std::size_t kRectsMax = 8;

    // What the frame changes against the one before; empty: nothing. The whole window at first, after forget(), and
    // when the size is another. No rectangle goes beyond the window.
    std::vector<PixelRect> of(const ImDrawData& frame);
    // What is on the screen is not what was drawn.
    void forget() { tiles_.clear(); }

private:
    int columns_ = 0, rows_ = 0, width_ = 0, height_ = 0;
    std::vector<std::uint64_t> tiles_;  // Row by row; empty: nothing is known.
};

}  // namespace heatline::ui
