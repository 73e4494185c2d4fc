#include <algorithm>
#include <cmath>

#include "ui/desk/list.h"
#include "ui/desk/views/grants_parts.h"

namespace heatline::ui {
namespace {

constexpr float kGutter = 16, kRow = 36, kHead = 28, kCount = 84, kMoney = 116, kNameLeast = 160;

// What fits into a width: counts and grants leave before the name gets short; the total stays.
struct Columns {
    bool counts = false, finished = false, grants = false;
    float name = 0;
    float of_grants = 0;  // All grants together.
};

Columns columns_for(float width, std::size_t grants) {
    Columns columns;
    float room = width - 32 - kMoney - kGutter;
    const auto take = [&](float wanted) {
        if (room - wanted < kNameLeast) return false;
        room -= wanted;
        return true;
    };
    columns.finished = take(kCount + kGutter);
    columns.of_grants = static_cast<float>(grants) * (kMoney + kGutter);
    columns.grants = take(columns.of_grants);
    columns.counts = columns.grants && take(2 * (kCount + kGutter));
    columns.name = room;
    return columns;
}

struct Cell {
    Size size = Size::body;
    Ink ink = Ink::text;
    Weight weight = Weight::regular;
};

void draw_cells(Kit& kit, Rect row, const Columns& columns, const GrantsLine& line, Cell style) {
    const auto right = [&](float width, const std::string& text, Weight weight) {
        kit.text(row.take_right(width), text, {style.size, style.ink, weight, Align::right});
        row.take_right(kGutter);
    };
    row.take_right(8);
    right(kMoney, line.total, Weight::medium);
    if (columns.grants) {
        Rect grants = row.take_right(columns.of_grants - kGutter);
        row.take_right(kGutter);
        if (!line.why.empty()) {
            const Ink ink = line.eligible ? Ink::muted : Ink::warn;
            kit.text(grants, line.why, {style.size, ink, Weight::regular, Align::right});
        } else {
            for (std::size_t i = line.amounts.size(); i-- > 0;) {
                kit.text(grants.take_right(kMoney), line.amounts[i],
                         {style.size, style.ink, style.weight, Align::right});
                grants.take_right(kGutter);
            }
        }
    }
    if (columns.finished) right(kCount, line.finished, style.weight);
    if (columns.counts) right(kCount, line.started, style.weight);
    if (columns.counts) right(kCount, line.registered, style.weight);
    Rect mark = row.take_left(32);
    if (!line.eligible) kit.mark(mark.inset(8), Mark::look, Ink::warn);
    kit.text(row, line.name, {style.size, style.ink, style.weight});
}

GrantsLine heads(const GrantsTable& table) {
    GrantsLine heads;
    heads.name = "Team";
    heads.registered = "Registered";
    heads.started = "Started";
    heads.finished = "Finished";
    heads.amounts = table.grants;
    heads.total = "Total";
    return heads;
}

}  // namespace

void draw_approval(Frame& frame, Rect strip, const ApprovalLook& look, const std::string& total) {
    Kit& kit = frame.kit;
    const bool low = strip.h < 80;
    strip.take_top(low ? 8 : 16);
    const Size size = low ? Size::heading : Size::action;
    const float width = kit.width(total, size, Weight::medium);
    Rect sum = strip.take_right(width + 8);
    kit.text(sum.take_top(low ? 32 : 56), total, {size, Ink::text, Weight::medium, Align::left});
    strip.take_right(24);
    Rect top = strip.take_top(32);
    kit.mark(top.take_left(24), look.mark, look.ink);
    top.take_left(8);
    const Ink ink = look.ink == Ink::muted ? Ink::text : look.ink;
    const float headline = kit.text(top, look.headline, {Size::heading, ink, Weight::medium});
    strip.take_left(32);
    Rect below = strip.take_top(28);
    if (look.change.empty()) {
        kit.text(below, look.detail, {Size::body, Ink::muted});
        return;
    }
    kit.text(below, look.change, {Size::body, Ink::warn, Weight::medium});
    top.take_left(headline + 16);
    if (!low) kit.text(top, look.detail, {Size::body, Ink::muted});
}

void draw_grants_table(Frame& frame, Rect rect, const GrantsTable& table, GrantsState& state) {
    Kit& kit = frame.kit;
    const Columns columns = columns_for(rect.w, table.grants.size());
    draw_cells(kit, rect.take_top(kHead), columns, heads(table), {Size::meta, Ink::muted, Weight::regular});
    kit.rule(rect.x, rect.y, rect.w);
    rect.take_top(1);
    // The sums stand right below the last team, or at the foot when the teams fill the screen.
    const float all = static_cast<float>(table.lines.size()) * kRow;
    const float rows = std::min(all, std::floor((rect.h - kRow - 8) / kRow) * kRow);
    const int activated = draw_list(
        frame, rect.take_top(std::max(kRow, rows)), frame.screen.lists["grants"], table.lines.size(), {kRow, true},
        [&](std::size_t index, Rect where, bool) { draw_cells(kit, where, columns, table.lines[index], {}); });
    if (activated >= 0 && frame.kit.screen().w < 1000) state.open = true;
    kit.rule(rect.x, rect.y, rect.w);
    rect.take_top(1);
    draw_cells(kit, rect.take_top(kRow), columns, table.sums, {Size::body, Ink::text, Weight::medium});
}

void draw_team_sheet(Frame& frame, Rect rect, const TeamSheet& sheet) {
    Kit& kit = frame.kit;
    kit.text(rect.take_top(40), sheet.name,
             {kit.fit(sheet.name, rect.w, Size::heading, Weight::medium), Ink::text, Weight::medium});
    kit.text(rect.take_top(28), sheet.about, {Size::body, Ink::muted});
    rect.take_top(8);
    if (!sheet.eligible) {
        Rect row = rect.take_top(32);
        kit.mark(row.take_left(20), Mark::look, Ink::warn);
        row.take_left(12);
        kit.text(row, "Not eligible", {Size::body, Ink::warn, Weight::medium});
        for (const std::string& reason : sheet.why_not) {
            Rect line = rect.take_top(26);
            line.take_left(32);
            kit.text(line, reason, {Size::body, Ink::text});
        }
        rect.take_top(8);
    }
    kit.rule(rect.x, rect.y, rect.w);
    rect.take_top(8);
    for (const TeamGrantLook& grant : sheet.grants) {
        Rect row = rect.take_top(36);
        kit.text(row.take_right(kMoney), grant.amount, {Size::body, Ink::text, Weight::medium, Align::right});
        kit.text(row, grant.name, {Size::body, Ink::text});
        for (const std::string& reason : grant.reasons)
            rect.take_top(kit.paragraph({rect.x, rect.y, rect.w, 48}, reason, {Size::meta, Ink::muted}));
        rect.take_top(8);
    }
    kit.rule(rect.x, rect.y, rect.w);
    Rect total = rect.take_top(40);
    kit.text(total.take_right(kMoney), sheet.total, {Size::body, Ink::text, Weight::medium, Align::right});
    kit.text(total, "Total", {Size::body, Ink::text, Weight::medium});
    if (sheet.not_counted.empty()) return;
    rect.take_top(16);
    kit.text(rect.take_top(28), "Not counted", {Size::meta, Ink::muted});
    for (const std::string& line : sheet.not_counted) kit.text(rect.take_top(28), line, {Size::body, Ink::text});
}

}  // namespace heatline::ui
