#pragma once
// Outbox: what this laptop recorded and the server has not acknowledged, in the order of the laptop's own journal.
//
//   - At most kStationUnanswered sent and not answered; acknowledgements are cumulative.
//   - A reading counts as acknowledged only when this run of the program sent it and then heard so: a folder that was
//     copied to a second laptop is found out by the conflict, never passed over because the server's count is high.
//   - A server that was restored from a backup gets again what it does not have: readings by its count, and every
//     take-back on every connection. They are few, and by its id each is done once.
//   - A take-back waits for its reading's acknowledgement: until then the number may be another laptop's on the server.
//   - After a conflict the readings go on under a new epoch; each one names the reading it stands for.
//
// Nothing is ever thrown away: a day of a laptop is some thousand readings of about 150 bytes. Pure; one thread.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "timing/station/message.h"

namespace heatline::timing {

// What the laptop's journal gives to send, in its order.
struct EpochBegun {
    std::string epoch;
};
struct OutReading {
    std::uint64_t seq = 0;  // In the epoch begun last, from 1 by 1.
    std::string text;       // The object of a `readings` message.
    // The reading of an earlier epoch that this one stands for; empty: none.
    std::string instead_of_epoch;
    std::uint64_t instead_of_seq = 0;
};
using OutItem = std::variant<EpochBegun, OutReading, message::TakeBack>;

class Outbox {
public:
    using Send = std::variant<message::Readings, message::TakeBack>;

    void take(const OutItem& item);
    const std::string& epoch() const { return epoch_; }

    // A new connection, whose server holds the readings of the epoch up to `durable_through`.
    void connected(std::uint64_t durable_through);
    // The next message to send; none while all is sent or too much is not answered.
    std::optional<Send> next();
    void durable(std::uint64_t through);
    // The server misses reading `want`.
    void gap(std::uint64_t want);
    // What to tell people; empty when all is well.
    std::string taken_back(const message::TakenBack& answer);

    // Readings and take-backs that the server is not known to have.
    std::size_t unsent() const;
    // The last reading that is known to be on the server.
    std::uint64_t acknowledged() const { return acknowledged_; }

private:
    struct Pending {
        message::TakeBack message;
        enum class State : std::uint8_t { waits, in_flight, answered } state = State::waits;  // On this connection.
        bool known = false;  // Answered on some connection.
    };
    std::size_t in_flight() const;
    bool is_due(const Pending& pending) const;

    std::string epoch_;
    std::vector<std::string> readings_;  // Reading `seq` is readings_[seq - 1].
    std::uint64_t acknowledged_ = 0;
    std::uint64_t sent_ = 0;  // On this connection, or acknowledged.
    std::vector<Pending> take_backs_;
    std::size_t done_ = 0;       // Take-backs before this one are answered on this connection.
    std::size_t in_flight_ = 0;  // Take-backs.
    std::size_t unknown_ = 0;    // Take-backs that were never answered.
};

}  // namespace heatline::timing
