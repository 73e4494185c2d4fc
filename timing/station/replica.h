#pragma once
// Replica: the meet as this laptop sees it: the server's facts, checked against their chain, folded with the engine.
//
// Rows come in the order of the journal. While they come, at most every kReplicaPeriod, a picture is made of the state
// and handed on; when they stop coming the last picture stays. A fact that is what was written and cannot be read is of
// a newer version: the picture stays, and says so. A chain that does not fit is forgotten and asked for anew,
// kReplicaAttempts times.
//
// Its own thread; all functions may be called from any thread. Callbacks come on the replica's thread and must not
// wait.

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "engine/overview/overview.h"
#include "engine/snapshot.h"
#include "timing/station/published.h"

namespace heatline::timing {

struct ReplicaPicture {
    enum class State : std::uint8_t {
        following,
        newer,       // The server is newer than this program.
        unreadable,  // What comes is not what the server wrote.
    };
    State state = State::following;
    std::string sentence;                           // For people, when it is not following.
    Seq seq = 0;                                    // The last fact that the pictures hold.
    std::int64_t heard_us = 0;                      // When that came, on the laptop's BOOTTIME clock.
    std::shared_ptr<const Snapshot> snapshot = {};  // Null until the first facts.
    std::shared_ptr<const Overview> overview = {};
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

    explicit Replica(Callbacks callbacks);
    ~Replica();
    Replica(const Replica&) = delete;
    Replica& operator=(const Replica&) = delete;

    // Rows as timing/journal/row.h writes them. Taken also when full, by what was in hand at that moment.
    void give(std::string rows, std::int64_t heard_us);
    // Whoever gives then waits for `room`.
    bool is_full() const;
    // The server has another journal: facts begin at 1.
    void forget();
    // Answers on the replica's thread, behind everything that was given before.
    void ask_wish(std::function<void(Wish)> answer);
    // What somebody looks at: the next overview holds it.
    void look_at(const Focus& focus);

    std::shared_ptr<const ReplicaPicture> picture() const { return picture_.get(); }

private:
    struct Fold;
    struct Item {
        enum class Kind : std::uint8_t { rows, forget, wish } kind = Kind::rows;
        std::string rows;
        std::int64_t heard_us = 0;
        std::function<void(Wish)> answer;
    };
    void put(Item item);
    void run();
    void take(Item& item);

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
    bool stopping_ = false;

    std::thread thread_;
};

}  // namespace heatline::timing
