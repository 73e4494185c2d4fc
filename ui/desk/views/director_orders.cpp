#include "ui/desk/views/director_orders.h"

#include "ui/desk/command_json.h"
#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

constexpr const char* kBackJson = "order.back";
constexpr const char* kBackWords = "order.back_words";

std::string text_of(const Screen& screen, const char* key) {
    const auto found = screen.texts.find(key);
    return found == screen.texts.end() ? std::string{} : found->second;
}

std::string moved_words(const HeatPicture& heat, std::int64_t minutes) {
    return heat_title(heat) + " and all after it: " + std::to_string(minutes < 0 ? -minutes : minutes) + " minutes " +
           (minutes < 0 ? "earlier" : "later");
}

}  // namespace

DirectorOrder hold_all(const std::string& reason) {
    return {CommandJson{"hold"}.text("reason", reason).str(), "All heats wait: " + reason,
            CommandJson{"resume"}.number("minutes", 0).str(), "Heats go on as they were planned"};
}

DirectorOrder resume_all(const std::string& reason) {
    return {CommandJson{"resume"}.text("reason", reason).str(), "Heats go on, moved by the minutes of the hold",
            CommandJson{"hold"}.text("reason", "taken back: " + reason).str(), "All heats wait again"};
}

DirectorOrder delay_from(const HeatPicture& heat, std::int64_t minutes) {
    const auto json = [&](std::int64_t by) {
        return CommandJson{"delay"}.text("heat", heat.name).number("minutes", by).str();
    };
    return {json(minutes), moved_words(heat, minutes), json(-minutes), moved_words(heat, -minutes)};
}

DirectorOrder clear_course(const HeatPicture& heat) {
    DirectorOrder clear{CommandJson{"course-clear"}.text("heat", heat.name).str(),
                        heat_title(heat) + ": the course is clear",
                        CommandJson{"course-clear"}.text("heat", heat.name).undo().str(),
                        heat_title(heat) + ": the course is not clear after all"};
    if (!heat.course_clear) return clear;
    return {clear.back_json, clear.back_words, clear.json, clear.words};
}

DirectorOrder account_for(const std::string& bib, const std::string& reason) {
    return {CommandJson{"account"}.text("bib", bib).text("reason", reason).str(), bib + " is accounted for: " + reason,
            CommandJson{"account"}.text("bib", bib).undo().str(), bib + " is not accounted for any more"};
}

void give(Frame& frame, const DirectorOrder& order) {
    frame.intents.push_back(intent::Command{order.json, order.words});
    frame.screen.texts[kBackJson] = order.back_json;
    frame.screen.texts[kBackWords] = order.back_words;
}

bool take_back(Frame& frame) {
    const std::string json = text_of(frame.screen, kBackJson);
    if (json.empty()) return false;
    frame.intents.push_back(intent::Command{json, text_of(frame.screen, kBackWords)});
    frame.screen.texts.erase(kBackJson);
    frame.screen.texts.erase(kBackWords);
    return true;
}

std::string last_order(const Screen& screen) { return text_of(screen, kBackWords); }

}  // namespace heatline::ui
