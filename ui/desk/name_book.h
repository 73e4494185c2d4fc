#pragma once
// NameBook: how this window names a child. Staff and director have the roster's names; announcers and tents have what
// the server sent them; timers and marshals have none and see numbers.
//
// A copy is cheap and stays as it is. Any thread.

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>

#include "engine/privacy.h"
#include "engine/snapshot.h"

namespace heatline::ui {

// A name as the server sent it to this role.
struct GivenName {
    std::string name, say_it;
    friend bool operator==(const GivenName&, const GivenName&) = default;
};
using GivenNames = std::unordered_map<std::uint64_t, GivenName>;  // By given_name_key.
constexpr std::uint64_t given_name_key(HeatId heat, RunnerId runner) {
    return static_cast<std::uint64_t>(heat.value) << 32 | runner.value;
}

class NameBook {
public:
    NameBook() = default;
    // For this role, over this roster; `given` may be null.
    NameBook(std::shared_ptr<const Snapshot> snapshot, Role role, std::shared_ptr<const GivenNames> given = nullptr);

    // The child's name as this window may show it; empty where it may not, or where there is none.
    std::string name(HeatId heat, RunnerId runner) const;
    // How to say it; empty when the reading is plain or may not be shown.
    std::string say_it(HeatId heat, RunnerId runner) const;
    // Whether a bib may stand beside names here.
    bool shows_bibs() const { return shows_bibs_; }
    bool shows_names() const { return shows_names_; }
    // What the server sent; two books over one roster with the same names given say the same. May be null.
    const std::shared_ptr<const GivenNames>& given() const { return given_; }

    // What stands for a child in a list: the name, else "1044", else "a child"; of none, "unknown".
    std::string label(HeatId heat, RunnerId runner) const;
    std::string bib(RunnerId runner) const;
    std::string team(RunnerId runner) const;
    std::string grade(RunnerId runner) const;  // "grade 3", "kindergarten", or empty.

private:
    std::shared_ptr<const Snapshot> snapshot_;
    std::shared_ptr<const GivenNames> given_;
    bool full_ = false;
    bool shows_bibs_ = false;
    bool shows_names_ = false;
};

}  // namespace heatline::ui
