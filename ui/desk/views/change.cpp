// What happened, what would be done about it, and only then the doing.

#include "ui/desk/views/change.h"

#include <tuple>

#include "ui/desk/button.h"
#include "ui/desk/list.h"
#include "ui/desk/memo.h"
#include "ui/desk/prompt.h"
#include "ui/desk/views/change_model.h"
#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

constexpr float kMargin = 24, kHints = 40;
constexpr const char* kPage = "change.page";  // 0: closed, 1: what happened, 2: what would be done.
constexpr const char* kKind = "change.kind";
constexpr const char* kWho = "change.who";
constexpr const char* kHow = "change.how";
constexpr const char* kAt = "change.at";
constexpr const char* kCoaches = "change.coaches";
constexpr const char* kHeat = "change.heat";
constexpr const char* kFrom = "change.from";
constexpr const char* kWhy = "change.why";
constexpr const char* kMenu = "change.menu";
constexpr const char* kRows = "change.rows";
// Nobody plans further ahead on the day itself.
constexpr std::int64_t kMinutesMax = 720, kCoachesMax = 500;

struct Kept {
    Memo<std::tuple<std::shared_ptr<const Snapshot>, ChangeAsk, std::int64_t>, ChangePreview> preview;
};

class Page {
public:
    Page(Frame& frame, const ChangeContext& context)
        : frame_(frame), screen_(frame.screen), desk_(frame.desk), context_(context) {}

    bool draw(Rect body) {
        if (page() == 0 && !screen_.prompt && frame_.take(Key::f6) && frame_.may_order()) {
            go(1);
            screen_.lists[kMenu] = {};
        }
        if (page() == 0) return false;
        frame_.take(Key::f6);
        if (screen_.prompt) typed();
        if (page() == 1 && !screen_.prompt) menu_keys();
        if (page() == 2 && !screen_.prompt) preview_keys();
        if (page() == 0) return false;
        const Rect hints = body.take_bottom(kHints);
        const Rect rest{body.x + kMargin, body.y + 8, body.w - 2 * kMargin, body.h - 16};
        page() == 1 ? draw_menu(rest) : draw_preview(rest);
        draw_hints(hints);
        return true;
    }

private:
    std::int64_t page() const { return screen_.numbers[kPage]; }
    void go(std::int64_t page) { screen_.numbers[kPage] = page; }
    ChangeKind kind() const { return static_cast<ChangeKind>(screen_.numbers[kKind]); }
    ChangeAsk asked() const {
        return {kind(),
                screen_.texts[kWho],
                Instant{screen_.numbers[kAt]},
                screen_.numbers[kCoaches],
                screen_.texts[kHeat],
                screen_.texts[kFrom]};
    }
    const ChangePreview& preview() const {
        // Which heats are called changes with the time of day.
        return screen_.memos.get<Kept>().preview.of({desk_.snapshot, asked(), desk_.now.us / 60'000'000},
                                                    [&] { return preview_of(desk_, asked()); });
    }

    // ---- what happened

    void menu_keys() {
        if (frame_.take(Key::escape)) return go(0);
        for (std::size_t i = 0; i < kChangeKinds; ++i) {
            if (frame_.take_letter(static_cast<char>('1' + i))) return ask(i);
        }
    }
    void ask(std::size_t row) {
        const auto kind = static_cast<ChangeKind>(row + 1);
        screen_.numbers[kKind] = static_cast<std::int64_t>(kind);
        std::string typed;
        if (kind == ChangeKind::cancel && context_.heat) typed = desk_.snapshot->heats[context_.heat.index()]->name;
        const bool of_team =
            kind == ChangeKind::team_late || kind == ChangeKind::team_absent || kind == ChangeKind::coaches;
        if (of_team && context_.team) typed = desk_.snapshot->roster->team(context_.team).name;
        open_prompt(frame_, kWho, words_of(kind).first, std::move(typed));
    }
    void draw_menu(Rect rect) {
        Kit& kit = frame_.kit;
        kit.text(rect.take_top(48), "What happened?", {Size::heading, Ink::text, Weight::medium});
        kit.text(rect.take_top(32), "What would change is shown before it is done.", {Size::body, Ink::muted});
        rect.take_top(8);
        const int chosen =
            draw_list(frame_, rect, screen_.lists[kMenu], kChangeKinds, {48, !screen_.prompt, {}},
                      [&](std::size_t i, Rect row, bool) {
                          kit.rule(row.x, row.bottom() - 1, row.w);
                          row.take_left(16);
                          kit.key_hint(row.take_left(40).x, row.y + 11, std::to_string(i + 1), "");
                          kit.text(row, words_of(static_cast<ChangeKind>(i + 1)).menu, {Size::body, Ink::text});
                      });
        if (chosen >= 0 && !screen_.prompt) ask(static_cast<std::size_t>(chosen));
    }

    // ---- what is typed

    void typed() {
        const std::string purpose = screen_.prompt->purpose;
        if (purpose != kWho && purpose != kHow && purpose != kWhy) return;
        const std::string label = screen_.prompt->label;
        const auto line = type_into_prompt(frame_);
        if (!line) return;
        if (purpose == kWhy) return give(*line);
        std::string problem;
        if (purpose == kWho) problem = take_who(*line);
        if (purpose == kHow) problem = take_how(*line);
        if (problem.empty()) return;
        // What was typed stays, to be put right.
        screen_.said = std::move(problem);
        open_prompt(frame_, purpose, label, *line);
    }
    std::string take_who(const std::string& line) {
        std::string& who = screen_.texts[kWho];
        who = line;
        if (kind() != ChangeKind::late) {
            const auto name = kind() == ChangeKind::cancel ? typed_heat(desk_, line) : typed_team(desk_, line);
            if (!name) return name.error();
            who = *name;
        }
        if (std::string second = words_of(kind()).second; !second.empty()) {
            open_prompt(frame_, kHow, std::move(second));
        } else {
            look();
        }
        return {};
    }
    std::string take_how(const std::string& line) {
        const bool late = kind() == ChangeKind::team_late;
        const auto count = typed_count(line, late ? 0 : 1, late ? kMinutesMax : kCoachesMax);
        if (!count) return count.error();
        if (late) {
            const auto settled = std::get<race_day::TeamLate>(
                race_day::counted_from(race_day::TeamLate{screen_.texts[kWho], {}, *count}, desk_.now));
            screen_.numbers[kAt] = settled.at.value_or(desk_.now).us;
        } else {
            screen_.numbers[kCoaches] = *count;
        }
        look();
        return {};
    }
    void look() {
        screen_.lists[kRows] = {};
        go(2);
    }

    // ---- what would be done

    bool can() const { return preview().refused.empty() && !preview().nothing; }
    void preview_keys() {
        if (frame_.take(Key::escape)) return go(kind() == ChangeKind::team_to ? 0 : 1);
        const std::vector<race_day::Offer>& offers = preview().offers;
        for (std::size_t i = 0; i < offers.size(); ++i) {
            if (!frame_.take_letter(static_cast<char>('1' + i))) continue;
            return open_change(screen_, ask_of(desk_, offers[i]));
        }
        if (!frame_.take(Key::enter) || !can() || !frame_.may_order()) return;
        if (kind() == ChangeKind::cancel) return open_prompt(frame_, kWhy, "Why can " + title_heat() + " not be run?");
        give({});
    }
    std::string title_heat() const {
        for (const auto& heat : desk_.snapshot->heats) {
            if (heat->name == screen_.texts[kWho]) return heat_title(*heat);
        }
        return screen_.texts[kWho];
    }
    void give(const std::string& reason) {
        // The meet may have changed while the reason was typed: what is shown now is what is done.
        if (!can() || !frame_.may_order()) return;
        frame_.intents.push_back(change_command(desk_, asked(), preview(), reason));
        go(0);
    }
    void draw_preview(Rect rect) {
        Kit& kit = frame_.kit;
        const ChangePreview& shown = preview();
        kit.text(rect.take_top(48), shown.title, {Size::heading, Ink::text, Weight::medium});
        if (!shown.refused.empty()) {
            Rect row = rect.take_top(80);
            kit.mark(Rect{row.x, row.y, 24, 28}.inset(2), Mark::look, Ink::warn);
            row.take_left(36);
            kit.paragraph(row, shown.refused, {Size::body, Ink::warn, Weight::medium});
            return;
        }
        kit.text(rect.take_top(32), shown.summary, {Size::body, Ink::text, Weight::medium});
        if (shown.nothing) {
            kit.paragraph(rect, "Every rule holds as it is.", {Size::body, Ink::muted});
            return;
        }
        rect.take_top(8);
        const bool narrow = rect.w < 1000;
        draw_list(frame_, rect, screen_.lists[kRows], shown.rows.size(), {narrow ? 64.0F : 40.0F, !screen_.prompt, {}},
                  [&](std::size_t i, Rect row, bool) {
                      const ChangeRow& line = shown.rows[i];
                      kit.rule(row.x, row.bottom() - 1, row.w);
                      row.take_left(16);
                      if (line.offer >= 0)
                          kit.key_hint(row.take_left(40).x, row.y + 7, std::to_string(line.offer + 1), "");
                      if (narrow) {
                          kit.paragraph(row.inset_y(6), line.words, {Size::body, Ink::text});
                      } else {
                          kit.text(row, line.words, {Size::body, Ink::text});
                      }
                  });
    }

    void draw_hints(Rect foot) {
        if (screen_.prompt) return;
        frame_.kit.rule(foot.x, foot.y, foot.w);
        float x = foot.x + kMargin;
        const auto hint = [&](const KeyPress& key, const char* does) {
            x += draw_key_hint(frame_, x, foot.y + 7, key, does) + 20;
        };
        if (page() == 1) hint(key_press(Key::enter), "choose");
        if (page() == 2 && can()) hint(key_press(Key::enter), "do it");
        if (page() == 2 && !preview().offers.empty()) hint(key_press('1'), "run alone instead");
        hint(key_press(Key::escape), page() == 2 && kind() != ChangeKind::team_to ? "something else" : "leave it");
    }

    Frame& frame_;
    Screen& screen_;
    const Desk& desk_;
    const ChangeContext& context_;
};

}  // namespace

void open_change(Screen& screen, const ChangeAsk& ask) {
    screen.numbers[kKind] = static_cast<std::int64_t>(ask.kind);
    screen.numbers[kAt] = ask.at.us;
    screen.numbers[kCoaches] = ask.coaches;
    screen.texts[kWho] = ask.who;
    screen.texts[kHeat] = ask.heat;
    screen.texts[kFrom] = ask.from;
    screen.lists[kRows] = {};
    screen.numbers[kPage] = 2;
}

bool draw_change(Frame& frame, Rect body, const ChangeContext& context) { return Page{frame, context}.draw(body); }

}  // namespace heatline::ui
