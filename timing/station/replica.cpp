#include "timing/station/replica.h"

#include <algorithm>

#include "timing/limits.h"
#include "timing/station/replica_fold.h"
#include "timing/urgency.h"

namespace heatline::timing {

using Steady = std::chrono::steady_clock;

Replica::Replica(Options options, Callbacks callbacks)
    : options_(std::move(options)), callbacks_(std::move(callbacks)), fold_(std::make_unique<Fold>(options_.keep_in)) {
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
void Replica::has_all() { put({Item::Kind::all, {}, 0, {}}); }
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

void Replica::clock_is(std::int64_t offset_us) {
    const std::lock_guard lock{mutex_};
    offset_us_ = offset_us;
}

// The first picture is of before the laptop was started anew, if it kept facts.
void Replica::restore() {
    Fold& fold = *fold_;
    const auto moment = fold.restore(options_.token_hash);
    if (!moment) return;
    const std::int64_t now_us = options_.clock->boottime_us();
    const bool same_boot = moment->boot == options_.clock->boot();
    const std::int64_t gone_by = options_.clock->wall().us - moment->wall_us;
    fold.heard_us = same_boot ? moment->boottime_us : now_us - std::max<std::int64_t>(0, gone_by);
    if (!moment->offset_us) return;
    // Over a restart of the machine its wall clock is all there is to go by.
    fold.offset_before_us =
        same_boot ? *moment->offset_us : *moment->offset_us + moment->boottime_us + gone_by - now_us;
}

void Replica::keep() {
    Fold& fold = *fold_;
    if (fold.keep.empty()) return;
    std::optional<std::int64_t> offset_us;
    {
        const std::lock_guard lock{mutex_};
        offset_us = offset_us_;
    }
    const Clock& clock = *options_.clock;
    fold.kept.append(fold.keep, {clock.boot(), fold.heard_us, clock.wall().us, offset_us});
    fold.keep.clear();
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
        case Item::Kind::all:
            if (!fold.broken && fold.chain.last_seq() > 0) fold.follows();
            return;
        case Item::Kind::wish:
            item.answer(fold.wish());
            return;
    }
}

void Replica::run() {
    give_way();
    Fold& fold = *fold_;
    restore();
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
        keep();
        if (!fold.changed || Steady::now() < fold.next_picture) continue;
        publish();
    }
}

void Replica::publish() {
    Fold& fold = *fold_;
    const auto began = Steady::now();
    fold.changed = false;
    // When it does not follow the last one stays, with the reason why there is no newer one.
    ReplicaPicture picture = *picture_.get();
    picture.state = fold.how;
    picture.sentence = fold.sentence;
    if (fold.how == ReplicaPicture::State::following) {
        picture.seq = fold.state.seq;
        picture.heard_us = fold.heard_us;
        picture.snapshot = fold.deriver.derive(fold.state);
        picture.overview =
            std::make_shared<const Overview>(fold.overviewer.look(fold.state, *picture.snapshot, fold.focus));
        picture.offset_before_us = fold.offset_before_us;
        picture.self.reset();
        const auto known = fold.state.device_by_token_hash.find(options_.token_hash);
        if (known != fold.state.device_by_token_hash.end()) {
            const DeviceLog& device = fold.state.devices[known->second.index()];
            picture.self.emplace();
            picture.self->device = device.name;
            picture.self->role = device.role;
            if (device.line) picture.self->line = fold.state.lines[device.line.index()].name;
            if (device.team) picture.self->tent = fold.state.roster->team(device.team).name;
        }
    }
    picture_.set(std::move(picture));
    if (callbacks_.changed) callbacks_.changed();
    // As much time for others as this took, at least: a large meet must not take a whole core.
    fold.next_picture = std::max(began + limits::kReplicaPeriod, Steady::now() + (Steady::now() - began));
}

}  // namespace heatline::timing
