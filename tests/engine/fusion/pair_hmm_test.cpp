// The sum over all stories against the same sum told the slow way: every story of a tiny line, one by one.

#include "engine/fusion/pair_hmm.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <random>

#include "engine/fusion/tuning.h"

using namespace heatline::fusion;
namespace t = heatline::fusion::tuning;

namespace {

class Dice {
public:
    explicit Dice(std::uint32_t seed) : random_(seed) {}
    std::size_t below(std::size_t n) { return random_() % n; }
    double share() { return static_cast<double>(random_() % 10'000 + 1) / 10'001; }

private:
    std::mt19937 random_;
};

struct Given : Likelihood {
    std::vector<std::vector<double>> pairs, after, gaps;

    double match(std::size_t slot, std::size_t arrival) const override { return pairs[slot][arrival]; }
    double match_after_alone(std::size_t slot, std::size_t arrival) const override { return after[slot][arrival]; }
    double between(std::size_t slots, std::size_t arrival) const override { return gaps[slots][arrival]; }
};

struct TinyLine {
    SlipChances slips;
    Given evidence;

    TinyLine(std::uint32_t seed, std::size_t n, std::size_t m) {
        Dice dice(seed);
        const auto fill = [&](std::vector<double>& list, std::size_t count, double most) {
            for (std::size_t k = 0; k < count; ++k) list.push_back(dice.share() * most);
        };
        fill(slips.real, n, 1);
        fill(slips.alone, n, 0.5);
        fill(slips.missed, n + 1, 0.4);
        fill(slips.away, n + 1, 0.1);
        fill(slips.closed, m + 1, 0.1);
        fill(slips.swap, n, 0.4);
        slips.least.assign(n + 1, 0);
        slips.most.assign(n + 1, m);
        slips.band_from.assign(n + 1, 0);
        slips.band_to.assign(n + 1, m);
        if (dice.below(2) == 0) slips.pending_from = dice.below(n + 1);
        for (auto* table : {&evidence.pairs, &evidence.after, &evidence.gaps}) {
            table->resize(n + 1);
            for (auto& row : *table) fill(row, m, 1);
        }
    }
};

// Slots [from, to) of a line, counted from `from`; all its arrivals.
struct PartOfLine : Likelihood {
    const TinyLine& line;
    std::size_t from;
    SlipChances slips;

    PartOfLine(const TinyLine& of, std::size_t begin, std::size_t end) : line(of), from(begin), slips(of.slips) {
        const auto cut = [&](auto& list, std::size_t more) {
            list = {list.begin() + static_cast<std::ptrdiff_t>(begin),
                    list.begin() + static_cast<std::ptrdiff_t>(end + more)};
        };
        for (auto* list : {&slips.real, &slips.alone, &slips.swap}) cut(*list, 0);
        for (auto* list : {&slips.missed, &slips.away}) cut(*list, 1);
        for (auto* list : {&slips.least, &slips.most, &slips.band_from, &slips.band_to}) cut(*list, 1);
        slips.pending_from -= std::min(slips.pending_from, begin);
    }
    double match(std::size_t slot, std::size_t arrival) const override {
        return line.evidence.match(from + slot, arrival);
    }
    double match_after_alone(std::size_t slot, std::size_t arrival) const override {
        return line.evidence.match_after_alone(from + slot, arrival);
    }
    double between(std::size_t slots, std::size_t arrival) const override {
        return line.evidence.between(from + slots, arrival);
    }
};

// Walks every story from its beginning to its end.
class Enumeration {
public:
    explicit Enumeration(const TinyLine& line)
        : s_(line.slips), e_(line.evidence), n_(s_.real.size()), m_(s_.closed.size() - 1) {
        go(Step::settled, 0, 0, 1);
    }

    double total = 0;
    std::map<std::pair<std::size_t, std::size_t>, double> pairs;  // Of (slot, arrival), not yet divided.

private:
    enum class Step { settled, alone, closed, missed, away };

    void go(Step last, std::size_t i, std::size_t j, double chance) {
        if (i == n_ && j == m_) {
            total += chance;
            for (const auto& pair : taken_) pairs[pair] += chance;
            return;
        }
        if (i < n_) {
            use_slot(last, i, j, chance);
            leave_slot(last, i, j, chance);
        }
        if (j < m_) leave_arrival(last, i, j, chance);
    }

    void use_slot(Step last, std::size_t i, std::size_t j, double chance) {
        const double open[] = {1 - s_.missed[i], t::kAloneToMatch, t::kRunToMatch, t::kMissedToMatch, t::kRunToMatch};
        const double into = chance * open[static_cast<int>(last)] * s_.real[i];
        if (j < m_) {
            taken_.push_back({i, j});
            go(Step::settled, i + 1, j + 1, into * (last == Step::alone ? e_.after[i][j] : e_.pairs[i][j]));
            taken_.pop_back();
        }
        if (i + 2 <= n_ && j + 2 <= m_) {
            taken_.push_back({i, j + 1});
            taken_.push_back({i + 1, j});
            go(Step::settled, i + 2, j + 2,
               into * s_.swap[i] * e_.pairs[i][j + 1] * s_.real[i + 1] * e_.pairs[i + 1][j]);
            taken_.resize(taken_.size() - 2);
        }
    }

    void leave_slot(Step last, std::size_t i, std::size_t j, double chance) {
        const bool pending = i >= s_.pending_from;
        const double closes = pending && j == m_ ? 1 : s_.closed[j];
        switch (last) {
            case Step::settled:
                go(Step::alone, i + 1, j, chance * s_.alone[i]);
                return go(Step::closed, i + 1, j, chance * closes);
            case Step::alone:
                go(Step::alone, i + 1, j, chance * std::max(t::kAloneMore, s_.alone[i]));
                if (pending) go(Step::closed, i + 1, j, chance * closes);
                return;
            case Step::closed:
                return go(Step::closed, i + 1, j, chance * (pending ? 1 : t::kRunMore));
            case Step::missed:
                return go(Step::alone, i + 1, j, chance * t::kMissedToAlone * s_.alone[i]);
            case Step::away:
                return;
        }
    }

    void leave_arrival(Step last, std::size_t i, std::size_t j, double chance) {
        const double e = e_.gaps[i][j];
        if (last == Step::settled) {
            go(Step::missed, i, j + 1, chance * e * s_.missed[i]);
            go(Step::away, i, j + 1, chance * e * s_.away[i]);
        } else if (last == Step::missed) {
            go(Step::missed, i, j + 1, chance * e * t::kMissedMore);
        } else if (last == Step::away) {
            go(Step::away, i, j + 1, chance * e * t::kRunMore);
        }
    }

    const SlipChances& s_;
    const Given& e_;
    std::size_t n_, m_;
    std::vector<std::pair<std::size_t, std::size_t>> taken_;
};

}  // namespace

TEST_CASE("The chance of each pair is that of all stories told one by one", "[engine][fusion][alignment]") {
    for (std::uint32_t seed = 1; seed <= 200; ++seed) {
        CAPTURE(seed);
        const std::size_t n = 1 + seed % 5, m = 1 + seed / 5 % 5;
        const TinyLine line(seed, n, m);
        const Enumeration all(line);
        REQUIRE(all.total > 0);

        const Posterior posterior = weigh_stories(line.slips, line.evidence);

        std::map<std::pair<std::size_t, std::size_t>, double> found;
        for (const Pair& pair : posterior.pairs) found[{pair.slot, pair.arrival}] = pair.chance;
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t j = 0; j < m; ++j) {
                CAPTURE(i, j);
                const auto told = all.pairs.find({i, j});
                const double expected = told == all.pairs.end() ? 0 : told->second / all.total;
                CHECK(found[{i, j}] == Approx(expected).margin(1e-4));
            }
        }
        // An arrival has a slot, or was missed, or came while the tapper was away.
        for (std::size_t j = 0; j < m; ++j) {
            double sum = posterior.missed[j] + posterior.away[j];
            for (std::size_t i = 0; i < n; ++i) sum += found[{i, j}];
            CHECK(sum == Approx(1).margin(1e-3));
        }
    }
}

TEST_CASE("The chance of a line is the sum of all its stories", "[engine][fusion][alignment]") {
    for (std::uint32_t seed = 1; seed <= 200; ++seed) {
        CAPTURE(seed);
        const TinyLine line(seed, 1 + seed % 5, 1 + seed / 5 % 5);
        CHECK(std::exp(weigh_stories(line.slips, line.evidence).log_chance) == Approx(Enumeration(line).total));
    }
}

TEST_CASE("What stands in a room from another line reaches no answer", "[engine][fusion][alignment]") {
    StoryRoom used;
    for (std::uint32_t seed = 1; seed <= 200; ++seed) {
        CAPTURE(seed);
        Dice dice(seed);
        const std::size_t n = 1 + dice.below(30), m = 1 + dice.below(30);
        TinyLine line(seed, n, m);
        // The clock and the band rise with the slots, as those of a line do.
        for (std::size_t i = 1; i <= n; ++i) {
            line.slips.least[i] = std::min(m, i * m / (n + 4));
            line.slips.most[i] = std::min(m, line.slips.least[i] + 2 + dice.below(5));
            line.slips.most[i] = std::max(line.slips.most[i], line.slips.most[i - 1] * (i > 1));
            line.slips.band_from[i] = line.slips.least[i];
            line.slips.band_to[i] = std::min(m, line.slips.least[i] + 1);
        }
        StoryRoom fresh;
        const WeighedStories expected = weigh_stories(line.slips, line.evidence, {nullptr, true, n}, fresh);
        const WeighedStories found = weigh_stories(line.slips, line.evidence, {nullptr, true, n}, used);

        CHECK(found.posterior.log_chance == expected.posterior.log_chance);
        CHECK(found.posterior.alone == expected.posterior.alone);
        CHECK(found.posterior.missed == expected.posterior.missed);
        CHECK(found.posterior.away == expected.posterior.away);
        REQUIRE(found.posterior.pairs.size() == expected.posterior.pairs.size());
        for (std::size_t k = 0; k < found.posterior.pairs.size(); ++k)
            CHECK(found.posterior.pairs[k].chance == expected.posterior.pairs[k].chance);
        REQUIRE(found.exit.places.size() == expected.exit.places.size());
        for (std::size_t k = 0; k < found.exit.places.size(); ++k)
            CHECK(found.exit.places[k].sum() == expected.exit.places[k].sum());
    }
}

TEST_CASE("Pairs come once each, in order", "[engine][fusion][alignment]") {
    const TinyLine line(7, 40, 40);
    const Posterior posterior = weigh_stories(line.slips, line.evidence);
    for (std::size_t k = 1; k < posterior.pairs.size(); ++k) {
        const Pair &a = posterior.pairs[k - 1], &b = posterior.pairs[k];
        REQUIRE(std::pair{a.slot, a.arrival} < std::pair{b.slot, b.arrival});
    }
}

TEST_CASE("What a window hands on is all that the next one needs to know of it", "[engine][fusion][alignment]") {
    for (std::uint32_t seed = 1; seed <= 200; ++seed) {
        CAPTURE(seed);
        const std::size_t n = 2 + seed % 12, m = 1 + seed / 5 % 12, first = 1 + seed % (n - 1);
        const TinyLine line(seed, n, m);
        const Posterior whole = weigh_stories(line.slips, line.evidence);

        const PartOfLine before(line, 0, first), behind(line, first, n);
        StoryRoom room;
        const auto handed = weigh_stories(before.slips, before, {nullptr, true, first}, room).exit;
        const Posterior rest = weigh_stories(behind.slips, behind, {&handed, false}, room).posterior;

        std::map<std::pair<std::size_t, std::size_t>, double> found;
        for (const Pair& pair : rest.pairs) found[{pair.slot + first, pair.arrival}] = pair.chance;
        for (const Pair& pair : whole.pairs) {
            if (pair.slot < first) continue;
            CAPTURE(pair.slot, pair.arrival);
            CHECK(found[{pair.slot, pair.arrival}] == Approx(pair.chance).margin(1e-4));
        }
        for (std::size_t i = first; i < n; ++i) CHECK(rest.alone[i - first] == Approx(whole.alone[i]).margin(1e-9));
    }
}

TEST_CASE("A window decides its own slots as the whole line does when it hears all of it",
          "[engine][fusion][alignment]") {
    for (std::uint32_t seed = 1; seed <= 50; ++seed) {
        CAPTURE(seed);
        const TinyLine line(seed, 9, 8);
        StoryRoom room;
        const Posterior whole = weigh_stories(line.slips, line.evidence);
        const Posterior part = weigh_stories(line.slips, line.evidence, {nullptr, false, 4}, room).posterior;
        std::size_t decided = 0;
        for (const Pair& pair : whole.pairs) {
            if (pair.slot >= 4) break;
            REQUIRE(decided < part.pairs.size());
            CHECK(part.pairs[decided].chance == pair.chance);
            ++decided;
        }
        CHECK(decided == part.pairs.size());
    }
}
