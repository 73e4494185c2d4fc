#include "ui/paper/pdf/start_list_pages.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "engine/time_text.h"
#include "ui/format.h"
#include "ui/format_heat.h"
#include "ui/paper/pdf/column_flow.h"
#include "ui/paper/start_lists.h"

namespace heatline::ui {

namespace {

constexpr int kColumns = 2, kGutter = 24;
constexpr int kHeading = 38, kLine = 16, kGap = 10;
constexpr int kSquare = 9, kBib = 44, kLane = 64;

class Marshal {
public:
    Marshal(Pages& pages, const Snapshot& snapshot, Viewer viewer, const Printing& printing)
        : pages_(pages),
          frame_(pages, snapshot, printing),
          snapshot_(snapshot),
          rules_(*snapshot.rules),
          viewer_(viewer) {}

    void add(StartList list) {
        std::size_t children = 0;
        std::int64_t assisted = 0;
        bool lanes = false;
        for (StartingTeam& team : list.teams) {
            std::erase_if(team.starters, [](const Starter& starter) { return starter.gone; });
            children += team.starters.size();
            for (const Starter& starter : team.starters) {
                assisted += snapshot_.roster->runner(starter.runner).assisted ? 1 : 0;
                lanes = lanes || starter.lane > 0;
            }
        }
        std::erase_if(list.teams, [](const StartingTeam& team) { return team.starters.empty(); });
        const HeatNames names{*snapshot_.roster, rules_.privacy, children_of(*list.heat), viewer_};
        std::string says = heat_subtitle(*list.heat, rules_) + " · " + counted(children, "child", "children");
        if (assisted > 0 && viewer_.audience == Audience::staff)
            says += ", " + std::to_string(assisted) + " with a guide";
        says += " · " + counted(list.teams.size(), "team", "teams");
        if (!list.teams.empty()) {
            Instant first = list.teams.front().call;
            for (const StartingTeam& team : list.teams) first = std::min(first, team.call);
            says += " · the first leaves its tent at " + clock(first);
        }
        lanes ? by_lane(list, says, names) : by_team(list, says, names);
    }

private:
    std::string clock(Instant at) const { return clock_time(at, rules_.zone_offset_min); }

    // Header of the page; where the lists begin.
    int begin_page(const StartList& list, const std::string& says, std::size_t page, std::size_t of) {
        const std::string title = heat_title(*list.heat);
        frame_.begin_page(
            page == 0 ? title : "", title + ", page " + std::to_string(page + 1) + " of " + std::to_string(of),
            viewer_.audience == Audience::staff ? "Full names, for staff: leave it with nobody else." : "");
        const int start = 150;
        const int high = pages_.write({frame_.left(), SheetFrame::kTop, frame_.width() - start}, title,
                                      {.size = 44, .weight = FontWeight::bold});
        pages_.write({frame_.left() + frame_.width() - start, SheetFrame::kTop, start}, clock(list.heat->planned),
                     {.size = 44, .weight = FontWeight::bold, .side = Side::right});
        int y = SheetFrame::kTop + high + 2;
        y += pages_.write({frame_.left(), y, frame_.width()}, says, {.size = 14, .lines = 2}) + 8;
        pages_.rule({frame_.left(), y, frame_.width()}, PaperInk::black);
        return y + 12;
    }

    int top_of_lists(const std::string& says) const {
        const int title = pages_.height_of("X", frame_.width(), {.size = 44, .weight = FontWeight::bold});
        return SheetFrame::kTop + title + 2 + pages_.height_of(says, frame_.width(), {.size = 14, .lines = 2}) + 20;
    }

    void by_team(const StartList& list, const std::string& says, const HeatNames& names) {
        std::vector<std::size_t> blocks;
        for (const StartingTeam& team : list.teams) blocks.push_back(team.starters.size());
        const std::vector<FlowColumn> columns =
            flow_into_columns(blocks, {frame_.bottom() - top_of_lists(says), kHeading, kLine, kGap});
        const std::size_t count = std::max<std::size_t>(1, (columns.size() + kColumns - 1) / kColumns);
        const int wide = (frame_.width() - (kColumns - 1) * kGutter) / kColumns;
        for (std::size_t page = 0; page < count; ++page) {
            const int top = begin_page(list, says, page, count);
            if (columns.empty()) pages_.write({frame_.left(), top, frame_.width()}, "Nobody is entered.", {.size = 16});
            for (std::size_t c = 0; c < kColumns && page * kColumns + c < columns.size(); ++c) {
                const int x = frame_.left() + static_cast<int>(c) * (wide + kGutter);
                for (const FlowPart& part : columns[page * kColumns + c]) team_part(list, part, {x, top, wide}, names);
            }
        }
    }

    void team_part(const StartList& list, const FlowPart& part, Spot column, const HeatNames& names) {
        const StartingTeam& starting = list.teams[part.block];
        const Team& team = snapshot_.roster->team(starting.team);
        const int leaves = 84;
        int y = column.y + part.y;
        pages_.write({column.x, y, column.width}, team.name, {.size = 13, .weight = FontWeight::bold});
        std::string where = team.tent.empty() ? "" : "tent " + team.tent + " · ";
        where += counted(starting.starters.size(), "child", "children");
        pages_.write({column.x, y + 16, column.width - leaves}, where + (part.goes_on ? ", goes on" : ""),
                     {.size = 12, .ink = PaperInk::muted});
        pages_.write({column.x + column.width - leaves, y + 16, leaves}, "leaves " + clock(starting.call),
                     {.size = 12, .weight = FontWeight::medium, .side = Side::right});
        y += kHeading - 4;
        pages_.rule({column.x, y, column.width}, PaperInk::line);
        y += 4;
        for (std::size_t i = 0; i < part.lines; ++i, y += kLine)
            child({column.x, y, column.width}, starting.starters[part.first + i], names);
    }

    void child(Spot at, const Starter& starter, const HeatNames& names) {
        const Runner& runner = snapshot_.roster->runner(starter.runner);
        const Columns shown = names.columns(starter.runner);
        int x = at.x;
        if (shown.bib) {
            pages_.square(x, at.y + 3, kSquare);
            pages_.write({x + kSquare, at.y, kBib}, (*snapshot_.bibs)[starter.runner.index()],
                         {.size = 12, .weight = FontWeight::medium, .side = Side::right});
            x += kSquare + kBib + 8;
        }
        std::string aside =
            shown.grade && !format_grade(runner.grade).empty() ? "grade " + format_grade(runner.grade) : "";
        if (runner.assisted && viewer_.audience == Audience::staff)
            aside = "guide" + (aside.empty() ? "" : " · " + aside);
        const Type small{.size = 10, .ink = PaperInk::muted, .side = Side::right};
        const int wide = aside.empty() ? 0 : pages_.width_of(aside, small) + 1;
        const std::string name = names.name(starter.runner);
        const int room = at.x + at.width - x - wide - 6;
        const bool fits = pages_.width_of(name, {.size = 12}) <= room;
        pages_.write({x, fits ? at.y : at.y + 2, room}, name, {.size = fits ? 12 : 10});
        if (wide > 0) pages_.write({at.x + at.width - wide, at.y + 2, wide}, aside, small);
    }

    // One list over the whole width: the announcer reads lanes from the first to the last.
    void by_lane(const StartList& list, const std::string& says, const HeatNames& names) {
        std::vector<std::pair<Starter, TeamId>> starters;
        for (const StartingTeam& team : list.teams) {
            for (const Starter& starter : team.starters) starters.emplace_back(starter, team.team);
        }
        std::stable_sort(starters.begin(), starters.end(),
                         [](const auto& a, const auto& b) { return a.first.lane < b.first.lane; });
        const int row = 28;
        const auto per_page = static_cast<std::size_t>(std::max(1, (frame_.bottom() - top_of_lists(says)) / row));
        const std::size_t count = (starters.size() + per_page - 1) / per_page;
        for (std::size_t page = 0; page < count; ++page) {
            int y = begin_page(list, says, page, count);
            for (std::size_t i = page * per_page; i < std::min(starters.size(), (page + 1) * per_page); ++i, y += row) {
                const auto& [starter, team] = starters[i];
                pages_.write({frame_.left(), y, kLane}, starter.lane > 0 ? "lane " + std::to_string(starter.lane) : "",
                             {.size = 16, .weight = FontWeight::medium});
                child({frame_.left() + kLane, y + 2, frame_.width() / 2}, starter, names);
                pages_.write({frame_.left() + kLane + frame_.width() / 2 + 16, y + 2, frame_.width() / 2 - kLane - 16},
                             snapshot_.roster->team(team).name, {.size = 12});
            }
        }
    }

    Pages& pages_;
    SheetFrame frame_;
    const Snapshot& snapshot_;
    const MeetRules& rules_;
    Viewer viewer_;
};

}  // namespace

std::string start_list_pages(const Snapshot& snapshot, Viewer viewer, const Printing& printing) {
    std::vector<StartList> lists = start_lists(snapshot);
    if (lists.empty())
        return empty_sheet(snapshot, printing, "No heat is planned",
                           "Import teams and runners, then make the plan: heatline plan DIR --write");
    Pages pages(printing.paper, snapshot.rules->name + ": start lists", printing.at);
    Marshal marshal(pages, snapshot, viewer, printing);
    for (StartList& list : lists) marshal.add(std::move(list));
    return pages.take();
}

}  // namespace heatline::ui
