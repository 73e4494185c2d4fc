#pragma once
// Part: of a frame only what touches one rectangle, cut off at its edges, so that painting a part costs a part. Render
// thread; the frame must outlive it, and is as it was once it has gone.

#include <imgui.h>

#include <memory>
#include <vector>

#include "ui/desk/damage.h"

namespace heatline::ui {

class Part {
public:
    Part(ImDrawData& frame, const PixelRect& rect);
    ~Part();
    Part(const Part&) = delete;
    Part& operator=(const Part&) = delete;

    // To be rendered as the frame would be.
    ImDrawData& data() { return data_; }

private:
    ImDrawData& frame_;
    ImDrawData data_;
    std::vector<std::unique_ptr<ImDrawList>> lists_;  // With the corners of the frame's, borrowed.
    std::vector<ImDrawList*> pointers_;
};

}  // namespace heatline::ui
