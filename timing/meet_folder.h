#pragma once
// MeetFolder: one meet's folder, owned: its lock, its journal, and the state the journal folds to.
//
//   DIR/meet.toml    what people edit      DIR/journal.db   the facts      DIR/lock   who owns the meet
//
// Whoever holds the flock on DIR/lock owns the meet; a crash lets go of it. While this object lives, nobody else
// writes there. Facts become durable first and change the state after. One thread.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/state.h"
#include "timing/journal/journal.h"

namespace heatline::timing {

struct MeetProblem {
    enum class Kind { not_a_meet, in_use, damaged, failed } kind = Kind::failed;
    std::string what;  // One line: WHAT: WHY; WHAT TO DO, without the program's name.
};

// The flock of DIR/lock, for as long as this object lives.
class FolderLock {
public:
    static Result<FolderLock, MeetProblem> take(const std::string& dir);
    FolderLock(FolderLock&& other) noexcept;
    FolderLock& operator=(FolderLock&& other) noexcept;
    ~FolderLock();

private:
    explicit FolderLock(int fd) : fd_(fd) {}
    int fd_ = -1;
};

class MeetFolder {
public:
    // Called while the journal is read, with how many facts there are so far and in all.
    using Progress = std::function<void(Seq done, Seq all)>;

    // Makes the journal in a folder that has none yet.
    static Result<MeetFolder, MeetProblem> create(const std::string& dir);
    static Result<MeetFolder, MeetProblem> open(const std::string& dir, const Progress& progress = {});

    const State& state() const { return state_; }
    Journal& journal() { return *journal_; }

    // Writes `facts` in one transaction, then applies them. On an error nothing was written.
    Result<Seq, MeetProblem> record(const std::vector<Fact>& facts);

    // Hands the parts over to a server; this object is then empty.
    struct Parts {
        FolderLock lock;
        std::unique_ptr<Store> journal;
        State state;
    };
    Parts release() &&;

private:
    MeetFolder(FolderLock lock, std::unique_ptr<Journal> journal)
        : lock_(std::move(lock)), journal_(std::move(journal)) {}

    FolderLock lock_;
    std::unique_ptr<Journal> journal_;
    State state_;
};

// A key for State::content_key, drawn from the system.
SipKey random_content_key();
// 32 random bytes in hex: a bearer token. And what is stored of it: its SHA-256 in hex.
std::string random_token();
std::string token_hash(std::string_view token);

}  // namespace heatline::timing
