#pragma once
// KeyDesk: what a key press means on a station, decided where presses are heard and never where frames are drawn, so
// that a slow frame costs no tap.
//
//   finish   Space: a tap; with a number typed, the mark of that number. F4: the gun of the next heat.
//   chute    a number and Enter: the next child out. 0 and Enter: unknown. Up, Down: choose among those still out;
//            Enter takes the chosen one, else exactly what was typed.
//   both     Backspace and Esc edit what is typed. Ctrl+Z, F8: undo; Ctrl+Y, Shift+F8: redo. F5: practice, Esc twice
//            leaves it.
//   all      F2: the list of views; in it a digit, or the arrows and Enter, or Esc. F9: theme; Ctrl+plus, Ctrl+minus,
//            Ctrl+0: zoom, which are the shell's.
//
// Only presses count. A key that is held down repeats; a repeat moves in a list and deletes what is typed, and never
// makes a tap, a number or an undo. On a station's view every other key does nothing at all, Ctrl+1 to Ctrl+9
// included: who slips there would lose the taps that follow. On the other views keys are the view's. A tap is a tap
// whatever else is open or held down. Pure; main thread.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/snapshot.h"
#include "ui/desk/screen.h"

namespace heatline::ui {

// A key as it came, before anybody has said what it means.
struct RawKey {
    KeyPress press;
    bool repeat = false;  // The key is held down.
    std::int64_t wall_us = 0;
};

namespace key_action {
struct Record {
    enum class Kind : std::uint8_t { tap, bib, select, start, undo, redo };
    Kind kind = Kind::tap;
    std::string text;  // The bib as typed or chosen; of a start the heat's name.
    std::int64_t device_us = 0, wall_us = 0;
    friend bool operator==(const Record&, const Record&) = default;
};
struct Practice {
    bool on = true;
    friend bool operator==(const Practice&, const Practice&) = default;
};
// The press was of no use: a flash, a double tone and these words.
struct Refused {
    std::string why;
    friend bool operator==(const Refused&, const Refused&) = default;
};
struct ForView {  // Or for the shell around it.
    KeyPress press;
};
}  // namespace key_action
using KeyAction = std::variant<key_action::Record, key_action::Practice, key_action::Refused, key_action::ForView>;

// What the meaning of a key depends on, as it is at the moment of the press.
struct KeyScene {
    View view = View::finish;
    bool records = false;                     // This window has a journal, and its role may record.
    bool practising = false;                  // Then what is recorded is the practice's.
    bool may_practise = false;                // No heat of the line runs.
    bool heats_known = false;                 // The meet was heard of, now or before.
    std::string next_heat;                    // Whose gun F4 is; empty: none is left, or none is known.
    std::optional<std::int64_t> line_gun_us;  // The latest gun on the line, whoever gave it, on this laptop's clock.
    std::u32string bib_signs;                 // Signs other than digits that bibs of the meet have: bib_signs().
    std::vector<View> views;                  // That the role may see: the list of views.
    // The bibs offered for what is typed, best first. Asked when a choice begins; may be empty.
    std::function<std::vector<std::string>(std::string_view typed)> offered;
};

// More than this is not typed; no bib is as long.
inline constexpr std::size_t kTypedMax = 10;

class KeyDesk {
public:
    // What is to be done; nothing for a key that means nothing here.
    std::optional<KeyAction> press(const RawKey& raw, const KeyScene& scene);

    // Practice is over: what was typed and started in it means nothing any more.
    void practice_ended() {
        clear();
        last_gun_us_.reset();
    }
    // The list of views was left by something else than a key: a click.
    void close_menu() { menu_.open = false; }
    const MenuLook& menu() const { return menu_; }

    // Writes what is typed and chosen on `view`.
    void show(View view, StationLook& look) const;

private:
    std::optional<KeyAction> on_finish(const RawKey& raw, const KeyScene& scene);
    std::optional<KeyAction> on_chute(const RawKey& raw, const KeyScene& scene);
    std::optional<KeyAction> on_both(const RawKey& raw, const KeyScene& scene);
    // Whether the key is the list's while it is open; what it comes to goes into `action`.
    bool in_menu(const RawKey& raw, const KeyScene& scene, std::optional<KeyAction>& action);
    void open_menu(const KeyScene& scene);
    std::optional<KeyAction> type(const RawKey& raw, const KeyScene& scene);
    void choose(int by, const KeyScene& scene);
    void clear();

    View view_ = View::finish;
    std::u32string typed_;
    std::vector<std::string> offered_;  // As it was when the choice began, so that it cannot change under the finger.
    int chosen_ = -1;
    MenuLook menu_;
    bool left_once_ = false;  // The press before was Esc, in practice.
    std::optional<std::int64_t> last_gun_us_;
};

// The signs other than digits that bibs of the meet have. O(children).
std::u32string bib_signs(const Snapshot& snapshot);

}  // namespace heatline::ui
