// The keys of the match: what is put in, taken out and brought back, and whose a tap is.

#include <algorithm>

#include "ui/desk/prompt.h"
#include "ui/desk/undo.h"
#include "ui/desk/views/heats_parts.h"
#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

constexpr const char* kTap = "heats.tap";  // The tap that is to be given to a child.

class MatchKeys {
public:
    explicit MatchKeys(const HeatsLook& look) : look_(look), frame_(look.frame), desk_(look.desk()) {}

    void take() const {
        std::int64_t& column = frame_.screen.numbers["heats.column"];
        while (frame_.take(Key::left)) column = std::max<std::int64_t>(0, column - 1);
        while (frame_.take(Key::right)) column = std::min<std::int64_t>(kMatchColumns - 1, column + 1);
        if (!look_.match || look_.entries.empty()) return;
        const HeatMatch& match = *look_.match;
        if (frame_.take(Key::f7)) look_.give_or_say(mend_shift(desk_, match));
        const auto chosen = chosen_row(frame_.screen.lists["heats.match"], look_.entries.size());
        if (!chosen) {
            for (const char letter : {'i', 'n', 'v', 'r', 'b'}) {
                if (frame_.take_letter(letter)) look_.say(kRowGone);
            }
            return;
        }
        const MatchEntry& entry = look_.entries[*chosen];
        const ShownReading* reading = reading_in(desk_, match, entry, look_.column());
        if (frame_.take_letter('i')) look_.give_or_say(insert_tap(desk_, match, entry.row));
        if (frame_.take_letter('n')) look_.give_or_say(insert_number(desk_, match, entry.row));
        if (frame_.take_letter('v')) {
            if (!reading) return look_.say("there is nothing here; Left and Right choose tap, second timer or number");
            look_.give_or_say(void_reading(desk_, look_.heat, *reading));
        }
        if (frame_.take_letter('r')) restore(reading);
        if (frame_.take_letter('b')) {
            const ShownReading* tap = tap_of(entry);
            frame_.screen.numbers[kTap] = tap ? tap->reading.value : 0;
            const std::string none = "there is no tap in this row; I puts one in";
            const std::string why_not = cannot_command(desk_);
            look_.ask_unless(!why_not.empty() ? why_not
                             : tap            ? std::string{}
                                              : none,
                             kHeatsAssign, "Whose tap is this? The number");
        }
    }

    // More may have come in since B was pressed: the tap is found by its own number.
    void typed(const std::string& bib) const {
        const ReadingIndex wanted{static_cast<std::uint32_t>(frame_.screen.numbers[kTap])};
        for (const MatchEntry& entry : look_.entries) {
            for (const MatchColumn column : {MatchColumn::taps, MatchColumn::second}) {
                const ShownReading* tap = reading_in(desk_, *look_.match, entry, column);
                if (tap && tap->reading == wanted) return look_.give_or_say(assign_tap(desk_, look_.heat, *tap, bib));
            }
        }
        look_.say("this tap is not in " + heat_title(look_.picture()) + " any more; choose it again");
    }

private:
    // The tap that a bib is given to: of a row without one, the second timer's.
    const ShownReading* tap_of(const MatchEntry& entry) const {
        const ShownReading* tap = reading_in(desk_, *look_.match, entry, MatchColumn::taps);
        return tap ? tap : reading_in(desk_, *look_.match, entry, MatchColumn::second);
    }

    // What is selected, if it was taken out; else what was taken out last here.
    void restore(const ShownReading* selected) const {
        if (selected && selected->voided) return look_.give_or_say(restore_reading(desk_, look_.heat, *selected));
        std::vector<Undoable>& stack = frame_.screen.undoable;
        const auto taken_out = std::find_if(stack.rbegin(), stack.rend(), [](const Undoable& done) {
            return done.json.starts_with(R"({"command":"restore")");
        });
        if (taken_out == stack.rend()) return look_.say("nothing was taken out here; V takes out what is selected");
        auto command = take_back(desk_, *taken_out);
        if (!command) return look_.say(command.error());
        stack.erase(std::next(taken_out).base());
        frame_.intents.push_back(std::move(*command));
    }

    const HeatsLook& look_;
    Frame& frame_;
    const Desk& desk_;
};

}  // namespace

void take_match_keys(const HeatsLook& look) { MatchKeys{look}.take(); }

void typed_for_match(const HeatsLook& look, const std::string& bib) { MatchKeys{look}.typed(bib); }

}  // namespace heatline::ui
