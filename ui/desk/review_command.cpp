#include "ui/desk/review_command.h"

#include "engine/base/check.h"
#include "engine/names.h"
#include "ui/desk/command_json.h"

namespace heatline::ui {
namespace {

CommandJson json_of(const VoidReading& c) {
    return CommandJson{"void"}.reading("reading", c.reading.device, c.reading.epoch, c.reading.seq);
}
CommandJson json_of(const RestoreReading& c) {
    return CommandJson{"restore"}.reading("reading", c.reading.device, c.reading.epoch, c.reading.seq);
}
CommandJson json_of(const AssignTap& c) {
    return CommandJson{"assign"}.reading("tap", c.tap.device, c.tap.epoch, c.tap.seq).text("bib", c.bib);
}
CommandJson json_of(const InsertFinish& c) {
    CommandJson json{"insert-finish"};
    json.text("heat", c.heat).text("bib", c.bib);
    return c.undo ? json.undo() : json.text("at", format_rfc3339(c.at));
}
CommandJson json_of(const RemoveFinish& c) {
    CommandJson json{"remove-finish"};
    json.text("heat", c.heat).text("bib", c.bib);
    return c.undo ? json.undo() : json;
}
CommandJson json_of(const SetStatus& c) {
    return CommandJson{"status"}.text("bib", c.bib).text("heat", c.heat).text("status", name_of(c.status));
}
CommandJson json_of(const MoveRunner& c) {
    return CommandJson{"move"}.text("bib", c.bib).text("from", c.from).text("heat", c.heat);
}
CommandJson json_of(const BindBib& c) { return CommandJson{"bind-bib"}.text("runner", c.runner).text("bib", c.bib); }
CommandJson json_of(const AddRunner& c) {
    const RunnerColumns& columns = c.columns;
    return CommandJson{"add-runner"}
        .text("team", columns.team)
        .text("bib", columns.bib)
        .text("first", columns.runner.first.value)
        .text("last", columns.runner.last.value)
        .text("heat", columns.runner.heat_lock);
}

template <class T>
concept Answers = requires(const T& command) {
    json_of(command);
};

}  // namespace

std::string command_json(const Command& command) {
    return std::visit(
        [&](const auto& body) -> std::string {
            if constexpr (Answers<std::decay_t<decltype(body)>>) {
                CommandJson json = json_of(body);
                if (!command.reason.empty()) json.text("reason", command.reason);
                return json.str();
            } else {
                CHECK_THAT(false, "no answer of the review queue becomes this command");
                return {};
            }
        },
        command.body);
}

}  // namespace heatline::ui
