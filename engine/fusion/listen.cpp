#include "engine/fusion/listen.h"

#include <algorithm>
#include <cstdlib>
#include <map>

#include "engine/fusion/heats_said.h"
#include "engine/fusion/taken_back.h"
#include "engine/fusion/tuning.h"

namespace heatline::fusion {
namespace {

class Listener {
public:
    explicit Listener(Base& base)
        : input_(base.input()),
          line_(base.line()),
          sequence_(base.sequence()),
          places_(base.places()),
          base_(base),
          heats_(input_, line_) {}

    Words run() {
        take_back_readings(base_, words_);
        reserved_.assign(line_.crossings.list.size(), false);
        arrival_taken_.assign(sequence_.arrivals.size(), false);
        for (const EnteredFinish& word : input_.entered) {
            if (!word.removed && !is_official(word.heat)) heats_.add(word.heat, word.runner, Symbol::none());
        }
        for (const AssignedTap& word : input_.assigned) count_presses(word);
        for (const AssignedTap& word : input_.assigned) hear(word);
        for (const EnteredFinish& word : input_.entered) word.removed ? remove(word) : hear(word);
        words_.index(line_.crossings.list.size(), sequence_.arrivals.size());
        return std::move(words_);
    }

private:
    bool is_official(HeatId heat) const {
        const std::uint32_t local = line_.book.find(heat);
        return local != kNoHeat && line_.book.is_official(local);
    }

    // As it is without what was taken back; none when nothing is left of it.
    std::optional<Crossing> crossing_left(std::uint32_t crossing) const {
        const PressesLeft* presses = words_.presses_left(crossing);
        return presses ? presses->left : std::optional{line_.crossings.list[crossing]};
    }

    bool is_voided(ReadingIndex reading) const {
        return std::binary_search(input_.voided.begin(), input_.voided.end(), reading);
    }

    // The crossing of a tap that a person gave away; kNoCrossing when it is none, or an official row's.
    std::uint32_t crossing_of(const AssignedTap& word) const {
        const std::uint32_t k = places_.tap(word.tap);
        if (k == ~0u || is_voided(word.tap)) return kNoCrossing;
        const std::uint32_t c = line_.crossings.of_tap[k];
        if (c == kNoCrossing || line_.is_official(word.tap)) return kNoCrossing;
        const bool official =
            line_.crossings.list[c].taken && places_.row_of[c] == kNoRow && places_.slot_of[c] == kNoSlot;
        return official ? kNoCrossing : c;
    }

    void count_presses(const AssignedTap& word) {
        if (const std::uint32_t c = crossing_of(word); c != kNoCrossing) ++given_[c];
    }

    // The row that the base has of this finish: of this child in this heat, else about then in another of which nobody
    // spoke.
    std::uint32_t row_of(const SaidFinish& said) const {
        std::uint32_t row = row_in(said.person, said.heat);
        if (row != kNoRow || said.person == kNobody) return row;
        std::int64_t least = tuning::kSettledExplains + 1;
        line_.book.each_claim(said.person, [&](const Claim& claim) {
            if (!is_row(claim.row)) return;
            const Finish& other = line_.rows.row(claim.row);
            if (!other.at || heats_.is_said(other.heat, said.runner, said.bib)) return;
            const std::int64_t off = std::abs(other.at->us - said.at.us);
            if (off >= least) return;
            least = off;
            row = claim.row;
        });
        return row;
    }

    // The row that the base has of this child in this heat.
    std::uint32_t row_in(Person person, HeatId heat) const {
        std::uint32_t row = kNoRow;
        if (person == kNobody) return row;
        line_.book.each_claim(person, [&](const Claim& claim) {
            if (is_row(claim.row) && line_.rows.row(claim.row).heat == heat) row = claim.row;
        });
        return row;
    }

    bool is_entered_beside(RunnerId runner, Instant at) const {
        return runner && std::any_of(input_.entered.begin(), input_.entered.end(), [&](const EnteredFinish& word) {
                   return word.runner == runner && !word.removed && !is_official(word.heat) &&
                          std::abs(word.at.us - at.us) <= tuning::kEnteredTakesTap;
               });
    }
    bool was_given(std::uint32_t crossing, RunnerId runner) const {
        return std::any_of(input_.assigned.begin(), input_.assigned.end(), [&](const AssignedTap& word) {
            return word.runner == runner && crossing_of(word) == crossing;
        });
    }

    void hear(const AssignedTap& word) {
        const std::uint32_t c = crossing_of(word);
        if (c == kNoCrossing) return;
        const Crossing crossing = *crossing_left(c);
        if (is_entered_beside(word.runner, crossing.at)) return;  // The same finish, and that word comes first.
        const bool shared = given_[c] > 1;
        SaidFinish said;
        said.runner = word.runner;
        said.bib = word.bib;
        said.person = line_.persons.find(word.runner, word.bib);
        // Two presses that were given to two children are no longer one crossing.
        said.at = shared ? input_.taps[places_.tap(word.tap)].at : crossing.at;
        said.tap = word.tap;
        said.evidence.add(Evidence::tap).add(Evidence::assigned);
        if (crossing.heard > 1 && !shared) said.evidence.add(Evidence::second_tap);
        bool twice = false;
        if (!heats_.find(said, twice)) return;
        if (!reserved_[c]) said.crossing = c;
        reserved_[c] = true;
        if (twice) {
            said.runner = RunnerId::none();
            said.person = kNobody;
            said.doubt = Doubt::entered_twice;
            touch_crossing(said.crossing);
            words_.finishes.push_back(said);
            return;
        }
        heats_.add(said.heat, word.runner, word.bib);
        const std::uint32_t row = row_of(said);
        settle(said, row, row != kNoRow && line_.rows.origin(row).crossing == c && !shared);
    }

    void hear(const EnteredFinish& word) {
        if (is_official(word.heat)) return;
        SaidFinish said;
        said.runner = word.runner;
        said.person = line_.persons.find(word.runner, Symbol::none());
        said.heat = word.heat;
        said.entered = true;
        said.at = word.at;
        said.evidence.add(Evidence::inserted);
        const std::uint32_t row = row_of(said);
        said.crossing = crossing_beside(said, row);
        if (said.crossing != kNoCrossing) reserved_[said.crossing] = true;
        bool agrees = row != kNoRow && line_.rows.origin(row).crossing == said.crossing;
        if (agrees && said.crossing == kNoCrossing) {
            const std::optional<Instant> at = line_.rows.row(row).at;
            agrees = !at || std::abs(at->us - said.at.us) <= tuning::kEnteredTakesTap;
        }
        settle(said, row, agrees);
    }

    // The child's own by the base; else the nearest that the base gave nobody; else the nearest that is quite near.
    std::uint32_t crossing_beside(const SaidFinish& said, std::uint32_t row) const {
        const auto& list = line_.crossings.list;
        const auto off = [&](std::uint32_t c) { return std::abs(list[c].at.us - said.at.us); };
        const auto free = [&](std::uint32_t c) {
            return !reserved_[c] && places_.slot_of[c] != kNoSlot && crossing_left(c).has_value();
        };
        if (row != kNoRow) {
            const std::uint32_t own = line_.rows.origin(row).crossing;
            if (own != kNoCrossing && free(own) && off(own) <= tuning::kEnteredTakesTap) return own;
        }
        std::uint32_t best = kNoCrossing;
        std::int64_t least = tuning::kEnteredTakesTap + 1;
        auto c = std::lower_bound(list.begin(), list.end(), Instant{said.at.us - tuning::kEnteredTakesTap},
                                  [](const Crossing& a, Instant t) { return a.at < t; });
        for (; c != list.end() && c->at.us <= said.at.us + tuning::kEnteredTakesTap; ++c) {
            const auto index = static_cast<std::uint32_t>(c - list.begin());
            if (!free(index)) continue;
            const std::uint32_t holder = places_.row_of[index];
            const bool somebodys = holder != kNoRow && (line_.rows.row(holder).runner || line_.rows.row(holder).bib);
            // The one that was given to this child; of two as near, the one that nobody misses.
            const std::int64_t cost =
                was_given(index, said.runner) ? 0 : off(index) + (somebodys ? tuning::kTakenFrom : 0);
            if (cost >= least) continue;
            least = cost;
            best = index;
        }
        return best;
    }

    void remove(const EnteredFinish& word) {
        const std::uint32_t row = row_in(line_.persons.find(word.runner, Symbol::none()), word.heat);
        if (row != kNoRow && !is_official(word.heat)) words_.rows_out.push_back(row);
    }

    bool explains(const Arrival& a, Instant at) const {
        if (a.has_chip()) return std::abs(a.chip_at - at.us) <= tuning::kSettledExplains;
        const std::int64_t lag = a.scan - at.us;
        return !a.live || (lag >= -tuning::kScanBeforeChip && lag <= tuning::kSettledExplains);
    }

    // Finds what of the base is this child's, and touches what is not as it was said.
    void settle(SaidFinish said, std::uint32_t row, bool agrees) {
        if (row != kNoRow) words_.rows_out.push_back(row);
        if (said.person != kNobody) take_arrival(said, row);
        if (agrees && (said.arrival == kNobody || sequence_.rows[said.arrival] == row)) {
            const Finish& before = line_.rows.row(row);
            const auto keep = [&](Evidence e) {
                if (before.evidence.has(e)) said.evidence.add(e);
            };
            for (const Evidence e : {Evidence::bib_live, Evidence::bib_batch, Evidence::select, Evidence::token})
                keep(e);
            words_.finishes.push_back(said);
            return;
        }
        touch_crossing(said.crossing);
        if (row != kNoRow) touch_crossing(line_.rows.origin(row).crossing);
        for (std::uint32_t j = said.person != kNobody ? places_.first_of[said.person] : kNobody; j != kNobody;
             j = places_.next_of[j]) {
            const std::uint32_t its = sequence_.rows[j];
            const bool same_heat = is_row(its) && line_.rows.row(its).heat == said.heat;
            if (j == said.arrival || same_heat || (is_row(its) && its == row)) touch_arrival(j);
        }
        if (said.arrival != kNobody && said.crossing == kNoCrossing) {
            const auto& slots = sequence_.slots;
            const auto behind = std::lower_bound(slots.begin(), slots.end(), said.at.us,
                                                 [](const Slot& s, std::int64_t t) { return s.at < t; });
            words_.gaps_touched.push_back(static_cast<std::uint32_t>(behind - slots.begin()));
        }
        words_.finishes.push_back(said);
    }

    void take_arrival(SaidFinish& said, std::uint32_t row) {
        for (std::uint32_t j = places_.first_of[said.person]; j != kNobody; j = places_.next_of[j]) {
            const ArrivalLeft* left = words_.arrival_left(j);
            if ((left && !left->left) || arrival_taken_[j] || sequence_.arrivals[j].fixed != kNoCrossing) continue;
            const Arrival& a = left ? *left->left : sequence_.arrivals[j];
            const std::uint32_t its = sequence_.rows[j];
            const bool own = row != kNoRow && its == row;
            // A row in another heat is another finish.
            const bool elsewhere = is_row(its) && line_.rows.row(its).runner && line_.rows.row(its).heat != said.heat;
            if (!own && (elsewhere || !explains(a, said.at))) continue;
            if (!own && said.arrival != kNobody) continue;
            if (own && !explains(a, said.at)) continue;
            said.arrival = j;
            if (own) break;
        }
        if (said.arrival == kNobody) return;
        const ArrivalLeft* left = words_.arrival_left(said.arrival);
        const Arrival& a = left ? *left->left : sequence_.arrivals[said.arrival];
        arrival_taken_[said.arrival] = true;
        if (is_row(sequence_.rows[said.arrival])) words_.rows_out.push_back(sequence_.rows[said.arrival]);
        if (a.number) said.evidence.add(a.live ? Evidence::bib_live : Evidence::bib_batch);
        if (a.note && std::abs(a.note_near(said.at.us)->at.us - said.at.us) <= tuning::kBesideTap)
            said.evidence.add(Evidence::select);
    }

    void touch_crossing(std::uint32_t crossing) {
        if (crossing != kNoCrossing && places_.slot_of[crossing] != kNoSlot)
            words_.slots_touched.push_back(places_.slot_of[crossing]);
    }
    void touch_arrival(std::uint32_t arrival) {
        words_.arrivals_touched.push_back(arrival);
        const std::uint32_t slot = sequence_.chosen[arrival].slot;
        if (slot != kNoSlot) words_.slots_touched.push_back(slot);
    }

    const LineInput& input_;
    Line& line_;
    const Explained& sequence_;
    const Places& places_;
    Base& base_;
    Words words_;
    HeatsSaid heats_;
    std::map<std::uint32_t, std::size_t> given_;  // By crossing: how many of its presses were given away.
    std::vector<bool> reserved_;                  // By crossing.
    std::vector<bool> arrival_taken_;
};

}  // namespace

Words take_words(Base& base) { return Listener{base}.run(); }

}  // namespace heatline::fusion
