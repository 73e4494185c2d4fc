#include "timing/net/stream_hub.h"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <charconv>
#include <chrono>
#include <exception>
#include <utility>

#include "timing/net/stream_rows.h"
#include "timing/net/stream_table.h"

namespace heatline::timing {
namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);
constexpr std::string_view kRetry = "retry: 2000\n\n";
constexpr std::string_view kStops = "the stream stops here; connect again";
constexpr std::string_view kStillHere = ": still here\n\n";

// Neither has a character that JSON would escape.
std::string message(std::string_view code, std::string_view text) {
    std::string event = "event: message\ndata: {\"code\":\"";
    return event.append(code).append("\",\"text\":\"").append(text).append("\"}\n\n");
}

Onlooker onlooker_of(std::optional<Role> role) {
    if (!role) return Onlooker::everybody;
    switch (*role) {
        case Role::timer:
        case Role::marshal:
            return Onlooker::nameless;
        case Role::announcer:
            return Onlooker::announcer;
        case Role::tent:
            return Onlooker::tent;
        case Role::staff:
        case Role::director:
            return Onlooker::office;
    }
    return Onlooker::everybody;
}

std::optional<Seq> parse_id(std::string_view text) {
    Seq seq = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seq);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return seq;
}

}  // namespace

struct StreamHub::Kind {
    Kind(const Doors& doors, Onlooker onlooker, SipKey key) : rows(doors, onlooker, key) {}
    StreamRows rows;  // The replica's, while a picture is asked for.
    StreamTable table;
    std::size_t viewers = 0;
};

class StreamHub::StreamViewer final : public BodySource {
public:
    StreamViewer(std::shared_ptr<StreamHub> hub, std::shared_ptr<Kind> kind, Caller caller, std::string who,
                 std::string last_event_id, asio::any_io_executor executor)
        : hub_(std::move(hub)),
          kind_(std::move(kind)),
          caller_(caller),
          who_(std::move(who)),
          last_event_id_(std::move(last_event_id)),
          after_(hub_->pictures_asked_),
          wake_(std::move(executor)) {
        hub_->viewers_.insert(this);
        ++kind_->viewers;
        if (hub_->take_slow(who_))
            said_ = message("too-slow", "this viewer was too slow and was cut off; what it missed follows");
    }
    ~StreamViewer() override {
        hub_->viewers_.erase(this);
        --kind_->viewers;
        if (given_at_ && Clock::now() - *given_at_ >= hub_->bounds_.answer) hub_->remember_slow(who_);
    }
    StreamViewer(const StreamViewer&) = delete;
    StreamViewer& operator=(const StreamViewer&) = delete;

    asio::awaitable<std::string> next() override {
        given_at_.reset();
        std::string text = std::exchange(said_, {});
        while (text.empty()) {
            if (reader_ && !ended_) text = kind_->table.next(*reader_);
            if (text.empty()) text = std::exchange(last_words_, {});
            if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
            if (!text.empty() || ended_) break;
            wake_.expires_after(hub_->bounds_.stream_quiet);
            const auto [woken] = co_await wake_.async_wait(kTuple);
            if (!woken) text = kStillHere;
        }
        if (!text.empty()) given_at_ = Clock::now();
        co_return text;
    }

    // Whether it waits for a picture that was asked for after it came.
    bool is_new() const { return !reader_; }
    void picture_seen() {
        if (!reader_ && hub_->pictures_seen_ > after_) reader_ = kind_->table.reader(parse_id(last_event_id_), team());
        if (reader_ && kind_->table.has_news(*reader_)) wake_.cancel();
    }
    bool is_revoked() const {
        return caller_.device && hub_->pipeline_.state().devices[caller_.device.index()].revoked;
    }
    // `thrown` is for its session to tell.
    void end(std::string last_words, std::exception_ptr thrown = nullptr) {
        if (ended_) return;
        ended_ = true;
        last_words_ = std::move(last_words);
        thrown_ = std::move(thrown);
        wake_.cancel();
    }

private:
    TeamId team() const {
        return caller_.device ? hub_->pipeline_.state().devices[caller_.device.index()].team : TeamId::none();
    }

    const std::shared_ptr<StreamHub> hub_;  // Shared, because sessions end with the io_context, after the server.
    const std::shared_ptr<Kind> kind_;
    const Caller caller_;
    const std::string who_;
    const std::string last_event_id_;
    const std::uint64_t after_;  // Pictures asked for before it came.
    std::optional<StreamReader> reader_;
    std::string said_;        // Before everything else.
    std::string last_words_;  // Before the end.
    std::exception_ptr thrown_;
    bool ended_ = false;
    std::optional<Clock::time_point> given_at_;  // When it was given what it has not taken yet.
    asio::steady_timer wake_;
};

asio::awaitable<Answer> StreamHub::watch(Caller caller, std::string last_event_id, std::string peer) {
    const auto executor = co_await asio::this_coro::executor;
    const Onlooker onlooker = onlooker_of(caller.role);
    std::shared_ptr<Kind>& kind = kinds_[static_cast<std::size_t>(onlooker)];
    if (!kind) kind = std::make_shared<Kind>(doors_, onlooker, stream_row_key(pipeline_.state().links_secret));
    std::string who = caller.device ? "device " + std::to_string(caller.device.index()) : std::move(peer);
    Answer answer;
    answer.content_type = "text/event-stream";
    answer.body = kRetry;
    auto viewer = std::make_shared<StreamViewer>(shared_from_this(), kind, caller, std::move(who),
                                                 std::move(last_event_id), executor);
    if (stopped_) viewer->end(message("stop", kStops));
    answer.source = std::move(viewer);
    if (!following_ && !stopped_) {
        following_ = true;
        asio::co_spawn(executor, follow(), asio::detached);
    }
    co_return answer;
}

asio::awaitable<void> StreamHub::follow() {
    const auto self = shared_from_this();
    asio::steady_timer pause{co_await asio::this_coro::executor};
    while (!viewers_.empty() && !stopped_) {
        for (StreamViewer* viewer : viewers_) {
            if (viewer->is_revoked())
                viewer->end(message("revoked", "this token is no longer good; ask the director for another"));
        }
        const bool somebody_is_new =
            std::any_of(viewers_.begin(), viewers_.end(), [](const StreamViewer* v) { return v->is_new(); });
        if (somebody_is_new || pipeline_.durable_seq() > seen_) co_await refresh();
        pause.expires_after(bounds_.stream_tick);
        co_await pause.async_wait(kTuple);
    }
    following_ = false;
}

asio::awaitable<void> StreamHub::refresh() {
    struct Work {
        std::shared_ptr<Kind> kind;
        std::vector<StreamChange> changes;
    };
    auto work = std::make_shared<std::vector<Work>>();
    for (const auto& kind : kinds_) {
        if (kind && kind->viewers > 0) work->push_back({kind, {}});
    }
    std::function<void(const Snapshot&)> look = [work](const Snapshot& snapshot) {
        for (Work& each : *work) each.changes = each.kind->rows.changes(snapshot);
    };
    ++pictures_asked_;
    std::shared_ptr<const Snapshot> picture;
    try {
        picture = co_await pipeline_.picture(std::move(look));
    } catch (...) {
        broken(std::current_exception());
        co_return;
    }
    if (!picture) {  // The journal has failed.
        stop();
        co_return;
    }
    seen_ = picture->seq;
    pictures_seen_ = pictures_asked_;
    for (Work& each : *work) each.kind->table.apply(picture->seq, std::move(each.changes));
    for (StreamViewer* viewer : viewers_) viewer->picture_seen();
}

// Rows could not be made, and what was made of them is of no use: everybody comes again and begins anew. One of them
// takes the exception, for one line about it is enough.
void StreamHub::broken(std::exception_ptr thrown) {
    kinds_ = {};
    for (StreamViewer* viewer : viewers_) viewer->end(message("stop", kStops), std::exchange(thrown, nullptr));
}

void StreamHub::stop() {
    stopped_ = true;
    for (StreamViewer* viewer : viewers_) viewer->end(message("stop", kStops));
}

void StreamHub::remember_slow(const std::string& who) {
    if (who.empty() || std::find(slow_.begin(), slow_.end(), who) != slow_.end()) return;
    slow_.push_back(who);
    if (slow_.size() > limits::kStreamSlowRemembered) slow_.pop_front();
}

bool StreamHub::take_slow(const std::string& who) { return std::erase(slow_, who) > 0; }

}  // namespace heatline::timing
