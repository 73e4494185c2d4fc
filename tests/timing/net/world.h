#pragma once
// A small meet on a disk that goes away with the test, a journal that can be held up or made to fail, and a way to
// run coroutines to their end. The io_context is run by the test's own thread.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/check.h"
#include "tests/timing/journal/world.h"
#include "timing/meet_folder.h"
#include "timing/net/answer.h"
#include "timing/pipeline.h"
#include "timing/token.h"

namespace heatline::test {

// 2027-05-01T15:00:00Z: when everything here happens.
inline constexpr Instant kNow{1'809'183'600'000'000};

// Holds up the appends of a GatedStore, and makes them fail. Any thread.
class Gate {
public:
    void close() { set(false); }
    void open() { set(true); }
    // From now on every append fails.
    void break_disk() {
        const std::lock_guard lock{mutex_};
        broken_ = true;
    }
    // Returns once an append stands before the closed gate.
    void wait_for_somebody() {
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [&] { return waiting_; });
    }
    // For the store. False when the append is to fail.
    bool pass() {
        std::unique_lock lock{mutex_};
        waiting_ = true;
        changed_.notify_all();
        changed_.wait(lock, [&] { return open_; });
        waiting_ = false;
        return !broken_;
    }

private:
    void set(bool open) {
        const std::lock_guard lock{mutex_};
        open_ = open;
        changed_.notify_all();
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    bool open_ = true;
    bool waiting_ = false;
    bool broken_ = false;
};

// A real journal behind a gate.
class GatedStore final : public timing::Store {
public:
    GatedStore(std::unique_ptr<timing::Store> inner, Gate& gate) : inner_(std::move(inner)), gate_(gate) {}
    Seq last_seq() const override { return inner_->last_seq(); }
    timing::Hash last_hash() const override { return inner_->last_hash(); }
    Result<Seq, timing::JournalError> append(const timing::FactBatch& batch) override {
        if (gate_.pass()) return inner_->append(batch);
        return Error{timing::JournalError{timing::JournalError::Kind::disk, "journal.db: the disk is full; make room"}};
    }
    Result<std::vector<timing::Entry>, timing::JournalError> read(Seq from, std::size_t limit) override {
        return inner_->read(from, limit);
    }

    Result<std::string, timing::JournalError> rows(Seq from, std::size_t limit) override {
        return inner_->rows(from, limit);
    }
    Result<timing::JournalEnd, timing::JournalError> end() override { return inner_->end(); }

private:
    std::unique_ptr<timing::Store> inner_;
    Gate& gate_;
};

// A meet with Lincoln (bib 1) and Adams (bib 2), heat "3", and a device of every role; each one's token is its name.
// `more` comes behind all that. Devices: finish-1 (timer), tent-1 (of Lincoln), marshal-1, announcer-1, staff-1,
// director-1.
inline timing::MeetFolder small_meet(const TempDir& dir, const std::vector<FactBody>& more = {}) {
    auto made = timing::MeetFolder::create(dir.file(""));
    CHECK_THAT(made.ok(), "the temporary folder takes a meet");
    timing::MeetFolder meet = std::move(made).value();
    std::vector<Fact> facts;
    const auto take = [&](FactBody body) { facts.push_back({kNow, "command line", {}, std::move(body)}); };
    MeetRules rules;
    rules.name = "Spring \"Mile\"";
    rules.date = {2027, 5, 1};
    take(RulesSet{"# rules", rules});
    Team lincoln, adams;
    lincoln.name = "Lincoln";
    adams.name = "Adams";
    take(TeamSaved{TeamId{0u}, lincoln});
    take(TeamSaved{TeamId{1u}, adams});
    for (std::uint32_t i = 0; i < 2; ++i) {
        Runner runner;
        runner.team = TeamId{i};
        runner.first = i == 0 ? "Ada" : "Bob";
        take(RunnerSaved{RunnerId{i}, runner});
        take(BibBound{std::to_string(i + 1), RunnerId{i}, {}});
    }
    PlannedHeat heat;
    heat.name = "3";
    heat.start = kNow;
    heat.placements = {{RunnerId{0u}, 0}, {RunnerId{1u}, 0}};
    take(PlanSaved{{heat}});
    const std::vector<std::pair<std::string, Role>> devices{
        {"finish-1", Role::timer},        {"tent-1", Role::tent},   {"marshal-1", Role::marshal},
        {"announcer-1", Role::announcer}, {"staff-1", Role::staff}, {"director-1", Role::director}};
    for (std::uint32_t i = 0; i < devices.size(); ++i) {
        const auto& [name, role] = devices[i];
        const TeamId team = role == Role::tent ? TeamId{0u} : TeamId::none();
        take(DeviceAdded{DeviceId{i}, name, role, "finish", team, timing::token_hash(name)});
    }
    for (const FactBody& body : more) take(body);
    CHECK_THAT(meet.record(facts).ok(), "the temporary folder takes facts");
    return meet;
}

// The parts of a meet for a server, its journal behind `gate`.
inline timing::MeetFolder::Parts gated(timing::MeetFolder meet, Gate& gate) {
    timing::MeetFolder::Parts parts = std::move(meet).release();
    parts.journal = std::make_unique<GatedStore>(std::move(parts.journal), gate);
    return parts;
}

// A coroutine that was started, and what came of it.
template <class T>
class Started {
public:
    Started(boost::asio::io_context& io, boost::asio::awaitable<T> task) : io_(io) {
        boost::asio::co_spawn(io, std::move(task), [held = held_](std::exception_ptr thrown, T value) {
            if (thrown) std::rethrow_exception(thrown);
            held->emplace(std::move(value));
        });
    }
    bool is_done() const { return held_->has_value(); }
    // Runs what can run without waiting.
    bool poll() {
        io_.restart();
        io_.poll();
        return is_done();
    }
    // Runs the io_context until this is done.
    T finish() {
        while (!is_done()) {
            io_.restart();
            io_.run_one();
        }
        return std::move(**held_);
    }

private:
    boost::asio::io_context& io_;
    std::shared_ptr<std::optional<T>> held_ = std::make_shared<std::optional<T>>();
};

// Every fact of a meet that nobody has open.
inline std::vector<timing::Entry> facts_in(const TempDir& dir) {
    std::vector<timing::Entry> entries;
    auto meet = timing::MeetFolder::open(dir.file(""));
    CHECK_THAT(meet.ok(), "the meet opens again");
    const auto read = meet->journal().for_each(1, [&](timing::Entry&& entry) {
        entries.push_back(std::move(entry));
        return true;
    });
    CHECK_THAT(read.ok(), "the journal reads to its end");
    return entries;
}

template <class Body>
std::vector<Body> bodies_in(const TempDir& dir) {
    std::vector<Body> bodies;
    for (timing::Entry& entry : facts_in(dir)) {
        if (auto* body = std::get_if<Body>(&entry.fact.body)) bodies.push_back(std::move(*body));
    }
    return bodies;
}

inline boost::json::object object_of(const std::string& body) { return boost::json::parse(body).as_object(); }

}  // namespace heatline::test
