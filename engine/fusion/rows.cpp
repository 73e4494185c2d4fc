#include "engine/fusion/rows.h"

#include <algorithm>

#include "engine/fusion/sort_runs.h"
#include "engine/fusion/tuning.h"

namespace heatline::fusion {

Rows::Rows(const LineInput& input, const Persons& persons, HeatBook& book, std::vector<Finish> room)
    : input_(input), book_(book), rows_(std::move(room)) {
    rows_.reserve(std::max({input.taps.size(), input.bibs.size() + input.untimed.size(), persons.count()}) + 8);
    for (std::size_t h = 0; h < input.heats.size(); ++h) {
        if (!input.heats[h].official) continue;
        for (const Finish& row : *input.heats[h].official) {
            const Person person = persons.of(row.runner, row.bib);
            if (person != kNobody) book.claim(person, {.heat = static_cast<std::uint32_t>(h), .at = row.at});
        }
    }
}

Rows::Rows(const Rows& other, HeatBook& book)
    : input_(other.input_),
      book_(book),
      rows_(other.rows_),
      origins_(other.origins_),
      first_new_(other.count()),
      learned_(other.learned_),
      usual_(other.usual_) {}

void Rows::take_out(std::uint32_t index) {
    if (is_out(index)) return;
    out_.resize(rows_.size(), false);
    out_[index] = true;
    if (origins_[index].person != kNobody) book_.drop(origins_[index].person, index);
}

void Rows::mark_denied(std::uint32_t index) {
    if (rows_[index].doubt == Doubt::none) rows_[index].doubt = Doubt::counts_differ;
}

std::uint32_t Rows::push(HeatId heat, const Found& found) {
    Finish& row = rows_.emplace_back();
    row.heat = heat;
    row.runner = found.runner;
    row.bib = found.bib;
    row.at = found.at;
    row.evidence = found.evidence;
    row.doubt = found.doubt;
    row.tap = found.tap;
    row.identity = found.identity;
    row.confidence_milli = found.confidence;
    origins_.push_back({found.person, found.crossing});
    return static_cast<std::uint32_t>(rows_.size() - 1);
}

std::uint32_t Rows::add(const Found& found, HeatId said) {
    if (found.person == kNobody) {
        const std::uint32_t heat = found.at ? book_.latest_open(*found.at) : book_.latest_open();
        return heat == kNoHeat ? kNoRow : push(input_.heats[heat].heat, found);
    }
    HeatChoice choice = book_.choose(found.person, found.at);
    if (const std::uint32_t heat = book_.find(said); heat != kNoHeat && !book_.is_official(heat) &&
                                                     (!found.at || book_.fits(heat, *found.at)) &&
                                                     !book_.claimed(found.person, heat)) {
        const bool own = !found.runner || book_.is_entered(found.person, heat);
        choice = {own ? Fit::own : Fit::other, heat};
    }
    if (choice.heat != kNoHeat && book_.removed(choice.heat, found.runner)) return kRemovedRow;
    if (choice.fit == Fit::own || choice.fit == Fit::other) {
        const std::uint32_t index = push(input_.heats[choice.heat].heat, found);
        if (choice.fit == Fit::other) rows_[index].doubt = Doubt::wrong_heat;
        if (!found.runner && rows_[index].doubt == Doubt::none) rows_[index].doubt = Doubt::unknown_number;
        book_.claim(found.person, {choice.heat, index, found.crossing, found.at});
        return index;
    }
    if (choice.fit != Fit::twice) return kNoRow;
    doubt_first(found.person, choice.heat);
    Found unknown = found;
    unknown.runner = RunnerId::none();
    unknown.doubt = Doubt::entered_twice;
    return push(input_.heats[choice.heat].heat, unknown);
}

// Where nothing but the order of the chute says which of two is genuine, both are doubtful.
void Rows::doubt_first(Person person, std::uint32_t heat) {
    const Claim* first = book_.find_claim(person, [&](const Claim& claim) { return claim.heat == heat; });
    if (!first || !is_row(first->row)) return;
    const EvidenceSet e = rows_[first->row].evidence;
    const bool sure = e.has(Evidence::select) || e.has(Evidence::chip) || e.has(Evidence::assigned);
    if (!sure) doubt(first->row, Doubt::entered_twice);
}

void Rows::doubt_first_of(Person person) {
    if (const Claim* claim = book_.find_claim(person, [](const Claim& c) { return is_row(c.row); }))
        doubt_first(person, claim->heat);
}

std::uint32_t Rows::add_in(HeatId heat, const Found& found) {
    const std::uint32_t local = book_.find(heat);
    const std::uint32_t index = push(heat, found);
    if (local != kNoHeat && found.person != kNobody) {
        book_.claim(found.person, {local, index, found.crossing, found.at});
    }
    return index;
}

std::uint32_t Rows::add_claimed(std::uint32_t heat, const Found& found, Claim& claim) {
    if (book_.removed(heat, found.runner)) return kRemovedRow;
    claim.row = push(input_.heats[heat].heat, found);
    claim.crossing = found.crossing;
    if (!found.runner && rows_[claim.row].doubt == Doubt::none) rows_[claim.row].doubt = Doubt::unknown_number;
    return claim.row;
}

void Rows::doubt(std::uint32_t index, Doubt doubt) {
    Finish& row = rows_[index];
    if (index < first_new_) return;
    if (row.doubt == Doubt::none && !row.evidence.has(Evidence::inserted)) row.doubt = doubt;
}

void Rows::judge_heats() {
    if (input_.heats.size() < 2) return;
    std::vector<std::uint32_t> order;
    for (std::uint32_t i = 0; i < rows_.size(); ++i) {
        if (!is_out(i) && rows_[i].at && book_.find(rows_[i].heat) != kNoHeat) order.push_back(i);
    }
    sort_runs(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return *rows_[a].at != *rows_[b].at ? *rows_[a].at < *rows_[b].at : a < b;
    });
    std::vector<TimedRow> timed;
    timed.reserve(order.size());
    for (const std::uint32_t i : order) {
        const Finish& row = rows_[i];
        const std::uint32_t heat = book_.find(row.heat);
        const bool known = row.runner && row.doubt != Doubt::wrong_heat;
        const bool by_hand = i < first_new_ || row.evidence.has(Evidence::inserted);
        timed.push_back({*row.at, heat, known, !by_hand && (known || !row.runner) && !book_.is_official(heat)});
    }
    if (!learned_) usual_ = learn_usual_time(input_.heats, timed);
    learned_ = true;
    const auto verdicts = fusion::judge_heats(input_.heats, timed, usual_);
    for (std::size_t k = 0; k < order.size(); ++k) {
        if (timed[k].open) move(order[k], timed[k], verdicts[k]);
    }
}

void Rows::move(std::uint32_t index, const TimedRow& timed, const HeatVerdict& verdict) {
    Finish& row = rows_[index];
    if (row.confidence_milli != kByEvidence)
        row.confidence_milli = static_cast<std::uint16_t>(row.confidence_milli * verdict.chance + 0.5);
    if (verdict.heat != timed.heat) {
        // A child that has a finish there, or did not finish there by a person's word, stays.
        const bool twice = row.runner && book_.claimed(row.runner.value, verdict.heat);
        if (twice || book_.removed(verdict.heat, row.runner)) return doubt(index, Doubt::heat_unsure);
        row.heat = input_.heats[verdict.heat].heat;
        if (row.runner && !book_.is_entered(row.runner.value, verdict.heat)) doubt(index, Doubt::wrong_heat);
    }
    if (row.runner && verdict.chance < tuning::kHeatSure) doubt(index, Doubt::heat_unsure);
}

std::vector<Finish> Rows::done(std::vector<Finish> room) {
    // A place for each heat in the order of the input, then heats whose gun has not gone (entered by hand).
    const auto place = [&](const Finish& row) {
        const std::uint32_t local = book_.find(row.heat);
        return local != kNoHeat ? std::size_t{local} : input_.heats.size();
    };
    std::vector<std::uint32_t> ends(input_.heats.size() + 2, 0);
    for (std::uint32_t i = 0; i < rows_.size(); ++i) {
        if (!is_out(i)) ++ends[place(rows_[i]) + 1];
    }
    for (std::size_t h = 0; h + 1 < ends.size(); ++h) {
        const bool official = h < input_.heats.size() && input_.heats[h].official;
        if (official) ends[h + 1] = static_cast<std::uint32_t>(input_.heats[h].official->size());
        ends[h + 1] += ends[h];
    }
    std::vector<Finish> out = std::move(room);
    out.resize(ends.back());
    std::vector<std::uint32_t> next(ends.begin(), ends.end() - 1);
    for (std::uint32_t i = 0; i < rows_.size(); ++i) {
        Finish& row = rows_[i];
        if (is_out(i)) continue;
        if (const std::size_t h = place(row); h == input_.heats.size() || !input_.heats[h].official) {
            row.confidence_milli = confidence_of(row);
            row.review = row.doubt != Doubt::none;
            out[next[h]++] = row;
        }
    }
    const auto before = [](const Finish& a, const Finish& b) {
        if (a.heat != b.heat) return a.heat < b.heat;  // Only among heats without a gun.
        if (a.at.has_value() != b.at.has_value()) return a.at.has_value();
        if (a.at != b.at) return *a.at < *b.at;
        if (a.runner != b.runner) return a.runner < b.runner;
        if (a.bib != b.bib) return a.bib < b.bib;
        return a.tap != b.tap ? a.tap < b.tap : a.identity < b.identity;
    };
    for (std::size_t h = 0; h + 1 < ends.size(); ++h) {
        const auto from = out.begin() + ends[h], to = out.begin() + ends[h + 1];
        if (h < input_.heats.size() && input_.heats[h].official) {
            std::copy(input_.heats[h].official->begin(), input_.heats[h].official->end(), from);
        } else {
            sort_runs(from, to, before);
        }
    }
    return out;
}

}  // namespace heatline::fusion
