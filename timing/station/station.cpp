#include "timing/station/station.h"

#include <stdlib.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "engine/base/check.h"
#include "timing/journal/fact_json.h"
#include "timing/journal/journal.h"
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

// Whether a reading of this kind says nothing without a moment.
bool needs_moment(const Reading& reading) {
    return reading.kind != ReadingKind::token && !(reading.kind == ReadingKind::bib && reading.mode == Mode::batch);
}

Reading reading_of(const StationInput& input, const std::string& boot) {
    using Kind = StationInput::Kind;
    Reading reading;
    switch (input.kind) {
        case Kind::bib:
            reading.kind = ReadingKind::bib;
            reading.mode = Mode::live;
            reading.bib = input.text;
            break;
        case Kind::select:
            reading.kind = ReadingKind::select;
            reading.bib = input.text;
            break;
        case Kind::start:
            reading.kind = ReadingKind::start;
            reading.heat = input.text;
            break;
        case Kind::reading:
            CHECK_THAT(input.reading.has_value(), "an input of a whole reading has one");
            reading = *input.reading;
            break;
        case Kind::tap:
        case Kind::undo:
        case Kind::redo:
            break;
    }
    if (!reading.at && needs_moment(reading)) reading.device_time = {boot, input.boottime_us, input.wall_us, {}};
    if (input.kind == Kind::reading && !input.text.empty()) {
        std::string text = message::reading_text(reading);
        text.pop_back();
        text += ",\"note\":";
        append_json_string(text, input.text);
        reading.has_free_text = true;
        reading.sent_text = text + "}";
    }
    return reading;
}

Result<std::unique_ptr<Store>, JournalError> open_or_make(const std::string& path) {
    auto opened = Journal::open(path, std::filesystem::exists(path) ? OpenMode::existing : OpenMode::create);
    if (!opened) return Error{opened.error()};
    return std::unique_ptr<Store>{std::move(*opened)};
}

MeetProblem problem_of(const JournalError& error) {
    const bool in_use = error.kind == JournalError::Kind::in_use;
    return {in_use ? MeetProblem::Kind::in_use : MeetProblem::Kind::failed,
            "cannot record on this laptop: " + error.sentence};
}

}  // namespace

struct Station::Folder {
    explicit Folder(FolderLock held) : lock(std::move(held)) {}
    ~Folder() {
        std::error_code ignored;
        if (!throw_away.empty()) std::filesystem::remove_all(throw_away, ignored);
    }
    FolderLock lock;
    std::string throw_away;  // The folder of a practice.
};

Result<std::unique_ptr<Station>, MeetProblem> Station::open(const std::string& dir, Options options) {
    std::error_code ignored;  // Where it cannot be made, taking the lock says why.
    std::filesystem::create_directories(dir, ignored);
    auto lock = FolderLock::take(dir);
    if (!lock && lock.error().kind == MeetProblem::Kind::in_use) {
        return Error{MeetProblem{MeetProblem::Kind::in_use,
                                 "cannot record in " + dir +
                                     ": another window of this laptop records there; use that one, this one watches"}};
    }
    if (!lock) return Error{lock.error()};
    auto station = over([path = dir + "/journal.db"] { return open_or_make(path); }, std::move(options));
    if (station) (*station)->folder_ = std::make_unique<Folder>(std::move(*lock));
    return station;
}

Result<std::unique_ptr<Station>, MeetProblem> Station::practice(Options options) {
    std::string dir = (std::filesystem::temp_directory_path() / "heatline-practice-XXXXXX").string();
    if (!::mkdtemp(dir.data())) {
        return Error{MeetProblem{MeetProblem::Kind::failed, "cannot practise: no folder " + dir + " (" +
                                                                std::strerror(errno) + "); make room on the disk"}};
    }
    auto station = open(dir, std::move(options));
    if (station) (*station)->folder_->throw_away = dir;
    return station;
}

Result<std::unique_ptr<Station>, MeetProblem> Station::over(StoreDoor door, Options options) {
    std::unique_ptr<Station> station{new Station{std::move(door), std::move(options)}};
    if (const auto loaded = station->load(); !loaded) return Error{problem_of(loaded.error())};
    return station;
}

Station::Station(StoreDoor door, Options options) : door_(std::move(door)), options_(std::move(options)) {}

Station::~Station() {
    {
        const std::lock_guard lock{mutex_};
        stopping_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
    store_.reset();
}

Result<Done, JournalError> Station::load() {
    auto opened = door_();
    if (!opened) return Error{opened.error()};
    store_ = std::move(*opened);
    while (seq_ < store_->last_seq()) {
        auto entries = store_->read(seq_ + 1, kReadRowsMax);
        if (!entries) return Error{entries.error()};
        if (entries->empty()) break;
        for (const Entry& entry : *entries) {
            apply(entry.fact);
        }
    }
    if (!book_.has_epoch()) {
        FactBatch first;
        const Fact begun = book_.begin_epoch({}, random_epoch());
        first.add(begun);
        const auto appended = store_->append(first);
        if (!appended) return Error{appended.error()};
        apply(begun);
    }
    publish();
    return Done{};
}

void Station::start(Callbacks callbacks) {
    callbacks_ = std::move(callbacks);
    if (callbacks_.outgoing) callbacks_.outgoing(std::exchange(out_, {}));
    out_.clear();
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
            reopen();
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
        if (!appended) {
            trouble_ = appended.error().sentence;
            store_.reset();
            return publish();
        }
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
    if (!out_.empty() && callbacks_.outgoing) callbacks_.outgoing(std::exchange(out_, {}));
    out_.clear();
}

void Station::reopen() {
    auto opened = door_();
    if (!opened) {
        trouble_ = opened.error().sentence;
        return publish();
    }
    const Seq last = (*opened)->last_seq();
    if (last != seq_ && last + batch_.size() != seq_) {
        trouble_ = "this laptop's journal is not the one it was: somebody changed it; keep the folder and start anew";
        return publish();
    }
    store_ = std::move(*opened);
    // A batch is written whole or not at all, whatever its commit said.
    if (last == seq_) return written();
    write();
}

void Station::publish() {
    StationPicture picture;
    picture.epoch = book_.epoch();
    picture.taps = book_.taps();
    picture.bibs = book_.bibs();
    picture.undos = book_.undos();
    picture.redos = book_.redos();
    picture.handed = handed_;
    const auto& entries = book_.entries();
    for (const BookEntry& entry : entries) {
        picture.all_taps += entry.reading.kind == ReadingKind::tap ? 1 : 0;
        picture.all_bibs += entry.reading.kind == ReadingKind::bib ? 1 : 0;
    }
    const std::size_t shown = std::min(entries.size(), limits::kStationShown);
    picture.latest.assign(entries.end() - static_cast<std::ptrdiff_t>(shown), entries.end());
    picture.trouble = trouble_;
    if (!trouble_.empty()) {
        // What is not on disk is not shown either: the last picture stays, with the reason.
        const auto before = picture_.get();
        const std::lock_guard lock{mutex_};
        const std::size_t waiting = recorded_.size() + inputs_.size();
        picture = *before;
        picture.trouble = trouble_;
        picture.waiting = waiting;
    }
    picture_.set(std::move(picture));
    if (callbacks_.changed) callbacks_.changed();
}

}  // namespace heatline::timing
