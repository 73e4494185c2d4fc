#include "ui/desk/part.h"

#include <algorithm>

namespace heatline::ui {
namespace {

// The commands of `from` inside `clip`, each with the triangles that reach into it.
void take_inside(const ImDrawList& from, const ImVec4& clip, ImDrawList& into) {
    for (const ImDrawCmd& command : from.CmdBuffer) {
        ImDrawCmd kept = command;
        const ImVec4& whole = command.ClipRect;
        kept.ClipRect = {std::max(whole.x, clip.x), std::max(whole.y, clip.y), std::min(whole.z, clip.z),
                         std::min(whole.w, clip.w)};
        if (kept.ClipRect.z <= kept.ClipRect.x || kept.ClipRect.w <= kept.ClipRect.y) continue;
        kept.IdxOffset = static_cast<unsigned>(into.IdxBuffer.Size);
        const ImDrawIdx* index = from.IdxBuffer.Data + command.IdxOffset;
        for (unsigned i = 0; i + 2 < command.ElemCount; i += 3) {
            const auto at = [&](unsigned corner) {
                return from.VtxBuffer[static_cast<int>(command.VtxOffset + index[i + corner])].pos;
            };
            const ImVec2 a = at(0), b = at(1), c = at(2);
            const ImVec4& in = kept.ClipRect;
            // A pixel more on each side: edges are smoothed.
            if (std::max({a.x, b.x, c.x}) + 1 <= in.x || std::min({a.x, b.x, c.x}) - 1 >= in.z ||
                std::max({a.y, b.y, c.y}) + 1 <= in.y || std::min({a.y, b.y, c.y}) - 1 >= in.w)
                continue;
            for (unsigned corner = 0; corner < 3; ++corner) into.IdxBuffer.push_back(index[i + corner]);
        }
        kept.ElemCount = static_cast<unsigned>(into.IdxBuffer.Size) - kept.IdxOffset;
        if (kept.ElemCount > 0) into.CmdBuffer.push_back(kept);
    }
}

}  // namespace

Part::Part(ImDrawData& frame, const PixelRect& rect) : frame_(frame), data_(frame) {
    const auto x = static_cast<float>(rect.x), y = static_cast<float>(rect.y);
    const ImVec4 clip{x, y, x + static_cast<float>(rect.w), y + static_cast<float>(rect.h)};
    data_.TotalIdxCount = 0;
    for (int i = 0; i < frame.CmdListsCount; ++i) {
        ImDrawList& from = *frame.CmdLists[i];
        auto& list = lists_.emplace_back(std::make_unique<ImDrawList>(from._Data));
        list->Flags = from.Flags;
        take_inside(from, clip, *list);
        list->VtxBuffer.swap(from.VtxBuffer);
        data_.TotalIdxCount += list->IdxBuffer.Size;
        pointers_.push_back(list.get());
    }
    data_.CmdLists = pointers_.data();
}

Part::~Part() {
    for (int i = 0; i < frame_.CmdListsCount; ++i)
        lists_[static_cast<std::size_t>(i)]->VtxBuffer.swap(frame_.CmdLists[i]->VtxBuffer);
}

}  // namespace heatline::ui
