#pragma once
// Station: a laptop's own record of what its person did. A key press is stamped by who hears it, pushed here, written
// and synced on this object's thread, and only then told of: what beeps and shows is on this laptop's disk.
//
// When the disk refuses, at the start or later, the presses stay in memory, in order, and the picture says why; the
// journal is opened anew every kStationRetry (a failed sync is never tried again on the same handle), and what is then
// not in it is written. Nothing is ever deleted.
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

#include "timing/journal/store.h"
#include "timing/limits.h"
#include "timing/station/book.h"
#include "timing/station/published.h"
#include "timing/station/station_folder.h"
#include "timing/station/station_input.h"

namespace heatline::timing {

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
    Recent<BookEntry> latest;  // Oldest first; at most limits::kStationShown.
    std::size_t waiting = 0;   // Inputs that are not on disk yet.
    std::uint64_t handed = 0;  // Items given to be sent so far.
    std::string trouble;       // Why they are not, as a sentence; empty while all is well.
    bool elsewhere = false;    // The trouble is that another window records there: nobody has to come and mend it.
};

class Station {
public:
    struct Options {
        std::string boot;  // Names the run of the clock that stamps.
        std::chrono::milliseconds retry = limits::kStationRetry;
    };
    struct Callbacks {
        std::function<void(const std::vector<Recorded>&)> recorded;  // Beep and show.
        std::function<void(std::vector<OutItem>)> outgoing;          // To the link.
        std::function<void()> changed;                               // The picture is another.
    };

    // Opens the journal, so that the first picture has it; where it cannot be opened, its thread tries again and again.
    // The thread starts with start().
    Station(StoreDoor door, Options options);
    // Writes what waits, then ends the thread.
    ~Station();
    Station(const Station&) = delete;
    Station& operator=(const Station&) = delete;

    // `outgoing` is first called with all that this laptop ever recorded and may have to send: before this returns, or
    // once the journal can be opened.
    void start(Callbacks callbacks);

    // False when limits::kStationInputsMax wait for the disk: the input is not taken, and nobody will hear of it.
    [[nodiscard]] bool push(StationInput input);
    // The server holds another laptop's reading under the number `seq` of `epoch`: from there on this laptop goes on
    // under a new epoch. Nothing, when that has happened already.
    void go_on_from(const std::string& epoch, std::uint64_t seq);

    std::shared_ptr<const StationPicture> picture() const { return picture_.get(); }

private:
    struct Conflict {
        std::string epoch;
        std::uint64_t seq = 0;
    };
    Result<Done, JournalError> load();

    void run();
    void form(const StationInput& input);
    void form(const Conflict& conflict);
    void add(const Fact& fact);
    void apply(const Fact& fact);
    void write();
    void open();
    void reopen();
    void in_trouble(const JournalError& error);
    void written();
    void hand_out();
    void publish();

    const StoreDoor door_;  // Lets go of the folder last.
    const Options options_;
    Callbacks callbacks_;  // Constant once started.

    // The thread's own, once started.
    std::unique_ptr<Store> store_;  // None in trouble.
    bool loaded_ = false;           // The book is the journal's.
    Book book_;                     // With all that was formed, durable or not.
    Seq seq_ = 0;                   // Of the last fact formed.
    FactBatch batch_;               // Formed and not durable.
    std::vector<OutItem> out_;
    std::uint64_t handed_ = 0;  // Those of out_ included.
    std::vector<Recorded> recorded_;
    std::string trouble_;
    bool elsewhere_ = false;

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
