// A part of a frame is what the frame shows there, and nothing beyond it.

#include "ui/desk/part.h"

#include <catch2/catch.hpp>

#include "tests/support/headless_desk.h"
#include "ui/desk/gallery/gallery.h"

using namespace heatline;
using namespace heatline::ui;

namespace {

// The slow way to say what a frame shows in one point: each triangle that covers it, in order.
std::vector<ImU32> shown_at(const ImDrawData& frame, float x, float y) {
    std::vector<ImU32> shown;
    for (int list = 0; list < frame.CmdListsCount; ++list) {
        const ImDrawList& from = *frame.CmdLists[list];
        for (const ImDrawCmd& command : from.CmdBuffer) {
            const ImVec4& clip = command.ClipRect;
            if (x < clip.x || x >= clip.z || y < clip.y || y >= clip.w) continue;
            for (unsigned i = 0; i + 2 < command.ElemCount; i += 3) {
                ImVec2 at[3];
                ImU32 colour = 0;
                for (unsigned corner = 0; corner < 3; ++corner) {
                    const auto& vertex = from.VtxBuffer[static_cast<int>(
                        command.VtxOffset + from.IdxBuffer[static_cast<int>(command.IdxOffset + i + corner)])];
                    at[corner] = vertex.pos;
                    colour = vertex.col;
                }
                const auto side = [&](int a, int b) {
                    return (at[b].x - at[a].x) * (y - at[a].y) - (at[b].y - at[a].y) * (x - at[a].x);
                };
                const float one = side(0, 1), two = side(1, 2), three = side(2, 0);
                if ((one >= 0 && two >= 0 && three >= 0) || (one <= 0 && two <= 0 && three <= 0))
                    shown.push_back(colour);
            }
        }
    }
    return shown;
}

}  // namespace

TEST_CASE("Inside its rectangle a part shows what the frame shows, outside it nothing", "[ui][part]") {
    test::HeadlessDesk window;
    Scene scene = std::move(scenes_of(View::director).front());
    window.frame(scene.desk, scene.screen);
    ImDrawData& frame = *ImGui::GetDrawData();
    const PixelRect rect{200, 64, 320, 288};
    std::vector<std::vector<ImU32>> whole;
    for (float y = 10.3F; y < 768; y += 23) {
        for (float x = 10.7F; x < 1366; x += 41) whole.push_back(shown_at(frame, x, y));
    }
    const int corners = frame.CmdLists[0]->VtxBuffer.Size;
    {
        Part part{frame, rect};
        std::size_t next = 0, inside = 0;
        for (float y = 10.3F; y < 768; y += 23) {
            for (float x = 10.7F; x < 1366; x += 41) {
                const bool in = x >= 200 && x < 520 && y >= 64 && y < 352;
                inside += in ? 1 : 0;
                CHECK(shown_at(part.data(), x, y) == (in ? whole[next] : std::vector<ImU32>{}));
                ++next;
            }
        }
        CHECK(inside > 50);
        CHECK(part.data().TotalIdxCount < frame.TotalIdxCount / 2);
    }
    CHECK(frame.CmdLists[0]->VtxBuffer.Size == corners);  // Given back.
}
