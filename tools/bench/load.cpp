#include "tools/bench/load.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <limits>
#include <vector>

#include "timing/urgency.h"

namespace heatline::bench {
namespace {

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();
constexpr std::string_view kAllTaken = "\"duplicates\":0,\"quarantined\":0,";
constexpr std::int64_t kSilenceMax = 20'000'000;  // Without an answer for this long, the run is given up.

// A socket that closes itself.
class Socket {
public:
    Socket() = default;
    explicit Socket(int fd) : fd_(fd) {}
    Socket(Socket&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Socket& operator=(Socket&& other) noexcept {
        std::swap(fd_, other.fd_);
        return *this;
    }
    ~Socket() {
        if (fd_ >= 0) ::close(fd_);
    }
    int fd() const { return fd_; }

private:
    int fd_ = -1;
};

// Length of the whole answer that `text` begins with; 0 while its header is not complete.
std::size_t answer_length(std::string_view text) {
    const std::size_t header = text.find("\r\n\r\n");
    if (header == std::string_view::npos) return 0;
    constexpr std::string_view kLength = "\r\nContent-Length: ";
    std::size_t body = 0;
    if (const std::size_t at = text.find(kLength); at < header) {
        std::from_chars(text.data() + at + kLength.size(), text.data() + header, body);
    }
    return header + 4 + body;
}

struct Connection {
    Socket socket;
    const Requests* requests = nullptr;
    std::size_t next = 0;           // The request that is sent next.
    std::string_view unsent;        // Of the one under way.
    bool waiting = false;           // One is under way.
    std::int64_t counted_from = 0;  // Its latency counts from here.
    std::int64_t due = 0;           // When `next` may be sent.
    std::string answer;
};

class Load {
public:
    Load(std::span<const Requests> connections, std::int64_t every_us) : every_us_(every_us) {
        for (const Requests& requests : connections) connections_.emplace_back().requests = &requests;
    }

    Result<LoadResult, std::string> run(std::uint16_t port) {
        if (!connect_all(port)) return Error{"no connection to the server: " + std::string{std::strerror(errno)}};
        timing::go_first();  // At a race the stations have machines of their own.
        const std::int64_t began = now_us();
        const std::int64_t cpu_began = thread_cpu_us();
        for (std::size_t i = 0; i < connections_.size(); ++i) {
            const auto share =
                static_cast<std::int64_t>(i) * every_us_ / static_cast<std::int64_t>(connections_.size());
            connections_[i].due = began + share;
            left_ += connections_[i].requests->ends.size();
        }
        while (left_ > 0) {
            if (!send_due()) return Error{std::string{"the server closed a connection"}};
            if (!take_answers()) return Error{std::string{"the server closed a connection, or does not answer"}};
        }
        result_.us = now_us() - began;
        result_.cpu_us = thread_cpu_us() - cpu_began;
        return std::move(result_);
    }

private:
    bool connect_all(std::uint16_t port) {
        epoll_ = Socket{::epoll_create1(EPOLL_CLOEXEC)};
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        for (std::size_t i = 0; i < connections_.size(); ++i) {
            Socket socket{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
            const int on = 1;
            ::setsockopt(socket.fd(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
            if (::connect(socket.fd(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return false;
            epoll_event event{};
            event.events = EPOLLIN;
            event.data.u64 = i;
            if (::epoll_ctl(epoll_.fd(), EPOLL_CTL_ADD, socket.fd(), &event) != 0) return false;
            connections_[i].socket = std::move(socket);
        }
        return true;
    }

    // Sends what may be sent now, and notes when there is more.
    bool send_due() {
        const std::int64_t now = now_us();
        next_due_ = kNever;
        for (Connection& connection : connections_) {
            if (!start_next(connection, now)) return false;
        }
        return true;
    }

    bool start_next(Connection& c, std::int64_t now) {
        if (c.waiting) return c.unsent.empty() || send(c);
        if (c.next == c.requests->ends.size()) return true;
        if (c.due > now) {
            next_due_ = std::min(next_due_, c.due);
            return true;
        }
        c.unsent = c.requests->request(c.next++);
        c.waiting = true;
        c.counted_from = every_us_ > 0 ? c.due : now;
        c.due += every_us_;
        return send(c);
    }

    // Waits only where the socket's buffer is full, which a request of some 20 KiB never fills on this machine.
    bool send(Connection& c) {
        while (!c.unsent.empty()) {
            const ssize_t sent = ::send(c.socket.fd(), c.unsent.data(), c.unsent.size(), MSG_NOSIGNAL);
            if (sent < 0 && errno == EINTR) continue;
            if (sent <= 0) return false;
            c.unsent.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }

    bool take_answers() {
        const std::int64_t now = now_us();
        const std::int64_t until = std::min(next_due_, now + kSilenceMax);
        const std::int64_t pause = std::max<std::int64_t>(until - now, 0);
        const timespec wait{static_cast<time_t>(pause / 1'000'000), static_cast<long>(pause % 1'000'000 * 1000)};
        std::array<epoll_event, 64> events;
        const int count = ::epoll_pwait2(epoll_.fd(), events.data(), static_cast<int>(events.size()), &wait, nullptr);
        if (count < 0) return errno == EINTR;
        if (count == 0) return next_due_ != kNever;
        for (int i = 0; i < count; ++i) {
            Connection& c = connections_[events[static_cast<std::size_t>(i)].data.u64];
            if (!receive(c)) return false;
            if (every_us_ == 0 && !start_next(c, now_us())) return false;
        }
        return true;
    }

    bool receive(Connection& c) {
        const ssize_t got = ::recv(c.socket.fd(), buffer_.data(), buffer_.size(), 0);
        if (got < 0) return errno == EINTR;
        if (got == 0) return false;
        c.answer.append(buffer_.data(), static_cast<std::size_t>(got));
        const std::size_t length = answer_length(c.answer);
        if (length == 0 || c.answer.size() < length || !c.waiting) return true;
        result_.latency.add(now_us() - c.counted_from);
        if (!c.answer.starts_with("HTTP/1.1 200") || c.answer.find(kAllTaken) == std::string::npos) {
            if (result_.refused++ == 0) result_.first_refusal = c.answer.substr(0, 400);
        }
        c.answer.erase(0, length);
        c.waiting = false;
        --left_;
        return true;
    }

    const std::int64_t every_us_;  // 0: as fast as it goes.
    Socket epoll_;
    std::vector<Connection> connections_;
    std::array<char, 65536> buffer_;
    std::size_t left_ = 0;
    std::int64_t next_due_ = kNever;
    LoadResult result_;
};

}  // namespace

Result<LoadResult, std::string> run_load(std::uint16_t port, std::span<const Requests> connections) {
    return Load{connections, 0}.run(port);
}

Result<LoadResult, std::string> run_paced(std::uint16_t port, std::span<const Requests> connections,
                                          std::int64_t every_us) {
    return Load{connections, every_us}.run(port);
}

}  // namespace heatline::bench
