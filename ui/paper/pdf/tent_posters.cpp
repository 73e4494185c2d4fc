#include "ui/paper/pdf/tent_posters.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "engine/time_text.h"
#include "ui/format_heat.h"
#include "ui/paper/tent_sheets.h"

namespace heatline::ui {

namespace {

constexpr int kRow = 58, kRowLeast = 47, kRowText = 42, kHeads = 20, kAdvice = 112, kMore = 32;
constexpr int kLargeRow = 148;                                // Of a team with so few heats that they fit so.
constexpr std::array<int, 5> kNameSizes{60, 52, 44, 32, 24};  // The largest that leaves room enough is taken.

constexpr int kNameOfSeveral = 32;  // At the most, where the heats take several pages.

// Columns from the right: three times, the children.
constexpr int kTime = 92, kChildren = 84;

class Poster {
public:
    Poster(Pages& pages, const Snapshot& snapshot, const Printing& printing)
        : pages_(pages), frame_(pages, snapshot, printing), snapshot_(snapshot), rules_(*snapshot.rules) {}

    void add(const TentSheet& sheet) {
        const Team& team = snapshot_.roster->team(sheet.team);
        const int last = frame_.bottom() - kAdvice;
        const int all = static_cast<int>(sheet.heats.size());
        const int size = name_size(team, all);
        const int top = SheetFrame::kTop + name_height(team, size);
        if (top + all * kLargeRow <= last) {
            frame_.begin_page(team.name, {}, {});
            int y = name(team, size);
            for (const SheetHeat& heat : sheet.heats) y = large(heat, y);
            return advice(last);
        }
        // Closer together rather than on another page.
        const int room = last - top - kHeads;
        const bool one_page = all * kRowLeast <= room;
        const int row = one_page ? std::min(kRow, room / all) : kRow;
        const int on_page = one_page ? all : std::max(1, (room - kMore) / row);
        const int pages = (all + on_page - 1) / on_page;
        for (int page = 0; page < pages; ++page) {
            frame_.begin_page(page == 0 ? team.name : "", pages == 1 ? "" : page_of(page, pages), {});
            int y = heads(name(team, size));
            for (int i = page * on_page; i < std::min(all, (page + 1) * on_page); ++i, y += row)
                small(sheet.heats[static_cast<std::size_t>(i)], y, row);
            if (page + 1 < pages)
                pages_.write({frame_.left(), y + 8, frame_.width()}, "More heats of this team are on the next page.",
                             {.size = 16, .weight = FontWeight::bold});
            advice(last);
        }
    }

private:
    std::string clock(Instant at) const { return clock_time(at, rules_.zone_offset_min); }

    int x_of_times() const { return frame_.left() + frame_.width() - kChildren - 3 * kTime; }

    static Type name_type(int size, int lines) { return {.size = size, .weight = FontWeight::bold, .lines = lines}; }

    // The largest in which the name takes two lines and all heats stand on one page; else the largest of two lines.
    int name_size(const Team& team, int heats) const {
        int two_lines = kNameSizes.back();
        for (auto size = kNameSizes.rbegin(); size != kNameSizes.rend(); ++size) {
            const int line = pages_.height_of("X", frame_.width(), name_type(*size, 1));
            // Another script may be taller; three lines of it are more than two and a half of these.
            if (pages_.height_of(team.name, frame_.width(), name_type(*size, 9)) * 2 <= 5 * line) two_lines = *size;
        }
        for (const int size : kNameSizes) {
            const int top = SheetFrame::kTop + name_height(team, size);
            if (size <= two_lines && top + kHeads + heats * kRowLeast <= frame_.bottom() - kAdvice) return size;
        }
        return std::min(two_lines, kNameOfSeveral);
    }

    int name_height(const Team& team, int size) const {
        const int tent =
            team.tent.empty() ? 0 : pages_.height_of("Tent " + team.tent, frame_.width(), Type{.size = 28});
        return tent + pages_.height_of(team.name, frame_.width(), name_type(size, 2)) + 12;
    }

    // Tent and name; where they end.
    int name(const Team& team, int size) {
        int y = SheetFrame::kTop;
        if (!team.tent.empty())
            y += pages_.write({frame_.left(), y, frame_.width()}, "Tent " + team.tent,
                              {.size = 28, .ink = PaperInk::muted});
        return y + pages_.write({frame_.left(), y, frame_.width()}, team.name, name_type(size, 2)) + 12;
    }

    // One heat over the whole width.
    int large(const SheetHeat& heat, int y) {
        pages_.rule({frame_.left(), y, frame_.width()}, PaperInk::black);
        const std::string says = heat_title(*heat.heat) + " · " + heat_subtitle(*heat.heat, rules_) + " · " +
                                 counted(static_cast<std::uint64_t>(heat.children), "child", "children");
        pages_.write({frame_.left(), y + 12, frame_.width()}, says,
                     {.size = 20, .weight = FontWeight::medium, .high = 30});
        const int third = frame_.width() / 3;
        const auto time = [&](int column, const char* label, Instant at, FontWeight weight) {
            const int x = frame_.left() + column * third;
            pages_.write({x, y + 44, third}, label, {.size = 16, .ink = PaperInk::muted});
            pages_.write({x, y + 60, third}, clock(at), {.size = 60, .weight = weight});
        };
        time(0, "be here by", heat.arrive_by, FontWeight::regular);
        time(1, "leave the tent", heat.call, FontWeight::bold);
        time(2, "start", heat.heat->planned, FontWeight::regular);
        return y + kLargeRow;
    }

    // The heads of the columns of a list; where it begins.
    int heads(int y) {
        const Type head{.size = 12, .ink = PaperInk::muted, .side = Side::right};
        const int x = x_of_times();
        pages_.write({x, y, kTime}, "be here by", head);
        pages_.write({x + kTime, y, kTime}, "leave the tent", head);
        pages_.write({x + 2 * kTime, y, kTime}, "start", head);
        pages_.write({x + 3 * kTime, y, kChildren}, "children", head);
        pages_.rule({frame_.left(), y + kHeads, frame_.width()}, PaperInk::black);
        return y + kHeads;
    }

    void small(const SheetHeat& heat, int y, int row) {
        const int x = x_of_times();
        const Type value{.size = 24, .side = Side::right};
        const int top = y + (row - kRowText) / 2;
        pages_.write({frame_.left(), top, x - frame_.left()}, heat_title(*heat.heat),
                     {.size = 24, .weight = FontWeight::medium, .high = 29});
        pages_.write({frame_.left(), top + 28, x - frame_.left()}, heat_subtitle(*heat.heat, rules_),
                     {.size = 12, .ink = PaperInk::muted, .high = 16});
        pages_.write({x, top + 6, kTime}, clock(heat.arrive_by), value);
        pages_.write({x + kTime, top + 4, kTime}, clock(heat.call),
                     {.size = 28, .weight = FontWeight::bold, .side = Side::right});
        pages_.write({x + 2 * kTime, top + 6, kTime}, clock(heat.heat->planned), value);
        pages_.write({x + 3 * kTime, top + 6, kChildren}, grouped(static_cast<std::uint64_t>(heat.children)), value);
        pages_.rule({frame_.left(), y + row, frame_.width()}, PaperInk::line);
    }

    void advice(int y) {
        const std::int32_t ratio = rules_.heats.chaperone_ratio;
        const std::string coaches = ratio > 0 ? ", one coach for every " + std::to_string(ratio) + " children" : "";
        y += 12;
        const Type type{.size = 16, .lines = 2};
        const int high =
            pages_.write({frame_.left(), y, frame_.width()},
                         "Coaches: set off at the time in bold with every child of the heat" + coaches + ".", type);
        pages_.write({frame_.left(), y + high + 6, frame_.width()},
                     "After the run walk back here together and have every child counted. Nobody leaves before that.",
                     type);
    }

    Pages& pages_;
    SheetFrame frame_;
    const Snapshot& snapshot_;
    const MeetRules& rules_;
};

}  // namespace

std::string tent_posters(const Snapshot& snapshot, const Printing& printing) {
    const std::vector<TentSheet> sheets = tent_sheets(snapshot);
    if (sheets.empty()) return no_heats_sheet(snapshot, printing);
    Pages pages(printing.paper, snapshot.rules->name + ": tents", printing.at);
    Poster poster(pages, snapshot, printing);
    for (const TentSheet& sheet : sheets) poster.add(sheet);
    return pages.take();
}

}  // namespace heatline::ui
