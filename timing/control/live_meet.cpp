#include "timing/control/live_meet.h"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <chrono>
#include <optional>
#include <thread>
#include <utility>

#include "engine/apply.h"
#include "timing/control/snapshot_bytes.h"
#include "timing/meet_folder.h"
#include "timing/urgency.h"

namespace heatline::timing {
namespace {

// How often what a command works out may be overtaken by others' changes before it gives up. Whoever overtakes is done:
// of so many commands that come together each gets through.
constexpr int kAttempts = 24;
constexpr int kOutdated = 409;

// A member of a JSON object that is a text or a number, as text; empty where there is none.
std::string member(const std::string& body, const char* key) {
    boost::system::error_code error;
    const boost::json::value value = boost::json::parse(body, error);
    const auto* object = error ? nullptr : value.if_object();
    const auto* found = object ? object->if_contains(key) : nullptr;
    if (!found) return {};
    if (const auto* text = found->if_string()) return {text->data(), text->size()};
    if (const auto* number = found->if_int64()) return std::to_string(*number);
    return {};
}

}  // namespace

LiveMeet::LiveMeet(std::string dir, Descriptor socket, Progress progress)
    : dir_(std::move(dir)), client_(std::move(socket)), progress_(std::move(progress)), last_hash_(genesis_hash()) {
    state_.content_key = random_content_key();
    give_way_to_the_race();
}

MeetProblem LiveMeet::failed(const std::string& why) const {
    return {MeetProblem::Kind::failed, "cannot work with the live meet in " + dir_ + ": " + why};
}

Result<ControlClient::Response, MeetProblem> LiveMeet::ask_for(const std::string& target) {
    auto response = client_.get(target);
    if (!response) return Error{failed(response.error())};
    if (response->status != 200) return Error{failed(member(response->body, "detail"))};
    return std::move(response).value();
}

Result<JournalEnd, JournalError> LiveMeet::for_each_row(Seq from, const std::function<bool(const Row&)>& take) {
    const auto broken = [this](const std::string& why) {
        return Error{JournalError{JournalError::Kind::disk, "the journal of the live meet in " + dir_ + ": " + why}};
    };
    std::optional<JournalEnd> end;
    for (Seq next = std::max<Seq>(from, 1); !end || next <= end->seq;) {
        const auto asked = std::chrono::steady_clock::now();
        const auto page = ask_for(std::string{kControlRows} + "?from=" + std::to_string(next));
        if (!page) return Error{JournalError{JournalError::Kind::disk, page.error().what}};
        std::string_view bytes = page->body;
        const auto page_end = take_end(bytes);
        if (!page_end) return broken(page_end.error() + "; use the same version for both");
        if (!end) end = *page_end;
        RowReader reader{bytes};
        Row row;
        const Seq before = next;
        while (next <= end->seq) {
            const auto there = reader.next(row);
            if (!there) return broken(there.error() + "; use the same version for both");
            if (!*there) break;
            if (!take(row)) return *end;
            ++next;
        }
        if (next == before) break;  // Rows are missing: the end says how many there should be.
        if (progress_) progress_(next - 1, end->seq);
        // As long again for the others: disk and cores are the race's first.
        if (next <= end->seq) std::this_thread::sleep_for(std::chrono::steady_clock::now() - asked);
    }
    return *end;
}

Result<const State*, MeetProblem> LiveMeet::state() {
    std::string wrong;
    const auto end = for_each_row(state_.seq + 1, [&](const Row& row) {
        const Hash hash = chain_hash(last_hash_, state_.seq + 1, row.body);
        auto fact = decode_fact(row.body, row.texts);
        if (!fact || !std::equal(hash.begin(), hash.end(), row.hash.begin(), row.hash.end())) {
            wrong = "fact " + std::to_string(state_.seq + 1) +
                    " is not what was written; stop the server and run heatline verify";
            return false;
        }
        last_hash_ = hash;
        apply(state_, state_.seq + 1, *fact);
        return true;
    });
    if (!end) return Error{MeetProblem{MeetProblem::Kind::failed, end.error().sentence}};
    if (!wrong.empty()) return Error{failed(wrong)};
    return &std::as_const(state_);
}

Result<std::shared_ptr<const Snapshot>, MeetProblem> LiveMeet::snapshot() {
    const auto response = ask_for(kControlSnapshot);
    if (!response) return Error{response.error()};
    auto snapshot = snapshot_from_bytes(response->body);
    if (!snapshot) return Error{failed("its snapshot: " + snapshot.error() + "; use the same version for both")};
    return std::move(snapshot).value();
}

Result<Seq, MeetProblem> LiveMeet::change(const Work& work) {
    std::string why;
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
        const auto now = state();
        if (!now) return Error{now.error()};
        const std::vector<Fact> facts = work(**now);
        if (facts.empty()) return state_.seq;
        FactBatch batch;
        for (const Fact& fact : facts) batch.add(fact);
        std::string body;
        append_rows(body, batch);
        const auto answer = client_.post(std::string{kControlFacts} + "?as_of=" + std::to_string(state_.seq), body);
        if (!answer) return Error{failed(answer.error())};
        if (answer->status == 200) return static_cast<Seq>(std::stoull(member(answer->body, "seq")));
        why = member(answer->body, "detail");
        if (answer->status != kOutdated) return Error{failed(why)};
    }
    return Error{MeetProblem{MeetProblem::Kind::in_use,
                             "nothing was changed in the live meet in " + dir_ + ": " + why + "; try again"}};
}

Result<Seq, MeetProblem> LiveMeet::command(const Command&, const std::string& json, Instant) {
    const auto answer = client_.post("/api/v1/commands", json);
    if (!answer) return Error{failed(answer.error())};
    if (answer->status == 200) return static_cast<Seq>(std::stoull(member(answer->body, "seq")));
    const std::string why = member(answer->body, "detail");
    if (answer->status != kOutdated) return Error{failed(why)};
    return Error{MeetProblem{MeetProblem::Kind::refused, "nothing was changed: " + why}};
}

}  // namespace heatline::timing
