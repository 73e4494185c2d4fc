#include "ui/desk/program/errands.h"

#include <utility>

namespace heatline::ui {
namespace {

using timing::CommandAnswer;
using timing::StationInput;

// The `detail` of problem+json, else the body: it is a sentence of the link then.
std::string sentence_of(const CommandAnswer& answer) {
    constexpr std::string_view kDetail = "\"detail\":\"";
    const std::size_t at = answer.body.find(kDetail);
    if (at == std::string::npos) return answer.body;
    std::string sentence;
    for (std::size_t i = at + kDetail.size(); i < answer.body.size() && answer.body[i] != '"'; ++i) {
        if (answer.body[i] == '\\' && i + 1 < answer.body.size()) ++i;
        sentence += answer.body[i];
    }
    return sentence;
}

}  // namespace

Errands::Errands(timing::Laptop& laptop, Teller& teller, std::int64_t started_us, Answer answer)
    : laptop_(laptop), teller_(teller), started_us_(started_us), answer_(std::move(answer)) {}

void Errands::carry_out(const intent::Command& command) {
    // With an id, so that it is done once however often the way breaks.
    std::string body = command.json;
    const std::string id = "desk-" + std::to_string(started_us_) + "-" + std::to_string(++commands_);
    if (body.size() > 1 && body.front() == '{') body.insert(1, "\"id\":\"" + id + "\",");
    teller_.say("command " + command.json);
    laptop_.command(std::move(body), [this, words = command.words](const CommandAnswer& answer) {
        teller_.say("answer " + std::to_string(answer.status) + " " + answer.body);
        const bool done = answer.status == 200;
        answer_(done, done ? words : sentence_of(answer));
    });
}

void Errands::carry_out(const intent::Record& record, std::int64_t now_us, std::int64_t wall_us) {
    StationInput input;
    input.kind = StationInput::Kind::reading;
    input.boottime_us = record.device_us != 0 ? record.device_us : now_us;
    input.wall_us = wall_us - (now_us - input.boottime_us);
    input.reading = record.reading;
    input.text = record.note;
    input.say = record.words;
    if (!laptop_.push(std::move(input))) answer_(false, "not recorded: this laptop may not record");
}

}  // namespace heatline::ui
