#include "ui/desk/views/director_orders.h"

#include "ui/desk/command_json.h"
#include "ui/desk/undo.h"
#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

std::string moved_words(const HeatPicture& heat, std::int64_t minutes) {
    return heat_title(heat) + " and all after it: " + std::to_string(minutes < 0 ? -minutes : minutes) + " minutes " +
           (minutes < 0 ? "earlier" : "later");
}

}  // namespace

intent::Command hold_all(const std::string& reason) {
    return undoable(CommandJson{"hold"}.text("reason", reason).str(), "All heats wait: " + reason,
                    CommandJson{"resume"}.number("minutes", 0).str());
}

intent::Command resume_all(const std::string& reason) {
    return undoable(CommandJson{"resume"}.text("reason", reason).str(), "Heats go on, moved by the minutes of the hold",
                    CommandJson{"hold"}.text("reason", "taken back: " + reason).str());
}

intent::Command delay_from(const HeatPicture& heat, std::int64_t minutes) {
    const auto json = [&](std::int64_t by) {
        return CommandJson{"delay"}.text("heat", heat.name).number("minutes", by).str();
    };
    return undoable(json(minutes), moved_words(heat, minutes), json(-minutes));
}

intent::Command clear_course(const HeatPicture& heat) {
    const std::string clear = CommandJson{"course-clear"}.text("heat", heat.name).str();
    const std::string undone = CommandJson{"course-clear"}.text("heat", heat.name).undo().str();
    if (heat.course_clear) return undoable(undone, heat_title(heat) + ": the course is not clear after all", clear);
    return undoable(clear, heat_title(heat) + ": the course is clear", undone);
}

intent::Command account_for(const std::string& bib, const std::string& reason) {
    return undoable(CommandJson{"account"}.text("bib", bib).text("reason", reason).str(),
                    bib + " is accounted for: " + reason, CommandJson{"account"}.text("bib", bib).undo().str());
}

}  // namespace heatline::ui
