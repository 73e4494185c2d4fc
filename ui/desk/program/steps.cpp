#include "ui/desk/program/steps.h"

#include <memory>
#include <utility>
#include <vector>

namespace heatline::ui {
namespace {

constexpr int kDone = 200;

struct Step {
    std::vector<CommandStep> commands;
    GiveCommand give;
    StepAnswered answer;
};

void give_from(const std::shared_ptr<const Step>& step, std::size_t at) {
    step->give(step->commands[at].json, [step, at](int status, const std::string& body) {
        if (status == kDone && at + 1 < step->commands.size()) return give_from(step, at + 1);
        for (std::size_t done = at; status != kDone && done-- > 0;) {
            for (const std::string& back : step->commands[done].back) step->give(back, [](int, const std::string&) {});
        }
        step->answer(status, body);
    });
}

}  // namespace

void give_steps(const intent::Command& command, const GiveCommand& give, const StepAnswered& answer) {
    auto step = std::make_shared<Step>(Step{{{command.json, command.back}}, give, answer});
    step->commands.insert(step->commands.end(), command.more.begin(), command.more.end());
    give_from(std::move(step), 0);
}

}  // namespace heatline::ui
