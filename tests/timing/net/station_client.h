#pragma once
// StationClient: a laptop as a test plays it, word by word, waiting as long as it takes. Its clock is the test's.

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/check.h"
#include "timing/journal/row.h"
#include "timing/station/message.h"

namespace heatline::test {

class StationClient {
public:
    using Tcp = boost::asio::ip::tcp::socket;
    struct Options {
        std::string token = "finish-1";
        bool tls = false;
        int receive_buffer = 0;  // What the system keeps for it; 0: as much as it likes.
    };

    StationClient(std::uint16_t port, const Options& options) {
        Tcp socket{io_};
        socket.open(boost::asio::ip::tcp::v4());
        if (options.receive_buffer > 0)
            socket.set_option(boost::asio::socket_base::receive_buffer_size{options.receive_buffer});
        socket.connect({boost::asio::ip::make_address("127.0.0.1"), port});
        if (options.tls) {
            tls_.emplace(boost::asio::ssl::stream<Tcp>{std::move(socket), context_});
            tls_->next_layer().handshake(boost::asio::ssl::stream_base::client);
        } else {
            plain_.emplace(std::move(socket));
        }
        on_stream([&](auto& stream) {
            stream.set_option(
                boost::beast::websocket::stream_base::decorator([&](boost::beast::websocket::request_type& request) {
                    if (!options.token.empty()) request.set("Authorization", "Bearer " + options.token);
                }));
            boost::beast::websocket::response_type response;
            boost::system::error_code error;
            stream.handshake(response, "meet", "/api/v1/station", error);
            status = response.result_int();
            connected = !error;
        });
    }
    StationClient(std::uint16_t port, const std::string& token) : StationClient(port, Options{token, false, 0}) {}

    template <class M>
    bool say(const M& message) {
        return say_text(to_text(message));
    }
    bool say_text(const std::string& text, bool binary = false) {
        boost::system::error_code error;
        on_stream([&](auto& stream) {
            stream.binary(binary);
            stream.write(boost::asio::buffer(text), error);
        });
        return !error;
    }

    // The next frame; none at the end, whose close code is then known.
    struct Frame {
        bool binary = false;
        std::string bytes;
    };
    std::optional<Frame> next() {
        boost::system::error_code error;
        std::optional<Frame> frame;
        on_stream([&](auto& stream) {
            stream.read(buffer_, error);
            if (error) {
                close_code = stream.reason().code;
                return;
            }
            frame = Frame{stream.got_binary(), boost::beast::buffers_to_string(buffer_.data())};
        });
        buffer_.consume(buffer_.size());
        if (frame) frames.push_back(*frame);
        return frame;
    }

    // The next message of a kind; others are stepped over. Probes are answered on the way while `clock` says how.
    template <class M>
    std::optional<M> hear() {
        while (const auto frame = next()) {
            if (frame->binary) {
                take_facts(frame->bytes);
                continue;
            }
            auto message = timing::message::parse_message(frame->bytes);
            CHECK_THAT(message.ok(), "the server sends what the protocol has");
            if (const auto* probe = std::get_if<timing::message::Probe>(&*message); probe && clock) {
                const std::int64_t us = clock();
                say(timing::message::ProbeAnswer{probe->id, us, us});
            }
            if (auto* wanted = std::get_if<M>(&*message)) return std::move(*wanted);
        }
        return std::nullopt;
    }
    // Hears until it has the facts up to `seq`.
    bool hear_facts(Seq seq) {
        while (facts.empty() || facts.back() < seq) {
            const auto frame = next();
            if (!frame) return false;
            if (frame->binary) take_facts(frame->bytes);
        }
        return true;
    }
    // Ends the connection without a good-bye, as a laptop does that is closed.
    void leave() {
        on_stream([](auto& stream) { boost::beast::get_lowest_layer(stream).close(); });
    }

    bool connected = false;
    unsigned status = 0;
    std::uint16_t close_code = 0;
    std::function<std::int64_t()> clock;  // Of the laptop; without one, probes go unanswered.
    std::vector<Frame> frames;            // All that came.
    std::vector<Seq> facts;               // Their seqs, as they came…
    std::string last_hash;                // …and the hash of the last, in hex.
    std::size_t texts = 0;                // How many texts stood beside them.

private:
    template <class Use>
    void on_stream(const Use& use) {
        if (tls_)
            use(*tls_);
        else
            use(*plain_);
    }
    void take_facts(const std::string& bytes) {
        timing::RowReader reader{bytes};
        timing::Row row;
        for (auto there = reader.next(row);; there = reader.next(row)) {
            CHECK_THAT(there.ok(), "a binary frame is rows");
            if (!*there) return;
            facts.push_back(row.seq);
            texts += row.texts.size();
            timing::Hash hash{};
            std::copy_n(row.hash.begin(), hash.size(), hash.begin());
            last_hash = timing::to_hex(hash);
        }
    }

    boost::asio::io_context io_;
    boost::asio::ssl::context context_{boost::asio::ssl::context::tls_client};
    std::optional<boost::beast::websocket::stream<Tcp, false>> plain_;
    std::optional<boost::beast::websocket::stream<boost::asio::ssl::stream<Tcp>, false>> tls_;
    boost::beast::flat_buffer buffer_;
};

}  // namespace heatline::test
