#pragma once
// Pipeline: the one flow of the server. Accepted facts change the state, go to the writer, become durable, and only
// then may anything they caused be seen: that is the publish gate.
//
// Everything here belongs to the io thread, which is the strand; the writer and the replica post back to it. Whoever
// answers a request waits for `durable` or asks for a `picture` first, so nothing leaves before it is on disk.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/snapshot.h"
#include "engine/state.h"
#include "timing/derive_thread.h"
#include "timing/journal/writer.h"
#include "timing/meet_folder.h"
#include "timing/net/office_turn.h"

namespace heatline::timing {

class Pipeline {
public:
    // `on_failure` is called once, on the io thread, when a commit has failed: nothing is acknowledged after it.
    Pipeline(boost::asio::io_context& io, MeetFolder::Parts meet, std::function<void(const std::string&)> on_failure);
    ~Pipeline();
    Pipeline(const Pipeline&) = delete;
    Pipeline& operator=(const Pipeline&) = delete;

    // The meet with everything accepted so far, durable or not. For deciding, not for showing.
    const State& state() const { return state_; }
    Seq durable_seq() const { return durable_; }
    bool failed() const { return failed_; }

    // Applies a fact that has been decided on; it goes to the writer with the next flush().
    void accept(Fact fact);
    // Hands what was accepted to the writer as one: all of it becomes durable, or none. Called before the thread does
    // anything else. Returns the seq of the last fact accepted.
    Seq flush();

    // Waits until everything up to `seq` is durable. False when it never will be.
    boost::asio::awaitable<bool> durable(Seq seq);
    // A snapshot that holds at least everything accepted by now. Null when the journal has failed. `use` is called with
    // it first, on the replica's thread: tables are made there, so that the io thread goes on taking readings. What it
    // throws is thrown to whoever awaits.
    boost::asio::awaitable<std::shared_ptr<const Snapshot>> picture(std::function<void(const Snapshot&)> use = {});
    // Runs `read` on the writer's thread between two commits. False when it could not run: too many wait, or failed.
    boost::asio::awaitable<bool> read_journal(std::function<void(Store&)> read);
    // Held by whoever changes the meet's preparation over more than one turn of the io thread.
    OfficeTurn& office() { return office_; }
    // Waits while more is on its way to the disk than memory should hold; sockets are not read meanwhile.
    boost::asio::awaitable<void> room();

    // Makes everything accepted durable and ends both threads.
    void stop();

private:
    struct Waiter;
    void became_durable(Seq seq);
    void commit_failed(const std::string& sentence);
    void wake_waiters();
    boost::asio::awaitable<void> wait_for(Seq seq);

    boost::asio::io_context& io_;
    FolderLock lock_;
    State state_;
    Seq durable_ = 0;
    bool failed_ = false;
    std::function<void(const std::string&)> on_failure_;
    OfficeTurn office_;
    FactBatch batch_;  // Accepted since the last flush, encoded…
    FactRun run_;      // …and as they are.
    std::deque<FactRun> not_yet_durable_;
    std::deque<std::shared_ptr<Waiter>> waiters_;                 // By rising seq, nearly: all that are due are woken.
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);  // False once posts from the threads must do nothing.
    DeriveThread replica_;
    JournalWriter writer_;
};

}  // namespace heatline::timing
