#pragma once
// Book: what a laptop's own journal comes to: its readings, which of them are taken back, what undo and redo mean now.
//
// The laptop's journal holds the same facts as a meet's, of few kinds. Each epoch is a device there, named by it:
//
//   DeviceAdded{name: EPOCH}      counting begins (again); the first fact
//   ReadingTaken                  of the epoch begun last. With the command id "EPOCH:SEQ" it stands for a reading of
//   an
//                                 earlier epoch, whose number another laptop has taken on the server
//   ReadingVoided, ReadingRestored
//
// state == fold(journal): a restart knows what undo means as before. Pure; one thread.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/fact.h"
#include "timing/limits.h"
#include "timing/station/outbox.h"
#include "timing/station/recent.h"

namespace heatline::timing {

// One thing that was recorded here.
struct BookEntry {
    Reading reading;  // As it is sent now: a new epoch changes its epoch and number.
    DeviceId device;  // Its epoch.
    bool voided = false;
};

class Book {
public:
    // Takes the next fact; gives what of it is to be sent.
    std::optional<OutItem> apply(Seq seq, const Fact& fact);

    const std::string& epoch() const { return epochs_.back().name; }
    bool has_epoch() const { return !epochs_.empty(); }
    // The latest limits::kStationShown, in the order in which they were recorded.
    Recent<BookEntry> latest() const { return shown_.recent(); }
    // Not taken back.
    std::uint64_t taps() const { return stand_.taps; }
    std::uint64_t bibs() const { return stand_.bibs; }
    // Those taken back among them.
    std::uint64_t all_taps() const { return all_.taps; }
    std::uint64_t all_bibs() const { return all_.bibs; }
    // What undo would take back, and redo restore; null: nothing.
    const Reading* next_undo() const { return undo_.empty() ? nullptr : &entries_[undo_.back()].reading; }
    const Reading* next_redo() const { return redo_.empty() ? nullptr : &entries_[redo_.back()].reading; }
    std::size_t undos() const { return undo_.size(); }
    std::size_t redos() const { return redo_.size(); }

    // Facts that would follow. `at` is the moment of asking by the laptop's wall clock.
    Fact begin_epoch(Instant at, const std::string& epoch) const;
    Fact take(Instant at, Reading reading) const;
    // Nothing, when there is nothing to take back or to restore.
    std::optional<Fact> undo(Instant at) const;
    std::optional<Fact> redo(Instant at) const;
    // A new epoch that goes on with the readings of the current one from `seq` on.
    std::vector<Fact> go_on_under(Instant at, const std::string& epoch, std::uint64_t seq) const;

private:
    struct Epoch {
        std::string name;
        std::vector<std::size_t> entries;  // Of reading `seq`: entries[seq - 1].
    };
    std::size_t entry_of(const ReadingRef& ref) const;
    std::optional<OutItem> taken(const ReadingTaken& taken, const std::string& instead_of);
    std::optional<OutItem> marked(Seq seq, const ReadingRef& ref, bool voided);

    std::vector<Epoch> epochs_;
    std::vector<BookEntry> entries_;
    RecentList<BookEntry> shown_{limits::kStationShown};  // Of entries_.
    std::deque<std::size_t> undo_;                        // Entries; the last is taken back first.
    std::vector<std::size_t> redo_;
    struct Counts {
        std::uint64_t taps = 0, bibs = 0;
        void count(const Reading& reading, bool more);
    };
    Counts stand_, all_;
};

}  // namespace heatline::timing
