#include "ui/paper/pdf/sheet_frame.h"

#include <array>

#include "engine/time_text.h"

namespace heatline::ui {

namespace {

constexpr Type kSmall{.size = 10, .ink = PaperInk::muted};
constexpr Type kSmallRight{.size = 10, .ink = PaperInk::muted, .side = Side::right};

std::string day_text(Date date, bool with_year) {
    constexpr std::array<const char*, 12> kMonths{"January",   "February", "March",    "April",
                                                  "May",       "June",     "July",     "August",
                                                  "September", "October",  "November", "December"};
    const auto month = static_cast<std::size_t>(date.month);
    if (month < 1 || month > kMonths.size()) return format_date(date);
    return std::to_string(date.day) + " " + kMonths[month - 1] + (with_year ? " " + std::to_string(date.year) : "");
}

}  // namespace

void SheetFrame::begin_page(const std::string& outline, const std::string& page, const std::string& note) {
    const MeetRules& rules = *snapshot_.rules;
    pages_.begin_page(outline);
    const std::string printed = "printed " + day_text(date_of(printing_.at, printing_.zone_offset_min), false) + ", " +
                                clock_time(printing_.at, printing_.zone_offset_min) +
                                (page.empty() ? "" : " · " + page);
    const int right = pages_.width_of(printed, kSmallRight) + 1;
    pages_.write({left(), 28, width() - right - 12}, day_text(rules.date, true) + " · " + rules.name, kSmall);
    pages_.write({left() + width() - right, 28, right}, printed, kSmallRight);
    const int foot = pages_.height() - 34;
    pages_.write({left(), foot, width() * 2 / 3}, note, kSmall);
    pages_.write({left() + width() * 2 / 3, foot, width() - width() * 2 / 3},
                 "true for journal " + std::to_string(snapshot_.seq), kSmallRight);
}

std::string page_of(int page, int pages) { return "page " + std::to_string(page + 1) + " of " + std::to_string(pages); }

std::string no_heats_sheet(const Snapshot& snapshot, const Printing& printing) {
    const bool planned = !snapshot.heats.empty();
    Pages pages(printing.paper, snapshot.rules->name, printing.at);
    SheetFrame frame(pages, snapshot, printing);
    frame.begin_page({}, {}, {});
    const int high = pages.write({frame.left(), SheetFrame::kTop, frame.width()},
                                 planned ? "No heat is to be called" : "No heat is planned",
                                 {.size = 44, .weight = FontWeight::bold});
    pages.write({frame.left(), SheetFrame::kTop + high + 12, frame.width()},
                planned
                    ? "All heats are cancelled, or nobody is left in them: heatline report DIR results says who was."
                    : "Import teams and runners, then make the plan: heatline plan DIR --write",
                {.size = 16, .lines = 4});
    return pages.take();
}

}  // namespace heatline::ui
