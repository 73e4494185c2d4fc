#include "engine/fusion/align.h"

#include <algorithm>

#include "engine/fusion/tuning.h"
#include "engine/fusion/weigh_window.h"

namespace heatline::fusion {
namespace {

namespace t = tuning;

// A table of more cells than this (20 MB) is given back: one long queue must not hold its memory for the whole day.
constexpr std::size_t kCellsKept = std::size_t{1} << 18;

// So many arrivals are most likely through where stories pass.
std::size_t likeliest(const Passage& passage) {
    std::size_t best = 0;
    for (std::size_t k = 1; k < passage.places.size(); ++k) {
        if (passage.places[k].sum() > passage.places[best].sum()) best = k;
    }
    return passage.from + best;
}

class Pass {
public:
    Pass(const std::vector<Slot>& slots, const std::vector<Arrival>& arrivals, std::vector<double> noted,
         AlignMemory& memory)
        : slots_(slots), arrivals_(arrivals), noted_(std::move(noted)), memory_(memory) {
        out_.posterior.alone.assign(slots.size(), 0);
        out_.posterior.missed.assign(arrivals.size(), 0);
        out_.posterior.away.assign(arrivals.size(), 0);
        has_times_ =
            std::any_of(arrivals.begin(), arrivals.end(), [](const Arrival& a) { return a.live || a.has_chip(); });
    }

    Alignment run() {
        std::size_t next = 0;
        while (next < memory_.windows.size() && memory_.windows[next].rests_on(slots_, arrivals_, noted_)) ++next;
        memory_.windows.resize(next);
        for (const DecidedWindow& window : memory_.windows) take(window);
        while (auto window = decide_next()) {
            memory_.windows.push_back(std::move(*window));
            take(memory_.windows.back());
        }
        take(weigh_rest());
        if (memory_.room.cells.capacity() > kCellsKept) memory_.room = {};
        return std::move(out_);
    }

private:
    const DecidedWindow* before() const { return memory_.windows.empty() ? nullptr : &memory_.windows.back(); }

    // The window behind what is decided, up to the end of the line.
    Window rest() const {
        Window w{0, slots_.size(), 0, arrivals_.size()};
        if (!before()) return w;
        w.slot = before()->window.slot + before()->decided;
        // The second half of a swap takes the arrival before the last.
        w.arrival = before()->exit.from - std::min<std::size_t>(before()->exit.from, 2);
        return w;
    }

    // The next window that can be decided; none when too little came behind it.
    std::optional<DecidedWindow> decide_next() {
        Window w = rest();
        w.slot_end = w.slot + t::kWindowSlots + t::kLookAhead;
        if (w.slot_end > slots_.size() || !has_times_) return std::nullopt;
        const std::size_t entered = before() ? likeliest(before()->exit) : 0;
        w.arrival_end = entered + t::kWindowSlots + t::kLookAhead + t::kLookAheadMore;
        if (before()) w.arrival_end = std::max(w.arrival_end, before()->exit.from + before()->exit.places.size());
        while (w.arrival_end <= arrivals_.size()) {
            DecidedWindow window = weigh(w, t::kWindowSlots, true);
            if (likeliest(window.exit) + t::kLookAhead <= w.arrival_end) return window;
            w.arrival_end += t::kWindowSlots;  // Many came through without a tap.
        }
        return std::nullopt;
    }

    DecidedWindow weigh_rest() { return weigh(rest(), rest().slots(), false); }

    DecidedWindow weigh(const Window& w, std::size_t decided, bool open) {
        DecidedWindow out = heard(w);
        out.decided = decided;
        const std::span<const Arrival> so_far{arrivals_.data(), w.arrival_end};
        const Lessons lessons = before() ? before()->lessons : Lessons{};
        LineRates rates = lessons.rates(so_far);
        WeighedStories weighed = weigh(w, rates, decided, open);
        const auto learn = [&] {
            out.lessons = lessons;
            out.lessons.add(weighed.posterior, slots_, arrivals_, w, rates);
        };
        learn();
        for (int round = 1; !before() && round < t::kRounds; ++round) {
            rates = out.lessons.rates(so_far);
            weighed = weigh(w, rates, decided, open);
            learn();
        }
        if (!before()) rates = out.lessons.rates(so_far);
        // There are days when nobody slips. Where the counts of the whole line agree, all is weighed once more with
        // next to no slips, and that is kept when it explains the line better.
        if (!open && may_be_without_slips()) {
            LineRates clean = rates;
            clean.number_missed = clean.tap_missed = t::kMissedWithoutSlips;
            WeighedStories without = weigh(w, clean, decided, open);
            if (without.posterior.log_chance > weighed.posterior.log_chance) {
                weighed = std::move(without);
                rates = clean;
            }
        }
        out.rates = rates;
        out.posterior = std::move(weighed.posterior);
        out.exit = std::move(weighed.exit);
        out.exit.from += w.arrival;
        count_from_line(out.posterior, w);
        return out;
    }

    WeighedStories weigh(const Window& w, const LineRates& rates, std::size_t decided, bool open) {
        ++memory_.weighed;
        WindowSetting setting{noted_, {nullptr, open, decided}, 0, nullptr};
        Passage entry;
        if (before()) {
            entry = before()->exit;
            setting.entered = likeliest(entry) - w.arrival;
            entry.from -= w.arrival;
            setting.ends.entry = &entry;
        }
        return weigh_window(slots_, arrivals_, w, rates, setting, memory_.room);
    }

    // A window among many that fits without a slip proves little, and a slip that is ruled out there shifts the rest.
    bool may_be_without_slips() const {
        const std::size_t n = slots_.size(), m = arrivals_.size();
        if (before() || std::max(n, m) - std::min(n, m) > t::kCountsAgree) return false;
        return std::none_of(arrivals_.begin(), arrivals_.end(), [](const Arrival& a) { return a.has_chip(); });
    }

    DecidedWindow heard(const Window& w) const {
        DecidedWindow out;
        out.window = w;
        const auto slot = slots_.begin() + static_cast<std::ptrdiff_t>(w.slot);
        out.slots.assign(slot, slot + static_cast<std::ptrdiff_t>(w.slots()));
        const auto noted = noted_.begin() + static_cast<std::ptrdiff_t>(w.slot);
        out.noted.assign(noted, noted + static_cast<std::ptrdiff_t>(w.slots()));
        for (std::size_t j = w.arrival; j < w.arrival_end; ++j) out.arrivals.emplace_back(arrivals_[j]);
        return out;
    }

    static void count_from_line(Posterior& posterior, const Window& w) {
        for (Pair& pair : posterior.pairs) {
            pair.slot += static_cast<std::uint32_t>(w.slot);
            pair.arrival += static_cast<std::uint32_t>(w.arrival);
        }
    }

    void take(const DecidedWindow& window) {
        const Posterior& p = window.posterior;
        const Window& w = window.window;
        out_.rates.push_back({w.slot, window.rates});
        out_.posterior.pairs.insert(out_.posterior.pairs.end(), p.pairs.begin(), p.pairs.end());
        std::copy_n(p.alone.begin(), window.decided,
                    out_.posterior.alone.begin() + static_cast<std::ptrdiff_t>(w.slot));
        for (std::size_t j = 0; j < w.arrivals(); ++j) {
            out_.posterior.missed[w.arrival + j] += p.missed[j];
            out_.posterior.away[w.arrival + j] += p.away[j];
        }
        out_.posterior.cells += p.cells;
        out_.posterior.log_chance += p.log_chance;
    }

    const std::vector<Slot>& slots_;
    const std::vector<Arrival>& arrivals_;
    std::vector<double> noted_;  // By slot.
    AlignMemory& memory_;
    // Numbers that were all keyed later say nothing of where in the line they belong: what comes far behind counts too,
    // and nobody waits for each.
    bool has_times_ = false;
    Alignment out_;
};

}  // namespace

const LineRates& rates_at(const std::vector<RatesFrom>& rates, std::size_t slot) {
    const auto behind = std::upper_bound(rates.begin(), rates.end(), slot,
                                         [](std::size_t s, const RatesFrom& from) { return s < from.slot; });
    return behind == rates.begin() ? behind->rates : (behind - 1)->rates;
}

Alignment align(const std::vector<Slot>& slots, const std::vector<Arrival>& arrivals,
                const std::vector<const Item*>& lone_notes, AlignMemory& memory) {
    return Pass{slots, arrivals, beside_notes(slots, lone_notes), memory}.run();
}

Posterior align_part(const std::vector<Slot>& slots, const std::vector<Arrival>& arrivals,
                     const std::vector<const Item*>& lone_notes, const LineRates& rates,
                     const std::vector<std::uint32_t>& kept) {
    const std::vector<double> noted = beside_notes(slots, lone_notes);
    const Window whole{0, slots.size(), 0, arrivals.size()};
    StoryRoom room;
    return weigh_window(slots, arrivals, whole, rates, {noted, {}, 0, &kept}, room).posterior;
}

}  // namespace heatline::fusion
