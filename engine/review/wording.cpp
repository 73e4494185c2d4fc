#include "engine/review/wording.h"

namespace heatline {

std::string plain_text(const std::vector<ReviewWord>& sentence) {
    std::string text;
    for (const ReviewWord& word : sentence) text += word.text;
    return text;
}

namespace review {

Sentence& Sentence::say(std::string_view text) {
    if (!words_.empty() && !words_.back().child) {
        words_.back().text += text;
    } else {
        words_.push_back({std::string{text}, {}});
    }
    return *this;
}

Sentence& Sentence::child(const ReviewLine& line) {
    if (!line.child) return say(line.bib.empty() ? "somebody" : line.bib);
    words_.push_back({line.bib.empty() ? "a child without a number" : line.bib, line.child});
    return *this;
}

Sentence& Sentence::child(const HeatView& view, RunnerId child) {
    const std::string& bib = view.bib_of(child);
    words_.push_back({bib.empty() ? "a child without a number" : bib, child});
    return *this;
}

Sentence& Sentence::children(const HeatView& view, const std::vector<std::size_t>& lines) {
    for (std::size_t k = 0; k < lines.size(); ++k) {
        if (k == kNamedMost) return say(" and " + std::to_string(lines.size() - k) + " more");
        if (k > 0) say(k + 1 == lines.size() ? " and " : ", ");
        child(view.line(lines[k]));
    }
    return *this;
}

Sentence& Sentence::around(const std::optional<ReviewLine>& before, const std::optional<ReviewLine>& after,
                           std::string_view word) {
    if (before && after) return say(" ").say(word).say(" ").child(*before).say(" and ").child(*after);
    if (before) return say(" after ").child(*before);
    if (after) return say(" before ").child(*after);
    return *this;
}

std::string at_text(const HeatView& view, std::optional<Instant> at) {
    const std::string time = at ? view.since_gun(*at) : std::string{};
    return time.empty() ? time : " at " + time;
}

}  // namespace review
}  // namespace heatline
