#include "engine/overview/advice.h"

#include <algorithm>

namespace heatline {
namespace {

constexpr std::int64_t kSecond = 1'000'000;

// A stream has stopped when the others have gone on for so long, and so many crossings lack it.
constexpr std::int64_t kPressesStop = 40 * kSecond;
constexpr std::int64_t kNumbersStop = 60 * kSecond;
constexpr std::size_t kPressesLacking = 3;
constexpr std::size_t kNumbersLacking = 5;
constexpr std::size_t kChipsLacking = 8;
// One finger loses children above two a second (fusion's README).
constexpr std::int64_t kDenseOver = 30 * kSecond;
constexpr std::size_t kDenseMore = 60;
// Notes: not before there is something to see, and not where there is one a minute.
constexpr std::int64_t kNotesAfter = 180 * kSecond;
constexpr std::size_t kNotesCrossings = 20;
constexpr std::size_t kNotesDoubts = 3;

// A finish of a heat that runs.
struct Crossing {
    Instant at;
    const Finish* finish = nullptr;
};

class LineAdviser {
public:
    LineAdviser(const State& state, const Snapshot& snapshot, const LineWatch& watch) : state_(state), watch_(watch) {
        for (const HeatId id : watch.running) {
            const HeatPicture& heat = *snapshot.heats[id.index()];
            on_course_ += heat.course_clear ? 0 : heat.counts.on_course;
            for (const Finish& finish : heat.finishes) {
                if (!finish.at) continue;
                crossings_.push_back({*finish.at, &finish});
                if (const auto number = number_of(finish)) last_number_ = std::max(last_number_, number);
            }
        }
        std::stable_sort(crossings_.begin(), crossings_.end(),
                         [](const Crossing& a, const Crossing& b) { return a.at < b.at; });
        for (const SourceCount& source : watch.sources) notes_ += source.selects;
        for (const Crossing& c : crossings_) chips_ += c.finish->evidence.has(Evidence::chip);
    }

    void advise(std::vector<Advice>& all) const {
        if (on_course_ == 0 || crossings_.empty()) return;
        for (const auto& one : {stopped(), dense(), notes()}) {
            if (one) all.push_back(*one);
        }
    }

private:
    // When the number of a finish was scanned.
    std::optional<Instant> number_of(const Finish& finish) const {
        if (!finish.identity) return std::nullopt;
        const StoredReading& reading = state_.readings[finish.identity.index()];
        if (reading.kind != ReadingKind::bib || !reading.has_at) return std::nullopt;
        return reading.at;
    }

    // How many crossings at the end lack this.
    template <class Lacks>
    std::size_t lacking(Lacks lacks) const {
        std::size_t count = 0;
        while (count < crossings_.size() && lacks(*crossings_[crossings_.size() - 1 - count].finish)) ++count;
        return count;
    }

    static std::string seconds_text(std::int64_t us) { return std::to_string(us / kSecond) + " s"; }

    Advice make(Advice::Kind kind, Instant since, Instant last, std::string sentence) const {
        return {kind, watch_.line, since, last, std::move(sentence)};
    }

    std::optional<Advice> stopped() const {
        const auto no_press = [](const Finish& f) {
            return !f.evidence.has(Evidence::tap) && f.doubt == Doubt::number_without_tap;
        };
        const std::size_t unpressed = lacking(no_press);
        if (watch_.last_tap && last_number_ && unpressed >= kPressesLacking) {
            const std::int64_t gap = micros_between(*watch_.last_tap, *last_number_);
            if (gap >= kPressesStop)
                return make(Advice::Kind::stream_stopped, *watch_.last_tap, *last_number_,
                            "No presses at " + watch_.name + " for " + seconds_text(gap) +
                                " while numbers keep coming; is the tapper there?");
        }
        const std::size_t nameless = lacking([](const Finish& f) { return !f.runner && !f.bib; });
        if (last_number_ && watch_.last_tap && nameless >= kNumbersLacking) {
            const std::int64_t gap = micros_between(*last_number_, *watch_.last_tap);
            if (gap >= kNumbersStop)
                return make(Advice::Kind::stream_stopped, *last_number_, *watch_.last_tap,
                            "No numbers at " + watch_.name + " for " + seconds_text(gap) +
                                " while presses keep coming; is the scanner there?");
        }
        const std::size_t unread = lacking([](const Finish& f) { return !f.evidence.has(Evidence::chip); });
        if (mostly_chips(crossings_.size() - unread) && unread >= kChipsLacking) {
            const Instant since = crossings_[crossings_.size() - unread - 1].at, last = crossings_.back().at;
            return make(Advice::Kind::stream_stopped, since, last,
                        "No chips at " + watch_.name + " for " + seconds_text(micros_between(since, last)) +
                            " while children keep crossing; check the mat");
        }
        return std::nullopt;
    }

    bool mostly_chips(std::size_t of) const { return of > 0 && 2 * chips_ > of; }

    std::optional<Advice> dense() const {
        if (watch_.second_taps || mostly_chips(crossings_.size()) || !watch_.last_tap) return std::nullopt;
        const Instant last = crossings_.back().at;
        const auto from = std::lower_bound(crossings_.begin(), crossings_.end(), last.us - kDenseOver,
                                           [](const Crossing& c, std::int64_t us) { return c.at.us < us; });
        if (static_cast<std::size_t>(crossings_.end() - from) <= kDenseMore) return std::nullopt;
        return make(Advice::Kind::too_dense, from->at, last,
                    "More than two children a second at " + watch_.name + "; add a second tapper, chips or waves");
    }

    // A doubt that a note nearby would have settled.
    static bool notes_would_settle(Doubt doubt) {
        return doubt == Doubt::counts_differ || doubt == Doubt::tap_without_number ||
               doubt == Doubt::number_without_tap;
    }

    std::optional<Advice> notes() const {
        const std::int64_t crossing_for = micros_between(crossings_.front().at, crossings_.back().at);
        if (crossings_.size() < kNotesCrossings || crossing_for < kNotesAfter || mostly_chips(crossings_.size()))
            return std::nullopt;
        const auto minutes = static_cast<std::uint64_t>(crossing_for / (60 * kSecond));
        if (notes_ >= minutes) return std::nullopt;
        std::optional<Instant> since;
        std::size_t doubts = 0, keyed = 0;
        // Those at the end may only wait for their numbers.
        const std::size_t settled = crossings_.size() - lacking([](const Finish& f) { return !f.runner && !f.bib; });
        for (std::size_t i = 0; i < settled; ++i) {
            const Finish& finish = *crossings_[i].finish;
            keyed += finish.evidence.has(Evidence::bib_batch);
            if (!finish.review || !notes_would_settle(finish.doubt)) continue;
            ++doubts;
            if (!since) since = crossings_[i].at;
        }
        const std::string few = notes_ == 0 ? "no notes" : notes_ == 1 ? "1 note" : std::to_string(notes_) + " notes";
        const std::string notes_so_far = few + " in " + std::to_string(minutes) + " min; one more note a minute helps";
        if (doubts >= kNotesDoubts)
            return make(Advice::Kind::more_notes, *since, crossings_.back().at,
                        watch_.name + ": " + std::to_string(doubts) + " finishes in doubt, " + notes_so_far);
        if (2 * keyed > settled)
            return make(Advice::Kind::more_notes, crossings_.front().at, crossings_.back().at,
                        watch_.name + ": numbers keyed later, " + notes_so_far);
        return std::nullopt;
    }

    const State& state_;
    const LineWatch& watch_;
    std::uint32_t on_course_ = 0;
    std::vector<Crossing> crossings_;
    std::optional<Instant> last_number_;
    std::uint64_t notes_ = 0;
    std::size_t chips_ = 0;
};

}  // namespace

std::vector<Advice> advice(const State& state, const Snapshot& snapshot, const std::vector<LineWatch>& watches) {
    std::vector<Advice> all;
    for (const LineWatch& watch : watches) LineAdviser{state, snapshot, watch}.advise(all);
    return all;
}

}  // namespace heatline
