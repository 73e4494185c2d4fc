#include "timing/journal/writer.h"

#include <utility>

#include "engine/base/check.h"
#include "timing/urgency.h"

namespace heatline::timing {

JournalWriter::JournalWriter(std::unique_ptr<Store> store, Callbacks callbacks)
    : callbacks_(std::move(callbacks)), store_(std::move(store)) {
    CHECK_THAT(store_ && callbacks_.on_durable && callbacks_.on_failure, "a writer needs a store and both callbacks");
    thread_ = std::thread([this] { run(); });
}

JournalWriter::~JournalWriter() { stop(); }

bool JournalWriter::submit(FactBatch&& batch) {
    {
        const std::lock_guard lock{mutex_};
        if (stopping_ || failed_) return false;
        if (batch.empty()) return true;
        waiting_bytes_ += batch.bytes();
        waiting_facts_ += batch.size();
        batches_.push_back(std::move(batch));
    }
    wake_.notify_one();
    return true;
}

bool JournalWriter::work(std::function<void(Store&)> item) {
    {
        const std::lock_guard lock{mutex_};
        if (stopping_ || failed_ || items_.size() >= kWaitingWorkMax) return false;
        items_.push_back(std::move(item));
    }
    wake_.notify_one();
    return true;
}

void JournalWriter::stop() {
    CHECK_THAT(std::this_thread::get_id() != thread_.get_id(), "the writer's own thread cannot wait for its end");
    {
        const std::lock_guard lock{mutex_};
        stopping_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
    store_.reset();
}

void JournalWriter::take_round(FactBatch& round) {
    while (!batches_.empty() && (round.empty() || round.size() + batches_.front().size() <= kFactsPerCommit)) {
        if (round.empty())
            std::swap(round, batches_.front());  // The usual single batch is not copied.
        else
            round.absorb(batches_.front());
        batches_.pop_front();
    }
}

bool JournalWriter::commit(FactBatch& round) {
    const std::size_t bytes = round.bytes();
    const std::size_t facts = round.size();
    const auto durable = store_->append(round);
    round.clear();
    if (!durable) {
        fail(durable.error().sentence);
        return false;
    }
    waiting_bytes_ -= bytes;
    waiting_facts_ -= facts;
    callbacks_.on_durable(*durable);
    return true;
}

void JournalWriter::fail(const std::string& sentence) {
    std::deque<std::function<void(Store&)>> dropped;  // Destroyed without the mutex: an item may hold anything.
    {
        const std::lock_guard lock{mutex_};
        failed_ = true;
        batches_.clear();
        dropped.swap(items_);
    }
    callbacks_.on_failure(sentence);
}

void JournalWriter::run() {
    go_first();
    FactBatch round;
    while (true) {
        std::function<void(Store&)> item;
        {
            std::unique_lock lock{mutex_};
            wake_.wait(lock, [this] { return stopping_ || !batches_.empty() || !items_.empty(); });
            if (batches_.empty() && items_.empty()) return;  // Stopping, and all is done.
            take_round(round);
            if (!items_.empty()) {
                item = std::move(items_.front());
                items_.pop_front();
            }
        }
        if (!round.empty() && !commit(round)) return;
        if (item) item(*store_);
    }
}

}  // namespace heatline::timing
