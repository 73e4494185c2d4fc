#pragma once
// Link: the laptop's line to the server, for as long as the program runs: connects, says who is here, sends the outbox,
// answers clock probes at once, hands rows to the replica, and after any loss connects again, after 0.25, 0.5, 1, then
// every 2 s. Nothing a person does is needed for that.
//
// Its own thread with one io_context. All functions may be called from any thread; callbacks come on the link's thread
// and must not wait.

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/fact.h"
#include "timing/clock.h"
#include "timing/limits.h"
#include "timing/server_address.h"
#include "timing/station/host_door.h"
#include "timing/station/message.h"
#include "timing/station/outbox.h"
#include "timing/station/replica.h"

namespace heatline::timing {

// Names the server lets this role know, by heat and runner.
struct KnownName {
    std::string name, say_it;
};
using KnownNames = std::map<std::pair<HeatId, RunnerId>, KnownName>;

struct LinkPicture {
    enum class State : std::uint8_t {
        connecting,  // For the first time.
        live,
        lost,     // Was live, or nobody answers; it comes back by itself.
        refused,  // Somebody has to do something: `sentence` says what.
    };
    State state = State::connecting;
    std::int64_t since_us = 0;  // When this state began, on the laptop's BOOTTIME clock.
    std::string sentence;       // For people; empty while live and well.
    std::string device, line, tent;
    std::optional<Role> role;
    std::optional<std::int64_t> offset_us, bound_us;  // What the server thinks of this laptop's clock.
    std::uint64_t handed = 0;                         // Items that the station has given so far…
    std::uint64_t unsent = 0;     // …and readings and take-backs of them that are not known to be on the server.
    std::string reading_problem;  // The last reading that the server could not take as it is, in words.
    std::vector<message::Stations::Station> stations;
    std::shared_ptr<const KnownNames> names = std::make_shared<const KnownNames>();
};

// How this laptop is, as it tells the server.
struct LaptopHealth {
    std::optional<std::uint32_t> battery;  // Per cent.
    bool charging = false;
    std::string view;
    std::string trouble;
    friend bool operator==(const LaptopHealth&, const LaptopHealth&) = default;
};

// What the server said to a command; status 0: nothing, and `body` is a sentence.
struct CommandAnswer {
    std::uint32_t status = 0;
    std::string body;
};

class Link {
public:
    struct Options {
        ServerAddress server;
        std::string token;
        std::string operator_name;
        const Clock* clock = &real_clock();
        limits::LinkBounds bounds;
        HostDoor look_up = ask_system;  // Called on threads that may outlive the link.
    };
    struct Callbacks {
        std::function<void()> changed;  // The picture is another.
        // The server holds another laptop's reading `seq` of `epoch`. May be empty for a link that records nothing.
        std::function<void(const std::string& epoch, std::uint64_t seq)> conflict;
    };

    // `replica` outlives this object; null: no facts are asked for.
    Link(Options options, Callbacks callbacks, Replica* replica);
    ~Link();
    Link(const Link&) = delete;
    Link& operator=(const Link&) = delete;

    // What was given to send() before this is known to the first hello.
    void start();
    // Ends the thread, without waiting for whatever the network or the system owes it; everything else then does
    // nothing. Calling it again is no harm.
    void stop();
    // What the laptop's journal gives to send, in its order.
    void send(std::vector<OutItem> items);
    void say_health(LaptopHealth health);
    // Gives a command: the JSON object of POST /api/v1/commands. With an `id` in it, it is sent again after a loss and
    // done once; the answer comes within limits::LinkBounds::command, or a sentence that says it is not known.
    void command(std::string body, std::function<void(CommandAnswer)> answer);
    // The replica wants other facts than it gets.
    void connect_anew();
    // The replica takes rows again.
    void room();

    std::shared_ptr<const LinkPicture> picture() const;
    // When the server was last heard, on the laptop's BOOTTIME clock; 0: never. And what it had then.
    std::int64_t heard_us() const;
    Seq server_seq() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

// How long to wait before connecting for the `attempt`th time in a row, from 1.
std::chrono::milliseconds link_wait(const limits::LinkBounds& bounds, unsigned attempt);

}  // namespace heatline::timing
