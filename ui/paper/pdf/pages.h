#pragma once
// Pages: a PDF in the making. Text, lines and boxes at places in points (1/72 inch) from the top left of the page.
//
// Names of any script are shaped, with the fonts of the machine: Roboto, and Noto where Roboto has no letter. The same
// calls give the same bytes on a machine: nothing in the file says when it was made but `date`, in whole minutes.
// One thread.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "engine/base/time.h"

namespace heatline::ui {

enum class PaperSize : std::uint8_t { letter, a4 };

enum class FontWeight : std::uint8_t { regular, medium, bold };
enum class Side : std::uint8_t { left, right };
enum class PaperInk : std::uint8_t { black, muted, line };

struct Type {
    int size = 12;  // In points.
    FontWeight weight = FontWeight::regular;
    PaperInk ink = PaperInk::black;
    Side side = Side::left;
    int lines = 1;  // At the most; what is longer ends in "…".
    int high = 0;   // Letters get smaller where their script is taller than so many points; 0: any height.
};

struct Spot {
    int x = 0, y = 0;  // Of the upper left corner.
    int width = 0;     // Below 0 as 0.
};

class Pages {
public:
    Pages(PaperSize paper, const std::string& title, Instant date);
    ~Pages();
    Pages(const Pages&) = delete;
    Pages& operator=(const Pages&) = delete;

    int width() const { return width_; }
    int height() const { return height_; }

    // The next page; the first one is there only after the first call. `outline` is its entry in the list of contents
    // that PDF readers show; empty: none.
    void begin_page(const std::string& outline);

    // Returns the height that the text took. A line break in `text` begins no new line.
    int write(Spot at, std::string_view text, const Type& type);
    // What `text` would take on one line.
    int width_of(std::string_view text, const Type& type) const;
    int height_of(std::string_view text, int width, const Type& type) const;

    void rule(Spot at, PaperInk ink);
    // An empty square, to be ticked by hand.
    void square(int x, int y, int side);

    // Ends the file and gives its bytes; once, and last.
    std::string take();

private:
    struct Parts;

    int width_, height_;
    int pages_ = 0;
    std::unique_ptr<Parts> parts_;
};

}  // namespace heatline::ui
