#include "timing/station/book.h"

#include <charconv>
#include <tuple>

#include "engine/base/check.h"
#include "timing/limits.h"

namespace heatline::timing {
namespace {

constexpr const char* kAuthor = "station";

// "EPOCH:SEQ", as a copied reading names the one it stands for.
std::string name_of(const Reading& reading) { return reading.epoch + ":" + std::to_string(reading.seq); }

std::pair<std::string, std::uint64_t> parse_name_of(const std::string& text) {
    const std::size_t colon = text.rfind(':');
    std::uint64_t seq = 0;
    if (colon == std::string::npos) return {};
    std::from_chars(text.data() + colon + 1, text.data() + text.size(), seq);
    return {text.substr(0, colon), seq};
}

}  // namespace

std::size_t Book::entry_of(const ReadingRef& ref) const {
    CHECK_THAT(ref.device.index() < epochs_.size(), "an epoch of this journal");
    const auto& entries = epochs_[ref.device.index()].entries;
    CHECK_THAT(ref.seq >= 1 && ref.seq <= entries.size(), "a reading of this journal");
    return entries[ref.seq - 1];
}

void Book::Counts::count(const Reading& reading, bool more) {
    std::uint64_t* counter = reading.kind == ReadingKind::tap   ? &taps
                             : reading.kind == ReadingKind::bib ? &bibs
                                                                : nullptr;
    if (counter) *counter += more ? 1 : -std::uint64_t{1};
}

std::optional<OutItem> Book::taken(const ReadingTaken& taken, const std::string& instead_of) {
    CHECK_THAT(!epochs_.empty() && taken.device.index() + 1 == epochs_.size(), "readings belong to the last epoch");
    CHECK_THAT(taken.reading.seq == epochs_.back().entries.size() + 1, "readings count one by one");
    OutReading out{taken.reading.seq, message::reading_text(taken.reading), {}, 0};
    std::size_t index = entries_.size();
    if (instead_of.empty()) {
        entries_.push_back({taken.reading, taken.device, false});
        shown_.push(entries_.back());
        stand_.count(taken.reading, true);
        all_.count(taken.reading, true);
        undo_.push_back(index);
        if (undo_.size() > limits::kStationUndos) undo_.pop_front();
        redo_.clear();
    } else {
        std::tie(out.instead_of_epoch, out.instead_of_seq) = parse_name_of(instead_of);
        for (index = 0; index < entries_.size(); ++index) {
            const Reading& known = entries_[index].reading;
            if (known.seq == out.instead_of_seq && known.epoch == out.instead_of_epoch) break;
        }
        CHECK_THAT(index < entries_.size(), "a copy stands for a reading of this journal");
        entries_[index].reading = taken.reading;
        entries_[index].device = taken.device;
        shown_.change(index, entries_[index]);
    }
    epochs_.back().entries.push_back(index);
    return out;
}

std::optional<OutItem> Book::marked(Seq seq, const ReadingRef& ref, bool voided) {
    const std::size_t index = entry_of(ref);
    BookEntry& entry = entries_[index];
    if (entry.voided != voided) stand_.count(entry.reading, !voided);
    entry.voided = voided;
    shown_.change(index, entry);
    if (voided && !undo_.empty() && undo_.back() == index) {
        undo_.pop_back();
        redo_.push_back(index);
    } else if (!voided && !redo_.empty() && redo_.back() == index) {
        redo_.pop_back();
        undo_.push_back(index);
    }
    // The number of the fact makes an id that is the same after a restart: the server does it once.
    return message::TakeBack{epoch() + "-u" + std::to_string(seq), ref.epoch, ref.seq, voided};
}

std::optional<OutItem> Book::apply(Seq seq, const Fact& fact) {
    if (const auto* added = std::get_if<DeviceAdded>(&fact.body)) {
        epochs_.push_back({added->name, {}});
        return EpochBegun{added->name};
    }
    if (const auto* reading = std::get_if<ReadingTaken>(&fact.body)) return taken(*reading, fact.command_id);
    if (const auto* voided = std::get_if<ReadingVoided>(&fact.body)) return marked(seq, voided->reading, true);
    if (const auto* restored = std::get_if<ReadingRestored>(&fact.body)) return marked(seq, restored->reading, false);
    return std::nullopt;
}

Fact Book::begin_epoch(Instant at, const std::string& epoch) const {
    return {at, kAuthor, "", DeviceAdded{DeviceId{epochs_.size()}, epoch, Role::timer, "finish", {}, {}}};
}

Fact Book::take(Instant at, Reading reading) const {
    reading.epoch = epoch();
    reading.seq = epochs_.back().entries.size() + 1;
    return {at, kAuthor, "", ReadingTaken{DeviceId{epochs_.size() - 1}, std::move(reading)}};
}

std::optional<Fact> Book::undo(Instant at) const {
    if (undo_.empty()) return std::nullopt;
    const BookEntry& entry = entries_[undo_.back()];
    return Fact{at, kAuthor, "", ReadingVoided{{entry.device, entry.reading.epoch, entry.reading.seq}, {}}};
}

std::optional<Fact> Book::redo(Instant at) const {
    if (redo_.empty()) return std::nullopt;
    const BookEntry& entry = entries_[redo_.back()];
    return Fact{at, kAuthor, "", ReadingRestored{{entry.device, entry.reading.epoch, entry.reading.seq}, {}}};
}

std::vector<Fact> Book::go_on_under(Instant at, const std::string& epoch, std::uint64_t seq) const {
    std::vector<Fact> facts{begin_epoch(at, epoch)};
    const DeviceId device{epochs_.size()};
    const auto& current = epochs_.back().entries;
    std::uint64_t next = 1;
    for (std::size_t i = seq == 0 ? 0 : seq - 1; i < current.size(); ++i) {
        const BookEntry& entry = entries_[current[i]];
        Reading copy = entry.reading;
        copy.epoch = epoch;
        copy.seq = next++;
        facts.push_back({at, kAuthor, name_of(entry.reading), ReadingTaken{device, copy}});
        if (entry.voided) facts.push_back({at, kAuthor, "", ReadingVoided{{device, epoch, copy.seq}, {}}});
    }
    return facts;
}

}  // namespace heatline::timing
