#include "ui/desk/undo.h"

#include "ui/desk/command_json.h"

namespace heatline::ui {
namespace {

void remember(Screen& screen, Undoable done) {
    if (screen.undoable.size() == kUndoMax) screen.undoable.erase(screen.undoable.begin());
    screen.undoable.push_back(std::move(done));
}

// The reading that this laptop recorded, as the meet holds it: its own device, the same moment.
std::optional<ReadingRef> find_recorded(const Desk& desk, const Reading& reading) {
    if (!desk.overview) return std::nullopt;
    const auto is_ours = [&](const ReadingRef& ref) { return device_name(desk, ref.device) == desk.link.device; };
    if (reading.kind == ReadingKind::start) {
        const auto& gun = desk.overview->gun;
        const bool it = desk.snapshot && gun && gun->heard && gun->heat.index() < desk.snapshot->heats.size() &&
                        desk.snapshot->heats[gun->heat.index()]->name == reading.heat && is_ours(gun->heard->ref);
        return it ? std::optional{gun->heard->ref} : std::nullopt;
    }
    const auto is_it = [&](const ShownReading& shown) {
        return !shown.voided && shown.kind == reading.kind && shown.at == reading.at && is_ours(shown.ref);
    };
    if (!desk.overview->match) return std::nullopt;
    for (const ShownReading& loose : desk.overview->loose) {
        if (is_it(loose)) return loose.ref;
    }
    for (const MatchRow& row : desk.overview->match->rows) {
        for (const auto* shown : {&row.tap, &row.second, &row.number}) {
            if (*shown && is_it(**shown)) return (*shown)->ref;
        }
    }
    return std::nullopt;
}

}  // namespace

intent::Command undoable(std::string json, std::string words, std::string undo_json) {
    intent::Command command;
    command.undo = Undoable{words, std::move(undo_json), std::nullopt, {}};
    command.json = std::move(json);
    command.words = std::move(words);
    return command;
}

intent::Command undoable(std::vector<CommandStep> steps, std::string words) {
    intent::Command command;
    std::vector<std::string> back;
    for (auto step = steps.rbegin(); step != steps.rend(); ++step)
        back.insert(back.end(), step->back.begin(), step->back.end());
    command.undo = Undoable{words, back.front(), std::nullopt, {back.begin() + 1, back.end()}};
    command.json = steps.front().json;
    command.back = steps.front().back;
    command.more.assign(steps.begin() + 1, steps.end());
    command.words = std::move(words);
    return command;
}

void answered(Screen& screen, const Intent& asked, bool done) {
    if (const auto* command = std::get_if<intent::Command>(&asked)) {
        const auto& stands = done ? command->undo : command->takes_back;
        if (stands) remember(screen, *stands);
        if (!done || command->takes_back) screen.guns.clear();
    } else if (const auto* record = std::get_if<intent::Record>(&asked)) {
        if (done) remember(screen, {record->words, {}, record->reading, {}});
        if (!done) screen.guns.clear();
    }
}

Result<intent::Command, std::string> take_back(const Desk& desk, const Undoable& done) {
    if (std::string why = cannot_command(desk); !why.empty()) return Error{std::move(why)};
    intent::Command command;
    command.json = done.json;
    for (const std::string& json : done.more) command.more.push_back({json, {}});
    command.words = "taken back: " + done.words;
    command.takes_back = done;
    if (!done.record) return command;
    const auto ref = find_recorded(desk, *done.record);
    if (!ref)
        return Error{
            std::string{"the meet does not show it yet; choose its heat in the heats view, and press F8 again"}};
    command.json = CommandJson{"void"}.reading("reading", device_name(desk, ref->device), ref->epoch, ref->seq).str();
    return command;
}

void take_undo_key(Frame& frame) {
    Screen& screen = frame.screen;
    if (screen.prompt) return;
    while (frame.take(Key::f8) || frame.take_letter('z', true)) {
        if (screen.undoable.empty()) {
            screen.said = "nothing was done here that could be taken back";
            return;
        }
        auto command = take_back(frame.desk, screen.undoable.back());
        if (!command) {
            screen.said = command.error();
            return;
        }
        screen.undoable.pop_back();
        frame.intents.push_back(std::move(*command));
    }
}

std::string undo_words(const Screen& screen) {
    return screen.undoable.empty() ? std::string{} : "take back: " + screen.undoable.back().words;
}

}  // namespace heatline::ui
