#include "tools/simulate/line_crew.h"

#include <algorithm>

#include "tools/draw.h"
#include "tools/fusion_days/typing.h"

namespace heatline::simulate {
namespace {

constexpr std::int64_t kMs = 1'000;
constexpr std::int64_t kSecond = 1'000 * kMs;
constexpr std::int64_t kMinute = 60 * kSecond;

// A finger is a little late, and two presses are at least this far apart.
constexpr std::int64_t kPressLate = 100 * kMs;
constexpr std::int64_t kPressSpread = 50 * kMs;
constexpr std::int64_t kPressLateMost = 400 * kMs;
constexpr std::int64_t kPressApart = 130 * kMs;
constexpr std::int64_t kLooksAway = 12 * kSecond;
constexpr std::size_t kPullTags = 12;
constexpr std::int64_t kSelectSpread = 200 * kMs;
constexpr std::int64_t kChipSpread = 150 * kMs;

Instant later(Instant at, std::int64_t us) { return {at.us + us}; }
// As devices write it.
Instant whole_ms(Instant at) { return {at.us - at.us % kMs}; }

// Children close together are harder to press for; in thousandths of the rate.
std::int64_t pack_factor(std::int64_t gap_us) {
    if (gap_us < 100 * kMs) return 2'600;
    if (gap_us < 250 * kMs) return 1'800;
    if (gap_us < 600 * kMs) return 1'100;
    return 700;
}

class Crew {
public:
    Crew(const Plan& plan, const Truth& truth, std::size_t line, const Mistakes& mistakes, std::uint64_t seed,
         Tallies& tallies)
        : plan_(plan),
          truth_(truth),
          line_(line),
          mistakes_(mistakes),
          tallies_(tallies),
          tap_draw_(seed, "tapper " + truth.lines[line]),
          scan_draw_(seed, "scanner " + truth.lines[line]),
          note_draw_(seed, "note taker " + truth.lines[line]),
          chip_draw_(seed, "mat " + truth.lines[line]) {
        notes_.heat_done.resize(plan.heats.size());
    }

    LineNotes all() {
        tap();
        scan();
        note_some();
        read_chips();
        for (auto* notes : {&notes_.taps, &notes_.scans, &notes_.selects, &notes_.chips}) {
            std::stable_sort(notes->begin(), notes->end(), [](const Note& a, const Note& b) { return a.due < b.due; });
        }
        return std::move(notes_);
    }

private:
    bool slips(Draw& draw, std::int32_t Mistakes::*rate, std::int64_t factor = 1'000) {
        Tally& tally = tally_of(tallies_, rate);
        ++tally.chances;
        // Drawn from a million, so that a factor is not lost in rounding.
        const bool made = draw.below(1'000'000) < std::int64_t{mistakes_.*rate} * factor;
        tally.made += made ? 1 : 0;
        return made;
    }
    const Run& run(std::size_t index) const { return truth_.runs[index]; }
    const std::string& bib(const Run& of) const { return plan_.children[of.child].bib; }
    std::string as_typed(Draw& draw, const Run& of) {
        return slips(draw, &Mistakes::wrong_digits) ? fusion_days::wrong_digits(bib(of), draw) : bib(of);
    }
    void done_with(const Run& of, Instant when) {
        Instant& done = notes_.heat_done[of.heat];
        done = std::max(done, when);
    }

    // One crossing in some heats after which the person does something else for a while.
    std::vector<std::size_t> pauses(Draw& draw, const std::vector<std::size_t>& order, std::int32_t Mistakes::*rate) {
        std::vector<std::vector<std::size_t>> by_heat(plan_.heats.size());
        for (std::size_t i = 0; i < order.size(); ++i) by_heat[run(order[i]).heat].push_back(i);
        std::vector<std::size_t> found;
        for (const auto& places : by_heat) {
            if (places.empty() || !slips(draw, rate)) continue;
            found.push_back(places[static_cast<std::size_t>(draw.below(static_cast<std::int64_t>(places.size())))]);
        }
        std::sort(found.begin(), found.end());
        return found;
    }

    void press(Instant when) {
        Note tap;
        tap.kind = "tap";
        tap.at = whole_ms(when);
        tap.due = when;
        notes_.taps.push_back(tap);
    }

    void tap() {
        const auto& order = truth_.crossings[line_];
        const std::vector<std::size_t> aways = pauses(tap_draw_, order, &Mistakes::tapper_away);
        auto next_away = aways.begin();
        Instant away_until{};
        Instant last_press{};
        Instant last_crossing{};
        for (std::size_t i = 0; i < order.size(); ++i) {
            const Run& child = run(order[i]);
            if (next_away != aways.end() && *next_away == i) {
                away_until = later(child.ended, kLooksAway);
                ++next_away;
            }
            const std::int64_t gap = child.ended.us - last_crossing.us;
            last_crossing = child.ended;
            if (child.ended < away_until) continue;
            const bool missed = slips(tap_draw_, &Mistakes::missed_tap, pack_factor(gap));
            if (!missed) {
                const std::int64_t late =
                    std::clamp(tap_draw_.normal(kPressLate, kPressSpread), std::int64_t{0}, kPressLateMost);
                last_press = std::max(later(child.ended, late), later(last_press, kPressApart));
                press(last_press);
                if (slips(tap_draw_, &Mistakes::double_tap)) {
                    last_press = later(last_press, tap_draw_.between(kPressApart, 400 * kMs));
                    press(last_press);
                }
            }
            if (slips(tap_draw_, &Mistakes::extra_tap))
                press(later(child.ended, tap_draw_.between(1 * kSecond, 20 * kSecond)));
            if (slips(tap_draw_, &Mistakes::adult_tap))
                press(later(child.ended, tap_draw_.between(500 * kMs, 5 * kSecond)));
        }
    }

    void scan() {
        std::vector<std::size_t> scanned;
        for (const std::size_t index : truth_.chute[line_]) {
            const Run& child = run(index);
            done_with(child, child.left_chute);
            if (child.waved_through)
                ++notes_.waved_through;
            else
                scanned.push_back(index);
        }
        const std::vector<std::size_t> rings = pauses(scan_draw_, scanned, &Mistakes::ring_keyed_late);
        auto next_ring = rings.begin();
        std::size_t on_ring = 0;  // Pull tags still to be put on the ring.
        std::vector<Note> ring;
        for (std::size_t i = 0; i < scanned.size(); ++i) {
            const Run& child = run(scanned[i]);
            if (next_ring != rings.end() && *next_ring == i) {
                on_ring = kPullTags;
                ++next_ring;
            }
            const bool batch = on_ring > 0;
            if (batch) --on_ring;
            if (!slips(scan_draw_, &Mistakes::missed_scan)) {
                Note note;
                note.kind = "bib";
                note.bib = as_typed(scan_draw_, child);
                note.due = child.left_chute;
                note.mode = batch ? "batch" : "live";
                if (!batch) note.at = whole_ms(note.due);
                (batch ? ring : notes_.scans).push_back(note);
                if (!batch && slips(scan_draw_, &Mistakes::repeated_scan)) {
                    note.due = later(note.due, scan_draw_.between(300 * kMs, 2 * kSecond));
                    note.at = whole_ms(note.due);
                    notes_.scans.push_back(note);
                }
            }
            const bool ring_full = batch && on_ring == 0;
            if (ring_full || i + 1 == scanned.size()) key_in(ring, child);
        }
    }

    // The numbers of a ring come in its order, minutes later, without times.
    void key_in(std::vector<Note>& ring, const Run& last) {
        if (ring.empty()) return;
        Instant when = later(last.left_chute, scan_draw_.between(2 * kMinute, 4 * kMinute));
        for (Note& note : ring) {
            when = later(when, 1'500 * kMs);
            note.due = when;
            notes_.scans.push_back(note);
        }
        for (Instant& done : notes_.heat_done) {
            if (done.us != 0 && done <= last.left_chute && last.left_chute.us - done.us < 5 * kMinute)
                done = std::max(done, when);
        }
        done_with(last, when);
        ring.clear();
    }

    void note_some() {
        const auto& order = truth_.crossings[line_];
        Instant free{};  // The note taker looks up again.
        for (std::size_t i = 0; i < order.size(); ++i) {
            const Run& child = run(order[i]);
            if (child.ended < free) continue;
            free = later(child.ended, note_draw_.between(12 * kSecond, 30 * kSecond));
            const bool neighbour = slips(note_draw_, &Mistakes::select_neighbour) && order.size() > 1;
            const Run& written = run(order[neighbour ? (i + 1 < order.size() ? i + 1 : i - 1) : i]);
            Note note;
            note.kind = "select";
            note.bib = as_typed(note_draw_, written);
            note.at = whole_ms(later(child.ended, note_draw_.normal(0, kSelectSpread)));
            note.due = later(child.ended, 3 * kSecond);
            notes_.selects.push_back(note);
        }
    }

    void chip(const Run& child, Instant when) {
        Note note;
        note.kind = "chip";
        note.bib = bib(child);
        note.at = whole_ms(when);
        note.due = when;
        notes_.chips.push_back(note);
    }

    void read_chips() {
        for (const std::size_t index : truth_.crossings[line_]) {
            const Run& child = run(index);
            if (!truth_.days[child.child].chip) continue;
            if (slips(chip_draw_, &Mistakes::chip_at_start))
                chip(child, later(truth_.guns[child.heat], chip_draw_.between(500 * kMs, 6 * kSecond)));
            if (!slips(chip_draw_, &Mistakes::chip_dead)) {
                const std::int64_t reads = chip_draw_.between(1, 6);
                for (std::int64_t i = 0; i < reads; ++i)
                    chip(child, later(child.ended, chip_draw_.normal(0, kChipSpread)));
            }
            if (slips(chip_draw_, &Mistakes::chip_comes_back))
                chip(child, later(child.left_chute, chip_draw_.between(20 * kSecond, 110 * kSecond)));
        }
    }

    const Plan& plan_;
    const Truth& truth_;
    std::size_t line_;
    const Mistakes& mistakes_;
    Tallies& tallies_;
    Draw tap_draw_, scan_draw_, note_draw_, chip_draw_;
    LineNotes notes_;
};

}  // namespace

LineNotes crew_notes(const Plan& plan, const Truth& truth, std::size_t line, const Mistakes& mistakes,
                     std::uint64_t seed, Tallies& tallies) {
    return Crew{plan, truth, line, mistakes, seed, tallies}.all();
}

}  // namespace heatline::simulate
