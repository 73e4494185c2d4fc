#include "tools/bench/watch.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <vector>

#include "timing/urgency.h"

namespace heatline::bench {
namespace {

constexpr std::int64_t kPatienceUs = 20'000'000;
constexpr std::int64_t kNotYet = -1;
constexpr std::string_view kElapsed = "\"elapsed_ms\":";

int connect_to(std::uint16_t port) {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return fd;
    ::close(fd);
    return -1;
}

struct Viewer {
    int fd = -1;
    std::string unread;              // Behind the last whole line.
    std::vector<std::int64_t> came;  // By finish: when.
    bool has_begun = false;          // Something came.
};

class Watch {
public:
    Watch(std::size_t viewers, const Requests& finishers, std::int64_t every_us)
        : finishers_(finishers), every_us_(every_us), viewers_(viewers) {
        for (Viewer& viewer : viewers_) viewer.came.assign(finishers.ends.size(), kNotYet);
        acknowledged_.assign(finishers.ends.size(), kNotYet);
    }
    ~Watch() {
        for (const Viewer& viewer : viewers_) {
            if (viewer.fd >= 0) ::close(viewer.fd);
        }
        for (const int fd : {device_, epoll_}) {
            if (fd >= 0) ::close(fd);
        }
    }
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

    Result<Samples, std::string> run(std::uint16_t port) {
        timing::go_first();
        if (!connect_all(port)) return Error{std::string{"not all viewers can connect"}};
        if (!turn_until(
                [&] { return std::all_of(viewers_.begin(), viewers_.end(), [](auto& v) { return v.has_begun; }); }))
            return Error{std::string{"not all viewers were sent a beginning"}};
        std::int64_t due = now_us() + 500'000;  // The first state has come by then.
        for (std::size_t i = 0; i < finishers_.ends.size(); ++i, due += every_us_) {
            while (now_us() < due) turn(1);
            const std::string_view request = finishers_.request(i);
            if (::send(device_, request.data(), request.size(), MSG_NOSIGNAL) < 0)
                return Error{std::string{"the device lost its connection"}};
            if (!turn_until([&] { return acknowledged_[i] != kNotYet; }))
                return Error{std::string{"a finish was not acknowledged"}};
        }
        if (!turn_until([&] { return missing_ == 0; }))
            return Error{std::to_string(missing_) + " finishes did not come to their viewers"};
        Samples samples;
        for (const Viewer& viewer : viewers_) {
            for (std::size_t i = 0; i < viewer.came.size(); ++i)
                samples.add(std::max<std::int64_t>(viewer.came[i] - acknowledged_[i], 0));
        }
        return samples;
    }

private:
    bool connect_all(std::uint16_t port) {
        epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
        device_ = connect_to(port);
        if (device_ < 0) return false;
        add(device_, viewers_.size());
        for (std::size_t i = 0; i < viewers_.size(); ++i) {
            viewers_[i].fd = connect_to(port);
            constexpr std::string_view kWatch = "GET /api/v1/stream HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
            if (viewers_[i].fd < 0 || ::send(viewers_[i].fd, kWatch.data(), kWatch.size(), MSG_NOSIGNAL) < 0)
                return false;
            add(viewers_[i].fd, i);
        }
        missing_ = viewers_.size() * finishers_.ends.size();
        return true;
    }
    void add(int fd, std::size_t number) {
        epoll_event wanted{};
        wanted.events = EPOLLIN;
        wanted.data.u64 = number;
        ::epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &wanted);
    }

    template <class Done>
    bool turn_until(const Done& done) {
        const std::int64_t give_up = now_us() + kPatienceUs;
        while (!done()) {
            if (now_us() > give_up) return false;
            turn(10);
        }
        return true;
    }

    void turn(int timeout_ms) {
        std::array<epoll_event, 256> ready{};
        const int count = ::epoll_wait(epoll_, ready.data(), static_cast<int>(ready.size()), timeout_ms);
        for (int i = 0; i < count; ++i) {
            const std::size_t number = ready[static_cast<std::size_t>(i)].data.u64;
            if (number == viewers_.size()) {
                take_answer();
            } else {
                take_lines(viewers_[number]);
            }
        }
    }

    void take_answer() {
        std::array<char, 4096> bytes;
        if (::recv(device_, bytes.data(), bytes.size(), 0) <= 0) return;
        const auto waiting = std::find(acknowledged_.begin(), acknowledged_.end(), kNotYet);
        if (waiting != acknowledged_.end()) *waiting = now_us();
    }

    void take_lines(Viewer& viewer) {
        std::array<char, 65536> bytes;
        const ssize_t got = ::recv(viewer.fd, bytes.data(), bytes.size(), 0);
        if (got <= 0) return;
        viewer.has_begun = true;
        viewer.unread.append(bytes.data(), static_cast<std::size_t>(got));
        const std::int64_t now = now_us();
        std::string_view rest = viewer.unread;
        for (std::size_t at = rest.find(kElapsed); at != std::string_view::npos; at = rest.find(kElapsed)) {
            const std::size_t end = rest.find(',', at);
            if (end == std::string_view::npos) break;
            std::int64_t elapsed = 0;
            std::from_chars(rest.data() + at + kElapsed.size(), rest.data() + end, elapsed);
            note(viewer, elapsed, now);
            rest.remove_prefix(end);
        }
        // A line that is not whole yet is looked at again when the rest has come.
        const std::size_t line = rest.rfind('\n');
        viewer.unread = std::string{line == std::string_view::npos ? rest : rest.substr(line + 1)};
    }

    void note(Viewer& viewer, std::int64_t elapsed_ms, std::int64_t now) {
        const auto finish = static_cast<std::size_t>((elapsed_ms - 300'000) / 1'000);
        if (elapsed_ms < 300'000 || finish >= viewer.came.size() || viewer.came[finish] != kNotYet) return;
        viewer.came[finish] = now;
        --missing_;
    }

    const Requests& finishers_;
    std::int64_t every_us_;
    std::vector<Viewer> viewers_;
    std::vector<std::int64_t> acknowledged_;  // By finish.
    std::size_t missing_ = 0;
    int epoll_ = -1;
    int device_ = -1;
};

}  // namespace

Result<Samples, std::string> watch_finishes(std::uint16_t port, std::size_t viewers, const Requests& finishers,
                                            std::int64_t every_us) {
    return Watch{viewers, finishers, every_us}.run(port);
}

}  // namespace heatline::bench
