#include "engine/fusion/patch.h"

#include <algorithm>

#include "engine/fusion/listen.h"
#include "engine/fusion/parts.h"
#include "engine/fusion/stretches.h"
#include "engine/fusion/tuning.h"
#include "engine/fusion/words.h"

namespace heatline::fusion {
namespace {

class Patch {
public:
    explicit Patch(Base& base)
        : base_(base),
          sequence_(base.sequence()),
          places_(base.places()),
          words_(take_words(base)),
          stretches_(touched_stretches(places_, sequence_.slots.size(), sequence_.arrivals.size(), words_)),
          line_(base.line()),
          parts_(base, words_, line_) {}

    std::vector<Finish> run() {
        for (const std::uint32_t row : words_.rows_out) line_.rows.take_out(row);
        for (const Stretch& stretch : stretches_) release(stretch);
        take_presses();
        displace();
        add_said();
        PatchMemory& memory = base_.memory();
        memory.forget_unused();
        std::vector<const WeighedPart*> weighed;
        for (const Stretch& stretch : stretches_)
            weighed.push_back(&memory.weighed({stretch.before, stretch.behind}, parts_.of(stretch), rates_of(stretch)));
        explain_parts(line_, weighed);
        for (const Stretch& stretch : stretches_) add_leftovers(stretch);
        line_.rows.judge_heats();
        for (std::size_t k = 0; k < stretches_.size(); ++k) doubt_anchors(stretches_[k], *weighed[k]);
        return line_.rows.done({});
    }

private:
    std::vector<Crossing>& crossings() { return line_.crossings.list; }
    bool stays(std::uint32_t row) const { return is_row(row) && !line_.rows.is_out(row); }

    // A stretch across two windows takes those of the first.
    const LineRates& rates_of(const Stretch& stretch) const { return rates_at(sequence_.rates, stretch.slots_from); }

    // Whatever the base said of the stretch, but for rings, tokens and official rows, which keep their crossings.
    void release(const Stretch& stretch) {
        for (std::uint32_t j = stretch.arrivals_from; j < stretch.arrivals_to; ++j) {
            if (is_row(sequence_.rows[j])) line_.rows.take_out(sequence_.rows[j]);
        }
        for (const auto& [note, row] : base_.lone_notes()) {
            if (is_row(row) && parts_.has_note(stretch, *note, row)) line_.rows.take_out(row);
        }
        for (std::uint32_t i = stretch.slots_from; i < stretch.slots_to; ++i) {
            const std::uint32_t c = sequence_.slots[i].crossing, row = places_.row_of[c];
            if (is_row(row) && line_.rows.origin(row).person == kNobody) line_.rows.take_out(row);
            if (stays(row)) continue;
            crossings()[c].taken = crossings()[c].fixed = false;
        }
    }

    void take_presses() {
        for (const PressesLeft& presses : words_.presses) {
            Crossing& crossing = crossings()[presses.crossing];
            const bool taken = crossing.taken || !presses.left, fixed = crossing.fixed;
            if (presses.left) crossing = *presses.left;
            crossing.taken = taken;
            crossing.fixed = fixed;
        }
    }

    // Rows of rings and tokens lose a crossing that a person gave to somebody else, or took back.
    void displace() {
        const auto lose = [&](std::uint32_t crossing, Person to) {
            const std::uint32_t row = places_.row_of[crossing];
            if (!stays(row) || line_.rows.origin(row).person == to) return;
            displaced_.push_back(row);
            line_.rows.take_out(row);
        };
        for (const SaidFinish& said : words_.finishes) {
            if (said.crossing != kNoCrossing) lose(said.crossing, said.person);
        }
        for (const PressesLeft& presses : words_.presses) {
            if (!presses.left) lose(presses.crossing, kNobody);
        }
    }

    void add_said() {
        for (const SaidFinish& said : words_.finishes) {
            if (said.crossing != kNoCrossing)
                crossings()[said.crossing].taken = crossings()[said.crossing].fixed = true;
            const std::uint32_t heat = line_.book.find(said.heat);
            if (!said.entered && heat != kNoHeat && line_.book.removed(heat, said.runner)) continue;
            Found found{.person = said.person, .runner = said.runner, .bib = said.bib, .at = said.at};
            found.evidence = said.evidence;
            found.doubt = said.doubt;
            found.tap = said.tap;
            found.crossing = said.crossing;
            line_.rows.add_in(said.heat, found);
        }
        line_.rows.keep_so_far();
        for (const std::uint32_t row : displaced_) {
            const Finish before = line_.rows.row(row);
            Found found{.person = line_.rows.origin(row).person, .runner = before.runner, .bib = before.bib};
            found.identity = before.identity;
            found.doubt = Doubt::number_without_tap;
            for (const Evidence e : {Evidence::bib_live, Evidence::bib_batch, Evidence::token}) {
                if (before.evidence.has(e)) found.evidence.add(e);
            }
            if (!line_.book.claimed(found.person, line_.book.find(before.heat))) line_.rows.add_in(before.heat, found);
        }
    }

    void add_leftovers(const Stretch& stretch) {
        for (const auto& [note, row] : base_.lone_notes()) {
            if (parts_.has_note(stretch, *note, row) && !parts_.is_voided(note->reading)) stand_lone_note(line_, *note);
        }
        for (const Item* note : words_.notes_left) {
            if (parts_.has_note(stretch, *note, kNoRow)) stand_lone_note(line_, *note);
        }
        std::vector<Slot> slots;
        for (std::uint32_t i = stretch.slots_from; i < stretch.slots_to; ++i) slots.push_back(sequence_.slots[i]);
        name_the_rest(line_, slots, base_.left());
    }

    // An anchor that what people said makes next to impossible stays, and is marked.
    void doubt_anchors(const Stretch& stretch, const WeighedPart& explained) {
        const std::size_t anchors = places_.anchors.size();
        const bool first = stretch.before > 0 && moved_at(explained, false);
        const bool last = stretch.behind <= anchors && moved_at(explained, true);
        if (!first && !last) return;
        const Stretch wider =
            stretch_between(places_, sequence_.slots.size(), sequence_.arrivals.size(),
                            first ? stretch.before - 1 : stretch.before, last ? stretch.behind + 1 : stretch.behind);
        Part part = parts_.of(wider);
        const PatchMemory::Place place{stretch.before, stretch.behind};
        DeniedAnchors denied;
        if (const DeniedAnchors* known = base_.memory().denied(place, part)) {
            denied = *known;
        } else {
            const Posterior posterior = align_part(part.slots, part.arrivals, part.lone_notes, rates_of(wider), {});
            denied.before = first && is_denied(part, posterior, places_.anchors[stretch.before - 1]);
            denied.behind = last && is_denied(part, posterior, places_.anchors[stretch.behind - 1]);
            base_.memory().keep_denied(place, std::move(part), denied);
        }
        if (denied.before) mark(places_.anchors[stretch.before - 1]);
        if (denied.behind) mark(places_.anchors[stretch.behind - 1]);
    }

    void mark(const Anchor& anchor) {
        const std::uint32_t row = sequence_.rows[anchor.arrival];
        if (stays(row) && sequence_.arrivals[anchor.arrival].fixed == kNoCrossing) line_.rows.mark_denied(row);
    }

    // Whether the first or last arrivals behind an anchor have not the slots they had: nothing else presses on it.
    bool moved_at(const WeighedPart& explained, bool last) const {
        const std::vector<Arrival>& arrivals = explained.part.arrivals;
        const std::size_t n = arrivals.size();
        for (std::size_t k = 1; k < std::min<std::size_t>(n, 4); ++k) {
            const std::size_t at = last ? n - 1 - k : k;
            if (arrivals[at].fixed != kNoCrossing) continue;
            const std::uint32_t j = arrival_of(arrivals[at]);
            const std::uint32_t before = j == kNobody ? kNoSlot : sequence_.chosen[j].slot;
            const std::uint32_t now = explained.chosen[at].slot;
            const std::uint32_t was = before == kNoSlot ? kNoCrossing : sequence_.slots[before].crossing;
            const std::uint32_t is = now == kNoSlot ? kNoCrossing : explained.part.slots[now].crossing;
            if (was != is) return true;
        }
        return false;
    }

    std::uint32_t arrival_of(const Arrival& a) const {
        for (std::uint32_t j = places_.first_of[a.person]; j != kNobody; j = places_.next_of[j]) {
            if (sequence_.arrivals[j].number == a.number && sequence_.arrivals[j].chip == a.chip) return j;
        }
        return kNobody;
    }

    bool is_denied(const Part& part, const Posterior& posterior, const Anchor& anchor) {
        const Arrival& pinned = sequence_.arrivals[anchor.arrival];
        const std::uint32_t crossing = sequence_.slots[anchor.slot].crossing;
        double chance = 0;
        for (const Pair& pair : posterior.pairs) {
            const Arrival& a = part.arrivals[pair.arrival];
            const bool same = a.person == pinned.person && a.number == pinned.number && a.chip == pinned.chip;
            const std::int64_t off = part.slots[pair.slot].at - crossings()[crossing].at.us;
            if (same && std::abs(off) <= tuning::kRight) chance += pair.chance;
        }
        return chance < tuning::kAnchorDenied;
    }

    Base& base_;
    const Explained& sequence_;
    const Places& places_;
    const Words words_;
    const std::vector<Stretch> stretches_;
    Line line_;
    const PartMaker parts_;
    std::vector<std::uint32_t> displaced_;
};

}  // namespace

std::vector<Finish> patched(Base& base) {
    const LineInput& input = base.input();
    if (input.assigned.empty() && input.entered.empty() && input.voided.empty()) return base.answer();
    return Patch{base}.run();
}

}  // namespace heatline::fusion
