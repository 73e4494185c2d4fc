#include "ui/paper/pdf/pages.h"

#include <cairo/cairo-pdf.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "engine/base/check.h"

namespace heatline::ui {

namespace {

template <auto release>
struct Release {
    template <class T>
    void operator()(T* owned) const {
        release(owned);
    }
};

constexpr int kSizeLeast = 6;  // Points; no letters are made smaller so that they fit.
constexpr const char* kFamily = "Roboto, Noto Sans, sans-serif";

cairo_status_t append(void* bytes, const unsigned char* data, unsigned int length) {
    static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), length);
    return CAIRO_STATUS_SUCCESS;
}

// Text from a roster may hold bytes that are no letters; cairo and pango refuse those.
std::string letters(std::string_view text) {
    const std::unique_ptr<char, Release<g_free>> valid(
        g_utf8_make_valid(text.data(), static_cast<gssize>(text.size())));
    return valid.get();
}

PangoWeight pango_weight(FontWeight weight) {
    switch (weight) {
        case FontWeight::regular:
            return PANGO_WEIGHT_NORMAL;
        case FontWeight::medium:
            return PANGO_WEIGHT_MEDIUM;
        case FontWeight::bold:
            return PANGO_WEIGHT_BOLD;
    }
    return PANGO_WEIGHT_NORMAL;
}

// Greys only: paper is printed on whatever printer the school has.
double grey(PaperInk ink) {
    switch (ink) {
        case PaperInk::black:
            return 0.0;
        case PaperInk::muted:
            return 0.3;
        case PaperInk::line:
            return 0.6;
    }
    return 0.0;
}

}  // namespace

struct Pages::Parts {
    std::string bytes;
    std::unique_ptr<cairo_surface_t, Release<cairo_surface_destroy>> surface;
    std::unique_ptr<cairo_t, Release<cairo_destroy>> cairo;
    std::unique_ptr<PangoLayout, Release<g_object_unref>> layout;
    std::unique_ptr<PangoFontDescription, Release<pango_font_description_free>> font;

    void ink(PaperInk ink) const { cairo_set_source_rgb(cairo.get(), grey(ink), grey(ink), grey(ink)); }

    // Lays the text out; without a width: one line of any length. Returns its height.
    int lay_out(std::string_view text, std::optional<int> width, const Type& type) const {
        const std::string valid = letters(text);
        pango_layout_set_width(layout.get(), width ? std::max(0, *width) * PANGO_SCALE : -1);
        pango_layout_set_height(layout.get(), -type.lines);
        pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
        pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
        pango_layout_set_alignment(layout.get(), type.side == Side::right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
        pango_layout_set_text(layout.get(), valid.data(), static_cast<int>(valid.size()));
        pango_font_description_set_weight(font.get(), pango_weight(type.weight));
        int size = type.size, wide = 0, high = 0;
        do {
            pango_font_description_set_absolute_size(font.get(), size * PANGO_SCALE);
            pango_layout_set_font_description(layout.get(), font.get());
            pango_layout_get_pixel_size(layout.get(), &wide, &high);
        } while (type.high > 0 && high > type.high && --size >= kSizeLeast);
        return high;
    }
};

Pages::Pages(PaperSize paper, const std::string& title, Instant date)
    : width_(paper == PaperSize::letter ? 612 : 595),
      height_(paper == PaperSize::letter ? 792 : 842),
      parts_(std::make_unique<Parts>()) {
    parts_->surface.reset(cairo_pdf_surface_create_for_stream(append, &parts_->bytes, width_, height_));
    cairo_pdf_surface_set_metadata(parts_->surface.get(), CAIRO_PDF_METADATA_TITLE, letters(title).c_str());
    // To the minute, and without the fraction that cairo would not understand.
    const std::string minute = format_rfc3339(date).substr(0, std::string_view("2027-05-01T08:00").size()) + ":00Z";
    cairo_pdf_surface_set_metadata(parts_->surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, minute.c_str());
    parts_->cairo.reset(cairo_create(parts_->surface.get()));
    parts_->layout.reset(pango_cairo_create_layout(parts_->cairo.get()));
    pango_layout_set_single_paragraph_mode(parts_->layout.get(), TRUE);
    // Names that are read from the right stand in the same column as all others.
    pango_layout_set_auto_dir(parts_->layout.get(), FALSE);
    parts_->font.reset(pango_font_description_from_string(kFamily));
    // As on paper, not as on some screen: no hinting, so that letters stand alike everywhere.
    std::unique_ptr<cairo_font_options_t, Release<cairo_font_options_destroy>> options(cairo_font_options_create());
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(pango_layout_get_context(parts_->layout.get()), options.get());
    pango_layout_context_changed(parts_->layout.get());
}

Pages::~Pages() = default;

void Pages::begin_page(const std::string& outline) {
    if (pages_++ > 0) cairo_show_page(parts_->cairo.get());
    if (outline.empty()) return;
    const std::string here = "page=" + std::to_string(pages_) + " pos=[0 0]";
    cairo_pdf_surface_add_outline(parts_->surface.get(), CAIRO_PDF_OUTLINE_ROOT, letters(outline).c_str(), here.c_str(),
                                  static_cast<cairo_pdf_outline_flags_t>(0));
}

int Pages::write(Spot at, std::string_view text, const Type& type) {
    const int high = parts_->lay_out(text, at.width, type);
    parts_->ink(type.ink);
    cairo_move_to(parts_->cairo.get(), at.x, at.y);
    pango_cairo_show_layout(parts_->cairo.get(), parts_->layout.get());
    return high;
}

int Pages::width_of(std::string_view text, const Type& type) const {
    parts_->lay_out(text, std::nullopt, type);
    int wide = 0, high = 0;
    pango_layout_get_pixel_size(parts_->layout.get(), &wide, &high);
    return wide;
}

int Pages::height_of(std::string_view text, int width, const Type& type) const {
    return parts_->lay_out(text, width, type);
}

void Pages::rule(Spot at, PaperInk ink) {
    parts_->ink(ink);
    cairo_set_line_width(parts_->cairo.get(), ink == PaperInk::black ? 1.0 : 0.5);
    cairo_move_to(parts_->cairo.get(), at.x, at.y);
    cairo_rel_line_to(parts_->cairo.get(), at.width, 0);
    cairo_stroke(parts_->cairo.get());
}

void Pages::square(int x, int y, int side) {
    parts_->ink(PaperInk::muted);
    cairo_set_line_width(parts_->cairo.get(), 0.75);
    cairo_rectangle(parts_->cairo.get(), x, y, side, side);
    cairo_stroke(parts_->cairo.get());
}

std::string Pages::take() {
    cairo_show_page(parts_->cairo.get());
    CHECK_THAT(cairo_status(parts_->cairo.get()) == CAIRO_STATUS_SUCCESS, "a page could not be drawn");
    cairo_surface_finish(parts_->surface.get());
    CHECK_THAT(cairo_surface_status(parts_->surface.get()) == CAIRO_STATUS_SUCCESS, "a PDF could not be written");
    return std::move(parts_->bytes);
}

}  // namespace heatline::ui
