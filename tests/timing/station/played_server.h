#pragma once
// PlayedServer: the server's side of the station protocol, played by the test itself: it takes one connection after the
// other, and says and hears what the test wants, waiting as long as it takes.

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>
#include <string>

#include "engine/base/check.h"
#include "timing/station/message.h"

namespace heatline::test {

namespace message = timing::message;

class PlayedServer {
public:
    using tcp = boost::asio::ip::tcp;

    // One connection.
    class Peer {
    public:
        explicit Peer(tcp::socket socket) : socket_(std::move(socket)) {
            boost::beast::flat_buffer buffer;
            boost::beast::http::read(socket_.next_layer(), buffer, request);
        }
        void accept() {
            socket_.accept(request);
            socket_.text(true);
        }
        // Answers the upgrade with another status than the one it asks for.
        void refuse(unsigned status) {
            boost::beast::http::response<boost::beast::http::empty_body> response{
                static_cast<boost::beast::http::status>(status), 11};
            response.prepare_payload();
            boost::beast::http::write(socket_.next_layer(), response);
        }
        template <class M>
        void say(const M& said) {
            say_text(to_text(said));
        }
        void say_text(const std::string& text) {
            socket_.text(true);
            socket_.write(boost::asio::buffer(text));
        }
        void say_rows(const std::string& bytes) {
            socket_.binary(true);
            socket_.write(boost::asio::buffer(bytes));
        }
        // The next message of this kind; others are passed over.
        template <class M>
        M hear() {
            for (;;) {
                boost::beast::flat_buffer buffer;
                socket_.read(buffer);
                auto heard = message::parse_message(boost::beast::buffers_to_string(buffer.data()));
                CHECK_THAT(heard.ok(), "the laptop says what can be read");
                if (auto* wanted = std::get_if<M>(&*heard)) return std::move(*wanted);
            }
        }
        // Waits for the laptop's end of the connection.
        void wait_for_end() {
            boost::beast::error_code error;
            while (!error) {
                boost::beast::flat_buffer buffer;
                socket_.read(buffer, error);
            }
        }
        // Hears the hello and welcomes.
        message::Hello welcome(std::uint64_t durable_through = 0, const std::string& role = "timer") {
            accept();
            const auto hello = hear<message::Hello>();
            message::Welcome welcome;
            welcome.device = "finish-1";
            welcome.role = role;
            welcome.line = "finish";
            welcome.durable_through = durable_through;
            welcome.facts_from = hello.facts_from;
            say(welcome);
            return hello;
        }

        boost::beast::http::request<boost::beast::http::string_body> request;

    private:
        boost::beast::websocket::stream<tcp::socket> socket_;
    };

    PlayedServer() : port(acceptor_.local_endpoint().port()) {}
    Peer next() { return Peer{acceptor_.accept()}; }

private:
    boost::asio::io_context io_;
    tcp::acceptor acceptor_{io_, {boost::asio::ip::address_v4::loopback(), 0}};

public:
    const std::uint16_t port;
};

}  // namespace heatline::test
