#include "engine/roster.h"

#include <algorithm>

#include "engine/base/check.h"

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
    const auto found = team_by_key_.find(team_key(name));
    return found == team_by_key_.end() ? TeamId::none() : found->second;
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
    if (!runner || runner.index() >= bibs_of_.size()) return Symbol::none();
    const auto& bibs = bibs_of_[runner.index()];
    return bibs.empty() ? Symbol::none() : bibs.back();
}

void Roster::save_team(TeamId id, Team team) {
    CHECK_THAT(id.index() <= teams_.size(), "team ids are given out in order");
    if (id.index() == teams_.size()) {
        teams_.emplace_back();
    } else {
        team_by_key_.erase(team_key(teams_[id.index()].name));
    }
    team_by_key_[team_key(team.name)] = id;
    teams_[id.index()] = std::move(team);
}

void Roster::save_runner(RunnerId id, Runner runner) {
    CHECK_THAT(id.index() <= runners_.size(), "runner ids are given out in order");
    if (id.index() == runners_.size()) {
        runners_.emplace_back();
        bibs_of_.emplace_back();
    }
    runners_[id.index()] = std::move(runner);
}

void Roster::bind_bib(BibBinding binding) {
    bib_history_.push_back(binding);
    if (const RunnerId before = owner_of_bib(binding.bib)) {
        std::erase(bibs_of_[before.index()], binding.bib);
    }
    if (bib_owner_.size() <= binding.bib.index()) bib_owner_.resize(binding.bib.index() + 1);
    bib_owner_[binding.bib.index()] = binding.runner;
    if (binding.runner) bibs_of_[binding.runner.index()].push_back(binding.bib);
}

void Roster::bind_tag(TagBinding binding) {
    tag_history_.push_back(binding);
    if (tag_owner_.size() <= binding.tag.index()) tag_owner_.resize(binding.tag.index() + 1);
    tag_owner_[binding.tag.index()] = binding;
}

}  // namespace heatline
