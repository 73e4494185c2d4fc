#pragma once
// DeriveThread: a replica of the meet that follows the durable facts and makes snapshots of them.
//
// It folds the same facts with the same engine, so it shares nothing with the thread that accepts readings, and what
// it shows is durable by construction. Derivation happens only when somebody asks: a hundred thousand readings cost no
// hundred thousand results. The public functions may be called from any thread; answers come on the replica's own.

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "engine/derive.h"
#include "engine/fact.h"
#include "engine/state.h"

namespace heatline::timing {

// Facts in the order of the journal, from `first` on.
struct FactRun {
    Seq first = 0;
    std::vector<Fact> facts;
    Seq last() const { return first + facts.size() - 1; }
};

class DeriveThread {
public:
    using Answer = std::function<void(std::shared_ptr<const Snapshot>)>;

    // `state` is where the replica begins; runs follow it without a gap.
    explicit DeriveThread(State state);
    ~DeriveThread();
    DeriveThread(const DeriveThread&) = delete;
    DeriveThread& operator=(const DeriveThread&) = delete;

    // Facts that are durable by now.
    void follow(std::vector<FactRun> runs);
    // Calls `answer` with a snapshot of at least everything followed so far.
    void ask(Answer answer);
    // Ends the thread; questions that wait are dropped without an answer. Calling it again is no harm.
    void stop();

private:
    void run();

    // The replica's own.
    State state_;
    Deriver deriver_;

    std::mutex mutex_;
    std::condition_variable wake_;
    // Guarded by mutex_.
    std::vector<FactRun> runs_;
    std::vector<Answer> questions_;
    bool stopping_ = false;

    std::thread thread_;
};

}  // namespace heatline::timing
