#include "timing/derive_thread.h"

#include "engine/apply.h"
#include "timing/urgency.h"

namespace heatline::timing {
DeriveThread::DeriveThread(State state) : state_(std::move(state)), thread_([this] { run(); }) {}

DeriveThread::~DeriveThread() { stop(); }

void DeriveThread::follow(std::vector<FactRun> runs) {
    {
        const std::lock_guard lock{mutex_};
        if (runs_.empty()) {
            runs_ = std::move(runs);
        } else {
            for (FactRun& run : runs) runs_.push_back(std::move(run));
        }
    }
    wake_.notify_one();
}

void DeriveThread::ask(Answer answer) {
    {
        const std::lock_guard lock{mutex_};
        questions_.push_back(std::move(answer));
    }
    wake_.notify_one();
}

void DeriveThread::stop() {
    {
        const std::lock_guard lock{mutex_};
        stopping_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
}

void DeriveThread::run() {
    give_way();
    for (;;) {
        std::vector<FactRun> runs;
        std::vector<Answer> questions;
        {
            std::unique_lock lock{mutex_};
            wake_.wait(lock, [&] { return stopping_ || !runs_.empty() || !questions_.empty(); });
            if (stopping_) return;
            runs.swap(runs_);
            questions.swap(questions_);
        }
        for (const FactRun& run : runs) {
            Seq seq = run.first;
            for (const Fact& fact : run.facts) apply(state_, seq++, fact);
        }
        if (questions.empty()) continue;
        const std::shared_ptr<const Snapshot> snapshot = deriver_.derive(state_);
        for (Answer& answer : questions) answer(snapshot);
    }
}

}  // namespace heatline::timing
