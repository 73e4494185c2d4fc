#include "timing/net/fact_feed.h"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>

#include "timing/limits.h"

namespace heatline::timing {
namespace {

namespace asio = boost::asio;

template <class Body, std::size_t Kind = 0>
constexpr std::uint8_t kind_index() {
    if constexpr (std::is_same_v<Body, std::variant_alternative_t<Kind, FactBody>>)
        return static_cast<std::uint8_t>(Kind);
    else
        return kind_index<Body, Kind + 1>();
}

// The second byte of a fact is its kind: journal/codec.h.
bool is_secret(const Row& row) { return row.body.size() > 1 && row.body[1] == kind_index<LinksKeyed>(); }

Row without_texts(Row row) {
    row.texts = {};
    return row;
}

// Reads what the journal gives at once from `from` on; empty when it cannot be had just now.
asio::awaitable<std::shared_ptr<std::string>> read_rows(Pipeline& pipeline, Seq from, std::size_t limit) {
    auto rows = std::make_shared<std::string>();
    std::function<void(Store&)> read = [rows, from, limit](Store& store) {
        auto page = store.rows(from, limit);
        if (page) *rows = std::move(*page);
    };
    const bool was_read = co_await pipeline.read_journal(std::move(read));
    if (!was_read) rows->clear();
    co_return rows;
}

}  // namespace

void FactFeed::follow(const asio::any_io_executor& executor) {
    if (following_) return;
    following_ = true;
    const Seq durable = pipeline_.durable_seq();
    first_ = durable > limits::kFeedBegins ? durable - limits::kFeedBegins + 1 : 1;
    asio::co_spawn(
        executor, [self = shared_from_this()] { return self->run(); }, asio::detached);
}

asio::awaitable<void> FactFeed::run() {
    const auto self = shared_from_this();
    asio::steady_timer pause{co_await asio::this_coro::executor};
    for (;;) {
        const bool more = co_await pipeline_.durable(last() + 1);
        if (!more) co_return;  // The journal has failed.
        const auto page = co_await read_rows(pipeline_, last() + 1, kReadRowsMax);
        if (!page->empty()) {
            keep(*page);
            if (news_) news_();
            continue;
        }
        pause.expires_after(limits::kFeedPause);
        co_await pause.async_wait(asio::as_tuple(asio::use_awaitable));
    }
}

void FactFeed::keep(std::string_view page) {
    RowReader reader{page};
    Row row;
    for (auto there = reader.next(row); there && *there; there = reader.next(row)) {
        if (row.seq != last() + 1 || row.seq > pipeline_.durable_seq()) break;
        KeptRow kept;
        append_row(kept.bare, without_texts(row));
        if (!row.texts.empty() && !is_secret(row)) append_row(kept.with_texts, row);
        kept_bytes_ += kept.bare.size() + kept.with_texts.size();
        rows_.push_back(std::move(kept));
    }
    while (kept_bytes_ > limits::kFeedBytesMax && rows_.size() > 1) {
        kept_bytes_ -= rows_.front().bare.size() + rows_.front().with_texts.size();
        rows_.pop_front();
        ++first_;
    }
}

std::string FactFeed::frame(Seq& next, FactForm form) const {
    std::string frame;
    if (is_behind(next)) return frame;
    for (; next <= last(); ++next) {
        const std::string& row = rows_[next - first_].in(form);
        if (!frame.empty() && frame.size() + row.size() > limits::kFeedFrameBytes) break;
        frame += row;
    }
    return frame;
}

asio::awaitable<bool> FactFeed::read_page(Seq& next, FactForm form, std::deque<std::string>& frames) {
    const auto page = co_await read_rows(pipeline_, next, kReadRowsMax);
    if (page->empty()) co_return false;
    RowReader reader{*page};
    Row row;
    for (auto there = reader.next(row); there && *there; there = reader.next(row)) {
        if (row.seq != next || row.seq > pipeline_.durable_seq()) break;
        const Row shown = form == FactForm::with_texts && !is_secret(row) ? row : without_texts(row);
        if (frames.empty() || frames.back().size() + row_bytes(shown) > limits::kFeedFrameBytes) frames.emplace_back();
        append_row(frames.back(), shown);
        ++next;
    }
    co_return true;
}

asio::awaitable<bool> FactFeed::continues(Seq next, std::string_view hash) {
    if (next <= 1) co_return true;
    if (next - 1 > pipeline_.durable_seq()) co_return false;
    const auto page = co_await read_rows(pipeline_, next - 1, 1);
    RowReader reader{*page};
    Row row;
    const auto there = reader.next(row);
    if (!there || !*there || row.seq != next - 1) co_return false;
    Hash held{};
    std::copy_n(row.hash.begin(), std::min(row.hash.size(), held.size()), held.begin());
    co_return to_hex(held) == hash;
}

}  // namespace heatline::timing
