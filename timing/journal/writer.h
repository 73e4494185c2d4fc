#pragma once
// JournalWriter: the thread that owns the journal once the server runs, and commits for everybody at once.
//
// Each round it takes the batches that wait, commits them as one transaction, and says how far the journal is durable;
// between two commits it runs one work item (a bounded read). A batch that was submitted as one is never split, so it
// becomes durable as one. Batches are committed in the order they were submitted.
//
// A commit that fails is the end: on_failure is called once with a sentence, what waits is dropped unacknowledged, and
// nothing is tried again, because after a failed sync nobody knows what is on the disk.
//
// submit, work, waiting_*, is_full and stop may be called from any thread but the writer's own. The callbacks and the
// work items run on the writer's thread; they must not throw, and they post onward rather than wait.

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "timing/journal/codec.h"
#include "timing/journal/store.h"

namespace heatline::timing {

// No further batch joins a transaction that has this many facts, so that a small batch never waits for a large one
// that came behind it. A single larger batch is committed whole, alone.
inline constexpr std::size_t kFactsPerCommit = 2'000;
// Where is_full() begins: producers then stop reading their sockets until on_durable. submit() itself never refuses
// for size, so the bound is passed by what was in hand at that moment.
inline constexpr std::size_t kWaitingBytesMax = 8 * 1024 * 1024;
inline constexpr std::size_t kWaitingFactsMax = 50'000;
// Work items that may wait; the next is refused, and its asker told to come again.
inline constexpr std::size_t kWaitingWorkMax = 256;

class JournalWriter {
public:
    struct Callbacks {
        std::function<void(Seq last)> on_durable;            // Everything up to `last` is on disk.
        std::function<void(const std::string&)> on_failure;  // At most once; nothing is durable after it.
    };

    // Starts the thread. `store` belongs to it from here on.
    JournalWriter(std::unique_ptr<Store> store, Callbacks callbacks);
    // As stop().
    ~JournalWriter();
    JournalWriter(const JournalWriter&) = delete;
    JournalWriter& operator=(const JournalWriter&) = delete;

    // Hands over a batch. False, and the batch dropped, after a failed commit or stop(): it will never be durable.
    [[nodiscard]] bool submit(FactBatch&& batch);
    // Hands over a read to run between commits, in order of asking; it must be bounded (kReadRowsMax rows). False, and
    // the item dropped, when too many wait, or after a failed commit or stop(). An item that waits when a commit
    // fails is destroyed without having run.
    [[nodiscard]] bool work(std::function<void(Store&)> item);

    // What was submitted and is not yet durable, the commit under way included.
    std::size_t waiting_bytes() const { return waiting_bytes_.load(std::memory_order_relaxed); }
    std::size_t waiting_facts() const { return waiting_facts_.load(std::memory_order_relaxed); }
    bool is_full() const { return waiting_bytes() >= kWaitingBytesMax || waiting_facts() >= kWaitingFactsMax; }

    // Commits and runs everything that waits, then ends the thread and closes the store. Calling it again is no harm.
    void stop();

private:
    void run();
    // Moves batches into `round` up to the cap. The mutex is held.
    void take_round(FactBatch& round);
    // False when the commit failed.
    bool commit(FactBatch& round);
    void fail(const std::string& sentence);

    // Constant after construction.
    const Callbacks callbacks_;

    // The writer thread's alone, until it is joined.
    std::unique_ptr<Store> store_;

    // Guarded by mutex_.
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<FactBatch> batches_;
    std::deque<std::function<void(Store&)>> items_;
    bool stopping_ = false;
    bool failed_ = false;

    std::atomic<std::size_t> waiting_bytes_{0};
    std::atomic<std::size_t> waiting_facts_{0};
    std::thread thread_;  // Last: it starts when all else is there.
};

}  // namespace heatline::timing
