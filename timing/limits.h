#pragma once
// Every bound of the server, by name, with what happens there. The engine's own stand in engine/base/limits.h.

#include <chrono>
#include <cstddef>

namespace heatline::timing::limits {

// A request body longer than this is refused (413) without being read.
inline constexpr std::size_t kBodyBytesMax = 1024 * 1024;
// Request line and headers longer than this are refused (431), and the connection closed.
inline constexpr std::size_t kHeaderBytesMax = 8 * 1024;
// The next connection beyond this takes the place of a stranger (one that has shown no token) of whom nothing is asked
// just now; where there is none it is closed at once. Those that are open go on.
inline constexpr std::size_t kConnectionsMax = 4'000;
// Strangers among them, so that devices always find room; and from one address beyond this machine. The next takes the
// place of the one that has been quiet longest: closing the newest instead would let a few silent ones keep devices
// out.
inline constexpr std::size_t kStrangersMax = 2'000;
inline constexpr std::size_t kStrangersOfAnAddress = 32;
// Open files kept for the journal and the like when the system allows few: that many fewer connections.
inline constexpr std::size_t kFilesKept = 64;
// A TLS handshake that takes longer is cut off.
inline constexpr std::chrono::seconds kHandshake{3};
// certificate.pem and key.pem may be this long; a longer one is refused when the program starts.
inline constexpr std::size_t kPemBytesMax = 64 * 1024;
// A connection on which nothing comes for this long is closed. Devices reconnect without harm.
inline constexpr std::chrono::seconds kIdle{60};
// From the first byte of a request to its last: a slower sender is cut off.
inline constexpr std::chrono::seconds kRequest{10};
// A reader that does not take its answer within this is cut off.
inline constexpr std::chrono::seconds kAnswer{10};
// How long an orderly stop waits for answers under way before it closes their sockets.
inline constexpr std::chrono::seconds kStop{5};
// A proposal of facts over the control socket may be this long: the largest roster and its texts. A longer one is
// refused.
inline constexpr std::size_t kControlBodyBytesMax = 512 * 1024 * 1024;
// As kIdle and kRequest, for a command on the control socket, which may search for a plan in between.
inline constexpr std::chrono::minutes kControlIdle{30};
inline constexpr std::chrono::minutes kControlRequest{2};
// Rows of the journal in one answer of the control socket: few, because commits wait while they are read.
inline constexpr std::size_t kControlRowsAPage = 200;
// Facts of a proposal that are taken before the others have a turn.
inline constexpr std::size_t kFactsATurn = 500;
// How often the server looks whether its surroundings have changed (an edited meet.toml).
inline constexpr std::chrono::seconds kLookRound{2};
// Facts in one answer of /api/v1/journal; the next page starts behind the last.
inline constexpr std::size_t kJournalPage = 1'000;
// Lines of problems in one answer; the counts stay exact.
inline constexpr std::size_t kProblemsShown = 100;

// What one viewer of the stream has in memory at most, but always one line; the rest waits in the table it reads.
inline constexpr std::size_t kStreamChunkBytes = 16 * 1024;
// What the system holds beside it for the same viewer. Left alone it takes megabytes, and a viewer that has stopped
// reading is not noticed before they are full.
inline constexpr std::size_t kStreamHeldBytes = 64 * 1024;
// The stream looks for something new this often; what changed twice meanwhile is sent once.
inline constexpr std::chrono::milliseconds kStreamTick{33};
// A stream that has nothing to say for this long says so, for whatever stands between us and the viewer.
inline constexpr std::chrono::seconds kStreamQuiet{15};
// Rows that are gone and still told of; a viewer from before the oldest that was forgotten gets everything again.
inline constexpr std::size_t kStreamGoneMax = 20'000;
// Viewers that were cut off for being slow and have not come back; the oldest is forgotten, and never told.
inline constexpr std::size_t kStreamSlowRemembered = 256;

// What one server keeps to. Programs take the defaults; tests cannot wait that long.
struct ServerBounds {
    std::chrono::milliseconds idle = kIdle;
    std::chrono::milliseconds request = kRequest;
    std::chrono::milliseconds answer = kAnswer;
    std::chrono::milliseconds stop = kStop;
    std::chrono::milliseconds handshake = kHandshake;
    std::size_t connections = kConnectionsMax;
    std::size_t strangers = kStrangersMax;
    std::size_t strangers_of_an_address = kStrangersOfAnAddress;
    std::chrono::milliseconds stream_tick = kStreamTick;
    std::chrono::milliseconds stream_quiet = kStreamQuiet;
};

}  // namespace heatline::timing::limits
