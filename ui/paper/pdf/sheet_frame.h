#pragma once
// SheetFrame: what stands at the top and the bottom of every page of paper: which meet, when it was printed, which
// page, and the sequence of the journal that it is true for. One thread, the one that has the Pages.

#include <string>

#include "engine/snapshot.h"
#include "ui/paper/pdf/pages.h"

namespace heatline::ui {

struct Printing {
    PaperSize paper = PaperSize::letter;
    Instant at;                        // When: stands on every page…
    std::int32_t zone_offset_min = 0;  // …as the clocks of the meet's zone show it then.
};

class SheetFrame {
public:
    static constexpr int kMargin = 40;
    static constexpr int kTop = 58;     // What a page is for begins here…
    static constexpr int kBottom = 44;  // …and ends so far above its lower edge.

    SheetFrame(Pages& pages, const Snapshot& snapshot, const Printing& printing)
        : pages_(pages), snapshot_(snapshot), printing_(printing) {}

    // A new page with header and footer. `page` as it is to be read: "page 2 of 3", or empty. `note` stands at the
    // foot.
    void begin_page(const std::string& outline, const std::string& page, const std::string& note);

    int left() const { return kMargin; }
    int width() const { return pages_.width() - 2 * kMargin; }
    int bottom() const { return pages_.height() - kBottom; }

private:
    Pages& pages_;
    const Snapshot& snapshot_;
    Printing printing_;
};

// "page 2 of 3"; `page` from 0.
std::string page_of(int page, int pages);

// The file where no heat has anybody to call: one page that says why, and what to do.
std::string no_heats_sheet(const Snapshot& snapshot, const Printing& printing);

}  // namespace heatline::ui
