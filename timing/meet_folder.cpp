#include "timing/meet_folder.h"

#include <sodium.h>
#include <unistd.h>

#include <array>

#include "engine/apply.h"
#include "engine/base/check.h"
#include "engine/decide.h"
#include "engine/derive.h"
#include "engine/take_along.h"

namespace heatline::timing {
namespace {

MeetProblem problem_of(const std::string& dir, const JournalError& error) {
    const auto kind = error.kind == JournalError::Kind::in_use    ? MeetProblem::Kind::in_use
                      : error.kind == JournalError::Kind::damaged ? MeetProblem::Kind::damaged
                                                                  : MeetProblem::Kind::failed;
    return {kind, "cannot open the meet in " + dir + ": " + error.sentence};
}

std::string hex(std::span<const unsigned char> bytes) {
    std::string text;
    for (const unsigned char byte : bytes) {
        text.push_back("0123456789abcdef"[byte >> 4]);
        text.push_back("0123456789abcdef"[byte & 0xf]);
    }
    return text;
}

void random_bytes(void* into, std::size_t count) {
    CHECK_THAT(sodium_init() >= 0, "the system has no random numbers");
    randombytes_buf(into, count);
}

}  // namespace

Result<MeetFolder, MeetProblem> MeetFolder::create(const std::string& dir) {
    auto lock = FolderLock::take(dir);
    if (!lock) return Error{lock.error()};
    auto journal = Journal::open(dir + "/journal.db", OpenMode::create);
    if (!journal) return Error{problem_of(dir, journal.error())};
    MeetFolder meet{dir, std::move(*lock), std::move(*journal)};
    meet.state_.content_key = random_content_key();
    return meet;
}

Result<OwnJournal, MeetProblem> open_journal(const std::string& dir) {
    const std::string path = dir + "/journal.db";
    if (::access(path.c_str(), F_OK) != 0) {
        return Error{MeetProblem{MeetProblem::Kind::not_a_meet,
                                 "there is no meet in " + dir + ": it has no journal.db; make one with heatline new"}};
    }
    auto lock = FolderLock::take(dir);
    if (!lock) return Error{lock.error()};
    auto journal = Journal::open(path, OpenMode::existing);
    if (!journal) return Error{problem_of(dir, journal.error())};
    return OwnJournal{std::move(*lock), std::move(*journal)};
}

Result<MeetFolder, MeetProblem> MeetFolder::open(const std::string& dir, const Progress& progress) {
    auto own = open_journal(dir);
    if (!own) return Error{own.error()};
    MeetFolder meet{dir, std::move(own->lock), std::move(own->journal)};
    meet.state_.content_key = random_content_key();
    const Seq all = meet.journal_->last_seq();
    const auto folded = meet.journal_->for_each(1, [&](Entry&& entry) {
        apply(meet.state_, entry.seq, entry.fact);
        if (progress && entry.seq % 10'000 == 0) progress(entry.seq, all);
        return true;
    });
    if (!folded) return Error{problem_of(dir, folded.error())};
    return meet;
}

Result<Seq, MeetProblem> MeetFolder::record(const std::vector<Fact>& facts) {
    if (facts.empty()) return state_.seq;
    FactBatch batch;
    for (const Fact& fact : facts) batch.add(fact);
    const auto written = journal_->append(batch);
    if (!written)
        return Error{MeetProblem{MeetProblem::Kind::failed, "nothing was written: " + written.error().sentence}};
    for (const Fact& fact : facts) apply(state_, state_.seq + 1, fact);
    CHECK_THAT(state_.seq == *written, "the state and the journal count alike");
    return state_.seq;
}

Result<Seq, MeetProblem> MeetFolder::command(const Command& command, const std::string&, Instant now) {
    Command whole = command;
    if (needs_snapshot(whole.body)) {
        const auto now_shown = snapshot();
        if (!now_shown) return Error{now_shown.error()};
        take_along(whole.body, **now_shown);
    }
    const Decision decided = decide(state_, whole, kCommandLine, now);
    if (decided) return record(*decided);
    return Error{MeetProblem{MeetProblem::Kind::refused, "nothing was changed: " + decided.error().sentence}};
}

Result<std::shared_ptr<const Snapshot>, MeetProblem> MeetFolder::snapshot() { return Deriver{}.derive(state_); }

MeetFolder::Parts MeetFolder::release() && {
    return {std::move(dir_), std::move(lock_), std::move(journal_), std::move(state_)};
}

SipKey random_content_key() {
    SipKey key;
    random_bytes(&key, sizeof key);
    return key;
}

std::string random_token() {
    std::array<unsigned char, 32> bytes;
    random_bytes(bytes.data(), bytes.size());
    return hex(bytes);
}

}  // namespace heatline::timing
