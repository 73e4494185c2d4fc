#include "ui/desk/damage.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

namespace heatline::ui {
namespace {

// FNV-1a over words: fast, and spread enough for bytes that are no attack.
constexpr std::uint64_t kBegin = 14'695'981'039'346'656'037U, kPrime = 1'099'511'628'211U;

void mix(std::uint64_t& digest, std::uint64_t word) {
    digest = (digest ^ word) * kPrime;
    digest ^= digest >> 29;
}
void mix(std::uint64_t& digest, float x, float y) {
    std::uint32_t a = 0, b = 0;
    std::memcpy(&a, &x, sizeof a);
    std::memcpy(&b, &y, sizeof b);
    mix(digest, std::uint64_t{a} << 32 | b);
}

struct Tiles {
    int columns, rows;
    std::vector<std::uint64_t> digests;

    // Adds `what` to every tile that the box touches.
    void add(float left, float top, float right, float bottom, std::uint64_t what) {
        if (right <= left || bottom <= top) return;
        const int x0 = tile_at(left, columns), x1 = tile_at(right, columns);
        const int y0 = tile_at(top, rows), y1 = tile_at(bottom, rows);
        for (int y = y0; y <= y1; ++y) {
            for (int x = x0; x <= x1; ++x)
                mix(digests[static_cast<std::size_t>(y) * static_cast<std::size_t>(columns) +
                            static_cast<std::size_t>(x)],
                    what);
        }
    }
    static int tile_at(float pixel, int count) {
        const float last = static_cast<float>(count) - 1;
        return static_cast<int>(std::clamp(std::floor(pixel / Damage::kTile), 0.0F, last));
    }
};

void add_list(Tiles& tiles, const ImDrawList& list) {
    for (const ImDrawCmd& command : list.CmdBuffer) {
        if (command.UserCallback) continue;
        std::uint64_t base = kBegin;
        mix(base, static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(command.TextureId)));
        const ImVec4& clip = command.ClipRect;
        mix(base, clip.x, clip.y);
        mix(base, clip.z, clip.w);
        const ImDrawIdx* index = list.IdxBuffer.Data + command.IdxOffset;
        for (unsigned i = 0; i + 2 < command.ElemCount; i += 3) {
            std::uint64_t digest = base;
            float left = clip.z, top = clip.w, right = clip.x, bottom = clip.y;
            for (unsigned corner = 0; corner < 3; ++corner) {
                const ImDrawVert& at = list.VtxBuffer[static_cast<int>(command.VtxOffset + index[i + corner])];
                mix(digest, at.pos.x, at.pos.y);
                mix(digest, at.uv.x, at.uv.y);
                mix(digest, at.col);
                left = std::min(left, at.pos.x);
                top = std::min(top, at.pos.y);
                right = std::max(right, at.pos.x);
                bottom = std::max(bottom, at.pos.y);
            }
            // A pixel more on each side: edges are smoothed.
            tiles.add(std::max(left - 1, clip.x), std::max(top - 1, clip.y), std::min(right + 1, clip.z),
                      std::min(bottom + 1, clip.w), digest);
        }
    }
}

// Damaged tiles as rectangles of tiles: runs of a row, one under the other where they are as wide.
std::vector<PixelRect> runs_of(const std::vector<bool>& damaged, int columns, int rows) {
    std::vector<PixelRect> rects;
    for (int y = 0; y < rows; ++y) {
        for (int x = 0; x < columns;) {
            const auto is_damaged = [&](int at) {
                return at < columns && damaged[static_cast<std::size_t>(y * columns + at)];
            };
            if (!is_damaged(x)) {
                ++x;
                continue;
            }
            int end = x;
            while (is_damaged(end)) ++end;
            const auto above = std::find_if(rects.begin(), rects.end(), [&](const PixelRect& rect) {
                return rect.x == x && rect.w == end - x && rect.y + rect.h == y;
            });
            if (above != rects.end()) {
                ++above->h;
            } else {
                rects.push_back({x, y, end - x, 1});
            }
            x = end;
        }
    }
    return rects;
}

PixelRect around(const PixelRect& a, const PixelRect& b) {
    const int left = std::min(a.x, b.x), top = std::min(a.y, b.y);
    return {left, top, std::max(a.x + a.w, b.x + b.w) - left, std::max(a.y + a.h, b.y + b.h) - top};
}
int area(const PixelRect& rect) { return rect.w * rect.h; }

// Joins until there are `most`: each time the neighbours in the list whose join adds the least. They come row by row,
// so neighbours in the list are neighbours on the screen as well.
void join(std::vector<PixelRect>& rects, std::size_t most) {
    while (rects.size() > most) {
        std::size_t best = 0;
        int least = 0;
        for (std::size_t i = 0; i + 1 < rects.size(); ++i) {
            const int added = area(around(rects[i], rects[i + 1])) - area(rects[i]) - area(rects[i + 1]);
            if (i == 0 || added < least) {
                best = i;
                least = added;
            }
        }
        rects[best] = around(rects[best], rects[best + 1]);
        rects.erase(rects.begin() + static_cast<std::ptrdiff_t>(best) + 1);
    }
}

}  // namespace

std::vector<PixelRect> Damage::of(const ImDrawData& frame) {
    const int width = static_cast<int>(frame.DisplaySize.x), height = static_cast<int>(frame.DisplaySize.y);
    if (width <= 0 || height <= 0) return {};
    Tiles tiles{(width + kTile - 1) / kTile, (height + kTile - 1) / kTile, {}};
    tiles.digests.assign(static_cast<std::size_t>(tiles.columns) * static_cast<std::size_t>(tiles.rows), kBegin);
    for (int i = 0; i < frame.CmdListsCount; ++i) add_list(tiles, *frame.CmdLists[i]);

    std::vector<std::uint64_t> before = std::exchange(tiles_, std::move(tiles.digests));
    const bool another = before.empty() || width != width_ || height != height_;
    columns_ = tiles.columns;
    rows_ = tiles.rows;
    width_ = width;
    height_ = height;
    if (another) return {{0, 0, width, height}};
    std::vector<bool> damaged(tiles_.size());
    for (std::size_t i = 0; i < tiles_.size(); ++i) damaged[i] = tiles_[i] != before[i];
    std::vector<PixelRect> rects = runs_of(damaged, columns_, rows_);
    join(rects, kRectsMax);
    for (PixelRect& rect : rects) {
        rect = {rect.x * kTile, rect.y * kTile, rect.w * kTile, rect.h * kTile};
        rect.w = std::min(rect.w, width - rect.x);
        rect.h = std::min(rect.h, height - rect.y);
    }
    return rects;
}

}  // namespace heatline::ui
