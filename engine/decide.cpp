#include "engine/decide.h"

#include "engine/base/check.h"
#include "engine/base/limits.h"
#include "engine/rulings/closing.h"
#include "engine/rulings/corrections.h"
#include "engine/rulings/heats.h"
#include "engine/rulings/people.h"
#include "engine/rulings/race_day.h"

namespace heatline {
namespace {

// One overload a command, in five parts: a command without a ruling does not compile.
class Rulings : rulings::Corrections, rulings::People, rulings::Heats, rulings::RaceDay, rulings::Closing {
public:
    explicit Rulings(const rulings::Question& question)
        : Corrections(question), People(question), Heats(question), RaceDay(question), Closing(question) {}

    using rulings::Closing::operator();
    using rulings::Corrections::operator();
    using rulings::Heats::operator();
    using rulings::People::operator();
    using rulings::RaceDay::operator();
};

// The money may be decided after the last child went home.
bool is_for_a_closed_meet(const CommandBody& body) {
    return std::holds_alternative<CloseMeet>(body) || std::holds_alternative<ApproveGrants>(body) ||
           std::holds_alternative<GiveAward>(body);
}

}  // namespace

Decision decide(const State& state, const Command& command, const std::string& author, Instant now) {
    if (command.reason.size() > limits::kTextBytesMax)
        return rulings::refuse("the reason is longer than 2,048 bytes; shorten it");
    if (command.id.size() > limits::kNameBytesMax)
        return rulings::refuse("the command's id is longer than 64 bytes; shorten it");
    if (state.closed && !is_for_a_closed_meet(command.body))
        return rulings::refuse("the meet is closed; take that back with close-meet and undo");
    rulings::Ruling ruling = std::visit(Rulings{{state, command.reason, now}}, command.body);
    if (!ruling.ok()) return Error{ruling.error()};
    CHECK_THAT(!ruling->empty(), "a decision has at least one fact");
    std::vector<Fact> facts;
    for (FactBody& body : *ruling) facts.push_back({now, author, {}, std::move(body)});
    facts.back().command_id = command.id;
    return facts;
}

Seq answered(const State& state, std::string_view author, std::string_view command_id) {
    if (command_id.empty()) return 0;
    const auto found = state.answers.find(answer_key(author, command_id));
    return found == state.answers.end() ? 0 : found->second;
}

}  // namespace heatline
