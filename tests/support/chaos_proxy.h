#pragma once
// ChaosProxy: stands between a client and a server and lets their connections break: cut at any byte, stalled, split
// into small pieces. By seed. A thread of its own; functions may be called from any thread.

#include <array>
#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <memory>
#include <random>
#include <set>
#include <thread>

namespace heatline::test {

class ChaosProxy {
public:
    using tcp = boost::asio::ip::tcp;
    // Chances in 1,000, for each piece that passes.
    struct Chaos {
        unsigned cut = 0;
        unsigned stall = 0;  // For up to 20 ms.
        unsigned split = 0;  // Into pieces of up to 100 bytes.
    };

    ChaosProxy(std::uint32_t seed, Chaos chaos)
        : random_(seed), chaos_(chaos), acceptor_(io_, {boost::asio::ip::address_v4::loopback(), 0}) {
        port = acceptor_.local_endpoint().port();
        boost::asio::co_spawn(io_, accept(), boost::asio::detached);
        thread_ = std::thread([this] { io_.run(); });
    }
    ~ChaosProxy() {
        io_.stop();
        thread_.join();
    }

    // Where connections go from now on; 0: nowhere, they end at once.
    void lead_to(std::uint16_t target) { target_ = target; }
    // From now on nothing breaks any more.
    void calm() {
        boost::asio::post(io_, [this] { chaos_ = {}; });
    }
    // Cuts every connection there is.
    void cut_all() {
        boost::asio::post(io_, [this] {
            for (const auto& pair : pairs_) pair->close();
        });
    }
    int cuts() const { return cuts_; }

    std::uint16_t port = 0;

private:
    struct Pair {
        explicit Pair(boost::asio::io_context& io) : client(io), server(io) {}
        void close() {
            boost::system::error_code ignored;
            client.close(ignored);
            server.close(ignored);
        }
        tcp::socket client, server;
    };
    static constexpr auto kTuple = boost::asio::as_tuple(boost::asio::use_awaitable);

    bool chance(unsigned in_thousand) { return random_() % 1000 < in_thousand; }

    boost::asio::awaitable<void> accept() {
        for (;;) {
            auto pair = std::make_shared<Pair>(io_);
            const auto [error] = co_await acceptor_.async_accept(pair->client, kTuple);
            if (error) co_return;
            const tcp::endpoint target{boost::asio::ip::address_v4::loopback(), target_};
            if (target.port() == 0) continue;
            const auto [refused] = co_await pair->server.async_connect(target, kTuple);
            if (refused) continue;
            pairs_.insert(pair);
            boost::asio::co_spawn(io_, pump(pair, pair->client, pair->server), boost::asio::detached);
            boost::asio::co_spawn(io_, pump(pair, pair->server, pair->client), boost::asio::detached);
        }
    }

    boost::asio::awaitable<void> pump(std::shared_ptr<Pair> pair, tcp::socket& from, tcp::socket& to) {
        std::array<char, 4096> bytes{};
        for (;;) {
            const std::size_t most = chance(chaos_.split) ? 1 + random_() % 100 : bytes.size();
            const auto [error, count] = co_await from.async_read_some(boost::asio::buffer(bytes.data(), most), kTuple);
            if (error) break;
            if (chance(chaos_.stall)) {
                boost::asio::steady_timer timer{io_};
                timer.expires_after(std::chrono::milliseconds{random_() % 20});
                co_await timer.async_wait(kTuple);
            }
            const bool cut = chance(chaos_.cut);
            const std::size_t passed = cut ? random_() % count : count;
            const auto [unsent, sent] =
                co_await boost::asio::async_write(to, boost::asio::buffer(bytes.data(), passed), kTuple);
            cuts_ += cut;
            if (cut || unsent) break;
        }
        pair->close();
        pairs_.erase(pair);
    }

    boost::asio::io_context io_{1};
    std::mt19937 random_;
    Chaos chaos_;
    std::set<std::shared_ptr<Pair>> pairs_;
    std::atomic<std::uint16_t> target_{0};
    std::atomic<int> cuts_{0};
    tcp::acceptor acceptor_;
    std::thread thread_;
};

}  // namespace heatline::test
