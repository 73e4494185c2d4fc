// The card of one doubtful place: what is asked, and the key of each answer. It stands over the match, whose lines it
// is about are marked.

#include <algorithm>
#include <cmath>

#include "ui/desk/views/heats_parts.h"

namespace heatline::ui {
namespace {

constexpr float kTitle = 28, kButtons = 48, kPad = 12, kBar = 4;

}  // namespace

void draw_heats_card(const HeatsLook& look, Rect& rect) {
    const ReviewCard* card = look.card();
    if (!card) return;
    Kit& kit = look.frame.kit;
    const bool asks = card->harm != Harm::none;
    const Ink ink = asks ? Ink::warn : Ink::muted;
    const std::string sentence = card_sentence(look.desk(), *card);
    const bool answers = !card->answers.empty() && cannot_command(look.desk()).empty();
    const float line = Kit::line_height(Size::body);
    // At most three lines, and never more than half of the room.
    const float room = std::max(line, std::min(3 * line, rect.h / 2 - kTitle - kButtons - 2 * kPad));
    const float width = rect.w - 2 * kPad - kBar;
    const float lines = std::clamp(std::ceil(kit.width(sentence, Size::body) * 1.05F / width), 1.0F, room / line);
    const float height = kTitle + std::floor(lines) * line + (answers ? kButtons : 0) + kPad;
    Rect box = rect.take_top(height);
    rect.take_top(8);
    kit.fill(box, Ink::surface);
    kit.fill({box.x, box.y, kBar, box.h}, ink);
    box.take_left(kBar + kPad);
    box.take_right(kPad);
    Rect title = box.take_top(kTitle);
    if (asks) {
        kit.mark(title.take_left(20).inset(2), Mark::look, ink);
        title.take_left(8);
    }
    kit.text(title, card_title(look.cards, look.card_index()), {Size::meta, ink, Weight::medium});
    kit.paragraph(box.take_top(std::floor(lines) * line), sentence, {Size::body, Ink::text});
    if (!answers) return;
    box.take_top(4);
    Rect row = box.take_top(kButtons - 8);
    for (std::size_t i = 0; i < card->answers.size(); ++i) {
        const KeyPress key = key_press(static_cast<char>('1' + i));
        const float button = std::min(button_width(kit, card->answers[i].label, key), row.w);
        draw_button(look.frame, row.take_left(button), card->answers[i].label, key);
        row.take_left(12);
    }
}

}  // namespace heatline::ui
