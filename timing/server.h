#pragma once
// Server: the composition root without a window. A meet folder in, HTTP on one port out; one io thread.
//
// run() uses the calling thread as the io thread and returns when the server has stopped in order: after a signal,
// after request_stop(), or after the journal failed.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "timing/certificate.h"
#include "timing/clock.h"
#include "timing/limits.h"
#include "timing/meet_folder.h"
#include "timing/net/doors.h"

namespace heatline::timing {

struct ServerOptions {
    std::string host = "127.0.0.1";  // A name or an address.
    std::uint16_t port = 8470;       // 0 picks a free one.
    // What the server shows who it is with. None: no TLS; beyond this machine there are pages then, and nothing else.
    std::optional<Certificate> certificate;
    // Whether peers on this machine may do without TLS.
    bool plain_on_this_machine = true;
    bool stop_on_signals = true;  // SIGINT and SIGTERM.
    limits::ServerBounds bounds;
    Doors doors;
    const Clock* clock = nullptr;  // What the meet clock is made of; none: the machine's own.
    // Told once the server accepts, with the address that was bound; called on the io thread.
    std::function<void(const std::string& address, std::uint16_t port)> on_listening;
    // Called every limits::kLookRound while the server runs, on the io thread: short, and never waiting. May be empty.
    std::function<void()> look_round;
    // Told what went wrong, in one line for people; called on the io thread.
    std::function<void(const std::string&)> on_problem;
};

class Server {
public:
    // Binds the port. An error says in one line why it cannot be had.
    static Result<std::unique_ptr<Server>, MeetProblem> make(MeetFolder meet, ServerOptions options);
    // The same over any store.
    static Result<std::unique_ptr<Server>, MeetProblem> make(MeetFolder::Parts meet, ServerOptions options);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    // True after an orderly stop; false when the journal failed.
    bool run();
    // From any thread: answers what is under way, makes it durable, stops.
    void request_stop();

private:
    class Impl;
    explicit Server(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace heatline::timing
