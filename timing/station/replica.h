#pragma once
// Replica: the meet as this laptop sees it: the server's facts, checked against their chain, folded with the engine.
//
// Rows come in the order of the journal. While they come, at most every kReplicaPeriod, a picture is made of the state
// and handed on; when they stop coming the last picture stays, also over a restart of the laptop (kept_facts.h).
//
// A fact that is what was written and cannot be read is of a newer version: the picture stays, and says so. A chain
// that does not fit is forgotten and asked for anew, kReplicaAttempts times. Either way the connection then goes on
// without facts, and the next one, which the server's next start makes for one, asks for them again.
//
// Its own thread; all functions may be called from any thread. Callbacks come on the replica's thread and must not
// wait.

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "engine/fact.h"
#include "engine/overview/overview.h"
#include "engine/snapshot.h"
#include "timing/clock.h"
#include "timing/station/published.h"

namespace heatline::timing {

struct ReplicaPicture {
    enum class State : std::uint8_t {
        following,
        newer,       // The server is newer than this program.
        unreadable,  // What comes is not what the server wrote.
    };
    State state = State::following;
    std::string sentence;       // For people, when it is not following.
    Seq seq = 0;                // The last fact that the pictures hold.
    std::int64_t heard_us = 0;  // When that came, on the laptop's BOOTTIME clock; below 0: before this boot.
    std::shared_ptr<const Snapshot> snapshot = {};  // Null until the first facts.
    std::shared_ptr<const Overview> overview = {};
    // Who this laptop is by the facts, whose token they know.
    struct Self {
        std::string device, line, tent;
        Role role = Role::timer;
    };
    std::optional<Self> self = {};
    // What the meet clock was to the laptop's BOOTTIME clock before the laptop was started anew, as well as is known.
    std::optional<std::int64_t> offset_before_us = {};
};

class Replica {
public:
    // From which fact on it wants facts, and the hash of the one before in hex.
    struct Wish {
        bool facts = true;  // False: none any more.
        Seq from = 1;
        std::string hash_before;
    };
    struct Callbacks {
        std::function<void()> changed;  // The picture is another.
        std::function<void()> anew;     // What came is of no use: connect again, and ask for what wish() says then.
        std::function<void()> room;     // is_full() no longer holds.
    };

    struct Options {
        std::string keep_in;     // The file for the facts of a start without a server; empty: none are kept.
        std::string token_hash;  // By which the facts know this laptop; those of a meet that does not are thrown away.
        const Clock* clock = &real_clock();
    };

    Replica(Options options, Callbacks callbacks);
    explicit Replica(Callbacks callbacks) : Replica({}, std::move(callbacks)) {}
    ~Replica();
    Replica(const Replica&) = delete;
    Replica& operator=(const Replica&) = delete;

    // Rows as timing/journal/row.h writes them. Taken also when full, by what was in hand at that moment.
    void give(std::string rows, std::int64_t heard_us);
    // Whoever gives then waits for `room`.
    bool is_full() const;
    // The server has another journal: facts begin at 1.
    void forget();
    // The server has no fact behind those that were wished for.
    void has_all();
    // What the meet clock is to the laptop's BOOTTIME clock.
    void clock_is(std::int64_t offset_us);
    // Answers on the replica's thread, behind everything that was given before.
    void ask_wish(std::function<void(Wish)> answer);
    // What somebody looks at: the next overview holds it.
    void look_at(const Focus& focus);

    std::shared_ptr<const ReplicaPicture> picture() const { return picture_.get(); }

private:
    struct Fold;
    struct Item {
        enum class Kind : std::uint8_t { rows, forget, all, wish } kind = Kind::rows;
        std::string rows;
        std::int64_t heard_us = 0;
        std::function<void(Wish)> answer;
    };
    void put(Item item);
    void run();
    void restore();
    void take(Item& item);
    void keep();
    void publish();

    const Options options_;
    const Callbacks callbacks_;
    std::unique_ptr<Fold> fold_;  // The thread's own.
    Published<ReplicaPicture> picture_;

    mutable std::mutex mutex_;
    std::condition_variable wake_;
    // Guarded by mutex_.
    std::deque<Item> items_;
    std::size_t bytes_ = 0;  // Waiting.
    bool was_full_ = false;
    Focus focus_;
    std::optional<std::int64_t> offset_us_;
    bool stopping_ = false;

    std::thread thread_;
};

}  // namespace heatline::timing
