#include "ui/paper/pdf/tent_posters.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "engine/time_text.h"
#include "ui/format_heat.h"
#include "ui/paper/tent_sheets.h"

namespace heatline::ui {

namespace {

constexpr int kRow = 58, kRowLeast = 47, kHeads = 20, kAdvice = 112;
constexpr int kLargeRow = 148;                            // Of a team with so few heats that they fit so.
constexpr std::array<int, 4> kNameSizes{60, 44, 32, 24};  // The largest in which a name takes two lines.

// From the left: the heat, three times, the children.
constexpr int kTime = 92, kChildren = 84;

class Poster {
public:
    Poster(Pages& pages, const Snapshot& snapshot, const Printing& printing)
        : pages_(pages), frame_(pages, snapshot, printing), snapshot_(snapshot), rules_(*snapshot.rules) {}

    void add(const TentSheet& sheet) {
        const Team& team = snapshot_.roster->team(sheet.team);
        std::size_t next = 0;
        while (next < sheet.lines.size()) {
            frame_.begin_page(next == 0 ? team.name : "", next == 0 ? "" : "goes on", "");
            int y = name_of(team);
            const int last = frame_.bottom() - kAdvice;
            if (y + static_cast<int>(sheet.lines.size()) * kLargeRow <= last) {
                for (const SheetHeat& heat : sheet.lines) y = large(heat, y);
                return advice(last);
            }
            y = heads(y);
            // Closer together rather than on another page.
            const int all = static_cast<int>(sheet.lines.size());
            const int row = all * kRowLeast <= last - y ? std::min(kRow, (last - y) / all) : kRow;
            do {
                small(sheet.lines[next++], y, row);
                y += row;
            } while (next < sheet.lines.size() && y + row <= last);
            advice(last);
        }
    }

private:
    std::string clock(Instant at) const { return clock_time(at, rules_.zone_offset_min); }

    int x_of_times() const { return frame_.left() + frame_.width() - kChildren - 3 * kTime; }

    // Tent and name; where they end.
    int name_of(const Team& team) {
        int y = SheetFrame::kTop;
        if (!team.tent.empty())
            y += pages_.write({frame_.left(), y, frame_.width()}, "Tent " + team.tent,
                              {.size = 28, .ink = PaperInk::muted});
        y += pages_.write({frame_.left(), y, frame_.width()}, team.name,
                          {.size = name_size(team.name), .weight = FontWeight::bold, .lines = 2});
        return y + 12;
    }

    // One heat over the whole width.
    int large(const SheetHeat& line, int y) {
        pages_.rule({frame_.left(), y, frame_.width()}, PaperInk::black);
        std::string says = heat_title(*line.heat) + " · " + heat_subtitle(*line.heat, rules_) + " · " +
                           counted(static_cast<std::uint64_t>(line.children), "child", "children");
        if (line.assisted > 0) says += ", " + std::to_string(line.assisted) + " with a guide";
        pages_.write({frame_.left(), y + 12, frame_.width()}, says, {.size = 20, .weight = FontWeight::medium});
        const int third = frame_.width() / 3;
        const auto time = [&](int column, const char* label, Instant at, FontWeight weight) {
            const int x = frame_.left() + column * third;
            pages_.write({x, y + 44, third}, label, {.size = 16, .ink = PaperInk::muted});
            pages_.write({x, y + 60, third}, clock(at), {.size = 60, .weight = weight});
        };
        time(0, "be here by", line.arrive_by, FontWeight::regular);
        time(1, "leave the tent", line.call, FontWeight::bold);
        time(2, "start", line.heat->planned, FontWeight::regular);
        return y + kLargeRow;
    }

    // The heads of the columns of a list.
    int heads(int y) {
        const Type head{.size = 12, .ink = PaperInk::muted, .side = Side::right};
        const int x = x_of_times();
        pages_.write({x, y, kTime}, "be here by", head);
        pages_.write({x + kTime, y, kTime}, "leave the tent", head);
        pages_.write({x + 2 * kTime, y, kTime}, "start", head);
        pages_.write({x + 3 * kTime, y, kChildren}, "children", head);
        y += kHeads;
        pages_.rule({frame_.left(), y, frame_.width()}, PaperInk::black);
        return y;
    }

    int name_size(const std::string& name) const {
        for (const int size : kNameSizes) {
            const Type type{.size = size, .weight = FontWeight::bold, .lines = 9};
            const int line = pages_.height_of("X", frame_.width(), type);
            if (pages_.height_of(name, frame_.width(), type) <= 2 * line) return size;
        }
        return kNameSizes.back();
    }

    void small(const SheetHeat& line, int y, int row) {
        const int x = x_of_times();
        const Type value{.size = 24, .side = Side::right};
        const Type meta{.size = 12, .ink = PaperInk::muted};
        const int top = y + (row - 42) / 2;
        pages_.write({frame_.left(), top, x - frame_.left()}, heat_title(*line.heat),
                     {.size = 24, .weight = FontWeight::medium});
        pages_.write({frame_.left(), top + 28, x - frame_.left()}, heat_subtitle(*line.heat, rules_), meta);
        pages_.write({x, top + 2, kTime}, clock(line.arrive_by), value);
        pages_.write({x + kTime, top, kTime}, clock(line.call),
                     {.size = 28, .weight = FontWeight::bold, .side = Side::right});
        pages_.write({x + 2 * kTime, top + 2, kTime}, clock(line.heat->planned), value);
        pages_.write({x + 3 * kTime, top + 2, kChildren}, std::to_string(line.children), value);
        if (line.assisted > 0)
            pages_.write({x + 3 * kTime, top + 28, kChildren}, std::to_string(line.assisted) + " with a guide",
                         {.size = 12, .ink = PaperInk::muted, .side = Side::right});
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
    if (sheets.empty())
        return empty_sheet(snapshot, printing, "No team has a heat",
                           "Import teams and runners, then make the plan: heatline plan DIR --write");
    Pages pages(printing.paper, snapshot.rules->name + ": tents", printing.at);
    Poster poster(pages, snapshot, printing);
    for (const TentSheet& sheet : sheets) poster.add(sheet);
    return pages.take();
}

}  // namespace heatline::ui
