#include "engine/roster.h"

#include <algorithm>

#include "engine/base/check.h"
#include "engine/base/shared.h"

namespace heatline {

std::string team_key(std::string_view name) {
    std::string key;
    bool pending_space = false;
    for (const char c : name) {
        if (c == ' ' || c == '\t') {
            pending_space = !key.empty();
            continue;
        }
        if (pending_space) key.push_back(' ');
        pending_space = false;
        key.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
    }
    return key;
}

TeamId Roster::find_team(std::string_view name) const {
    const auto found = people_->team_by_key.find(team_key(name));
    return found == people_->team_by_key.end() ? TeamId::none() : found->second;
}

RunnerId Roster::owner_of_bib(Symbol bib) const {
    return bib && bib.index() < bib_owner_.size() ? bib_owner_[bib.index()] : RunnerId::none();
}

RunnerId Roster::owner_of_tag(Symbol tag) const {
    if (!tag || tag.index() >= tag_owner_.size()) return RunnerId::none();
    const TagBinding& binding = tag_owner_[tag.index()];
    return binding.bib ? owner_of_bib(binding.bib) : binding.runner;
}

Symbol Roster::bib_of(RunnerId runner) const {
    return runner && runner.index() < bib_of_.size() ? bib_of_[runner.index()] : Symbol::none();
}

Roster::People& Roster::people_to_change() {
    if (!is_alone(people_)) people_ = std::make_shared<People>(*people_);
    return *people_;
}

void Roster::save_team(TeamId id, Team team) {
    People& people = people_to_change();
    CHECK_THAT(id.index() <= people.teams.size(), "team ids are given out in order");
    if (id.index() == people.teams.size()) {
        people.teams.emplace_back();
    } else {
        people.team_by_key.erase(team_key(people.teams[id.index()].name));
    }
    people.team_by_key[team_key(team.name)] = id;
    people.teams[id.index()] = std::move(team);
}

void Roster::save_runner(RunnerId id, Runner runner) {
    People& people = people_to_change();
    CHECK_THAT(id.index() <= people.runners.size(), "runner ids are given out in order");
    if (id.index() == people.runners.size()) {
        people.runners.emplace_back();
        people.briefs.emplace_back();
        bib_of_.emplace_back();
    }
    people.briefs[id.index()] = {runner.team, runner.registered, runner.attendance == Attendance::virtually};
    people.runners[id.index()] = std::move(runner);
}

void Roster::bind_bib(BibBinding binding) {
    bib_history_.push_back(binding);
    if (bib_owner_.size() <= binding.bib.index()) bib_owner_.resize(binding.bib.index() + 1);
    const RunnerId before = bib_owner_[binding.bib.index()];
    bib_owner_[binding.bib.index()] = binding.runner;
    if (before && bib_of_[before.index()] == binding.bib) {
        // The bib it had before that one, if it still has it.
        const auto earlier = std::find_if(bib_history_.rbegin(), bib_history_.rend(), [&](const BibBinding& b) {
            return b.runner == before && bib_owner_[b.bib.index()] == before;
        });
        bib_of_[before.index()] = earlier == bib_history_.rend() ? Symbol::none() : earlier->bib;
    }
    if (binding.runner) bib_of_[binding.runner.index()] = binding.bib;
}

void Roster::bind_tag(TagBinding binding) {
    tag_history_.push_back(binding);
    if (tag_owner_.size() <= binding.tag.index()) tag_owner_.resize(binding.tag.index() + 1);
    tag_owner_[binding.tag.index()] = binding;
}

}  // namespace heatline
