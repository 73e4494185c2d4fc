#include "ui/desk/program/errands.h"

#include <optional>
#include <utility>

#include "ui/desk/problem_words.h"
#include "ui/desk/program/steps.h"

namespace heatline::ui {

using timing::CommandAnswer;
using timing::StationInput;

Errands::Errands(Teller& teller, std::int64_t started_us, Answer answer)
    : teller_(teller), started_us_(started_us), answer_(std::move(answer)) {}

void Errands::carry_out(const intent::Command& command, timing::Laptop& laptop) {
    const GiveCommand give = [this, &laptop](const std::string& json, StepAnswered answered) {
        teller_.say("command " + json);
        laptop.command(with_id(json), [this, answered = std::move(answered)](const CommandAnswer& answer) {
            teller_.say("answer " + std::to_string(answer.status) + " " + answer.body);
            answered(answer.status, answer.body);
        });
    };
    give_steps(command, give, [this, command](int status, const std::string& body) {
        const bool done = status == 200;
        answer_(command, done, done ? command.words : problem_words(body));
    });
}

// With an id, so that it is done once however often the way breaks.
std::string Errands::with_id(const std::string& json) {
    std::uint64_t number = 0;
    {
        const std::lock_guard lock{mutex_};
        number = ++commands_;
    }
    const std::string id = "desk-" + std::to_string(started_us_) + "-" + std::to_string(number);
    std::string body = json;
    if (body.size() > 1 && body.front() == '{') body.insert(1, "\"id\":\"" + id + "\",");
    return body;
}

void Errands::carry_out(const intent::Record& record, timing::Laptop& laptop, std::int64_t now_us,
                        std::int64_t wall_us) {
    StationInput input;
    input.kind = StationInput::Kind::reading;
    input.boottime_us = record.device_us != 0 ? record.device_us : now_us;
    input.wall_us = wall_us - (now_us - input.boottime_us);
    input.reading = record.reading;
    input.text = record.note;
    {
        const std::lock_guard lock{mutex_};
        input.ticket = ++tickets_;
        on_their_way_.emplace(input.ticket, record);
    }
    const std::uint64_t ticket = input.ticket;
    if (laptop.push(std::move(input))) return;
    {
        const std::lock_guard lock{mutex_};
        on_their_way_.erase(ticket);
    }
    answer_(record, false, "not recorded: this laptop may not record");
}

bool Errands::recorded(const timing::Recorded& done) {
    if (done.ticket == 0) return false;
    std::optional<intent::Record> record;
    {
        const std::lock_guard lock{mutex_};
        const auto asked = on_their_way_.find(done.ticket);
        if (asked == on_their_way_.end()) return false;
        record = std::move(asked->second);
        on_their_way_.erase(asked);
    }
    answer_(*record, true, record->words);
    return true;
}

}  // namespace heatline::ui
