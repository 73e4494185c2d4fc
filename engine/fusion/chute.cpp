#include "engine/fusion/chute.h"

#include <algorithm>

#include "engine/fusion/estimate.h"
#include "engine/fusion/pair.h"
#include "engine/fusion/sort_runs.h"
#include "engine/fusion/sync.h"
#include "engine/fusion/tuning.h"

namespace heatline::fusion {
namespace {

Evidence bib_evidence(const Number& number) { return number.live ? Evidence::bib_live : Evidence::bib_batch; }

// Whether a child that crossed at `at` can be the one scanned here.
bool scan_fits(const Number& number, Instant at) {
    if (!number.live) return true;
    const std::int64_t lag = number.at.us - at.us;
    return lag >= 0 && lag <= tuning::kWalkMost;
}

class ChutePass {
public:
    ChutePass(Line& line, Chute& chute, bool stand_alone)
        : line_(line),
          chute_(chute),
          numbers_(chute.numbers.list),
          stand_alone_(stand_alone),
          pairing_(line.crossings.list, numbers_, line.walk, line.pieces),
          rows_(numbers_.size(), kNoRow) {}

    void run() {
        find_candidates();
        follow_chain();
        for (const std::uint32_t c : reserved_) crossings()[c].taken = false;
        add_rows();
        judge_notes();
    }

private:
    std::vector<Crossing>& crossings() { return line_.crossings.list; }

    // The number of `person` that a note at `at` may speak of; kNobody when there is none.
    std::uint32_t number_for(Person person, Instant at) const {
        for (std::uint32_t k = chute_.numbers.first_of[person]; k != kNobody; k = numbers_[k].next_same) {
            if (!numbers_[k].settled && scan_fits(numbers_[k], at)) return k;
        }
        return kNobody;
    }

    std::uint32_t first_crossing_from(Instant at) {
        const auto from = crossings().begin() + chute_.crossings_from, to = crossings().begin() + chute_.crossings_to;
        const auto found = std::lower_bound(from, to, at, [](const Crossing& c, Instant t) { return c.at < t; });
        return static_cast<std::uint32_t>(found - crossings().begin());
    }

    void find_candidates() {
        for (std::uint32_t k = 0; k < numbers_.size(); ++k) {
            if (!numbers_[k].settled || numbers_[k].crossing == kNoCrossing || !in_stretch(numbers_[k].crossing))
                continue;
            candidates_.push_back({2 * numbers_[k].crossing + 1, k, numbers_[k].worth, source_++});
            notes_of_.push_back(nullptr);
        }
        for (Note& note : line_.notes) {
            note.in_chute = false;
            if (note.done || note.elsewhere) continue;
            const std::uint32_t number = number_for(note.person, note.item->at);
            if (number == kNobody) continue;
            mine_.push_back({&note, number});
            note.in_chute = true;
            add_candidates_of(note, number);
        }
        add_plain_scans();
        order_candidates();
    }

    // A scan after a pause that only one tap can explain. Worth less than a shift of the count, so that it takes two of
    // them, or a note, to move it; but they end the stretch of a slip soon.
    void add_plain_scans() {
        std::uint32_t c = chute_.crossings_from;
        for (std::uint32_t k = 0; k < numbers_.size(); ++k) {
            const Number& n = numbers_[k];
            if (!n.live || n.settled || n.since_last < tuning::kIdleGap) continue;
            const std::int64_t from = n.at.us - line_.walk - tuning::kPlainWindow;
            const std::int64_t to = n.at.us - line_.walk + tuning::kPlainWindow;
            while (c < chute_.crossings_to && crossings()[c].at.us < from) ++c;
            if (c == chute_.crossings_to || crossings()[c].at.us > to || crossings()[c].taken) continue;
            if (c + 1 < chute_.crossings_to && crossings()[c + 1].at.us <= to) continue;
            const std::int32_t scan = scan_cost(n.at.us - crossings()[c].at.us, n.since_last, line_.walk);
            if (scan < 0) continue;
            candidates_.push_back({2 * c + 1, k, tuning::kPlainWorth - scan, source_++});
            notes_of_.push_back(nullptr);
        }
    }

    void order_candidates() {
        order_.resize(candidates_.size());
        for (std::uint32_t i = 0; i < order_.size(); ++i) order_[i] = i;
        sort_runs(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) {
            const SyncPoint &x = candidates_[a], &y = candidates_[b];
            if (x.twice_crossing != y.twice_crossing) return x.twice_crossing < y.twice_crossing;
            return x.number != y.number ? x.number < y.number : x.source < y.source;
        });
    }

    bool in_stretch(std::uint32_t crossing) const {
        return crossing >= chute_.crossings_from && crossing < chute_.crossings_to;
    }

    void add_candidates_of(Note& note, std::uint32_t number) {
        const std::int64_t at = note.item->at.us;
        std::uint32_t c = first_crossing_from(Instant{at - tuning::kBesideTap});
        bool any = false;
        for (; c < chute_.crossings_to && crossings()[c].at.us <= at + tuning::kBesideTap; ++c) {
            if (crossings()[c].taken) continue;
            any = true;
            const std::int64_t off = (crossings()[c].at.us - at) * 100 / tuning::kNoteSpread;
            std::int32_t worth = tuning::kNoteWorth - static_cast<std::int32_t>(off * off / 200);
            if (numbers_[number].live) {
                const std::int32_t scan =
                    scan_cost(numbers_[number].at.us - crossings()[c].at.us, numbers_[number].since_last, line_.walk);
                if (scan < 0) continue;
                worth -= scan;
            }
            candidates_.push_back({2 * c + 1, number, worth, source_});
            notes_of_.push_back(&note);
        }
        if (!any) {
            candidates_.push_back({2 * first_crossing_from(note.item->at), number, tuning::kNoteWorth / 2, source_});
            notes_of_.push_back(&note);
        }
        ++source_;
    }

    // The end of the crossings whose children have had time to be scanned.
    std::uint32_t scanned_crossings() {
        if (numbers_.empty() || !numbers_.back().live) return chute_.crossings_to;
        return first_crossing_from(Instant{numbers_.back().at.us - line_.walk / 2});
    }

    // Stretch by stretch along the chain.
    void follow_chain() {
        std::vector<SyncPoint> sorted;
        sorted.reserve(order_.size());
        for (const std::uint32_t i : order_) sorted.push_back(candidates_[i]);
        const std::uint32_t base = 2 * chute_.crossings_from;
        for (SyncPoint& point : sorted) point.twice_crossing -= base;
        const bool counts = chute_.crossings_to > chute_.crossings_from;
        const SyncPoint end{2 * (scanned_crossings() - chute_.crossings_from) + 1,
                            static_cast<std::uint32_t>(numbers_.size()), 0, 0};
        const auto chain = heaviest_chain(sorted, end, counts);
        for (const std::uint32_t link : chain) {
            const std::uint32_t i = order_[link];
            if (notes_of_[i]) {
                hold(candidates_[i], *notes_of_[i]);
            } else if (Number& number = numbers_[candidates_[i].number]; !number.settled && !number.synced) {
                number.crossing = candidates_[i].crossing();
                crossings()[number.crossing].taken = true;
            }
        }
        std::uint32_t c = chute_.crossings_from, k = 0;
        std::size_t note = 0;
        for (const std::uint32_t link : chain) {
            const SyncPoint& point = candidates_[order_[link]];
            const std::uint32_t to = point.twice_crossing / 2;
            stretch(c, to, k, point.number, note, false);
            c = point.has_crossing() ? to + 1 : to;
            k = point.number + 1;
        }
        stretch(c, chute_.crossings_to, k, static_cast<std::uint32_t>(numbers_.size()), note, true);
    }

    // The note and its number belong together from now on.
    void hold(const SyncPoint& point, Note& note) {
        Number& number = numbers_[point.number];
        number.synced = true;
        number.noted = note.item->reading;
        number.noted_at = note.item->at;
        note.done = true;
        if (!point.has_crossing()) return;
        number.crossing = point.crossing();
        crossings()[point.crossing()].taken = true;
    }

    void stretch(std::uint32_t c, std::uint32_t c_to, std::uint32_t k, std::uint32_t k_to, std::size_t& note,
                 bool last) {
        free_numbers_.clear();
        for (; k < k_to; ++k) {
            if (!numbers_[k].settled && !numbers_[k].synced && numbers_[k].crossing == kNoCrossing)
                free_numbers_.push_back(k);
        }
        std::size_t spare = 0;
        for (std::uint32_t i = c; i < c_to; ++i) spare += !crossings()[i].taken;
        spare -= std::min(spare, free_numbers_.size());
        if (stand_alone_) stand_notes(c_to, note, spare, last);
        free_taps_.clear();
        for (; c < c_to; ++c) {
            if (!crossings()[c].taken) free_taps_.push_back(c);
        }
        pairing_.pair({free_taps_, free_numbers_, last});
        for (const std::uint32_t n : free_numbers_) {
            if (numbers_[n].crossing != kNoCrossing) crossings()[numbers_[n].crossing].taken = true;
            numbers_[n].unsure |= chute_.ring;
        }
    }

    // Notes up to the crossing `c_to` whose number is in no sequence.
    void stand_notes(std::uint32_t c_to, std::size_t& next, std::size_t& spare, bool last) {
        for (; next < line_.notes.size(); ++next) {
            Note& note = line_.notes[next];
            if (!last && c_to < crossings().size() && note.item->at >= crossings()[c_to].at) return;
            if (note.done || note.in_chute) continue;
            const std::uint32_t beside = line_.nearest_free(note.item->at, tuning::kBesideTap);
            if (note.elsewhere) {
                // Keeps its tap for the ring, out of reach of the numbers scanned live.
                if (beside == kNoCrossing) continue;
                crossings()[beside].taken = true;
                reserved_.push_back(beside);
                spare -= spare > 0;
                continue;
            }
            note.done = true;
            stand(note, beside, spare);
        }
    }

    void stand(const Note& note, std::uint32_t beside, std::size_t& spare) {
        const Item& item = *note.item;
        Found found{.person = note.person, .runner = item.runner, .bib = item.bib, .at = item.at};
        found.evidence.add(Evidence::select);
        found.tap = found.identity = item.reading;
        // Every tap here has a number: either the note is a slip of the pen, or a press is missing.
        const bool crowded = beside != kNoCrossing && spare == 0;
        if (crowded && !item.runner) return;
        if (beside != kNoCrossing && !crowded) {
            line_.give(beside, found);
            --spare;
        }
        const std::uint32_t row = line_.rows.add(found);
        if (is_row(row)) {
            if (crowded) line_.rows.doubt(row, Doubt::sources_disagree);
        } else if (row == kNoRow && found.crossing != kNoCrossing) {
            crossings()[found.crossing].taken = false;
            ++spare;
        }
    }

    void add_rows() {
        bool gaps = false, twins_noted = false;
        for (const Number& n : numbers_) {
            gaps |= n.crossing == kNoCrossing && !n.noted && !n.settled;
            twins_noted |= n.synced;
        }
        std::vector<std::optional<Instant>> at;
        if (gaps) at = estimate_instants(numbers_, known_instants(), line_.walk);
        // Of two numbers of one child the one that a note speaks for is genuine: it comes first.
        const auto noted_twin = [&](std::size_t k) {
            const Number& n = numbers_[k];
            return n.synced && chute_.numbers.first_of[n.person] != k;
        };
        for (const bool twins : {true, false}) {
            if (twins && !twins_noted) continue;
            for (std::size_t k = 0; k < numbers_.size(); ++k) {
                if (!numbers_[k].settled && noted_twin(k) == twins) add_row(k, gaps ? at[k] : std::nullopt);
            }
        }
    }

    std::vector<Known> known_instants() {
        std::vector<Known> known(numbers_.size());
        for (std::size_t k = 0; k < numbers_.size(); ++k) {
            const Number& n = numbers_[k];
            if (n.crossing != kNoCrossing) {
                known[k].at = crossings()[n.crossing].at;
            } else if (n.noted) {
                known[k].at = n.noted_at;
            }
        }
        return known;
    }

    void add_row(std::size_t k, std::optional<Instant> estimate) {
        const Number& n = numbers_[k];
        Found found{.person = n.person, .runner = n.runner, .bib = n.bib, .identity = n.reading};
        found.evidence.add(bib_evidence(n));
        if (n.noted) found.evidence.add(Evidence::select);
        if (n.crossing != kNoCrossing) {
            line_.give(n.crossing, found);
        } else if (n.noted) {
            found.at = n.noted_at;
            found.tap = n.noted;
        } else {
            found.at = estimate;
            if (estimate) found.evidence.add(Evidence::estimated);
        }
        rows_[k] = line_.rows.add(found);
        if (is_row(rows_[k])) {
            if (n.crossing == kNoCrossing && !n.noted && tapper_was_there(found.at))
                line_.rows.doubt(rows_[k], Doubt::number_without_tap);
            if (n.unsure) line_.rows.doubt(rows_[k], Doubt::counts_differ);
        } else if (rows_[k] == kNoRow && n.crossing != kNoCrossing) {
            crossings()[n.crossing].taken = false;
        }
    }

    // Where nobody ever pressed the key there is no press to miss.
    bool tapper_was_there(std::optional<Instant> at) {
        if (!at) return !crossings().empty();
        const auto near = std::lower_bound(crossings().begin(), crossings().end(), Instant{at->us - tuning::kWalkMost},
                                           [](const Crossing& c, Instant t) { return c.at < t; });
        return near != crossings().end() && near->at.us <= at->us + tuning::kWalkMost;
    }

    // Notes that did not become sync points agree with the place of their number, or disagree.
    void judge_notes() {
        for (const auto& [note, number] : mine_) {
            if (note->done) continue;
            note->done = true;
            if (!is_row(rows_[number])) continue;
            Finish& row = line_.rows.row(rows_[number]);
            if (row.at && std::abs(row.at->us - note->item->at.us) <= tuning::kBesideTap) {
                row.evidence.add(Evidence::select);
            } else {
                line_.rows.doubt(rows_[number], Doubt::sources_disagree);
            }
        }
    }

    Line& line_;
    Chute& chute_;
    std::vector<Number>& numbers_;
    bool stand_alone_;
    Pairing pairing_;
    std::vector<std::uint32_t> rows_;  // By number.
    std::vector<SyncPoint> candidates_;
    std::vector<Note*> notes_of_;                        // By candidate.
    std::vector<std::uint32_t> order_;                   // Of the candidates.
    std::vector<std::pair<Note*, std::uint32_t>> mine_;  // Notes of numbers of this sequence.
    std::uint32_t source_ = 0;
    std::vector<std::uint32_t> free_taps_, free_numbers_, reserved_;
};

// The claim that explains this number; nullptr when none does.
Claim* explained_by(Line& line, const Number& number) {
    if (!line.book.has_claims(number.person)) return nullptr;
    return line.book.find_claim(number.person, [&](const Claim& claim) {
        if (claim.numbered) return false;
        if (!number.live) return true;
        if (!claim.at) return line.book.fits(claim.heat, number.at);
        const std::int64_t lag = number.at.us - claim.at->us;
        return lag >= -tuning::kScanBeforeChip && lag <= tuning::kSettledExplains;
    });
}

}  // namespace

void settle_numbers(Line& line, Numbers& numbers) {
    for (Number& number : numbers.list) {
        if (number.settled) continue;
        if (line.is_official(number.reading)) {
            number.settled = true;
        } else if (Claim* claim = explained_by(line, number)) {
            claim->numbered = number.settled = true;
            number.crossing = claim->crossing;
            number.worth = tuning::kChipWorth;
            if (!is_row(claim->row)) continue;
            Finish& row = line.rows.row(claim->row);
            row.evidence.add(bib_evidence(number));
            const bool by_hand = row.evidence.has(Evidence::assigned) || row.evidence.has(Evidence::inserted);
            if (by_hand) number.worth = tuning::kCorrectionWorth;
        } else {
            const auto at = number.live ? std::optional{number.at} : std::nullopt;
            const Fit fit = line.book.choose(number.person, at).fit;
            number.settled = fit == Fit::closed || fit == Fit::none;
        }
    }
}

std::int64_t learn_walk(const Line& line, const Numbers& numbers) {
    std::vector<std::int64_t> idle, all;
    const auto learn = [&](const Number& number, Instant at) {
        if (!number.live || !scan_fits(number, at)) return;
        const std::int64_t lag = number.at.us - at.us;
        all.push_back(lag);
        if (number.since_last >= tuning::kIdleGap) idle.push_back(lag);
    };
    for (const Note& note : line.notes) {
        for (std::uint32_t k = numbers.first_of[note.person]; k != kNobody; k = numbers.list[k].next_same) {
            if (!scan_fits(numbers.list[k], note.item->at)) continue;
            learn(numbers.list[k], note.item->at);
            break;
        }
    }
    for (const Number& number : numbers.list) {
        if (number.settled && number.crossing != kNoCrossing) learn(number, line.crossings.list[number.crossing].at);
    }
    // With a queue everywhere, the quickest quarter is nearest to the walk itself.
    const bool enough_idle = idle.size() >= tuning::kWalkSamples;
    std::vector<std::int64_t>& lags = enough_idle ? idle : all;
    if (lags.size() < tuning::kWalkSamples) return tuning::kWalk;
    const auto pick = lags.begin() + static_cast<std::ptrdiff_t>(lags.size() / (enough_idle ? 2 : 4));
    std::nth_element(lags.begin(), pick, lags.end());
    return std::clamp(*pick, tuning::kWalkLeast, tuning::kWalkMost / 3);
}

void pair_chute(Line& line, Chute& chute, bool stand_alone) { ChutePass(line, chute, stand_alone).run(); }

}  // namespace heatline::fusion
