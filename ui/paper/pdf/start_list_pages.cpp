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
constexpr int kHeading = 38, kChild = 16, kGap = 10;
constexpr int kSquare = 9, kBibLeast = 34, kBibMost = 110;
constexpr int kLane = 64, kLaneRow = 32;
constexpr Type kBibType{.size = 12, .weight = FontWeight::medium, .side = Side::right};

class HeatPages {
public:
    HeatPages(Pages& pages, const Snapshot& snapshot, Viewer viewer, const Printing& printing)
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
        const HeatNames names{*snapshot_.roster, rules_.privacy, everybody_in(*list.heat), viewer_};
        bib_width_ = widest_bib(list, names);
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

    // One column for the bibs of a heat, so that none is cut.
    int widest_bib(const StartList& list, const HeatNames& names) const {
        int widest = kBibLeast;
        for (const StartingTeam& team : list.teams) {
            for (const Starter& starter : team.starters) {
                if (!names.columns(starter.runner).bib) continue;
                const int bib = pages_.width_of((*snapshot_.bibs)[starter.runner.index()], kBibType) + 1;
                widest = std::min(kBibMost, std::max(widest, bib));
            }
        }
        return widest;
    }

    // Header of the page; where the lists begin.
    int begin_page(const StartList& list, const std::string& says, int page, int pages) {
        const std::string title = heat_title(*list.heat);
        frame_.begin_page(
            page == 0 ? title : "", title + ", " + page_of(page, pages),
            viewer_.audience == Audience::staff ? "Full names, for staff: leave it with nobody else." : "");
        const int start = 150;
        pages_.write({frame_.left(), SheetFrame::kTop, frame_.width() - start}, title,
                     {.size = 44, .weight = FontWeight::bold, .high = kTitle});
        pages_.write({frame_.left() + frame_.width() - start, SheetFrame::kTop, start}, clock(list.heat->planned),
                     {.size = 44, .weight = FontWeight::bold, .side = Side::right});
        pages_.write({frame_.left(), SheetFrame::kTop + kTitle + 2, frame_.width()}, says, kSays);
        pages_.rule({frame_.left(), top_of_lists(says) - 10, frame_.width()}, PaperInk::black);
        return top_of_lists(says);
    }

    int top_of_lists(const std::string& says) const {
        return SheetFrame::kTop + kTitle + 2 + pages_.height_of(says, frame_.width(), kSays) + 16;
    }

    void by_team(const StartList& list, const std::string& says, const HeatNames& names) {
        std::vector<std::size_t> blocks;
        for (const StartingTeam& team : list.teams) blocks.push_back(team.starters.size());
        const std::vector<FlowColumn> columns =
            flow_into_columns(blocks, {frame_.bottom() - top_of_lists(says), kHeading, kChild, kGap});
        const auto set = static_cast<int>(columns.size());
        const int pages = std::max(1, (set + kColumns - 1) / kColumns);
        const int wide = (frame_.width() - (kColumns - 1) * kGutter) / kColumns;
        for (int page = 0; page < pages; ++page) {
            const int top = begin_page(list, says, page, pages);
            if (columns.empty())
                pages_.write({frame_.left(), top, frame_.width()}, "Nobody runs in this heat now.", {.size = 16});
            for (int c = page * kColumns; c < std::min(set, (page + 1) * kColumns); ++c) {
                const int x = frame_.left() + (c - page * kColumns) * (wide + kGutter);
                for (const FlowPart& part : columns[static_cast<std::size_t>(c)])
                    team_part(list, part, {x, top, wide}, names);
            }
        }
    }

    std::string tent_of(const StartingTeam& starting) const {
        const std::string& tent = snapshot_.roster->team(starting.team).tent;
        return tent.empty() ? "" : "tent " + tent + " · ";
    }

    void team_part(const StartList& list, const FlowPart& part, Spot column, const HeatNames& names) {
        const StartingTeam& starting = list.teams[part.block];
        int y = column.y + part.y;
        pages_.write({column.x, y, column.width}, snapshot_.roster->team(starting.team).name,
                     {.size = 13, .weight = FontWeight::bold, .high = 17});
        const Type type{.size = 12, .weight = FontWeight::medium, .side = Side::right};
        const std::string leaves = "leaves " + clock(starting.call);
        const int right = pages_.width_of(leaves, type) + 1;
        pages_.write({column.x, y + 17, column.width - right - 6},
                     (part.goes_on ? "goes on · " : "") + tent_of(starting) +
                         counted(starting.starters.size(), "child", "children"),
                     {.size = 12, .ink = PaperInk::muted, .high = 16});
        pages_.write({column.x + column.width - right, y + 17, right}, leaves, type);
        y += kHeading - 4;
        pages_.rule({column.x, y, column.width}, PaperInk::line);
        y += 4;
        for (std::size_t i = 0; i < part.lines; ++i, y += kChild)
            child({column.x, y, column.width}, starting.starters[part.first + i], names);
    }

    void child(Spot at, const Starter& starter, const HeatNames& names) {
        const Runner& runner = snapshot_.roster->runner(starter.runner);
        const Columns shown = names.columns(starter.runner);
        const int end = at.x + at.width;
        int x = at.x;
        pages_.square(x, at.y + 3, kSquare);
        x += kSquare + 8;
        if (shown.bib) {
            pages_.write({x, at.y, bib_width_}, (*snapshot_.bibs)[starter.runner.index()], kBibType);
            x += bib_width_ + 8;
        }
        std::string aside =
            shown.grade && !format_grade(runner.grade).empty() ? "grade " + format_grade(runner.grade) : "";
        if (runner.assisted && viewer_.audience == Audience::staff)
            aside = "guide" + (aside.empty() ? "" : " · " + aside);
        const Type small{.size = 10, .ink = PaperInk::muted, .side = Side::right};
        const int wide = aside.empty() ? 0 : pages_.width_of(aside, small) + 1;
        const std::string name = names.name(starter.runner);
        const int room = end - x - wide - 6;
        const bool fits = pages_.width_of(name, {.size = 12}) <= room;
        pages_.write({x, fits ? at.y : at.y + 2, room}, name, {.size = fits ? 12 : 10, .high = kChild + 2});
        if (wide > 0) pages_.write({end - wide, at.y + 2, wide}, aside, small);
    }

    // One list over the whole width, from the first lane to the last, as the announcer reads it; beside each child
    // where and when its team is fetched.
    void by_lane(const StartList& list, const std::string& says, const HeatNames& names) {
        std::vector<std::pair<Starter, const StartingTeam*>> starters;
        for (const StartingTeam& team : list.teams) {
            for (const Starter& starter : team.starters) starters.emplace_back(starter, &team);
        }
        std::stable_sort(starters.begin(), starters.end(),
                         [](const auto& a, const auto& b) { return a.first.lane < b.first.lane; });
        const auto all = static_cast<int>(starters.size());
        const int on_page = std::max(1, (frame_.bottom() - top_of_lists(says)) / kLaneRow);
        const int pages = (all + on_page - 1) / on_page;
        const int half = frame_.width() / 2;
        const int x = frame_.left() + kLane + half + 16;
        for (int page = 0; page < pages; ++page) {
            int y = begin_page(list, says, page, pages);
            for (int i = page * on_page; i < std::min(all, (page + 1) * on_page); ++i, y += kLaneRow) {
                const auto& [starter, team] = starters[static_cast<std::size_t>(i)];
                pages_.write({frame_.left(), y - 2, kLane},
                             starter.lane > 0 ? "lane " + std::to_string(starter.lane) : "",
                             {.size = 16, .weight = FontWeight::medium});
                child({frame_.left() + kLane, y, half}, starter, names);
                const Spot aside{x, y, frame_.left() + frame_.width() - x};
                pages_.write(aside, snapshot_.roster->team(team->team).name, {.size = 12, .high = 16});
                pages_.write({aside.x, y + 14, aside.width}, tent_of(*team) + "leaves " + clock(team->call),
                             {.size = 10, .ink = PaperInk::muted});
            }
        }
    }

    static constexpr int kTitle = 54;
    static constexpr Type kSays{.size = 14, .lines = 2};

    Pages& pages_;
    SheetFrame frame_;
    const Snapshot& snapshot_;
    const MeetRules& rules_;
    Viewer viewer_;
    int bib_width_ = kBibLeast;  // Of the heat that is added.
};

}  // namespace

std::string start_list_pages(const Snapshot& snapshot, Viewer viewer, const Printing& printing) {
    std::vector<StartList> lists = start_lists(snapshot);
    if (lists.empty()) return no_heats_sheet(snapshot, printing);
    Pages pages(printing.paper, snapshot.rules->name + ": start lists", printing.at);
    HeatPages heats(pages, snapshot, viewer, printing);
    for (StartList& list : lists) heats.add(std::move(list));
    return pages.take();
}

}  // namespace heatline::ui
