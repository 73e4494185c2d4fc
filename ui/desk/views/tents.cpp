// The field as it stands, as a map or as a list; the marshal's walk for one heat; and the tent that is open.

#include <algorithm>

#include "ui/desk/memo.h"
#include "ui/desk/prompt.h"
#include "ui/desk/views/director_orders.h"
#include "ui/desk/views/tents_parts.h"
#include "ui/desk/views/views.h"
#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

constexpr float kMargin = 24, kPanel = 440, kPanelAlone = 720;
constexpr const char* kSelected = "tents.selected";
constexpr const char* kAsList = "tents.as-list";  // 1: the list, 0: the map.
constexpr const char* kNoWalk = "tents.no-walk";  // 1: no walk is drawn.
constexpr const char* kWalk = "tents.walk";       // The heat whose walk is drawn, plus one; 0: the next.

struct TentsMemo {
    using Of = std::pair<std::shared_ptr<const Snapshot>, TeamId>;
    Memo<Of, TentMap> map;
    Memo<std::shared_ptr<const Snapshot>, TentBook> book;
    Memo<std::pair<std::shared_ptr<const Snapshot>, HeatId>, HeatWalk> walk;
    Memo<std::shared_ptr<const Snapshot>, std::vector<TeamId>> order;
    Memo<Of, std::vector<TentChild>> children;
    TeamId listed;  // Whose children were listed last.
};

bool as_list(const Screen& screen) {
    const auto found = screen.numbers.find(kAsList);
    return found != screen.numbers.end() && found->second != 0;
}

// The heat whose walk is drawn; none: no walk.
HeatId walked_heat(Screen& screen, const TentBook& book, const Snapshot& snapshot) {
    if (screen.numbers[kNoWalk] != 0) return {};
    const std::int64_t chosen = screen.numbers[kWalk] - 1;
    const auto is_it = [&](HeatId heat) { return static_cast<std::int64_t>(heat.value) == chosen; };
    const auto found = std::find_if(book.day.begin(), book.day.end(), is_it);
    return found == book.day.end() ? next_walk(book, snapshot) : *found;
}

void step_walk(Screen& screen, const TentBook& book, const Snapshot& snapshot, int by) {
    screen.numbers[kNoWalk] = 0;
    const auto at = std::find(book.day.begin(), book.day.end(), walked_heat(screen, book, snapshot));
    if (at == book.day.end()) {
        screen.numbers[kWalk] = by < 0 && !book.day.empty() ? book.day.back().value + 1 : 0;
        return;
    }
    const auto row =
        std::clamp<std::ptrdiff_t>(at - book.day.begin() + by, 0, static_cast<std::ptrdiff_t>(book.day.size()) - 1);
    screen.numbers[kWalk] = book.day[static_cast<std::size_t>(row)].value + 1;
}

void take_walk_keys(Frame& frame, const TentBook& book) {
    const Snapshot& snapshot = *frame.desk.snapshot;
    while (frame.take_letter('n')) step_walk(frame.screen, book, snapshot, 1);
    while (frame.take_letter('p')) step_walk(frame.screen, book, snapshot, -1);
    if (frame.take_letter('w')) {
        std::int64_t& none = frame.screen.numbers[kNoWalk];
        none = none == 0 ? 1 : 0;
    }
}

void take_map_keys(Frame& frame, const TentMap& map, std::size_t& selected) {
    while (frame.take(Key::left)) selected = tile_beside(map, selected, -1, 0);
    while (frame.take(Key::right)) selected = tile_beside(map, selected, 1, 0);
    while (frame.take(Key::up)) selected = tile_beside(map, selected, 0, -1);
    while (frame.take(Key::down)) selected = tile_beside(map, selected, 0, 1);
    if (frame.take(Key::enter)) frame.screen.team = map.tiles[selected].team;
}

void account_selected(Frame& frame, const std::vector<TentChild>& children) {
    if (children.empty()) return;
    ListState& rows = frame.screen.lists[kTentsOfTent];
    hold_row(rows, children.size(), rows_of(children));
    const auto chosen = chosen_row(rows, children.size());
    if (!chosen) {
        frame.screen.said = kRowGone;
        return;
    }
    const std::string bib = (*frame.desk.snapshot->bibs)[children[*chosen].runner.index()];
    if (bib.empty() || children[*chosen].accounted) return;
    frame.screen.texts[kTentsAccount] = bib;
    open_prompt(frame, kTentsAccount, "Where is " + bib + "?");
}

void take_tent_keys(Frame& frame, const std::vector<TentChild>& children) {
    if (frame.desk.link.role != Role::tent && frame.take(Key::escape)) frame.screen.team = {};
    if (!may_command(frame.desk.link.role)) return;
    if (frame.take_letter('a') && frame.may_order()) account_selected(frame, children);
}

void draw_hints(Frame& frame, Rect rect, bool open, bool walks) {
    Kit& kit = frame.kit;
    float x = rect.x;
    const auto hint = [&](const char* key, const char* does) {
        if (x + kit.width(key, Size::meta) + 24 + kit.width(does, Size::meta) > rect.right()) return;
        x += kit.key_hint(x, rect.y + 11, key, does) + 24;
    };
    const bool own = frame.desk.link.role == Role::tent;
    if (open) {
        hint("Enter", "story");
        if (may_command(frame.desk.link.role)) hint("A", "account for");
        if (may_command(frame.desk.link.role) && !frame.screen.undoable.empty()) hint("F8", "take back");
        if (!own) hint("Esc", "all tents");
    } else {
        hint("Arrows", "tents");
        hint("Enter", "its children");
        hint("L", as_list(frame.screen) ? "map" : "list");
    }
    if (!own && !(open && as_list(frame.screen))) {
        hint("N", "next heat");
        hint("P", "heat before");
        hint("W", walks ? "no walk" : "marshal's walk");
    }
    hint("F2", "views");
}

void draw_title(Kit& kit, Rect rect, const TentMap& map) {
    std::uint64_t out = 0, not_back = 0, tents = 0;
    for (const TentTile& tile : map.tiles) {
        out += tile.out;
        not_back += tile.not_back;
        tents += tile.out > 0 ? 1 : 0;
    }
    std::string words = out > 0 ? counted(out, "child out", "children out") + ", of " + counted(tents, "tent", "tents")
                                : "Nobody is out";
    if (not_back > 0) words += " \u00B7 " + grouped(not_back) + " finished, not back";
    kit.text(rect, words, {kit.fit(words, rect.w, Size::heading, Weight::medium), Ink::text, Weight::medium});
}

// All tents: what is said over them, then the map or the list. A tent that is clicked is selected, and then opened.
void draw_all(const TentsLook& look, Rect rest, const std::vector<TeamId>& order, std::size_t& selected) {
    Screen& screen = look.screen();
    const bool open = static_cast<bool>(screen.team);
    draw_title(look.frame.kit, rest.take_top(look.walk ? 44 : 56), look.map);
    if (look.walk) {
        Rect line = rest.take_top(28);
        look.frame.kit.fill({line.x, line.y + 4, 4, 16}, Ink::accent);
        line.take_left(12);
        look.frame.kit.text({line.x, line.y, line.w, 24}, walk_words(*look.walk, look.book, look.desk()),
                            {Size::meta, Ink::muted});
    }
    if (as_list(screen)) {
        const int row = draw_tents_list(look, rest, order, !screen.prompt && !open);
        if (row >= 0) screen.team = order[static_cast<std::size_t>(row)];
        const auto chosen = chosen_row(screen.lists[kTentsList], order.size());
        if (chosen) selected = tile_of(look.map, order[*chosen]).value_or(selected);
        return;
    }
    const int clicked = draw_tents_map(look, rest, selected);
    if (clicked < 0) return;
    const auto tile = static_cast<std::size_t>(clicked);
    if (tile == selected || open) screen.team = look.map.tiles[tile].team;
    selected = tile;
}

// The list begins where the map was.
void toggle_list(Screen& screen, const TentMap& map, const std::vector<TeamId>& order, std::size_t selected) {
    std::int64_t& list = screen.numbers[kAsList];
    list = list == 0 ? 1 : 0;
    const auto row = std::find(order.begin(), order.end(), map.tiles[selected].team);
    const auto at = static_cast<std::size_t>(row - order.begin());
    if (row != order.end()) screen.lists[kTentsList] = {at, at > 2 ? at - 2 : 0};
}

}  // namespace

void draw_tents(Frame& frame, Rect body) {
    Kit& kit = frame.kit;
    const Desk& desk = frame.desk;
    Screen& screen = frame.screen;
    const auto& snapshot = desk.snapshot;
    const TeamId only = desk.link.role == Role::tent ? desk.link.team : TeamId::none();
    TentsMemo& memo = screen.memos.get<TentsMemo>();
    const TentMap& map = memo.map.of({snapshot, only}, [&] { return tents_of(*snapshot, only); });
    Rect rest{body.x + kMargin, body.y + 8, body.w - 2 * kMargin, body.h - 8};
    if (map.tiles.empty()) {
        kit.text(rest.take_top(56), "No teams yet", {Size::heading, Ink::text, Weight::medium});
        kit.paragraph(rest, "Read them in with heatline import DIR teams FILE.csv; tents then stand here.",
                      {Size::body, Ink::muted});
        return;
    }
    if (only) screen.team = only;
    if (screen.team && !tile_of(map, screen.team)) screen.team = {};
    if (prompt_is(frame, kTentsAccount)) {
        const std::string bib = screen.texts[kTentsAccount];
        if (const auto why = type_into_prompt(frame)) frame.intents.push_back(account_for(bib, *why));
    }
    const TentBook& book = memo.book.of(snapshot, [&] { return tent_book(*snapshot); });
    const auto& order = memo.order.of(snapshot, [&] { return list_order(book, *snapshot); });
    auto selected =
        std::min(static_cast<std::size_t>(std::max<std::int64_t>(0, screen.numbers[kSelected])), map.tiles.size() - 1);
    if (!screen.prompt && !only) take_walk_keys(frame, book);
    if (!screen.prompt && !screen.team) {
        if (frame.take_letter('l')) toggle_list(screen, map, order, selected);
        if (!as_list(screen)) take_map_keys(frame, map, selected);
    }
    if (screen.team) selected = tile_of(map, screen.team).value_or(selected);
    const HeatId walked = only ? HeatId::none() : walked_heat(screen, book, *snapshot);
    const HeatWalk* walk = walked ? &memo.walk.of({snapshot, walked}, [&] { return walk_of(book, walked); }) : nullptr;
    const TentsLook look{frame, map, book, walk};

    const Rect hints = rest.take_bottom(48);
    if (screen.team) {
        const auto& children =
            memo.children.of({snapshot, screen.team}, [&] { return children_of(*snapshot, screen.team); });
        if (memo.listed && memo.listed != screen.team) screen.lists[kTentsOfTent] = {};
        memo.listed = screen.team;
        if (!screen.prompt) take_tent_keys(frame, children);
    }
    const bool open = static_cast<bool>(screen.team);
    if (open) {
        const auto& children =
            memo.children.of({snapshot, screen.team}, [&] { return children_of(*snapshot, screen.team); });
        const bool alone = body.w < 1000 || only;
        const Rect panel =
            alone ? Rect{rest.x, rest.y, std::min(rest.w, kPanelAlone), rest.h} : rest.take_right(kPanel);
        draw_tent(look, panel, children);
        if (!alone) rest.take_right(kMargin);
        if (alone) rest = {};
    }
    if (rest.w > 0) draw_all(look, rest, order, selected);
    screen.numbers[kSelected] = static_cast<std::int64_t>(selected);
    draw_hints(frame, hints, open, walk != nullptr);
}

}  // namespace heatline::ui
