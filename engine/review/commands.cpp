// Answers become commands, and the commands that take them back.

#include <algorithm>

#include "engine/base/limits.h"
#include "engine/review/review.h"
#include "engine/time_text.h"

namespace heatline {
namespace {

using Verb = ReviewAction::Verb;

std::string_view trimmed(std::string_view text) {
    const auto from = text.find_first_not_of(" \t");
    if (from == std::string_view::npos) return {};
    return text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

// What the person entered, understood.
struct Entered {
    std::string number;
    std::optional<Instant> at;
    std::string first, last, team;
};

Result<Entered, std::string> understand(const ReviewCard& card, ReviewNeeds needs, std::string_view text) {
    text = trimmed(text);
    Entered entered;
    switch (needs) {
        case ReviewNeeds::nothing:
            return entered;
        case ReviewNeeds::number:
            if (text.empty()) return Error{"enter the number of the child"};
            if (text.size() > limits::kNameBytesMax) return Error{"this number is too long; check it"};
            entered.number = text;
            return entered;
        case ReviewNeeds::time: {
            const auto elapsed = parse_elapsed_us(text);
            if (!elapsed) return Error{"enter the time since the gun, as 10:42.3"};
            if (!card.gun) return Error{"this heat has no start yet; set its start first"};
            entered.at = Instant{card.gun->us + *elapsed};
            return entered;
        }
        case ReviewNeeds::runner: {
            const auto comma = text.rfind(',');
            const std::string_view name = trimmed(text.substr(0, comma));
            if (comma == std::string_view::npos || name.empty() || trimmed(text.substr(comma + 1)).empty())
                return Error{"enter the child's name and team, as Ava Lee, Lincoln"};
            const auto space = name.find(' ');
            entered.first = name.substr(0, space);
            if (space != std::string_view::npos) entered.last = trimmed(name.substr(space));
            entered.team = trimmed(text.substr(comma + 1));
            return entered;
        }
    }
    return Error{"this answer needs nothing that can be entered"};
}

const char* reason_of(ReviewCause cause) {
    switch (cause) {
        case ReviewCause::press_without_number:
            return "review: a press without a number";
        case ReviewCause::number_without_press:
            return "review: a number without a press";
        case ReviewCause::counts_differ:
            return "review: presses and numbers did not fit";
        case ReviewCause::note_disagrees:
            return "review: a note or chip disagreed";
        case ReviewCause::number_repaired:
            return "review: a number was taken wrongly";
        case ReviewCause::number_unknown:
            return "review: a number was nobody's";
        case ReviewCause::entered_twice:
            return "review: a number was taken twice";
        case ReviewCause::no_sign_of_start:
            return "review: no other sign of the child";
        case ReviewCause::heat_doubtful:
            return "review: the heat was in doubt";
        case ReviewCause::tapper_away:
            return "review: no presses for a while";
        case ReviewCause::ring_keyed_later:
            return "review: numbers keyed later";
        case ReviewCause::after_status:
            return "review: a finish after a status";
        case ReviewCause::no_numbers:
        case ReviewCause::queue_without_presses:
        case ReviewCause::double_press:
        case ReviewCause::press_not_counted:
            return "review";
    }
    return "review";
}

CommandBody body_of(const ReviewAction& action, const Entered& entered) {
    const std::string& bib = action.bib.empty() ? entered.number : action.bib;
    switch (action.verb) {
        case Verb::take_out:
            return VoidReading{action.reading};
        case Verb::assign:
            return AssignTap{action.reading, bib};
        case Verb::release:
            return AssignTap{action.reading, {}};
        case Verb::insert:
            return InsertFinish{action.heat, bib, action.at ? *action.at : *entered.at, false};
        case Verb::remove:
            return RemoveFinish{action.heat, bib, false};
        case Verb::clear_status:
            return SetStatus{bib, action.heat, Status::none};
        case Verb::add_runner:
            break;
    }
    AddRunner add;
    add.columns.team = entered.team;
    add.columns.bib = action.bib;
    add.columns.runner.first = entered.first;
    add.columns.runner.last = entered.last;
    add.columns.runner.heat_lock = action.heat;
    add.columns.given = {"team", "bib", "first", "last", "heat"};
    return add;
}

void take_back(const ReviewAction& action, const Entered& entered, std::vector<CommandBody>& bodies) {
    const std::string& bib = action.bib.empty() ? entered.number : action.bib;
    switch (action.verb) {
        case Verb::take_out:
            bodies.emplace_back(RestoreReading{action.reading});
            return;
        case Verb::assign:
        case Verb::release:
            bodies.emplace_back(AssignTap{action.reading, action.before});
            return;
        case Verb::insert:
            bodies.emplace_back(InsertFinish{action.heat, bib, {}, true});
            return;
        case Verb::remove:
            bodies.emplace_back(RemoveFinish{action.heat, bib, true});
            return;
        case Verb::clear_status:
            // A status that comes after a finish holds over it; so the finish is said again, and the question stands.
            bodies.emplace_back(SetStatus{bib, action.heat, action.status});
            if (!action.reading.device.empty()) {
                bodies.emplace_back(AssignTap{action.reading, bib});
            } else if (action.at) {
                bodies.emplace_back(InsertFinish{action.heat, bib, *action.at, false});
            }
            return;
        case Verb::add_runner:
            bodies.emplace_back(MoveRunner{bib, action.heat, {}});
            bodies.emplace_back(BindBib{{}, bib});
            return;
    }
}

}  // namespace

Result<std::vector<Command>, std::string> commands_for(const ReviewCard& card, const ReviewAnswer& answer,
                                                       const std::string& text) {
    const auto entered = understand(card, answer.needs, text);
    if (!entered.ok()) return Error{entered.error()};
    std::vector<Command> commands;
    for (const ReviewAction& action : answer.actions)
        commands.push_back({{}, reason_of(card.cause), body_of(action, *entered)});
    return commands;
}

std::vector<Command> undo_of(const ReviewCard& card, const ReviewAnswer& answer, const std::string& text) {
    const auto entered = understand(card, answer.needs, text);
    if (!entered.ok()) return {};
    std::vector<CommandBody> bodies;
    for (auto action = answer.actions.rbegin(); action != answer.actions.rend(); ++action)
        take_back(*action, *entered, bodies);
    std::vector<Command> commands;
    for (CommandBody& body : bodies) commands.push_back({{}, "review: taken back", std::move(body)});
    return commands;
}

}  // namespace heatline
