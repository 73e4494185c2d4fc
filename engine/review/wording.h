#pragma once
// Wording: sentences of cards from words and children. Pure; any thread.

#include <string_view>

#include "engine/review/heat_view.h"

namespace heatline::review {

class Sentence {
public:
    Sentence& say(std::string_view text);
    // The child of a line by its number, in such a way that a name can take its place; a number that is nobody's as it
    // is; "somebody" without either.
    Sentence& child(const ReviewLine& line);
    Sentence& child(const HeatView& view, RunnerId child);
    // "103, 117 and 125", of at most kNamedMost; then "and 4 more".
    Sentence& children(const HeatView& view, const std::vector<std::size_t>& lines);
    // " between Ava (103) and Ben (117)", " after …", " before …", or nothing.
    Sentence& around(const std::optional<ReviewLine>& before, const std::optional<ReviewLine>& after,
                     std::string_view word = "between");
    std::vector<ReviewWord> done() { return std::move(words_); }

    static constexpr std::size_t kNamedMost = 4;

private:
    std::vector<ReviewWord> words_;
};

// " at 10:42.3"; nothing without a time.
std::string at_text(const HeatView& view, std::optional<Instant> at);

}  // namespace heatline::review
