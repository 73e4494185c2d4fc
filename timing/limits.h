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

// A frame of the station protocol may be this long; a longer one ends the connection.
inline constexpr std::size_t kStationFrameMax = 1024 * 1024;
// Readings in one message, and sent without an answer yet; one more ends the connection.
inline constexpr std::size_t kStationUnanswered = 256;
// Commands of a station that wait for their answers, and take-backs; one more ends the connection.
inline constexpr std::size_t kStationCommands = 16;
inline constexpr std::size_t kStationTakeBacks = 256;
// Stations at once, and of one token; the next is told `busy` and comes again.
inline constexpr std::size_t kStationsMax = 1'000;
inline constexpr std::size_t kStationsOfAToken = 16;
// What waits for one station beside facts and names, which are made as it takes them; then it is cut off with `busy`.
inline constexpr std::size_t kStationWaitingBytes = 4 * 1024 * 1024;
// Who says nothing for this long, a hello to begin with, is cut off, and so is who takes no frame for kAnswer.
inline constexpr std::chrono::milliseconds kStationSilent{5'000};
// How often a station is probed and told of the others; and how it begins.
inline constexpr std::chrono::milliseconds kStationTick{1'000};
inline constexpr std::size_t kStationFirstProbes = 8;
inline constexpr std::chrono::milliseconds kStationFirstTick{50};
// Probes that were not answered yet; the oldest is forgotten, and its answer means nothing.
inline constexpr std::size_t kStationProbesOut = 32;
// Readings wait for the first answered probe of their clock for this long; then the wall clock they tell must do.
inline constexpr std::chrono::milliseconds kStationSyncWait{2'000};
// Clocks of one device that are remembered; the oldest is forgotten, and its readings go by their wall clock.
inline constexpr std::size_t kClocksOfADevice = 16;
// The good-bye of a station may take this long; then it is cut off.
inline constexpr std::chrono::milliseconds kStationGoodbye{2'000};
// Names in one message, and how often a change of names is looked for.
inline constexpr std::size_t kStationNamesAtOnce = 1'000;
inline constexpr std::chrono::milliseconds kStationNamesTick{1'000};
// The latest facts are kept for stations: this many to begin with, these bytes at most; who is further behind reads
// the journal. A frame of theirs has this many bytes, but always one fact.
inline constexpr std::size_t kFeedBegins = 1'000;
inline constexpr std::size_t kFeedBytesMax = 8 * 1024 * 1024;
inline constexpr std::size_t kFeedFrameBytes = 256 * 1024;
// When the journal is too busy for a page of facts it is asked again after this.
inline constexpr std::chrono::milliseconds kFeedPause{20};

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
    std::chrono::milliseconds station_silent = kStationSilent;
    std::chrono::milliseconds station_tick = kStationTick;
    std::chrono::milliseconds station_sync_wait = kStationSyncWait;
};

// ---- the laptop's side: timing/station

// A message with readings ends behind the reading that passes this: 256 of the longest would not fit a frame.
inline constexpr std::size_t kStationMessageBytes = 256 * 1024;
// Key presses that wait for the disk. The next is not taken, and the window says so: a person makes ten in a second.
inline constexpr std::size_t kStationInputsMax = 4'096;
// How many actions undo goes back; older ones are for the office to take back.
inline constexpr std::size_t kStationUndos = 50;
// Entries of a laptop's own journal that its picture shows, the latest; the others are on disk.
inline constexpr std::size_t kStationShown = 2'000;
// A laptop's journal that refused is opened anew this often.
inline constexpr std::chrono::seconds kStationRetry{2};

// A laptop makes pictures of the meet no more often than this; what changed meanwhile is in the next.
inline constexpr std::chrono::milliseconds kReplicaPeriod{20};
// Rows that wait to be folded; while there are more, the laptop does not read its connection.
inline constexpr std::size_t kReplicaBytesMax = 8 * 1024 * 1024;
// Facts that a laptop keeps on its own disk for a start without a server: more than the largest meet has.
inline constexpr std::size_t kKeptFactsBytes = 64 * 1024 * 1024;
// How often facts whose chain does not fit are asked for from the start; then people are told.
inline constexpr int kReplicaAttempts = 3;

// Probes that wait to be answered; the oldest is forgotten, and the server asks again.
inline constexpr std::size_t kProbesWaiting = 16;
// Commands of this laptop that wait for their answers, as many as the server takes from one connection; the next is
// answered at once: not given.
inline constexpr std::size_t kCommandsWaiting = 16;
// Names a laptop keeps; no meet has as many.
inline constexpr std::size_t kKnownNamesMax = 400'000;
// Gaps that one connection mends; then it is made anew.
inline constexpr int kGapsMended = 8;

// What a laptop's link keeps to. Programs take the defaults; tests cannot wait that long.
struct LinkBounds {
    // For the server's name to be looked up; it goes on being, and the next attempt waits for the same.
    std::chrono::milliseconds look_up = std::chrono::seconds{5};
    std::chrono::milliseconds connect = std::chrono::seconds{5};
    // Nothing heard, or nothing taken, for this long: the connection is lost.
    std::chrono::milliseconds silence = std::chrono::seconds{5};
    // At least this often something is said.
    std::chrono::milliseconds health = std::chrono::seconds{1};
    std::chrono::milliseconds look_round = std::chrono::milliseconds{250};
    // Before the second attempt; then twice as long each time, up to the last.
    std::chrono::milliseconds first_wait = std::chrono::milliseconds{250};
    std::chrono::milliseconds last_wait = std::chrono::seconds{2};
    // A command without an answer for this long is told to be of unknown fate.
    std::chrono::milliseconds command = std::chrono::seconds{30};
};

}  // namespace heatline::timing::limits
