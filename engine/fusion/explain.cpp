#include "engine/fusion/explain.h"

#include <algorithm>
#include <cstdlib>

#include "engine/fusion/decode.h"
#include "engine/fusion/estimate.h"
#include "engine/fusion/tuning.h"
#include "engine/fusion/untapped.h"

namespace heatline::fusion {
namespace {

std::uint16_t milli(double chance) { return static_cast<std::uint16_t>(std::clamp(chance, 0.0, 1.0) * 1'000 + 0.5); }

class Explainer {
public:
    Explainer(Line& line, std::vector<Slot> slots, std::vector<Arrival> arrivals, bool ring)
        : line_(line), slots_(std::move(slots)), arrivals_(std::move(arrivals)), ring_(ring) {
        for (const Arrival& a : arrivals_) {
            chips_ += a.has_chip();
            numbers_ += a.number ? 1 : 0;
        }
    }

    Explained run(const std::vector<const Item*>& lone_notes, AlignMemory& memory) {
        Alignment alignment = align(slots_, arrivals_, lone_notes, memory);
        rates_ = std::move(alignment.rates);
        chosen_ = decode(slots_, arrivals_.size(), alignment.posterior);
        find_answer(alignment.posterior);
        for (const bool twice : {false, true}) add_rows(twice);
        return done();
    }

    void take_part(const WeighedPart& weighed) {
        rates_ = {{0, weighed.rates}};
        chosen_ = weighed.chosen;
        find_answer(weighed.posterior);
    }

    // Of the arrivals those of a child who has come through already, or the others.
    void add_rows(bool twice) {
        for (std::size_t k = 0; k < arrivals_.size(); ++k) {
            const Arrival& a = arrivals_[k];
            if (a.fixed == kNoCrossing && (a.identity == Identity::twice) == twice) add_row(k);
        }
    }

    Explained done() { return {std::move(slots_), std::move(arrivals_), std::move(chosen_), std::move(rows_), rates_}; }

private:
    std::vector<Crossing>& crossings() { return line_.crossings.list; }

    void find_answer(const Posterior& posterior) {
        rows_.assign(arrivals_.size(), kNoRow);
        for (std::size_t k = 0; k < arrivals_.size(); ++k) {
            if (arrivals_[k].fixed == kNoCrossing && chosen_[k].slot != kNoSlot && slots_[chosen_[k].slot].fixed)
                chosen_[k].slot = kNoSlot;
        }
        find_instants();
        if (chips_ > 0) weigh_chips(posterior);
    }

    Instant fixed_instant(std::uint32_t crossing) {
        if (crossing < kPersonsCrossing) return crossings()[crossing].at;
        const auto slot =
            std::find_if(slots_.begin(), slots_.end(), [&](const Slot& s) { return s.crossing == crossing; });
        return Instant{slot->at};
    }

    // Of each arrival without a slot: the note's, the chip's, or one between its neighbours.
    void find_instants() {
        std::vector<Known> known(arrivals_.size());
        for (std::size_t k = 0; k < arrivals_.size(); ++k) {
            const Arrival& a = arrivals_[k];
            if (a.fixed != kNoCrossing) {
                known[k].at = fixed_instant(a.fixed);
            } else if (chosen_[k].slot != kNoSlot) {
                known[k].at = Instant{slots_[chosen_[k].slot].at};
            } else if (a.note) {
                known[k].at = a.note->at;
            } else if (a.has_chip()) {
                known[k].at = Instant{a.chip_at};
            }
        }
        std::size_t slot = 0;
        for (std::size_t k = 0; k < arrivals_.size(); ++k) {
            if (chosen_[k].slot != kNoSlot) slot = chosen_[k].slot;
            known[k].walk = rates_at(rates_, slot).scans.walk_us;
        }
        at_ = estimate_instants(arrivals_, known);
        estimate_right_.assign(arrivals_.size(), tuning::kEstimateRight);
        if (crossings().empty() && chips_ == 0) weigh_scans(known);
    }

    // Where nobody pressed the key at all.
    void weigh_scans(const std::vector<Known>& known) {
        const auto weighed = weigh_without_taps(arrivals_);
        for (std::size_t k = 0; k < arrivals_.size(); ++k) {
            if (known[k].at || !weighed[k]) continue;
            at_[k] = weighed[k]->at;
            estimate_right_[k] = weighed[k]->right;
        }
    }

    void add_row(std::size_t k) {
        const Arrival& a = arrivals_[k];
        Found found{.person = a.person, .runner = a.runner, .bib = a.bib, .at = at_[k], .identity = a.number};
        if (a.number) found.evidence.add(a.live ? Evidence::bib_live : Evidence::bib_batch);
        double right = 0, close = 0;
        const bool has_slot = chosen_[k].slot != kNoSlot;
        if (has_slot) {
            line_.give(slots_[chosen_[k].slot].crossing, found);
            right = chosen_[k].right;
            close = chosen_[k].close;
            if (a.has_chip()) take_chip_time(k, found, right, close);
        } else {
            find_without_slot(k, found, right, close);
        }
        add_agreement(a, has_slot, found);
        if (ring_ && !a.note) right *= tuning::kRingInOrder;
        found.confidence = milli(right * a.sure);
        const std::uint32_t row = line_.rows.add(found);
        if (row == kNoRow && found.crossing != kNoCrossing) crossings()[found.crossing].taken = false;
        rows_[k] = row;
        if (is_row(row)) doubt(row, a, has_slot, found, close);
    }

    // Where the presses are close and any of them may be the child's, its chip may say better when it crossed.
    void take_chip_time(std::size_t k, Found& found, double& right, double& close) const {
        if (by_chip_[k].right <= right + tuning::kChipBetter) return;
        found.at = Instant{arrivals_[k].chip_at};
        right = std::min(by_chip_[k].right, 1.0);
        close = std::min(by_chip_[k].close, 1.0);
    }

    // What the instants of the chips would be worth, as far as slots say.
    void weigh_chips(const Posterior& p) {
        by_chip_.resize(arrivals_.size());
        for (std::size_t k = 0; k < arrivals_.size(); ++k)
            by_chip_[k] = {kNoSlot, p.missed[k] * tuning::kChipRight, p.missed[k]};
        for (const Pair& pair : p.pairs) {
            const std::int64_t off = std::abs(slots_[pair.slot].at - arrivals_[pair.arrival].chip_at);
            if (off <= tuning::kRight) by_chip_[pair.arrival].right += pair.chance;
            if (off <= tuning::kClose) by_chip_[pair.arrival].close += pair.chance;
        }
    }

    void find_without_slot(std::size_t k, Found& found, double& right, double& close) {
        const Arrival& a = arrivals_[k];
        if (a.note) {
            found.tap = a.note->reading;
            if (!found.identity) found.identity = a.note->reading;
            right = close = tuning::kNoteRight;
        } else if (a.has_chip()) {
            const ChipCrossing& chip = line_.chips[a.chip];
            found.tap = chip.reading;
            right = tuning::kChipRight;
            close = 1;
        } else if (found.at) {
            found.evidence.add(Evidence::estimated);
            right = estimate_right_[k];
        }
    }

    // What notes and chips say of the instant that was found.
    void add_agreement(const Arrival& a, bool has_slot, Found& found) {
        if (a.has_chip()) {
            const ChipCrossing& chip = line_.chips[a.chip];
            found.evidence.add(Evidence::chip);
            if (!found.identity) found.identity = chip.reading;
            if (chip.wrong_heat) found.doubt = Doubt::wrong_heat;
            if (found.at && std::abs(found.at->us - a.chip_at) > tuning::kNoteContradicts)
                found.doubt = Doubt::sources_disagree;
        }
        if (!a.note) return;
        const std::int64_t off = std::abs(found.at->us - a.note_near(found.at->us)->at.us);
        if (!has_slot || off <= tuning::kBesideTap) {
            found.evidence.add(Evidence::select);
        } else if (off > tuning::kNoteContradicts) {
            found.doubt = Doubt::sources_disagree;
        }
    }

    void doubt(std::uint32_t row, const Arrival& a, bool has_slot, const Found& found, double close) {
        if (a.identity == Identity::repaired) line_.rows.doubt(row, Doubt::number_repaired);
        if (a.identity == Identity::repaired && a.as_taken != kNobody) line_.rows.doubt_first_of(a.as_taken);
        const bool timed_otherwise = a.note || a.has_chip();
        // A chip that neither the tapper nor the scanner saw may have been read on the way back.
        const bool lone_chip = a.has_chip() && !a.number && !a.note && 2 * numbers_ > arrivals_.size();
        if (!has_slot && (!timed_otherwise || lone_chip) && tapper_was_there(found.at))
            line_.rows.doubt(row, Doubt::number_without_tap);
        if (ring_ || (has_slot && close < (rates_.back().rates.timed ? tuning::kSure : tuning::kSureKeyed)))
            line_.rows.doubt(row, Doubt::counts_differ);
    }

    // Where nobody ever pressed the key there is no press to miss.
    bool tapper_was_there(std::optional<Instant> at) {
        if (!at) return !crossings().empty();
        const auto near = std::lower_bound(crossings().begin(), crossings().end(), Instant{at->us - tuning::kWalkMost},
                                           [](const Crossing& c, Instant t) { return c.at < t; });
        return near != crossings().end() && near->at.us <= at->us + tuning::kWalkMost;
    }

    Line& line_;
    std::vector<Slot> slots_;
    std::vector<Arrival> arrivals_;
    bool ring_;
    std::vector<RatesFrom> rates_;
    std::vector<Chosen> chosen_;
    std::vector<std::uint32_t> rows_;
    std::vector<std::optional<Instant>> at_;
    std::vector<double> estimate_right_;
    std::vector<Chosen> by_chip_;  // With chips: what their instants are worth.
    std::size_t chips_ = 0, numbers_ = 0;
};

}  // namespace

Explained explain(Line& line, Sequence sequence, const std::vector<const Item*>& lone_notes, AlignMemory& memory) {
    std::vector<Slot> slots = make_slots(line.crossings.list, sequence.from, sequence.to);
    return Explainer{line, std::move(slots), std::move(sequence.arrivals), sequence.ring}.run(lone_notes, memory);
}

WeighedPart weigh_part(Part part, const LineRates& rates) {
    const Posterior with_bonus = align_part(part.slots, part.arrivals, part.lone_notes, rates, part.kept);
    std::vector<Chosen> chosen = decode(part.slots, part.arrivals.size(), with_bonus);
    Posterior posterior = align_part(part.slots, part.arrivals, part.lone_notes, rates, {});
    weigh_chosen(part.slots, posterior, chosen);
    return {std::move(part), std::move(chosen), std::move(posterior), rates};
}

void explain_parts(Line& line, const std::vector<const WeighedPart*>& parts) {
    std::vector<Explainer> explainers;
    explainers.reserve(parts.size());
    for (const WeighedPart* weighed : parts) {
        explainers.emplace_back(line, weighed->part.slots, weighed->part.arrivals, false);
        explainers.back().take_part(*weighed);
    }
    for (const bool twice : {false, true}) {
        for (Explainer& explainer : explainers) explainer.add_rows(twice);
    }
}

}  // namespace heatline::fusion
