#include "ui/desk/name_book.h"

#include "ui/format.h"

namespace heatline::ui {

NameBook::NameBook(std::shared_ptr<const Snapshot> snapshot, Role role, std::shared_ptr<const GivenNames> given)
    : snapshot_(std::move(snapshot)),
      given_(std::move(given)),
      full_(role == Role::staff || role == Role::director),
      shows_bibs_(role != Role::announcer),
      shows_names_(role != Role::timer && role != Role::marshal) {}

std::string NameBook::name(HeatId heat, RunnerId runner) const {
    if (!snapshot_ || !runner) return {};
    if (full_) return full_name(snapshot_->roster->runner(runner));
    if (!given_) return {};
    const auto found = given_->find(given_name_key(heat, runner));
    return found == given_->end() ? std::string{} : found->second.name;
}

std::string NameBook::say_it(HeatId heat, RunnerId runner) const {
    if (!snapshot_ || !runner) return {};
    if (full_) return snapshot_->roster->runner(runner).say_it.value;
    if (!given_) return {};
    const auto found = given_->find(given_name_key(heat, runner));
    return found == given_->end() ? std::string{} : found->second.say_it;
}

std::string NameBook::label(HeatId heat, RunnerId runner) const {
    if (!runner) return "unknown";
    std::string text = name(heat, runner);
    if (text.empty() && shows_bibs_) text = bib(runner);
    return text.empty() ? "a child" : text;
}

std::string NameBook::bib(RunnerId runner) const {
    if (!snapshot_ || !runner || !shows_bibs_) return {};
    const auto& bibs = *snapshot_->bibs;
    return runner.index() < bibs.size() ? bibs[runner.index()] : std::string{};
}

std::string NameBook::team(RunnerId runner) const {
    if (!snapshot_ || !runner) return {};
    const TeamId team = snapshot_->roster->runner(runner).team;
    return team ? snapshot_->roster->team(team).name : std::string{};
}

std::string NameBook::grade(RunnerId runner) const {
    if (!snapshot_ || !runner) return {};
    const std::string grade = format_grade(snapshot_->roster->runner(runner).grade);
    if (grade == "K") return "kindergarten";
    return grade.empty() ? grade : "grade " + grade;
}

}  // namespace heatline::ui
