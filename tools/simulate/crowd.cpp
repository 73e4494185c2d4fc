#include "tools/simulate/crowd.h"

#include <algorithm>
#include <atomic>
#include <barrier>
#include <chrono>
#include <cstdio>
#include <mutex>
#include <random>
#include <thread>
#include <utility>

namespace heatline::simulate {
namespace {

constexpr const char* kReadings = "/api/v1/readings";
// The pause before a further try: doubles from the first to the last.
constexpr std::chrono::milliseconds kPauseFirst{50};
constexpr std::chrono::milliseconds kPauseLast{2'000};

class HttpUplink : public Uplink {
public:
    explicit HttpUplink(tools::HttpClient client) : client_(std::move(client)) {}
    tools::HttpClient::Answer post(const std::string& body) override { return client_.post_ndjson(kReadings, body); }
    Result<Done, std::string> post_and_hang_up(const std::string& body) override {
        return client_.post_ndjson_and_hang_up(kReadings, body);
    }
    void pause(int tries) override { std::this_thread::sleep_for(std::min(kPauseFirst * (1 << tries), kPauseLast)); }

private:
    tools::HttpClient client_;
};

std::string hex(std::uint64_t number) {
    char text[17];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(number));
    return text;
}

}  // namespace

std::string random_hex() {
    std::random_device device;
    return hex(std::uint64_t{device()} << 32 | device());
}

struct Crowd::Post {
    // The station refers to its uplink: a Post never moves.
    Post(tools::HttpClient client, std::string name, std::function<std::string()> new_epoch, std::vector<Note> all,
         const Mistakes& mistakes, std::uint64_t seed)
        : uplink(std::move(client)),
          station(std::move(name), uplink, std::move(new_epoch), all.size(), mistakes, seed),
          notes(std::move(all)) {}

    Result<Done, std::string> send(Instant until) {
        for (; next < notes.size() && notes[next].due < until; ++next) station.note(notes[next]);
        return station.deliver();
    }

    HttpUplink uplink;
    Station station;
    std::vector<Note> notes;
    std::size_t next = 0;
};

struct Crowd::Threads {
    explicit Threads(std::size_t count) : gate(static_cast<std::ptrdiff_t>(count) + 1) {}

    void work(const std::vector<std::unique_ptr<Post>>& posts, std::size_t first, std::size_t step) {
        for (;;) {
            gate.arrive_and_wait();
            if (over) return;
            for (std::size_t i = first; i < posts.size() && !failed; i += step) {
                const auto sent = posts[i]->send(until);
                if (sent) continue;
                const std::lock_guard lock{why_mutex};
                if (!failed.exchange(true)) why = sent.error();
            }
            gate.arrive_and_wait();
        }
    }

    std::barrier<> gate;  // Passed twice a slice: at its start and at its end.
    Instant until;        // This and `over` are written by the caller alone, while the others wait at the gate.
    bool over = false;
    std::atomic<bool> failed = false;
    std::mutex why_mutex;
    std::string why;  // Of the first station that gave up.
    std::vector<std::thread> threads;
};

Crowd::Crowd(timing::ServerAddress server, std::vector<Member> members, const Mistakes& mistakes, std::uint64_t seed,
             bool repeatable_epochs) {
    for (Member& member : members) {
        std::function<std::string()> new_epoch = random_hex;
        if (repeatable_epochs) {
            new_epoch = [draw = Draw{seed, "epochs " + member.name}]() mutable {
                const auto high = static_cast<std::uint64_t>(draw.below(std::int64_t{1} << 32));
                return hex(high << 32 | static_cast<std::uint64_t>(draw.below(std::int64_t{1} << 32)));
            };
        }
        posts_.push_back(std::make_unique<Post>(tools::HttpClient{server, std::move(member.token)},
                                                std::move(member.name), std::move(new_epoch), std::move(member.notes),
                                                mistakes, seed));
    }
    const std::size_t count = std::clamp<std::size_t>(posts_.size(), 1, kCrowdThreadsMax);
    threads_ = std::make_unique<Threads>(count);
    for (std::size_t i = 0; i < count; ++i)
        threads_->threads.emplace_back([this, i, count] { threads_->work(posts_, i, count); });
}

Crowd::~Crowd() {
    threads_->over = true;
    threads_->gate.arrive_and_wait();
    for (std::thread& thread : threads_->threads) thread.join();
}

Result<Done, std::string> Crowd::send(Instant until) {
    threads_->until = until;
    threads_->gate.arrive_and_wait();
    threads_->gate.arrive_and_wait();
    if (threads_->failed) return Error{threads_->why};
    return Done{};
}

Delivered Crowd::delivered() const {
    Delivered sum;
    for (const auto& post : posts_) {
        const Delivered& one = post->station.delivered();
        sum.readings += one.readings;
        sum.accepted += one.accepted;
        sum.duplicates += one.duplicates;
        sum.quarantined += one.quarantined;
        sum.tries_again += one.tries_again;
    }
    return sum;
}

void Crowd::add_tallies(Tallies& tallies) const {
    for (const auto& post : posts_) {
        for (std::size_t i = 0; i < tallies.size(); ++i) {
            tallies[i].made += post->station.tallies()[i].made;
            tallies[i].chances += post->station.tallies()[i].chances;
        }
    }
}

}  // namespace heatline::simulate
