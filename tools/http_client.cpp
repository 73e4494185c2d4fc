#include "tools/http_client.h"

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <functional>
#include <optional>
#include <utility>

#include "timing/net/entrance.h"
#include "timing/pinned_tls.h"
#include "timing/token.h"

namespace heatline::tools {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;

namespace {

std::string reason(const beast::error_code& error) {
    if (error == beast::error::timeout) return "no answer in time";
    if (error == http::error::end_of_stream) return "the server closed the connection";
    return error.message();
}

}  // namespace

struct HttpClient::Connection {
    timing::ServerAddress server;
    std::string token;
    asio::io_context io{1};
    asio::ssl::context tls = timing::make_pinned_tls();
    std::optional<asio::ssl::stream<beast::tcp_stream>> stream;  // Without TLS only its lower half is used.
    beast::flat_buffer buffer;
    bool used = false;  // An answer came over this connection, so the server may have closed it since.

    std::string where() const { return timing::url_text(server); }
    Result<Done, std::string> cannot_connect(const std::string& why, const std::string& what_to_do) {
        close();
        return Error{"connect to " + where() + ": " + why + "; " + what_to_do};
    }

    // Runs one asynchronous step to its end: only those obey the deadline that is set on the stream.
    beast::error_code run(const std::function<void(std::function<void(beast::error_code)>)>& start) {
        beast::error_code result = asio::error::operation_aborted;
        start([&result](beast::error_code error) { result = error; });
        io.restart();
        io.run();
        return result;
    }

    Result<Done, std::string> open() {
        if (stream) return Done{};
        const std::string_view pin = timing::split_token(token).fingerprint;
        if (server.tls && !timing::is_fingerprint(pin)) {
            return cannot_connect("the token carries no fingerprint, so nobody could tell this server from another",
                                  "take the whole token that heatline device add prints");
        }
        beast::error_code error;
        tcp::resolver resolver{io};
        // Resolving a name has no deadline of its own; loopback and addresses in digits need none.
        const auto endpoints = resolver.resolve(server.host, std::to_string(server.port), error);
        if (error) return cannot_connect(reason(error), "check the name of the server");
        const bool beyond = !std::all_of(endpoints.begin(), endpoints.end(),
                                         [](const auto& e) { return timing::is_this_machine(e.endpoint().address()); });
        if (!server.tls && !token.empty() && beyond) {
            return cannot_connect("everybody on the way could read the token", "use https, as the server prints it");
        }
        stream.emplace(io, tls);
        buffer.clear();
        used = false;
        lower().expires_after(kConnectWithin);
        error = run([&](auto done) {
            lower().async_connect(endpoints, [done](beast::error_code e, const tcp::endpoint&) { done(e); });
        });
        if (error) return cannot_connect(reason(error), "check that the server runs and the port is right");
        lower().socket().set_option(tcp::no_delay{true}, error);
        if (!server.tls) return Done{};
        error = run([&](auto done) { stream->async_handshake(asio::ssl::stream_base::client, done); });
        if (error) return cannot_connect(reason(error), "check that it is a Heatline server and speaks https");
        if (timing::fingerprint_shown(stream->native_handle()) != pin) {
            return cannot_connect("its certificate is not the one that the token names",
                                  "check the address, or make a new token with heatline device add");
        }
        return Done{};
    }

    void close() {
        if (!stream) return;
        beast::error_code ignored;
        lower().socket().shutdown(tcp::socket::shutdown_both, ignored);
        lower().socket().close(ignored);
        stream.reset();
    }

    beast::tcp_stream& lower() { return stream->next_layer(); }
    // Does `step` with the stream that requests go over.
    template <class Step>
    void over(Step step) {
        if (server.tls) {
            step(*stream);
        } else {
            step(lower());
        }
    }

    http::request<http::string_body> request(http::verb verb, std::string_view target, std::string_view type,
                                             std::string_view body) const {
        http::request<http::string_body> made{verb, beast::string_view{target.data(), target.size()}, 11};
        made.set(http::field::host, timing::host_port_text(server.host, server.port));
        if (!token.empty()) made.set(http::field::authorization, "Bearer " + token);
        if (verb == http::verb::post) {
            made.set(http::field::content_type, beast::string_view{type.data(), type.size()});
            made.body() = std::string{body};
        }
        made.prepare_payload();
        return made;
    }

    beast::error_code send(http::request<http::string_body>& made) {
        lower().expires_after(kAnswerWithin);
        return run([&](auto done) {
            over([&](auto& to) { http::async_write(to, made, [done](beast::error_code e, std::size_t) { done(e); }); });
        });
    }

    HttpClient::Answer ask(http::verb verb, std::string_view target, std::string_view type, std::string_view body) {
        if (const auto opened = open(); !opened) return Error{opened.error()};
        auto made = request(verb, target, type, body);
        beast::error_code error = send(made);
        http::response_parser<http::string_body> parser;
        parser.body_limit(kAnswerBytesMax);
        if (!error) {
            lower().expires_after(kAnswerWithin);
            error = run([&](auto done) {
                over([&](auto& from) {
                    http::async_read(from, buffer, parser, [done](beast::error_code e, std::size_t) { done(e); });
                });
            });
        }
        if (error) {
            close();
            return Error{"ask " + where() + std::string{target} + ": " + reason(error) +
                         "; check that the server still runs, then try again"};
        }
        used = true;
        if (!parser.keep_alive()) close();
        http::response<http::string_body> got = parser.release();
        const auto got_type = got[http::field::content_type];
        return Response{static_cast<int>(got.result_int()), std::string{got_type.data(), got_type.size()},
                        std::move(got.body())};
    }
};

HttpClient::HttpClient(timing::ServerAddress server, std::string token) : connection_(std::make_unique<Connection>()) {
    connection_->server = std::move(server);
    connection_->token = std::move(token);
}
HttpClient::~HttpClient() = default;
HttpClient::HttpClient(HttpClient&&) noexcept = default;
HttpClient& HttpClient::operator=(HttpClient&&) noexcept = default;

HttpClient::Answer HttpClient::get(std::string_view target) {
    // Asking again is harmless, and a kept connection may have been closed by the server while it was idle.
    const bool may_be_stale = connection_->used;
    Answer answer = connection_->ask(http::verb::get, target, {}, {});
    if (answer || !may_be_stale) return answer;
    return connection_->ask(http::verb::get, target, {}, {});
}

HttpClient::Answer HttpClient::post_json(std::string_view target, std::string_view body) {
    return connection_->ask(http::verb::post, target, "application/json", body);
}

HttpClient::Answer HttpClient::post_ndjson(std::string_view target, std::string_view body) {
    return connection_->ask(http::verb::post, target, "application/x-ndjson", body);
}

Result<Done, std::string> HttpClient::post_ndjson_and_hang_up(std::string_view target, std::string_view body) {
    if (const auto opened = connection_->open(); !opened) return opened;
    auto made = connection_->request(http::verb::post, target, "application/x-ndjson", body);
    const beast::error_code error = connection_->send(made);
    connection_->close();
    if (error) return Error{"send to " + connection_->where() + ": " + reason(error) + "; send it again"};
    return Done{};
}

void HttpClient::close() { connection_->close(); }

}  // namespace heatline::tools
