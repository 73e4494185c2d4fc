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
#include "timing/folder_lock.h"
#include "timing/journal/journal.h"
#include "timing/meet.h"

namespace heatline::timing {

// A meet's journal, unread, and the lock on its folder: for looking at one that may be damaged.
struct OwnJournal {
    FolderLock lock;
    std::unique_ptr<Journal> journal;
};
Result<OwnJournal, MeetProblem> open_journal(const std::string& dir);

class MeetFolder final : public Meet {
public:
    // Makes the journal in a folder that has none yet.
    static Result<MeetFolder, MeetProblem> create(const std::string& dir);
    static Result<MeetFolder, MeetProblem> open(const std::string& dir, const Progress& progress = {});

    const State& folded() const { return state_; }
    Journal& journal() { return *journal_; }

    // Writes `facts` in one transaction, then applies them. On an error nothing was written.
    Result<Seq, MeetProblem> record(const std::vector<Fact>& facts);

    const std::string& dir() const override { return dir_; }
    bool is_live() const override { return false; }
    Result<const State*, MeetProblem> state() override { return &state_; }
    Result<std::shared_ptr<const Snapshot>, MeetProblem> snapshot() override;
    Result<Seq, MeetProblem> change(const Work& work) override { return record(work(state_)); }
    Result<Seq, MeetProblem> command(const Command& command, const std::string& json, Instant now) override;
    Result<JournalEnd, JournalError> for_each_row(Seq from, const std::function<bool(const Row&)>& take) override {
        return journal_->for_each_row(from, take);
    }

    // Hands the parts over to a server; this object is then empty.
    struct Parts {
        std::string dir;
        FolderLock lock;
        std::unique_ptr<Store> journal;
        State state;
    };
    Parts release() &&;

private:
    MeetFolder(std::string dir, FolderLock lock, std::unique_ptr<Journal> journal)
        : dir_(std::move(dir)), lock_(std::move(lock)), journal_(std::move(journal)) {}

    std::string dir_;
    FolderLock lock_;
    std::unique_ptr<Journal> journal_;
    State state_;
};

// A key for State::content_key, drawn from the system.
SipKey random_content_key();
// 32 random bytes in hex: a bearer token; what is stored of it is token_hash (token.h).
std::string random_token();

}  // namespace heatline::timing
