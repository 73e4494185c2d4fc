#pragma once
// Kit: what every view draws with, so that nine views look like one hand made them.
//
// Positions and sizes are in design pixels of the 8-pixel grid; the kit scales them by the zoom and by the screen. Text
// has one of six sizes and an Ink, never a number or a colour of its own. Nothing here knows what is shown. It draws
// into ImGui's background list: there are no windows, so nothing can take the focus. Render thread.

#include <imgui.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "ui/desk/theme.h"

namespace heatline::ui {

// The type scale at 100 %: 16, 20, 28, 44, 72, 132.
enum class Size : std::uint8_t { meta, body, heading, action, name, clock };
inline constexpr std::size_t kSizes = 6;
inline constexpr std::array<float, kSizes> kPixels{16, 20, 28, 44, 72, 132};

enum class Weight : std::uint8_t { regular, medium };
enum class Align : std::uint8_t { left, centre, right };

// State is always shape + word + colour.
enum class Mark : std::uint8_t {
    none,
    on_course,       // A triangle that points right.
    finished,        // A disc.
    back,            // A disc with a tick.
    look,            // A diamond.
    absent,          // A hollow square.
    did_not_finish,  // A bar with a cross.
    held,            // Two bars.
    live,            // A small disc: the connection is there.
    lost,            // A hollow disc with a stroke through it.
};

struct Rect {
    float x = 0, y = 0, w = 0, h = 0;
    float right() const { return x + w; }
    float bottom() const { return y + h; }
    bool holds(float px, float py) const { return px >= x && px < right() && py >= y && py < bottom(); }
    Rect inset(float by) const { return {x + by, y + by, w - 2 * by, h - 2 * by}; }
    Rect inset_y(float by) const { return {x, y + by, w, h - 2 * by}; }
    // Cuts a part off and returns it; this keeps the rest.
    Rect take_top(float height);
    Rect take_bottom(float height);
    Rect take_left(float width);
    Rect take_right(float width);
};

// The fonts of a zoom, made by fonts.h.
struct Faces {
    std::array<std::array<ImFont*, 2>, kSizes> fonts{};  // By Size, Weight.
    ImFont* at(Size size, Weight weight) const {
        return fonts[static_cast<std::size_t>(size)][static_cast<std::size_t>(weight)];
    }
};

struct Mouse {
    float x = -1, y = -1;        // Design pixels.
    bool clicked = false;        // Pressed in this frame,
    std::int64_t device_us = 0;  // then, on CLOCK_BOOTTIME.
    float wheel = 0;             // Lines, up is positive.
    bool down = false;           // Held now.
    bool released = false;       // Let go in this frame, here.
};

struct TextStyle {
    Size size = Size::body;
    Ink ink = Ink::text;
    Weight weight = Weight::regular;
    Align align = Align::left;
};

class Kit {
public:
    // `scale` is zoom times the screen's own.
    Kit(ImDrawList* list, const Faces& faces, ThemeName theme, float scale, Rect screen, Mouse mouse);

    const Rect& screen() const { return screen_; }
    const Mouse& mouse() const { return mouse_; }
    // For what is drawn from now on.
    void set_mouse(Mouse mouse) { mouse_ = mouse; }
    ThemeName theme_name() const { return theme_name_; }

    // ---- text. The box of one line is as high as line_height(size); what does not fit in `rect.w` ends in an
    // ellipsis.
    static float line_height(Size size);
    float width(std::string_view text, Size size, Weight weight = Weight::regular) const;
    // Vertically centred in `rect`. Returns the width drawn.
    float text(Rect rect, std::string_view text, TextStyle style = {});
    // Breaks at spaces into as many lines as fit in `rect`, from its top; returns the height used.
    float paragraph(Rect rect, std::string_view text, TextStyle style = {});
    // The greatest of the sizes up to `wanted` at which `text` fits into `width`.
    Size fit(std::string_view text, float width, Size wanted, Weight weight = Weight::regular) const;

    // ---- shapes
    void fill(Rect rect, Ink ink, float radius = 0);
    void frame(Rect rect, Ink ink, float thickness = 1, float radius = 4);
    void rule(float x, float y, float width);        // A horizontal line.
    void rule_down(float x, float y, float height);  // A vertical one.
    void mark(Rect rect, Mark mark, Ink ink);        // Centred, as large as fits.
    void stroke(float x0, float y0, float x1, float y1, Ink ink, float thickness = 2);
    void clip(Rect rect);
    void unclip();

    // A key's name in a frame, and what it does: "F8 undo". Returns the width drawn.
    float key_hint(float x, float y, std::string_view key, std::string_view does);
    // A word on a button with its key; button.h makes it one.
    void button(Rect rect, std::string_view word, std::string_view key, bool enabled = true);

    bool hovered(Rect rect) const { return rect.holds(mouse_.x, mouse_.y); }
    bool clicked(Rect rect) const { return mouse_.clicked && hovered(rect); }

private:
    ImU32 colour(Ink ink) const;
    // The face for this text: of a smaller size where the wanted one lacks a letter.
    ImFont* face(std::string_view shown, Size size, Weight weight) const;
    ImVec2 at(float x, float y) const { return {x * scale_, y * scale_}; }
    std::string cut_to(std::string_view text, float width, Size size, Weight weight) const;

    ImDrawList* list_;
    const Faces& faces_;
    ThemeName theme_name_;
    float scale_;
    Rect screen_;
    Mouse mouse_;
};

// The colour that goes with a mark.
Ink ink_of(Mark mark);

}  // namespace heatline::ui
