#include "engine/fusion/explain.h"

#include <algorithm>
#include <cstdlib>

#include "engine/fusion/decode.h"
#include "engine/fusion/estimate.h"
#include "engine/fusion/tuning.h"

namespace heatline::fusion {
namespace {

std::uint16_t milli(double chance) { return static_cast<std::uint16_t>(std::clamp(chance, 0.0, 1.0) * 1'000 + 0.5); }

class Explainer {
public:
    Explainer(Line& line, std::vector<Slot> slots, std::vector<Arrival> arrivals, bool ring)
        : line_(line), slots_(std::move(slots)), arrivals_(std::move(arrivals)), ring_(ring) {}

    Explained run(const std::vector<const Item*>& lone_notes) {
        const Alignment alignment = align(slots_, arrivals_, lone_notes);
        rates_ = alignment.rates;
        chosen_ = decode(slots_, arrivals_.size(), alignment.posterior);
        find_answer();
        for (const bool twice : {false, true}) add_rows(twice);
        return done();
    }

    void take_part(const std::vector<Chosen>& chosen, const LineRates& rates) {
        rates_ = rates;
        chosen_ = chosen;
        find_answer();
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

    void find_answer() {
        rows_.assign(arrivals_.size(), kNoRow);
        for (std::size_t k = 0; k < arrivals_.size(); ++k) {
            if (arrivals_[k].fixed == kNoCrossing && chosen_[k].slot != kNoSlot && slots_[chosen_[k].slot].fixed)
                chosen_[k].slot = kNoSlot;
        }
        find_instants();
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
        at_ = estimate_instants(arrivals_, known, rates_.scans.walk_us);
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
        } else {
            find_without_slot(k, found, right, close);
        }
        add_agreement(a, has_slot, found);
        found.confidence = milli(right * a.sure);
        const std::uint32_t row = line_.rows.add(found);
        if (row == kNoRow && found.crossing != kNoCrossing) crossings()[found.crossing].taken = false;
        rows_[k] = row;
        if (is_row(row)) doubt(row, a, has_slot, found, close);
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
            right = tuning::kEstimateRight;
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
        const bool timed_otherwise = a.note || a.has_chip();
        if (!has_slot && !timed_otherwise && tapper_was_there(found.at))
            line_.rows.doubt(row, Doubt::number_without_tap);
        if (ring_ || (has_slot && close < tuning::kSure)) line_.rows.doubt(row, Doubt::counts_differ);
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
    LineRates rates_;
    std::vector<Chosen> chosen_;
    std::vector<std::uint32_t> rows_;
    std::vector<std::optional<Instant>> at_;
};

}  // namespace

Explained explain(Line& line, Sequence sequence, const std::vector<const Item*>& lone_notes) {
    std::vector<Slot> slots = make_slots(line.crossings.list, sequence.from, sequence.to);
    return Explainer{line, std::move(slots), std::move(sequence.arrivals), sequence.ring}.run(lone_notes);
}

std::vector<Chosen> weigh_part(const Part& part, const LineRates& rates) {
    const Posterior with_bonus = align_part(part.slots, part.arrivals, part.lone_notes, rates, part.kept);
    std::vector<Chosen> chosen = decode(part.slots, part.arrivals.size(), with_bonus);
    weigh_chosen(part.slots, align_part(part.slots, part.arrivals, part.lone_notes, rates, {}), chosen);
    return chosen;
}

void explain_parts(Line& line, const std::vector<const WeighedPart*>& parts, const LineRates& rates) {
    std::vector<Explainer> explainers;
    explainers.reserve(parts.size());
    for (const WeighedPart* weighed : parts) {
        explainers.emplace_back(line, weighed->part.slots, weighed->part.arrivals, false);
        explainers.back().take_part(weighed->chosen, rates);
    }
    for (const bool twice : {false, true}) {
        for (Explainer& explainer : explainers) explainer.add_rows(twice);
    }
}

}  // namespace heatline::fusion
