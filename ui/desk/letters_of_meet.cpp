#include "ui/desk/letters_of_meet.h"

#include "engine/privacy.h"

namespace heatline::ui {

bool LettersOfMeet::update(const Desk& desk) {
    if (!desk.snapshot) return false;
    bool grown = false;
    if (desk.snapshot->roster != seen_) {
        seen_ = desk.snapshot->roster;
        for (const Team& team : seen_->teams()) {
            grown |= letters_.add(team.name);
            grown |= letters_.add(team.tent);
        }
        for (const Runner& runner : seen_->runners()) {
            grown |= letters_.add(runner.first.value);
            grown |= letters_.add(runner.last.value);
            // Letters that join look another way where the surname is cut to its initial.
            grown |= letters_.add(first_letters(runner.last.value, 1));
            grown |= letters_.add(first_letters(runner.last.value, 2));
            grown |= letters_.add(runner.say_it.value);
        }
        grown |= letters_.add(desk.snapshot->rules->name);
        for (const auto& band : desk.snapshot->rules->heats.bands) grown |= letters_.add(band.name);
    }
    return grown;
}

}  // namespace heatline::ui
