#include "engine/fusion/identity.h"

#include <algorithm>

#include "engine/fusion/tuning.h"

namespace heatline::fusion {
namespace {

namespace t = tuning;

// On the row of digits, or above and beside each other on a number pad.
bool are_neighbours(char a, char b) {
    if (a < '0' || a > '9' || b < '0' || b > '9') return false;
    const int x = a - '0', y = b - '0', step = x > y ? x - y : y - x;
    if (step == 1 || (x + y == 9 && step == 9)) return true;
    return step == 3 && x > 0 && y > 0;
}

class Settler {
public:
    Settler(const LineInput& input, const Persons& persons, std::vector<Arrival>& arrivals,
            std::vector<const Item*>& lone_notes, HeatBook& book)
        : input_(input), persons_(persons), arrivals_(arrivals), notes_(lone_notes), book_(book) {}

    void run() {
        if (input_.symbols) join_with_chips();
        const std::size_t before = book_.mark();
        find_second_entries();
        book_.undo(before);
        if (input_.symbols) repair();
    }

private:
    static std::optional<Instant> when(const Arrival& a) {
        if (a.has_chip()) return Instant{a.chip_at};
        if (a.note) return a.note->at;
        if (a.live) return Instant{a.scan};
        return std::nullopt;
    }

    // A number whose chip was not read, next to a chip whose number was not taken and is one slip away: one child. It
    // is far likelier than a tag that fails and a number that is missed at the same place.
    void join_with_chips() {
        std::size_t chips = 0;
        for (const Arrival& a : arrivals_) chips += a.has_chip();
        if (chips == 0) return;
        const bool usual = 2 * chips > arrivals_.size();
        for (std::size_t k = 0; k < arrivals_.size(); ++k) {
            Arrival& a = arrivals_[k];
            if (a.has_chip() || a.fixed != kNoCrossing || (a.runner && !usual)) continue;
            Arrival* meant = nullptr;
            double best = 0;
            const std::size_t from = k > t::kSlipReach ? k - t::kSlipReach : 0;
            for (std::size_t c = from; c < std::min(arrivals_.size(), k + t::kSlipReach + 1); ++c) {
                Arrival& chip = arrivals_[c];
                if (!chip.has_chip() || chip.number || (a.live && a.scan < chip.chip_at)) continue;
                const double chance = slip_chance(input_.symbols->text(a.bib), text_of(chip));
                if (chance <= best) continue;
                best = chance;
                meant = &chip;
            }
            if (!meant) continue;
            meant->number = a.number;
            meant->live = a.live;
            meant->scan = a.scan;
            meant->since_last = a.since_last;
            a.person = kNobody;
        }
        std::erase_if(arrivals_, [](const Arrival& a) { return a.person == kNobody; });
    }

    std::string_view text_of(const Arrival& a) const {
        if (!a.runner) return input_.symbols->text(a.bib);
        const auto child = std::lower_bound(input_.entrants.begin(), input_.entrants.end(), a.runner,
                                            [](const Entrant& e, RunnerId runner) { return e.runner < runner; });
        const bool entered = child != input_.entrants.end() && child->runner == a.runner;
        return entered ? input_.symbols->text(child->bib) : std::string_view{};
    }

    // What a note or a chip speaks for is genuine; of the others, the first.
    void find_second_entries() {
        for (const bool spoken_for : {true, false}) {
            for (Arrival& a : arrivals_) {
                if (a.fixed != kNoCrossing || (a.note || a.has_chip()) != spoken_for) continue;
                if (!a.runner) a.identity = Identity::unknown;
                const HeatChoice choice = book_.choose(a.person, when(a));
                if (choice.fit == Fit::twice) a.identity = Identity::twice;
                if (choice.fit == Fit::own || choice.fit == Fit::other)
                    book_.claim(a.person, {.heat = choice.heat, .at = when(a)});
            }
        }
    }

    void repair() {
        seen_.assign(persons_.count(), false);
        noted_.assign(persons_.count(), nullptr);
        std::size_t wrong = 0;
        for (const Arrival& a : arrivals_) {
            if (a.identity == Identity::plain) seen_[a.person] = true;
            wrong += a.identity != Identity::plain;
        }
        if (wrong == 0 || wrong > t::kRepairsMost) return;
        for (const Item* note : notes_) noted_[persons_.of(note->runner, note->bib)] = note;
        for (Arrival& a : arrivals_) {
            if (a.identity != Identity::plain && a.fixed == kNoCrossing) repair(a);
        }
        std::erase(notes_, nullptr);
    }

    void repair(Arrival& a) {
        const std::string_view taken = input_.symbols->text(a.bib);
        double best = 0, sum = a.identity == Identity::unknown ? t::kStranger : t::kSecondOfNobody;
        const Entrant* meant = nullptr;
        for (const Entrant& child : input_.entrants) {
            const std::string_view number = input_.symbols->text(child.bib);
            if (number.size() + 1 < taken.size() || number.size() > taken.size() + 1) continue;
            const Person person = persons_.of(child.runner, child.bib);
            if (seen_[person] || book_.has_claims(person) || (meant && meant->runner == child.runner)) continue;
            const double slip = slip_chance(taken, number);
            if (slip == 0 || book_.choose(person, when(a)).fit != Fit::own) continue;
            const double chance = slip * (fits_note(a, noted_[person]) ? t::kMeantNoted : t::kMeant);
            sum += chance;
            if (chance <= best) continue;
            best = chance;
            meant = &child;
        }
        if (!meant || best < sum / 2) return;
        if (a.identity == Identity::twice) a.as_taken = a.person;
        a.runner = meant->runner;
        a.person = persons_.of(meant->runner, meant->bib);
        a.identity = Identity::repaired;
        a.sure = best / sum;
        seen_[a.person] = true;
        const Item*& note = noted_[a.person];
        if (!fits_note(a, note)) return;
        a.note = note;
        std::replace(notes_.begin(), notes_.end(), note, static_cast<const Item*>(nullptr));
    }

    static bool fits_note(const Arrival& a, const Item* note) {
        if (!note) return false;
        if (!a.live) return true;
        const std::int64_t lag = a.scan - note->at.us;
        return lag >= 0 && lag <= t::kNoteBeforeScan;
    }

    const LineInput& input_;
    const Persons& persons_;
    std::vector<Arrival>& arrivals_;
    std::vector<const Item*>& notes_;
    HeatBook& book_;
    std::vector<bool> seen_;          // By person.
    std::vector<const Item*> noted_;  // By person: the lone note that speaks of it.
};

}  // namespace

double slip_chance(std::string_view taken, std::string_view meant) {
    if (taken == meant || meant.empty()) return 0;
    std::size_t front = 0, back = 0;
    const std::size_t shorter = std::min(taken.size(), meant.size());
    while (front < shorter && taken[front] == meant[front]) ++front;
    while (back < shorter - front && taken[taken.size() - 1 - back] == meant[meant.size() - 1 - back]) ++back;
    const std::size_t left_taken = taken.size() - front - back, left_meant = meant.size() - front - back;
    const auto length = static_cast<double>(meant.size());
    if (left_meant == 1 && left_taken == 0) return t::kSlipLost / length;
    if (left_meant == 0 && left_taken == 1) return t::kSlipExtra / (length + 1);
    if (left_meant == 1 && left_taken == 1) {
        return are_neighbours(taken[front], meant[front]) ? t::kSlipNeighbour / (2.5 * length)
                                                          : t::kSlipOther / (9 * length);
    }
    if (left_meant == 2 && left_taken == 2 && taken[front] == meant[front + 1] && taken[front + 1] == meant[front])
        return t::kSlipExchanged / (length - 1);
    return 0;
}

void settle_identities(const LineInput& input, const Persons& persons, std::vector<Arrival>& arrivals,
                       std::vector<const Item*>& lone_notes, HeatBook& book) {
    Settler{input, persons, arrivals, lone_notes, book}.run();
}

}  // namespace heatline::fusion
