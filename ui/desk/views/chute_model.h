#pragma once
// ChuteModel: everything the chute's view says: the number being typed and what would become of it, who it may be, who
// came just now. Nothing typed is refused: what is odd about it is said, and a person looks at it later. Pure; any
// thread.

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "ui/desk/suggest.h"
#include "ui/desk/views/station_model.h"

namespace heatline::ui {

// Who wears which number. O(children) to make.
class BibIndex {
public:
    BibIndex() = default;
    explicit BibIndex(const Snapshot& snapshot);
    RunnerId owner(const std::string& bib) const;

private:
    std::unordered_map<std::string, RunnerId> owners_;
};

struct ChuteModel : StationSays {
    struct Offer {
        std::string bib;
        std::string who;  // Name where this window may show it.
        std::string team, grade;
        bool chosen = false;
        bool inexact = false;  // One sign is another than what was typed, or two are swapped.
        friend bool operator==(const Offer&, const Offer&) = default;
    };
    struct Taken {
        std::string bib;  // "unknown" for 0.
        std::string who;  // Name, else the team.
        Mark mark = Mark::none;
        std::string state;  // "sent", "saved here", "nobody's number", "taken twice", "taken back".
        bool gone = false;  // Taken back: shown muted.
        friend bool operator==(const Taken&, const Taken&) = default;
    };
    std::string typed;  // As it stands in the box.
    Mark hint_mark = Mark::none;
    std::string hint;          // What Enter does.
    std::string offers_title;  // "still out, likeliest first"
    std::vector<Offer> offers;
    std::vector<Taken> taken;  // The latest first.
    std::uint64_t numbers = 0;
};

// At most so many of the latest are said; the list shows what fits.
inline constexpr std::size_t kJustIn = 24;

ChuteModel chute_model(const Desk& desk, const SuggestField& field, const BibIndex& bibs);

// Numbers this laptop took that stand.
std::set<std::string> own_numbers(const std::vector<OwnEntry>& entries);

}  // namespace heatline::ui
