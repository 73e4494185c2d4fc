#include "timing/control/control_client.h"

#include <poll.h>
#include <sys/socket.h>

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <cerrno>
#include <cstring>

namespace heatline::timing {
namespace {

namespace http = boost::beast::http;

// A server that is stopped with SIGSTOP, or whose disk hangs, is given up on after this long without a byte.
constexpr int kSilenceMs = 60'000;
constexpr std::size_t kReadAtOnce = 256 * 1024;

// What to say when the connection failed; errno tells why.
std::string lost(const char* what) {
    return std::string{"the server that has the meet open cannot be "} + what + ": " + std::strerror(errno) +
           "; try again";
}

bool wait_for(int fd, short what) {
    pollfd waiting{fd, what, 0};
    int ready = 0;
    do {
        ready = ::poll(&waiting, 1, kSilenceMs);
    } while (ready < 0 && errno == EINTR);
    if (ready == 0) errno = ETIMEDOUT;
    return ready > 0;
}

}  // namespace

std::string ControlClient::send(std::string_view bytes) {
    while (!bytes.empty()) {
        if (!wait_for(socket_.get(), POLLOUT)) return lost("reached");
        const ssize_t sent = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && (errno == EAGAIN || errno == EINTR)) continue;
        if (sent < 0) return lost("reached");
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return {};
}

Result<ControlClient::Response, std::string> ControlClient::ask(std::string_view method, std::string_view target,
                                                                std::string_view body) {
    std::string head{method};
    head.append(" ").append(target).append(" HTTP/1.1\r\nHost: control\r\nContent-Length: ");
    head.append(std::to_string(body.size())).append("\r\n\r\n");
    std::string problem = send(head);
    if (problem.empty()) problem = send(body);
    if (!problem.empty()) return Error{problem};

    http::response_parser<http::string_body> parser;
    parser.body_limit(boost::none);  // The server is our own.
    parser.eager(true);
    boost::beast::flat_buffer buffer;
    while (!parser.is_done()) {
        if (!wait_for(socket_.get(), POLLIN)) return Error{lost("heard")};
        const auto room = buffer.prepare(kReadAtOnce);
        const ssize_t got = ::recv(socket_.get(), room.data(), room.size(), 0);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return Error{lost("heard")};
        if (got == 0) return Error{std::string{"the server that had the meet open has stopped; try again"}};
        buffer.commit(static_cast<std::size_t>(got));
        boost::system::error_code error;
        while (!parser.is_done() && buffer.size() > 0 && !error) buffer.consume(parser.put(buffer.data(), error));
        if (error && error != http::error::need_more)
            return Error{"the server's answer is none: " + error.message() + "; use the same version for both"};
    }
    auto message = parser.release();
    return Response{static_cast<int>(message.result_int()), std::move(message.body())};
}

}  // namespace heatline::timing
