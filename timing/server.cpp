#include "timing/server.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "timing/control/control_handler.h"
#include "timing/control/control_socket.h"
#include "timing/net/api.h"
#include "timing/net/http_session.h"
#include "timing/net/listener.h"
#include "timing/pipeline.h"
#include "timing/urgency.h"

namespace heatline::timing {

namespace asio = boost::asio;
using asio::ip::tcp;

class Server::Impl {
public:
    Impl(MeetFolder::Parts meet, ServerOptions options)
        : options_(with_room(std::move(options))),
          connections_(options_.bounds),
          dir_(meet.dir),
          clock_(options_.clock ? *options_.clock : real_clock(), dir_),
          pipeline_(io_, std::move(meet), [this](const std::string& sentence) { journal_failed(sentence); }),
          api_(pipeline_, options_.doors, options_.bounds, clock_),
          control_(pipeline_, api_, clock_),
          port_{{}, options_.plain_on_this_machine, options_.bounds.handshake} {}

    std::optional<MeetProblem> listen() {
        if (options_.certificate) {
            auto tls = make_tls(*options_.certificate);
            if (!tls) return tls.error();
            port_.tls = std::move(*tls);
        }
        return listener_.listen(options_.host, options_.port);
    }

    // A meet without a folder, as tests have, has no control socket.
    std::optional<MeetProblem> listen_for_commands() {
        if (dir_.empty()) return std::nullopt;
        auto socket = listen_for_control(dir_);
        if (!socket) return socket.error();
        commands_.assign(asio::local::stream_protocol{}, socket->release());
        return std::nullopt;
    }

    bool run() {
        if (options_.stop_on_signals) {
            signals_.add(SIGINT);
            signals_.add(SIGTERM);
            signals_.async_wait([this](boost::system::error_code error, int) {
                if (!error) begin_stop();
            });
        }
        auto accepting =
            listener_.accept([this](tcp::socket socket, asio::ip::address from) { serve(std::move(socket), from); });
        asio::co_spawn(io_, std::move(accepting), asio::detached);
        if (commands_.is_open()) asio::co_spawn(io_, accept_commands(), asio::detached);
        const auto bound = listener_.where();
        if (options_.on_listening) options_.on_listening(bound.address().to_string(), bound.port());
        if (options_.look_round) look_round();
        go_first();
        io_.run();
        pipeline_.stop();
        return !failed_;
    }

    void request_stop() {
        asio::post(io_, [this] { begin_stop(); });
    }

private:
    static ServerOptions with_room(ServerOptions options) {
        options.bounds = within(options.bounds, raise_open_files(options.bounds.connections + limits::kFilesKept));
        return options;
    }

    void serve(tcp::socket socket, const asio::ip::address& from) {
        asio::co_spawn(io_, serve_http(port_wire(std::move(socket), from, port_), api_, connections_, options_.bounds),
                       [this](std::exception_ptr thrown) {
                           if (thrown) tell_exception(thrown);
                       });
    }

    asio::awaitable<void> accept_commands() {
        for (;;) {
            auto [error, socket] = co_await commands_.async_accept(asio::as_tuple(asio::use_awaitable));
            if (stopping_) co_return;
            if (error) {
                asio::steady_timer pause{io_, std::chrono::milliseconds{100}};
                co_await pause.async_wait(asio::as_tuple(asio::use_awaitable));
                continue;
            }
            asio::co_spawn(io_, serve_http(control_wire(std::move(socket)), control_, connections_, options_.bounds),
                           [this](std::exception_ptr thrown) {
                               if (thrown) tell_exception(thrown);
                           });
        }
    }

    // What a session threw is the end of that session and of nothing else.
    void tell_exception(const std::exception_ptr& thrown) {
        try {
            std::rethrow_exception(thrown);
        } catch (const std::exception& e) {
            if (options_.on_problem)
                options_.on_problem(std::string{"a connection ended: "} + e.what() + "; the others go on");
        }
    }

    void look_round() {
        round_timer_.expires_after(limits::kLookRound);
        round_timer_.async_wait([this](boost::system::error_code) {
            if (stopping_) return;
            options_.look_round();
            look_round();
        });
    }

    void begin_stop() {
        if (stopping_) return;
        stopping_ = true;
        boost::system::error_code ignored;
        listener_.close();
        if (commands_.is_open()) {
            clear_control(dir_);
            commands_.close(ignored);
        }
        signals_.cancel(ignored);
        round_timer_.cancel();
        api_.stop();
        // Behind the last words of the streams, which are on their way now.
        asio::post(io_, [this] {
            connections_.stop();
            wait_for_answers();
        });
    }

    // Ends the loop once every answer is out, or when the time for that is over.
    void wait_for_answers() {
        if (connections_.size() == 0 || std::chrono::steady_clock::now() > stop_deadline()) {
            connections_.close_all();
            io_.stop();
            return;
        }
        stop_timer_.expires_after(std::chrono::milliseconds{10});
        stop_timer_.async_wait([this](boost::system::error_code) { wait_for_answers(); });
    }
    std::chrono::steady_clock::time_point stop_deadline() {
        if (!stop_began_) stop_began_ = std::chrono::steady_clock::now();
        return *stop_began_ + options_.bounds.stop;
    }

    void journal_failed(const std::string& sentence) {
        failed_ = true;
        if (options_.on_problem) options_.on_problem(sentence);
        begin_stop();
    }

    ServerOptions options_;
    OpenConnections connections_;  // Before io_: sessions that a stop did not wait for end with it, and sign off here.
    asio::io_context io_{1};
    std::string dir_;
    MeetClock clock_;
    Pipeline pipeline_;
    Api api_;
    ControlHandler control_;
    asio::local::stream_protocol::acceptor commands_{io_};
    Port port_;
    Listener listener_{io_, connections_};
    asio::signal_set signals_{io_};
    asio::steady_timer stop_timer_{io_};
    asio::steady_timer round_timer_{io_};
    std::optional<std::chrono::steady_clock::time_point> stop_began_;
    bool stopping_ = false;
    bool failed_ = false;
};

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() = default;

Result<std::unique_ptr<Server>, MeetProblem> Server::make(MeetFolder meet, ServerOptions options) {
    return make(std::move(meet).release(), std::move(options));
}

Result<std::unique_ptr<Server>, MeetProblem> Server::make(MeetFolder::Parts meet, ServerOptions options) {
    auto impl = std::make_unique<Impl>(std::move(meet), std::move(options));
    if (auto problem = impl->listen()) return Error{std::move(*problem)};
    if (auto problem = impl->listen_for_commands()) return Error{std::move(*problem)};
    return std::unique_ptr<Server>{new Server{std::move(impl)}};
}

bool Server::run() { return impl_->run(); }
void Server::request_stop() { impl_->request_stop(); }

}  // namespace heatline::timing
