#pragma once
// Screen: what one window remembers between frames: which view, what is selected, what was typed. And what a frame gets
// from the keyboard, and what it asks for in return. Plain values; render thread.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/overview/overview.h"
#include "ui/desk/desk.h"
#include "ui/desk/kit.h"
#include "ui/desk/memo.h"

namespace heatline::ui {

// ---- keys. Main row and keypad are the same key; repeats come only for keys that move (arrows, backspace, pages).

enum class Key : std::uint8_t {
    letter,  // `text` is what was typed.
    space,
    enter,
    escape,
    backspace,
    remove,  // Delete.
    tab,
    up,
    down,
    left,
    right,
    page_up,
    page_down,
    home,
    end,
    f1,
    f2,
    f3,
    f4,
    f5,
    f6,
    f7,
    f8,
    f9,
    f10,
    f11,
    f12,
    plus,  // Ctrl+plus and Ctrl+minus.
    minus,
};
struct KeyPress {
    Key key = Key::letter;
    char32_t text = 0;  // Of a letter.
    bool ctrl = false, shift = false, alt = false;
    std::int64_t device_us = 0;  // When it went down, on CLOCK_BOOTTIME.
};

// ---- what a frame asks for

// What this window did and can take back; undo.h.
struct Undoable {
    std::string words;              // What was done: "Heat 3 is official".
    std::string json;               // The command that takes it back; empty for what was recorded here:
    std::optional<Reading> record;  // it is found in the overview by its kind and instant, and voided.
    std::vector<std::string> more;  // Further commands of the same step, in this order.
};
inline constexpr std::size_t kUndoMax = 50;  // The oldest is forgotten.

// A command of several that are one step, and what takes it back if a later one is refused.
struct CommandStep {
    std::string json;
    std::vector<std::string> back;  // In this order.
};

namespace intent {
struct Command {  // To the server, as POST /api/v1/commands has it; its `id` is added on the way.
    std::string json;
    std::string words;                   // What it does, for the answer: "Heat 3 is official".
    std::optional<Undoable> undo;        // Can be taken back once the server did it.
    std::optional<Undoable> takes_back;  // Can be taken back still if the server did not do this.
    // The rest of a step of several commands: each is given when the one before was done. If one is refused, those
    // before it are taken back, the last first: `json` by `back`.
    std::vector<CommandStep> more = {};
    std::vector<std::string> back = {};
};
struct Record {  // Through this laptop's own journal: a tap put in where one was missed, say.
    Reading reading;
    std::int64_t device_us = 0;  // When its key went down, of a reading without `at`; see KeyPress.
    std::string note;            // Goes with it in its `note`.
    std::string words;           // What it does, for the answer.
};
struct ShowView {  // The shell does it.
    View view = View::finish;
};
struct Press {  // A button was clicked: the same as its key, at the moment of the click.
    KeyPress key;
};
struct CloseMenu {};  // The list of views was left by a click.
struct Practice {
    bool on = true;
};
}  // namespace intent
using Intent =
    std::variant<intent::Command, intent::Record, intent::ShowView, intent::Press, intent::CloseMenu, intent::Practice>;

// ---- what a window remembers

// Names what stands in a row, the same as long as it is there; never 0.
using RowKey = std::uint64_t;
struct ListState {
    std::size_t selected = 0;
    std::size_t first = 0;  // The first row that is visible.
    RowKey held = 0;        // What is selected, whatever row it stands in: list.h. 0: whatever stands in the row.
    bool lost = false;      // It is not there any more: nothing is selected until somebody chooses.
};

// A line being typed at the foot of the screen: a reason, a time. Not a dialog: nothing waits for it, Esc drops it.
struct Prompt {
    std::string label;  // "Why is Heat 3 official with 2 children out?"
    std::string typed;
    std::string purpose;       // The view's own word for what happens on Enter.
    bool empty_given = false;  // Enter was pressed with nothing typed; until the next letter the foot says what to do.
};

// A button as it was drawn; button.h.
struct ButtonPlace {
    Rect rect;
    KeyPress key;
};

struct Screen {
    View view = View::finish;
    ThemeName theme = ThemeName::sun;
    int zoom_percent = 100;                    // 80 to 250.
    HeatId heat;                               // The heat that is looked at; none: the view's own choice.
    RunnerId runner;                           // Whose story is open.
    TeamId team;                               // The tent that is open.
    Focus focus;                               // Written by views: what the overview is to work out.
    std::map<std::string, ListState> lists;    // By the view's own word.
    std::map<std::string, std::string> texts;  // Search lines and the like, by the view's own word.
    std::map<std::string, std::int64_t> numbers;
    std::optional<Prompt> prompt;
    // When this window gave the gun of a heat that the meet does not know yet, on CLOCK_BOOTTIME, by the heat's name.
    std::map<std::string, std::int64_t> guns;
    std::string said;                                // Why the last key did nothing; until the next one.
    std::vector<Undoable> undoable;                  // What the server did; the latest last.
    std::vector<ButtonPlace> buttons, seen_buttons;  // Of this frame; of the one before, which a person clicks on.
    std::int64_t clicked_us = -1'000'000;            // The last click on a button, on CLOCK_BOOTTIME.
    Memos memos;  // What views worked out of the snapshot and need again in the next frame.
};

// ---- a frame

struct Frame {
    Kit& kit;
    const Desk& desk;
    Screen& screen;
    std::vector<KeyPress>& keys;  // Of this frame; who uses one takes it out.
    std::vector<Intent>& intents;

    // Takes the first press of `key` out, if there is one. With ctrl only if asked for.
    bool take(Key key, bool ctrl = false);
    // Takes a typed letter out, without regard to its case. With ctrl only if asked for.
    bool take_letter(char letter, bool ctrl = false);
    // Whether this window may give commands now; where it may not, Screen::said says why, and whom to ask.
    bool may_order();
};

}  // namespace heatline::ui
