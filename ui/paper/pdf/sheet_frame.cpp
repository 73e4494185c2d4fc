#include "ui/paper/pdf/sheet_frame.h"

#include <array>

#include "engine/time_text.h"

namespace heatline::ui {

namespace {

constexpr Type kSmall{.size = 10, .ink = PaperInk::muted};
constexpr Type kSmallRight{.size = 10, .ink = PaperInk::muted, .side = Side::right};

std::string day_text(Date date) {
    constexpr std::array<const char*, 12> kMonths{"January",   "February", "March",    "April",
                                                  "May",       "June",     "July",     "August",
                                                  "September", "October",  "November", "December"};
    const auto month = static_cast<std::size_t>(date.month);
    if (month < 1 || month > kMonths.size()) return {};
    return std::to_string(date.day) + " " + kMonths[month - 1] + " " + std::to_string(date.year);
}

}  // namespace

void SheetFrame::begin_page(const std::string& outline, const std::string& page, const std::string& note) {
    const MeetRules& rules = *snapshot_.rules;
    pages_.begin_page(outline);
    const int half = width() / 2;
    const std::string day = day_text(rules.date);
    pages_.write({left(), 28, half}, rules.name + (day.empty() ? "" : " · " + day), kSmall);
    pages_.write({left() + half, 28, width() - half},
                 "printed " + clock_time(printing_.at, rules.zone_offset_min) + (page.empty() ? "" : " · " + page),
                 kSmallRight);
    const int foot = pages_.height() - 34;
    pages_.write({left(), foot, width() * 2 / 3}, note, kSmall);
    pages_.write({left() + width() * 2 / 3, foot, width() - width() * 2 / 3},
                 "true for journal " + std::to_string(snapshot_.seq), kSmallRight);
}

std::string empty_sheet(const Snapshot& snapshot, const Printing& printing, const std::string& title,
                        const std::string& what_to_do) {
    Pages pages(printing.paper, snapshot.rules->name + ": " + title, printing.at);
    SheetFrame frame(pages, snapshot, printing);
    frame.begin_page({}, {}, {});
    const int high =
        pages.write({frame.left(), SheetFrame::kTop, frame.width()}, title, {.size = 44, .weight = FontWeight::bold});
    pages.write({frame.left(), SheetFrame::kTop + high + 12, frame.width()}, what_to_do, {.size = 16, .lines = 4});
    return pages.take();
}

}  // namespace heatline::ui
