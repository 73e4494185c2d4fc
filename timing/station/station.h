#pragma once
// Station: a laptop's own record of what its person did. A key press is stamped by who hears it, pushed here, written
// and synced on this object's thread, and only then told of: what beeps and shows is on this laptop's disk.
//
//   DIR/journal.db   the laptop's own facts (book.h)      DIR/lock   a second window with the same folder only watches
//
// When the disk refuses, the presses stay in memory, in order; the journal is opened anew every kStationRetry (a failed
// sync is never tried again on the same handle), and what is then not in it is written. Nothing is ever deleted.
//
// push() and picture() from any thread; callbacks come on the station's own thread, must not throw and must not wait.

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "timing/folder_lock.h"
#include "timing/journal/store.h"
#include "timing/limits.h"
#include "timing/station/book.h"
#include "timing/station/published.h"

namespace heatline::timing {

// What a person did, and when: the moment on the laptop's BOOTTIME clock, and what its wall clock showed.
struct StationInput {
    enum class Kind : std::uint8_t { tap, bib, select, start, undo, redo, reading };
    Kind kind = Kind::tap;
    std::int64_t boottime_us = 0;
    std::int64_t wall_us = 0;
    std::string text = {};                // bib and select: the bib; start: the heat's name.
    std::optional<Reading> reading = {};  // `reading`: taken as it is; epoch and seq are given here.
    std::uint64_t ticket = 0;             // Handed back once it is on disk; nothing here reads it.
};

// What became of an input, once it is on disk.
struct Recorded {
    enum class What : std::uint8_t { taken, undone, redone, nothing_to_undo, nothing_to_redo };
    What what = What::taken;
    Reading reading;                   // The one that was taken, taken back or restored.
    std::uint64_t taps = 0, bibs = 0;  // That stand now.
    std::uint64_t ticket = 0;          // The input's.
};

struct StationPicture {
    std::string epoch;
    std::uint64_t taps = 0, bibs = 0;          // Not taken back.
    std::uint64_t all_taps = 0, all_bibs = 0;  // Those taken back among them.
    std::size_t undos = 0, redos = 0;
    std::vector<BookEntry> latest;  // Oldest first; at most limits::kStationShown.
    std::size_t waiting = 0;        // Inputs that are not on disk yet.
    std::uint64_t handed = 0;       // Items given to be sent so far.
    std::string trouble;            // Why they are not, as a sentence; empty while all is well.
};

class Station {
public:
    // Opens the store anew, each time it is called.
    using StoreDoor = std::function<Result<std::unique_ptr<Store>, JournalError>()>;
    struct Options {
        std::string boot;  // Names the run of the clock that stamps.
        std::chrono::milliseconds retry = limits::kStationRetry;
    };
    struct Callbacks {
        std::function<void(const std::vector<Recorded>&)> recorded;  // Beep and show.
        std::function<void(std::vector<OutItem>)> outgoing;          // To the link. May be empty.
        std::function<void()> changed;                               // The picture is another.
    };

    // The journal of folder `dir`; both are made where there are none. The thread starts with start().
    static Result<std::unique_ptr<Station>, MeetProblem> open(const std::string& dir, Options options);
    // For a newcomer to try: a real journal in a folder of its own that goes away with this object.
    static Result<std::unique_ptr<Station>, MeetProblem> practice(Options options);
    static Result<std::unique_ptr<Station>, MeetProblem> over(StoreDoor door, Options options);
    // Writes what waits, then ends the thread.
    ~Station();
    Station(const Station&) = delete;
    Station& operator=(const Station&) = delete;

    // `outgoing` is called once before this returns, with all that this laptop ever recorded and may have to send.
    void start(Callbacks callbacks);

    // False when limits::kStationInputsMax wait for the disk: the input is not taken, and nobody will hear of it.
    [[nodiscard]] bool push(StationInput input);
    // The server holds another laptop's reading under the number `seq` of `epoch`: from there on this laptop goes on
    // under a new epoch. Nothing, when that has happened already.
    void go_on_from(const std::string& epoch, std::uint64_t seq);

    std::shared_ptr<const StationPicture> picture() const { return picture_.get(); }

private:
    struct Folder;
    struct Conflict {
        std::string epoch;
        std::uint64_t seq = 0;
    };
    Station(StoreDoor door, Options options);
    Result<Done, JournalError> load();

    void run();
    void form(const StationInput& input);
    void form(const Conflict& conflict);
    void add(const Fact& fact);
    void apply(const Fact& fact);
    void write();
    void reopen();
    void written();
    void publish();

    const StoreDoor door_;
    const Options options_;
    Callbacks callbacks_;             // Constant once started.
    std::unique_ptr<Folder> folder_;  // Lets go of it last.

    // The thread's own, once started.
    std::unique_ptr<Store> store_;  // None in trouble.
    Book book_;                     // With all that was formed, durable or not.
    Seq seq_ = 0;                   // Of the last fact formed.
    FactBatch batch_;               // Formed and not durable.
    std::vector<OutItem> out_;
    std::uint64_t handed_ = 0;  // Those of out_ included.
    std::vector<Recorded> recorded_;
    std::string trouble_;

    Published<StationPicture> picture_;

    std::mutex mutex_;
    std::condition_variable wake_;
    // Guarded by mutex_.
    std::vector<StationInput> inputs_;
    std::optional<Conflict> conflict_;
    bool stopping_ = false;

    std::thread thread_;
};

}  // namespace heatline::timing
