#pragma once
// Station: one device of a simulated day: its own numbered list of readings, and the stubbornness to deliver them.
//
// The rule is that of every real station: nothing leaves the list before the server said that it is durable, and what
// was not answered is sent again, so that a lost answer makes a duplicate and never a gap. Bounded retries; then an
// error in a sentence. One thread at a time.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "tools/draw.h"
#include "tools/http_client.h"
#include "tools/simulate/volunteers.h"

namespace heatline::simulate {

// Readings in one request; a few hundred bytes each, far below the megabyte that a server takes.
inline constexpr std::size_t kBatchReadings = 200;
// Tries for one batch, with a pause before each further one; then the station gives up with an error.
inline constexpr int kTriesMax = 8;

// The way to POST /api/v1/readings, with this device's token.
class Uplink {
public:
    virtual ~Uplink() = default;
    virtual tools::HttpClient::Answer post(const std::string& body) = 0;
    virtual Result<Done, std::string> post_and_hang_up(const std::string& body) = 0;
    // Waits before try number `tries` + 1.
    virtual void pause(int tries) = 0;
};

struct Delivered {
    std::int64_t readings = 0;  // Made by the device.
    std::int64_t accepted = 0;  // As answered; what was taken without an answer comes back as a duplicate.
    std::int64_t duplicates = 0;
    std::int64_t quarantined = 0;
    std::int64_t tries_again = 0;  // Batches sent again because something went wrong that was not planned.
};

class Station {
public:
    // `new_epoch` gives a text that this device never used before. `readings` is how many the day will bring.
    Station(std::string name, Uplink& uplink, std::function<std::string()> new_epoch, std::size_t readings,
            const Mistakes& mistakes, std::uint64_t seed);

    void note(const Note& note);
    // Sends all that is not durable yet.
    Result<Done, std::string> deliver();

    const std::string& name() const { return name_; }
    const Delivered& delivered() const { return delivered_; }
    // lost_answer and restart only.
    const Tallies& tallies() const { return tallies_; }

private:
    struct Line {
        std::string epoch;
        std::uint64_t seq;
        std::string text;
    };
    enum class Verdict : std::uint8_t { durable, again, moved };
    Result<Verdict, std::string> understand(const tools::Response& response, std::size_t end);

    std::string name_;
    Uplink& uplink_;
    std::function<std::string()> new_epoch_;
    Draw draw_;
    std::int32_t lost_answer_permille_;
    std::size_t restart_at_;  // Before this reading; beyond the last: never.
    std::string epoch_;
    std::uint64_t seq_ = 0;
    std::vector<Line> lines_;  // The device's own journal.
    std::size_t durable_ = 0;  // So many from the front are durable.
    Delivered delivered_;
    Tallies tallies_{};
};

}  // namespace heatline::simulate
