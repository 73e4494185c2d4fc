#pragma once
// What of the meet may be drawn: the letters its names need. Render thread.

#include "ui/desk/desk.h"
#include "ui/desk/fonts.h"

namespace heatline::ui {

// Adds the letters of the roster, the heats and the meet's name; true when some were new. O(roster) when the roster is
// another one than at the last call, else O(1).
class LettersOfMeet {
public:
    bool update(const Desk& desk);
    const Letters& letters() const { return letters_; }

private:
    Letters letters_;
    std::shared_ptr<const Roster> seen_;
};

}  // namespace heatline::ui
