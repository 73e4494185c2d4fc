#include "timing/control/control_handler.h"

#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <memory>
#include <utility>

#include "engine/proposal.h"
#include "timing/control/control_socket.h"
#include "timing/control/snapshot_bytes.h"
#include "timing/limits.h"
#include "timing/net/query.h"

namespace heatline::timing {
namespace {

namespace asio = boost::asio;

Answer as_bytes(std::string bytes) {
    Answer answer;
    answer.content_type = "application/octet-stream";
    answer.body = std::move(bytes);
    return answer;
}

Answer journal_failed() {
    return problem(503, "E_JOURNAL", "the journal has failed", "nothing more is taken; start the server again");
}

// Lets the others have a turn.
asio::awaitable<void> yield() { co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable); }

}  // namespace

asio::awaitable<Answer> ControlHandler::answer(Request request) {
    const auto [path, query] = split_target(request.target);
    if (request.method == Method::get && path == kControlRows) co_return co_await rows(query);
    if (request.method == Method::get && path == kControlSnapshot) co_return co_await snapshot();
    if (request.method == Method::post && path == kControlFacts) co_return co_await take_facts(query, request.body);
    co_return co_await others_.answer(request);
}

asio::awaitable<Answer> ControlHandler::rows(std::string_view query) {
    auto answer = std::make_shared<Answer>();
    std::function<void(Store&)> read = [answer, from = query_number(query, "from").value_or(1)](Store& store) {
        const auto end = store.end();
        const auto rows = store.rows(from, limits::kControlRowsAPage);
        if (!end || !rows) {
            *answer =
                problem(500, "E_JOURNAL", "the journal cannot be read", (end ? rows.error() : end.error()).sentence);
            return;
        }
        std::string bytes;
        append_end(bytes, *end);
        *answer = as_bytes(std::move(bytes) + *rows);
    };
    const bool was_read = co_await pipeline_.read_journal(std::move(read));
    if (!was_read) co_return problem(503, "E_BUSY", "too many are reading the journal", "ask again in a moment");
    co_return std::move(*answer);
}

asio::awaitable<Answer> ControlHandler::snapshot() {
    auto bytes = std::make_shared<std::string>();
    std::function<void(const Snapshot&)> write = [bytes](const Snapshot& snapshot) { *bytes = to_bytes(snapshot); };
    const auto picture = co_await pipeline_.picture(std::move(write));
    if (!picture) co_return journal_failed();
    co_return as_bytes(std::move(*bytes));
}

asio::awaitable<Answer> ControlHandler::take_facts(std::string_view query, std::string_view body) {
    const auto turn = co_await pipeline_.office().enter();
    const auto as_of = query_number(query, "as_of");
    std::vector<Fact> facts;
    std::string odd = as_of ? "" : "as_of is missing";
    RowReader reader{body};
    Row row;
    while (odd.empty()) {
        const auto there = reader.next(row);
        if (there && !*there) break;
        auto fact = there ? decode_fact(row.body, row.texts) : Result<Fact, std::string>{Error{there.error()}};
        if (!fact) {
            odd = fact.error();
            break;
        }
        facts.push_back(std::move(*fact));
        if (facts.size() % limits::kFactsATurn == 0) co_await yield();
    }
    if (!odd.empty()) co_return problem(400, "E_FACTS", "these are no facts", odd + "; use the same version for both");

    std::string why = why_outdated(pipeline_.state(), *as_of, facts).value_or("");
    if (why.empty()) why = co_await accept_all(facts);
    const Seq last = pipeline_.state().seq;
    if (!co_await pipeline_.durable(last)) co_return journal_failed();
    if (!why.empty()) co_return problem(409, "E_OUTDATED", "the meet has changed meanwhile", why);
    Answer answer;
    answer.body = "{\"seq\":" + std::to_string(last) + "}";
    co_return answer;
}

asio::awaitable<std::string> ControlHandler::accept_all(std::vector<Fact>& facts) {
    const Instant now = clock_.now();
    std::size_t taken = 0;
    while (taken < facts.size()) {
        co_await pipeline_.room();
        const std::size_t end = std::min(taken + limits::kFactsATurn, facts.size());
        std::string why;
        for (; taken < end && why.empty(); ++taken) {
            why = why_not_now(pipeline_.state(), facts[taken]).value_or("");
            if (!why.empty()) break;
            facts[taken].at = now;
            pipeline_.accept(std::move(facts[taken]));
        }
        pipeline_.flush();
        if (!why.empty()) co_return why;
        if (taken < facts.size()) co_await yield();
    }
    co_return std::string{};
}

}  // namespace heatline::timing
