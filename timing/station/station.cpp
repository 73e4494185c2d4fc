#include "timing/station/station.h"

#include <utility>

#include "engine/base/check.h"
#include "timing/urgency.h"

namespace heatline::timing {
namespace {

// 32 hex digits nobody else has.
std::string random_epoch() {
    std::string text;
    for (const unsigned char byte : fresh_salt()) {
        text.push_back("0123456789abcdef"[byte >> 4]);
        text.push_back("0123456789abcdef"[byte & 0xf]);
    }
    return text;
}

}  // namespace

Station::Station(StoreDoor door, Options options) : door_(std::move(door)), options_(std::move(options)) { open(); }

Station::~Station() {
    {
        const std::lock_guard lock{mutex_};
        stopping_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
    store_.reset();
}

// All that the journal holds, and its first epoch.
Result<Done, JournalError> Station::load() {
    auto opened = door_();
    if (!opened) return Error{opened.error()};
    store_ = std::move(*opened);
    while (seq_ < store_->last_seq()) {
        auto entries = store_->read(seq_ + 1, kReadRowsMax);
        if (!entries) return Error{entries.error()};
        if (entries->empty()) break;
        for (const Entry& entry : *entries) apply(entry.fact);
    }
    if (book_.has_epoch()) return Done{};
    FactBatch first;
    const Fact begun = book_.begin_epoch({}, random_epoch());
    first.add(begun);
    const auto appended = store_->append(first);
    if (!appended) return Error{appended.error()};
    apply(begun);
    return Done{};
}

// For the first time: until it succeeds nothing is known of what was recorded, and no input is formed.
void Station::open() {
    const auto loaded = load();
    loaded_ = loaded.ok();
    if (loaded_) return written();
    book_ = {};
    seq_ = handed_ = 0;
    out_.clear();
    in_trouble(loaded.error());
}

void Station::in_trouble(const JournalError& error) {
    store_.reset();
    trouble_ = error.sentence;
    elsewhere_ = error.kind == JournalError::Kind::in_use;
    publish();
}

void Station::start(Callbacks callbacks) {
    callbacks_ = std::move(callbacks);
    if (loaded_) hand_out();
    thread_ = std::thread([this] { run(); });
}

bool Station::push(StationInput input) {
    {
        const std::lock_guard lock{mutex_};
        if (inputs_.size() >= limits::kStationInputsMax) return false;
        inputs_.push_back(std::move(input));
    }
    wake_.notify_one();
    return true;
}

void Station::go_on_from(const std::string& epoch, std::uint64_t seq) {
    {
        const std::lock_guard lock{mutex_};
        conflict_ = Conflict{epoch, seq};
    }
    wake_.notify_one();
}

void Station::run() {
    go_first();
    std::vector<StationInput> inputs;
    bool stopping = false;
    for (;;) {
        std::optional<Conflict> conflict;
        {
            std::unique_lock lock{mutex_};
            if (store_) {
                wake_.wait(lock, [&] { return stopping_ || !inputs_.empty() || conflict_; });
                inputs.swap(inputs_);
                conflict.swap(conflict_);
            } else {
                wake_.wait_for(lock, options_.retry, [&] { return stopping_; });
            }
            stopping = stopping_;
        }
        if (!store_) {
            loaded_ ? reopen() : open();
            if (!stopping || store_) continue;
            return;  // A disk that still refuses at the end of the program keeps what it took.
        }
        if (stopping && inputs.empty() && !conflict) return;
        for (const StationInput& input : inputs) form(input);
        if (conflict) form(*conflict);
        inputs.clear();
        write();
    }
}

void Station::add(const Fact& fact) {
    batch_.add(fact);
    apply(fact);
}

void Station::apply(const Fact& fact) {
    auto item = book_.apply(++seq_, fact);
    if (!item) return;
    out_.push_back(std::move(*item));
    ++handed_;
}

void Station::form(const StationInput& input) {
    using Kind = StationInput::Kind;
    const Instant at{input.wall_us};
    Recorded done;
    if (input.kind == Kind::undo || input.kind == Kind::redo) {
        const bool undo = input.kind == Kind::undo;
        const auto fact = undo ? book_.undo(at) : book_.redo(at);
        done.what = !fact ? (undo ? Recorded::What::nothing_to_undo : Recorded::What::nothing_to_redo)
                          : (undo ? Recorded::What::undone : Recorded::What::redone);
        if (fact) {
            done.reading = undo ? *book_.next_undo() : *book_.next_redo();
            add(*fact);
        }
    } else {
        const Fact fact = book_.take(at, reading_of(input, options_.boot));
        done.reading = std::get<ReadingTaken>(fact.body).reading;
        add(fact);
    }
    done.taps = book_.taps();
    done.bibs = book_.bibs();
    done.ticket = input.ticket;
    recorded_.push_back(std::move(done));
}

void Station::form(const Conflict& conflict) {
    if (conflict.epoch != book_.epoch()) return;
    for (const Fact& fact : book_.go_on_under({}, random_epoch(), conflict.seq)) add(fact);
}

void Station::write() {
    if (!batch_.empty()) {
        const auto appended = store_->append(batch_);
        if (!appended) return in_trouble(appended.error());
        CHECK_THAT(*appended == seq_, "the laptop's journal and its book count alike");
    }
    written();
}

// Told of only now: all of it is on disk.
void Station::written() {
    batch_.clear();
    trouble_.clear();
    publish();
    if (!recorded_.empty() && callbacks_.recorded) callbacks_.recorded(recorded_);
    recorded_.clear();
    hand_out();
}

// To the link; what is formed before there is one waits.
void Station::hand_out() {
    if (!out_.empty() && callbacks_.outgoing) callbacks_.outgoing(std::exchange(out_, {}));
}

void Station::reopen() {
    auto opened = door_();
    if (!opened) return in_trouble(opened.error());
    const Seq last = (*opened)->last_seq();
    if (last != seq_ && last + batch_.size() != seq_) {
        return in_trouble(
            {JournalError::Kind::damaged,
             "this laptop's journal is not the one it was: somebody changed it; keep the folder and start "
             "anew"});
    }
    store_ = std::move(*opened);
    // A batch is written whole or not at all, whatever its commit said.
    if (last == seq_) return written();
    write();
}

void Station::publish() {
    StationPicture picture;
    if (book_.has_epoch()) picture.epoch = book_.epoch();
    picture.taps = book_.taps();
    picture.bibs = book_.bibs();
    picture.undos = book_.undos();
    picture.redos = book_.redos();
    picture.handed = handed_;
    picture.all_taps = book_.all_taps();
    picture.all_bibs = book_.all_bibs();
    picture.latest = book_.latest();
    if (!trouble_.empty()) {
        // What is not on disk is not shown either: the last picture stays, with the reason.
        const auto before = picture_.get();
        const std::lock_guard lock{mutex_};
        const std::size_t waiting = recorded_.size() + inputs_.size();
        picture = *before;
        picture.trouble = trouble_;
        picture.elsewhere = elsewhere_;
        picture.waiting = waiting;
    }
    picture_.set(std::move(picture));
    if (callbacks_.changed) callbacks_.changed();
}

}  // namespace heatline::timing
