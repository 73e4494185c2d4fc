#include "timing/station/replica.h"

#include <chrono>
#include <utility>

#include "engine/apply.h"
#include "engine/derive.h"
#include "timing/journal/row.h"
#include "timing/journal/verify.h"
#include "timing/limits.h"
#include "timing/urgency.h"

namespace heatline::timing {

using Clock = std::chrono::steady_clock;
using State = ReplicaPicture::State;

// What was folded so far, and how it stands with it.
struct Replica::Fold {
    ChainCheck chain;
    heatline::State state;
    Deriver deriver;
    Overviewer overviewer;
    Focus focus;
    std::int64_t heard_us = 0;
    bool changed = false;  // Since the last picture.
    bool broken = false;   // What comes is not looked at until somebody asks for the wish.
    int attempts = 0;
    State how = State::following;
    std::string sentence;
    Clock::time_point next_picture{};

    void forget() {
        chain = {};
        state = {};
        deriver = {};
        overviewer = {};
    }
    // False when it breaks here.
    bool fold(std::string_view rows);
    void give_up(State why, std::string what) {
        how = why;
        sentence = std::move(what);
        changed = true;
    }
};

bool Replica::Fold::fold(std::string_view rows) {
    RowReader reader{rows};
    Row row;
    for (;;) {
        const auto more = reader.next(row);
        if (more && !*more) return true;
        if (more) {
            const auto entry = chain.next(row);
            if (entry) {
                apply(state, entry->seq, entry->fact);
                changed = true;
                continue;
            }
            if (entry.error().newer) {
                give_up(State::newer, "the server is newer than this dashboard; update this laptop");
                return false;
            }
        }
        if (++attempts > limits::kReplicaAttempts) {
            give_up(State::unreadable, "what the server sends cannot be trusted; tell the office");
        }
        forget();
        return false;
    }
}

Replica::Replica(Callbacks callbacks) : callbacks_(std::move(callbacks)), fold_(std::make_unique<Fold>()) {
    thread_ = std::thread([this] { run(); });
}

Replica::~Replica() {
    {
        const std::lock_guard lock{mutex_};
        stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

void Replica::put(Item item) {
    {
        const std::lock_guard lock{mutex_};
        bytes_ += item.rows.size();
        was_full_ = was_full_ || bytes_ >= limits::kReplicaBytesMax;
        items_.push_back(std::move(item));
    }
    wake_.notify_one();
}

void Replica::give(std::string rows, std::int64_t heard_us) { put({Item::Kind::rows, std::move(rows), heard_us, {}}); }
void Replica::forget() { put({Item::Kind::forget, {}, 0, {}}); }
void Replica::ask_wish(std::function<void(Wish)> answer) { put({Item::Kind::wish, {}, 0, std::move(answer)}); }

bool Replica::is_full() const {
    const std::lock_guard lock{mutex_};
    return bytes_ >= limits::kReplicaBytesMax;
}

void Replica::look_at(const Focus& focus) {
    {
        const std::lock_guard lock{mutex_};
        if (focus_ == focus) return;
        focus_ = focus;
    }
    wake_.notify_one();
}

void Replica::take(Item& item) {
    Fold& fold = *fold_;
    switch (item.kind) {
        case Item::Kind::rows:
            if (fold.broken) return;
            fold.heard_us = item.heard_us;
            fold.broken = !fold.fold(item.rows);
            if (fold.broken && callbacks_.anew) callbacks_.anew();
            return;
        case Item::Kind::forget:
            fold.forget();
            return;
        case Item::Kind::wish: {
            fold.broken = fold.how != State::following;
            Wish wish;
            wish.facts = !fold.broken;
            wish.from = fold.chain.last_seq() + 1;
            if (wish.from > 1) wish.hash_before = to_hex(fold.chain.last_hash());
            item.answer(std::move(wish));
            return;
        }
    }
}

void Replica::run() {
    give_way();
    Fold& fold = *fold_;
    std::deque<Item> items;
    for (;;) {
        bool room = false;
        {
            std::unique_lock lock{mutex_};
            const auto due = [&] { return stopping_ || !items_.empty() || focus_ != fold.focus; };
            // While a picture is owed, no longer than until it may be made.
            if (fold.changed) {
                wake_.wait_until(lock, fold.next_picture, due);
            } else {
                wake_.wait(lock, due);
            }
            if (stopping_) return;
            items.swap(items_);
            bytes_ = 0;
            room = std::exchange(was_full_, false);
            fold.changed = fold.changed || focus_ != fold.focus;
            fold.focus = focus_;
        }
        if (room && callbacks_.room) callbacks_.room();
        for (Item& item : items) take(item);
        items.clear();
        const auto now = Clock::now();
        if (!fold.changed || now < fold.next_picture) continue;
        fold.changed = false;
        ReplicaPicture picture{fold.how, fold.sentence, 0, 0, {}, {}};
        if (fold.how == State::following) {
            picture.seq = fold.state.seq;
            picture.heard_us = fold.heard_us;
            picture.snapshot = fold.deriver.derive(fold.state);
            picture.overview =
                std::make_shared<const Overview>(fold.overviewer.look(fold.state, *picture.snapshot, fold.focus));
        } else {
            // The last one stays, with the reason why there is no newer one.
            const auto before = picture_.get();
            picture.seq = before->seq;
            picture.heard_us = before->heard_us;
            picture.snapshot = before->snapshot;
            picture.overview = before->overview;
        }
        picture_.set(std::move(picture));
        if (callbacks_.changed) callbacks_.changed();
        // As much time for others as this took, at least: a large meet must not take a whole core.
        fold.next_picture = std::max(now + limits::kReplicaPeriod, Clock::now() + (Clock::now() - now));
    }
}

}  // namespace heatline::timing
