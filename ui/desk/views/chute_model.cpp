#include "ui/desk/views/chute_model.h"

#include <algorithm>
#include <map>

#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

std::string who_is(const Desk& desk, HeatId heat, RunnerId runner) {
    const std::string name = desk.names.name(heat, runner);
    return name.empty() ? desk.names.team(runner) : name;
}

ChuteModel::Offer offer_of(const Desk& desk, const std::string& bib, HeatId heat, RunnerId runner) {
    return {bib, desk.names.name(heat, runner), desk.names.team(runner), desk.names.grade(runner)};
}

void say_offers(ChuteModel& model, const Desk& desk, const std::vector<Suggestion>& likely, const BibIndex& bibs) {
    const StationLook& look = desk.station;
    for (std::size_t i = 0; i < look.offered.size(); ++i) {
        const RunnerId runner = bibs.owner(look.offered[i]);
        const HeatId heat = runner ? (*desk.snapshot->ledger)[runner.index()].heat : HeatId::none();
        model.offers.push_back(offer_of(desk, look.offered[i], heat, runner));
        model.offers.back().chosen = static_cast<int>(i) == look.chosen;
        const auto found = std::find_if(likely.begin(), likely.end(),
                                        [&](const Suggestion& it) { return it.out.bib == look.offered[i]; });
        model.offers.back().inexact = found != likely.end() && found->inexact;
    }
    if (look.offered.empty()) {
        for (const auto& [out, inexact] : likely) {
            model.offers.push_back(offer_of(desk, out.bib, out.heat, out.runner));
            model.offers.back().inexact = inexact;
        }
    }
    model.offers_title = !model.offers.empty() ? "still out, likeliest first"
                         : look.typed.empty()  ? "nobody is out on the course"
                                               : "nobody who is out has this number";
}

struct Hint {
    Mark mark = Mark::none;
    std::string words;
};

// What Enter would do with exactly what was typed.
Hint hint_of_typed(const Desk& desk, const std::vector<Suggestion>& likely, const BibIndex& bibs) {
    const std::string& typed = desk.station.typed;
    if (typed == "0") return {Mark::none, "Enter: a child whose number nobody can read"};
    if (own_numbers(*desk.station.entries).contains(typed))
        return {Mark::look, typed + " was taken already. Enter takes it again, to be checked"};
    const RunnerId runner = bibs.owner(typed);
    if (!runner) {
        const bool goes_on = !likely.empty() && likely.front().out.bib.starts_with(typed);
        if (goes_on) return {Mark::none, "Type on, or choose with the arrow keys"};
        return {Mark::look, "Nobody wears " + typed + ". Enter takes it all the same, to be checked"};
    }
    const LedgerRow& row = (*desk.snapshot->ledger)[runner.index()];
    const std::string who = who_is(desk, row.heat, runner);
    const bool is_out =
        std::any_of(likely.begin(), likely.end(), [&](const Suggestion& found) { return found.out.runner == runner; });
    if (is_out) return {Mark::on_course, "Enter takes " + typed + (who.empty() ? "" : ", " + who)};
    if (row.finished) return {Mark::look, typed + " is in already. Enter takes it again, to be checked"};
    if (!row.heat) return {Mark::look, typed + " is in no heat. Enter takes it all the same, to be checked"};
    const HeatPicture& heat = *desk.snapshot->heats[row.heat.index()];
    return {Mark::look, typed + " runs in " + heat_title(heat) + ". Enter takes it all the same, to be checked"};
}

Hint hint_of(const Desk& desk, const std::vector<Suggestion>& likely, const BibIndex& bibs) {
    const StationLook& look = desk.station;
    if (!look.records) return {};
    if (look.chosen >= 0 && static_cast<std::size_t>(look.chosen) < look.offered.size()) {
        const std::string& bib = look.offered[static_cast<std::size_t>(look.chosen)];
        return {Mark::on_course, "Enter takes " + bib};
    }
    if (look.typed.empty()) return {Mark::none, "Type the number of each child who comes out, then Enter"};
    if (!desk.snapshot) return {Mark::none, "Enter takes " + look.typed};
    return hint_of_typed(desk, likely, bibs);
}

void say_taken(ChuteModel& model, const Desk& desk, const BibIndex& bibs) {
    const auto& entries = *desk.station.entries;
    std::map<std::string, std::size_t> stands;  // How often a number was taken, the undone left out.
    for (const OwnEntry& entry : entries) {
        if (entry.kind != ReadingKind::bib || entry.undone) continue;
        ++stands[entry.bib];
    }
    for (auto entry = entries.rbegin(); entry != entries.rend() && model.taken.size() < kJustIn; ++entry) {
        if (entry->kind != ReadingKind::bib) continue;
        const RunnerId runner = bibs.owner(entry->bib);
        const bool unknown = entry->bib == "0";
        ChuteModel::Taken taken{unknown ? "unknown" : entry->bib, "", Mark::none, "", entry->undone};
        if (runner) taken.who = who_is(desk, (*desk.snapshot->ledger)[runner.index()].heat, runner);
        if (entry->undone) {
            taken.state = "taken back";
        } else if (unknown) {
            taken.mark = Mark::look;
            taken.state = "no number";
        } else if (desk.snapshot && !runner) {
            taken.mark = Mark::look;
            taken.state = "nobody's number";
        } else if (stands[entry->bib] > 1) {
            taken.mark = Mark::look;
            taken.state = "taken twice";
        } else {
            taken.mark = entry->sent ? Mark::finished : Mark::absent;
            taken.state = entry->sent ? "sent" : "saved here";
        }
        model.taken.push_back(std::move(taken));
    }
}

}  // namespace

BibIndex::BibIndex(const Snapshot& snapshot) {
    const auto& bibs = *snapshot.bibs;
    owners_.reserve(bibs.size());
    for (std::size_t i = 0; i < bibs.size(); ++i) {
        if (!bibs[i].empty()) owners_.emplace(bibs[i], RunnerId{i});
    }
}

RunnerId BibIndex::owner(const std::string& bib) const {
    const auto found = owners_.find(bib);
    return found == owners_.end() ? RunnerId::none() : found->second;
}

std::set<std::string> own_numbers(const std::vector<OwnEntry>& entries) {
    std::set<std::string> numbers;
    for (const OwnEntry& entry : entries) {
        if (entry.kind == ReadingKind::bib && !entry.undone) numbers.insert(entry.bib);
    }
    return numbers;
}

ChuteModel chute_model(const Desk& desk, const SuggestField& field, const BibIndex& bibs) {
    const StationHeats heats = station_heats(desk);
    const StationLook& look = desk.station;
    ChuteModel model;
    static_cast<StationSays&>(model) = station_says(desk, heats);
    model.typed = look.typed;
    if (look.chosen >= 0 && static_cast<std::size_t>(look.chosen) < look.offered.size())
        model.typed = look.offered[static_cast<std::size_t>(look.chosen)];
    const std::vector<Suggestion> likely = field.suggest(look.typed, own_numbers(*look.entries), desk.now);
    const Hint hint = hint_of(desk, likely, bibs);
    model.hint_mark = hint.mark;
    model.hint = hint.words;
    if (desk.snapshot) say_offers(model, desk, likely, bibs);
    say_taken(model, desk, bibs);
    for (const OwnEntry& entry : *look.entries) {
        if (entry.kind == ReadingKind::bib && !entry.undone && (!heats.since || entry.at >= *heats.since))
            ++model.numbers;
    }
    return model;
}

}  // namespace heatline::ui
