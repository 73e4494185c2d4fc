#include "engine/fusion/decode.h"

#include <algorithm>
#include <cstdlib>

#include "engine/fusion/tuning.h"

namespace heatline::fusion {
namespace {

constexpr std::uint32_t kNone = 0xFFFF'FFFF;

// The best chain that ends at or before an arrival: a Fenwick tree of maxima.
class BestUpTo {
public:
    explicit BestUpTo(std::size_t n) : weight_(n + 1, 0), link_(n + 1, kNone) {}

    std::uint32_t before(std::size_t arrival, double& weight) const {
        std::uint32_t best = kNone;
        weight = 0;
        for (std::size_t k = arrival; k > 0; k &= k - 1) {
            if (weight_[k] > weight) {
                weight = weight_[k];
                best = link_[k];
            }
        }
        return best;
    }
    void offer(std::size_t arrival, double weight, std::uint32_t link) {
        for (std::size_t k = arrival + 1; k < weight_.size(); k += k & (~k + 1)) {
            if (weight > weight_[k]) {
                weight_[k] = weight;
                link_[k] = link;
            }
        }
    }

private:
    std::vector<double> weight_;
    std::vector<std::uint32_t> link_;
};

class Decoder {
public:
    Decoder(const std::vector<Slot>& slots, std::size_t arrivals, const Posterior& posterior)
        : slots_(slots), p_(posterior), chosen_(arrivals) {
        of_.resize(arrivals);
        for (std::uint32_t k = 0; k < p_.pairs.size(); ++k) of_[p_.pairs[k].arrival].push_back(k);
    }

    std::vector<Chosen> run() {
        find_chain();
        fill();
        exchange();
        return weigh(std::move(chosen_));
    }

    std::vector<Chosen> weigh(std::vector<Chosen> chosen) {
        chosen_ = std::move(chosen);
        for (std::size_t j = 0; j < chosen_.size(); ++j) {
            Chosen& c = chosen_[j];
            if (c.slot == kNoSlot) continue;
            c.right = near(j, slots_[c.slot].at, tuning::kRight);
            c.close = near(j, slots_[c.slot].at, tuning::kClose);
        }
        return std::move(chosen_);
    }

private:
    // The chance that arrival `j` crossed within `within` of `at`, as far as slots say.
    double near(std::size_t j, std::int64_t at, std::int64_t within) const {
        double sum = 0;
        for (const std::uint32_t k : of_[j]) {
            if (std::abs(slots_[p_.pairs[k].slot].at - at) <= within) sum += p_.pairs[k].chance;
        }
        return std::min(sum, 1.0);
    }

    void find_chain() {
        const std::vector<Pair>& pairs = p_.pairs;
        std::vector<std::uint32_t> link(pairs.size(), kNone);
        BestUpTo best(chosen_.size());
        double top = 0;
        std::uint32_t end = kNone;
        for (std::size_t from = 0, to = 0; from < pairs.size(); from = to) {
            while (to < pairs.size() && pairs[to].slot == pairs[from].slot) ++to;
            // Backwards, so that two pairs of one slot never follow each other.
            for (std::size_t k = to; k-- > from;) {
                const Pair& pair = pairs[k];
                const double worth = near(pair.arrival, slots_[pair.slot].at, tuning::kRight) +
                                     tuning::kOwnSlot * pair.chance -
                                     tuning::kEstimateRight * (p_.missed[pair.arrival] + p_.away[pair.arrival]);
                if (worth <= 0) continue;
                double weight = 0;
                link[k] = best.before(pair.arrival, weight);
                weight += worth;
                best.offer(pair.arrival, weight, static_cast<std::uint32_t>(k));
                if (weight > top) {
                    top = weight;
                    end = static_cast<std::uint32_t>(k);
                }
            }
        }
        for (std::uint32_t k = end; k != kNone; k = link[k]) chosen_[pairs[k].arrival].slot = pairs[k].slot;
    }

    // A slot that is left over but surely somebody's goes to the likeliest of those left over around it.
    void fill() {
        std::vector<bool> used(slots_.size(), false);
        for (const Chosen& c : chosen_) {
            if (c.slot != kNoSlot) used[c.slot] = true;
        }
        const std::vector<Pair>& pairs = p_.pairs;
        for (std::size_t from = 0, to = 0; from < pairs.size(); from = to) {
            double somebody = 0, best = 0;
            std::uint32_t likeliest = kNone;
            for (; to < pairs.size() && pairs[to].slot == pairs[from].slot; ++to) {
                somebody += pairs[to].chance;
                if (pairs[to].chance <= best || !fits(pairs[to])) continue;
                best = pairs[to].chance;
                likeliest = pairs[to].arrival;
            }
            if (!used[pairs[from].slot] && somebody > tuning::kSomebody && likeliest != kNone)
                chosen_[likeliest].slot = pairs[from].slot;
        }
    }

    // The arrival has no slot, and its neighbours that have one are on the right sides, or surely changed places with
    // it.
    bool fits(const Pair& pair) const {
        if (chosen_[pair.arrival].slot != kNoSlot) return false;
        if (pair.chance > tuning::kSomebody) return true;
        for (std::size_t j = pair.arrival; j-- > 0;) {
            if (chosen_[j].slot == kNoSlot) continue;
            if (chosen_[j].slot > pair.slot) return false;
            break;
        }
        for (std::size_t j = pair.arrival + 1; j < chosen_.size(); ++j) {
            if (chosen_[j].slot == kNoSlot) continue;
            return chosen_[j].slot > pair.slot;
        }
        return true;
    }

    double chance(std::size_t j, std::uint32_t slot) const {
        for (const std::uint32_t k : of_[j]) {
            if (p_.pairs[k].slot == slot) return p_.pairs[k].chance;
        }
        return 0;
    }

    // Neighbours up to kSwapReach places apart.
    void exchange() {
        for (std::size_t j = 0; j < chosen_.size(); ++j) {
            for (std::size_t k = j + 1; k < chosen_.size() && k <= j + tuning::kSwapReach; ++k) {
                std::uint32_t &a = chosen_[j].slot, &b = chosen_[k].slot;
                if (a == kNoSlot || b == kNoSlot) continue;
                if (chance(j, b) + chance(k, a) > chance(j, a) + chance(k, b) + tuning::kSwapSure) std::swap(a, b);
            }
        }
    }

    const std::vector<Slot>& slots_;
    const Posterior& p_;
    std::vector<std::vector<std::uint32_t>> of_;  // By arrival, into pairs.
    std::vector<Chosen> chosen_;
};

}  // namespace

std::vector<Chosen> decode(const std::vector<Slot>& slots, std::size_t arrivals, const Posterior& posterior) {
    return Decoder{slots, arrivals, posterior}.run();
}

void weigh_chosen(const std::vector<Slot>& slots, const Posterior& posterior, std::vector<Chosen>& chosen) {
    chosen = Decoder{slots, chosen.size(), posterior}.weigh(std::move(chosen));
}

}  // namespace heatline::fusion
