#include "ui/desk/kit.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "ui/desk/visual_order.h"

namespace heatline::ui {
namespace {

constexpr const char* kEllipsis = "\xE2\x80\xA6";
constexpr float kPi = 3.14159265F;

// The start of the last character of `text`, so that a cut never splits one.
std::size_t last_character(std::string_view text) {
    std::size_t at = text.size();
    while (at > 0) {
        --at;
        if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80) break;
    }
    return at;
}

}  // namespace

Rect Rect::take_top(float height) {
    const Rect taken{x, y, w, std::min(height, h)};
    y += taken.h;
    h -= taken.h;
    return taken;
}
Rect Rect::take_bottom(float height) {
    const float taken = std::min(height, h);
    h -= taken;
    return {x, y + h, w, taken};
}
Rect Rect::take_left(float width) {
    const Rect taken{x, y, std::min(width, w), h};
    x += taken.w;
    w -= taken.w;
    return taken;
}
Rect Rect::take_right(float width) {
    const float taken = std::min(width, w);
    w -= taken;
    return {x + w, y, taken, h};
}

Ink ink_of(Mark mark) {
    switch (mark) {
        case Mark::on_course:
            return Ink::accent;
        case Mark::finished:
        case Mark::back:
        case Mark::live:
            return Ink::ok;
        case Mark::look:
        case Mark::held:
            return Ink::warn;
        case Mark::did_not_finish:
        case Mark::lost:
            return Ink::bad;
        case Mark::none:
        case Mark::absent:
            break;
    }
    return Ink::muted;
}

Kit::Kit(ImDrawList* list, const Faces& faces, ThemeName theme, float scale, Rect screen, Mouse mouse)
    : list_(list), faces_(faces), theme_name_(theme), scale_(scale), screen_(screen), mouse_(mouse) {}

ImU32 Kit::colour(Ink ink) const {
    const Rgb rgb = theme(theme_name_)[ink];
    return IM_COL32(rgb.r, rgb.g, rgb.b, 255);
}

float Kit::line_height(Size size) { return std::round(kPixels[static_cast<std::size_t>(size)] * 1.25F); }

ImFont* Kit::face(std::string_view shown, Size size, Weight weight) const {
    const auto lacks_letter = [shown](const ImFont* font) {
        for (const char *at = shown.data(), *end = at + shown.size(); at < end;) {
            unsigned int letter = 0;
            at += ImTextCharFromUtf8(&letter, at, end);
            if (letter >= 0x80 && !font->FindGlyphNoFallback(static_cast<ImWchar>(letter))) return true;
        }
        return false;
    };
    for (auto index = static_cast<std::size_t>(size); index > static_cast<std::size_t>(Size::body); --index) {
        ImFont* font = faces_.at(static_cast<Size>(index), weight);
        if (!lacks_letter(font)) return font;
    }
    return faces_.at(std::min(size, Size::body), weight);
}

float Kit::width(std::string_view text, Size size, Weight weight) const {
    const std::string shown = visual_order(text);
    const ImFont* font = face(shown, size, weight);
    return font->CalcTextSizeA(font->FontSize * font->Scale, 1e9F, 0, shown.data(), shown.data() + shown.size()).x /
           scale_;
}

std::string Kit::cut_to(std::string_view text, float room, Size size, Weight weight) const {
    if (width(text, size, weight) <= room + 0.5F) return std::string{text};
    // By halves: the width grows with the text.
    std::size_t fits = 0, beyond = text.size();
    while (fits < beyond) {
        std::size_t half = fits + (beyond - fits + 1) / 2;
        while (half < text.size() && (static_cast<unsigned char>(text[half]) & 0xC0) == 0x80) ++half;
        if (half > beyond || half == fits) break;
        if (width(std::string{text.substr(0, half)} + kEllipsis, size, weight) <= room) {
            fits = half;
        } else {
            beyond = last_character(text.substr(0, half));
        }
    }
    std::string cut{text.substr(0, fits)};
    while (!cut.empty() && cut.back() == ' ') cut.pop_back();
    return cut + kEllipsis;
}

float Kit::text(Rect rect, std::string_view text, TextStyle style) {
    if (text.empty() || rect.w <= 0) return 0;
    const std::string shown = visual_order(cut_to(text, rect.w, style.size, style.weight));
    ImFont* font = face(shown, style.size, style.weight);
    const float pixels = font->FontSize * font->Scale;
    const ImVec2 size = font->CalcTextSizeA(pixels, 1e9F, 0, shown.data(), shown.data() + shown.size());
    float x = rect.x * scale_;
    if (style.align == Align::centre) x += (rect.w * scale_ - size.x) / 2;
    if (style.align == Align::right) x += rect.w * scale_ - size.x;
    const float y = rect.y * scale_ + (rect.h * scale_ - size.y) / 2;
    list_->AddText(font, pixels, {std::round(x), std::round(y)}, colour(style.ink), shown.data(),
                   shown.data() + shown.size());
    return size.x / scale_;
}

float Kit::paragraph(Rect rect, std::string_view text, TextStyle style) {
    const float height = line_height(style.size);
    float used = 0;
    while (!text.empty() && used + height <= rect.h + 0.5F) {
        const bool last = used + 2 * height > rect.h + 0.5F;
        std::size_t end = text.size();
        while (!last && end > 0 && width(text.substr(0, end), style.size, style.weight) > rect.w) {
            const std::size_t space = text.substr(0, end).rfind(' ');
            if (space == std::string_view::npos) break;  // A word that is too long is cut.
            end = space;
        }
        this->text({rect.x, rect.y + used, rect.w, height}, text.substr(0, end), style);
        used += height;
        text.remove_prefix(end);
        while (text.starts_with(' ')) text.remove_prefix(1);
    }
    return used;
}

Size Kit::fit(std::string_view text, float room, Size wanted, Weight weight) const {
    auto size = static_cast<std::size_t>(wanted);
    while (size > 0 && width(text, static_cast<Size>(size), weight) > room) --size;
    return static_cast<Size>(size);
}

void Kit::fill(Rect r, Ink ink, float radius) {
    list_->AddRectFilled(at(r.x, r.y), at(r.right(), r.bottom()), colour(ink), radius * scale_);
}

void Kit::frame(Rect r, Ink ink, float thickness, float radius) {
    const float half = thickness / 2;
    list_->AddRect(at(r.x + half, r.y + half), at(r.right() - half, r.bottom() - half), colour(ink), radius * scale_, 0,
                   thickness * scale_);
}

void Kit::rule(float x, float y, float length) { fill({x, y, length, 1}, Ink::line); }
void Kit::rule_down(float x, float y, float length) { fill({x, y, 1, length}, Ink::line); }

void Kit::stroke(float x0, float y0, float x1, float y1, Ink ink, float thickness) {
    list_->AddLine(at(x0, y0), at(x1, y1), colour(ink), thickness * scale_);
}

void Kit::mark(Rect rect, Mark mark, Ink ink) {
    const float side = std::min(rect.w, rect.h);
    const float r = side / 2 * 0.8F;
    const float cx = rect.x + rect.w / 2, cy = rect.y + rect.h / 2;
    const ImU32 colour = this->colour(ink);
    const ImU32 hole = this->colour(Ink::background);
    const float line = std::max(2.0F, side / 9) * scale_;
    const auto p = [&](float dx, float dy) { return at(cx + dx * r, cy + dy * r); };
    switch (mark) {
        case Mark::none:
            break;
        case Mark::on_course:
            list_->AddTriangleFilled(p(-0.75F, -1), p(-0.75F, 1), p(1, 0), colour);
            break;
        case Mark::finished:
            list_->AddCircleFilled(at(cx, cy), r * scale_, colour, 32);
            break;
        case Mark::live:
            list_->AddCircleFilled(at(cx, cy), r * 0.7F * scale_, colour, 24);
            break;
        case Mark::back: {
            list_->AddCircleFilled(at(cx, cy), r * scale_, colour, 32);
            const ImVec2 tick[] = {p(-0.5F, 0.05F), p(-0.12F, 0.42F), p(0.52F, -0.38F)};
            list_->AddPolyline(tick, 3, hole, 0, line);
            break;
        }
        case Mark::look:
            list_->AddQuadFilled(p(0, -1.1F), p(1.1F, 0), p(0, 1.1F), p(-1.1F, 0), colour);
            break;
        case Mark::absent:
            list_->AddRect(p(-0.8F, -0.8F), p(0.8F, 0.8F), colour, 0, 0, line);
            break;
        case Mark::did_not_finish:
            list_->AddLine(p(-0.8F, -0.8F), p(0.8F, 0.8F), colour, line);
            list_->AddLine(p(-0.8F, 0.8F), p(0.8F, -0.8F), colour, line);
            list_->AddLine(p(-1, 1.15F), p(1, 1.15F), colour, line);
            break;
        case Mark::held:
            list_->AddRectFilled(p(-0.75F, -0.9F), p(-0.2F, 0.9F), colour);
            list_->AddRectFilled(p(0.2F, -0.9F), p(0.75F, 0.9F), colour);
            break;
        case Mark::lost:
            list_->AddCircle(at(cx, cy), r * 0.8F * scale_, colour, 24, line);
            list_->AddLine(p(std::cos(kPi * 0.25F), -std::sin(kPi * 0.25F)),
                           p(-std::cos(kPi * 0.25F), std::sin(kPi * 0.25F)), colour, line);
            break;
    }
}

void Kit::clip(Rect r) { list_->PushClipRect(at(r.x, r.y), at(r.right(), r.bottom()), true); }
void Kit::unclip() { list_->PopClipRect(); }

float Kit::key_hint(float x, float y, std::string_view key, std::string_view does) {
    const float key_width = width(key, Size::meta, Weight::medium) + 14;
    frame({x, y, key_width, 26}, Ink::line);
    text({x, y, key_width, 26}, key, {Size::meta, Ink::text, Weight::medium, Align::centre});
    const float word = text({x + key_width + 8, y, 1000, 26}, does, {Size::meta, Ink::muted});
    return key_width + 8 + word;
}

void Kit::button(Rect rect, std::string_view word, std::string_view key, bool enabled) {
    const Ink ink = enabled ? Ink::accent : Ink::muted;
    if (enabled && hovered(rect)) fill(rect, Ink::surface, 4);
    frame(rect, enabled ? ink : Ink::line, enabled ? 2 : 1);
    Rect inner{rect.x + 16, rect.y, rect.w - 32, rect.h};
    const float key_width = width(key, Size::meta, Weight::medium);
    text(inner.take_right(key_width), key, {Size::meta, Ink::muted, Weight::medium, Align::right});
    inner.take_right(16);
    text(inner, word, {Size::body, ink, Weight::medium});
}

}  // namespace heatline::ui
