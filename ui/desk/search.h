#pragma once
// Search: finds children by bib, by any part of a name whatever its accents, and by team: "lukasz" finds Łukasz,
// "nguyen" finds Nguyễn, "obrien" finds O'Brien. No query is wrong: what does not match finds nobody.
//
// The index is made once for a roster; a query costs O(bytes of all names). Any thread, once made.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace heatline::ui {

// Lower case, without accents, letters of other forms as plain ones (ł as l, ß as ss), apostrophes gone, all other
// signs as single spaces, none at the ends. Scripts without case stay as they are.
std::string folded(std::string_view text);

// How well somebody fits; the lower the better.
enum class Fit : std::uint8_t { bib, bib_begins, word_begins, part, team, none };

struct Searchable {
    std::string bib, name;
    std::uint32_t team = 0;  // Index into the teams.
};

class SearchIndex {
public:
    SearchIndex() = default;
    SearchIndex(const std::vector<Searchable>& children, const std::vector<std::string>& teams);

    // By child: how it fits. Every word of the query must be found, in the bib, the name or the team; a child fits as
    // badly as its worst word. An empty query fits nobody.
    std::vector<Fit> find(std::string_view query) const;

private:
    struct Entry {
        std::uint32_t from = 0, name = 0, to = 0;  // In text_: " BIB" up to name, " NAME" up to to.
        std::uint32_t team = 0;
    };
    Fit fit(const Entry& entry, std::string_view word, bool in_team) const;

    std::string text_;
    std::vector<Entry> entries_;
    std::vector<std::string> teams_;
};

}  // namespace heatline::ui
