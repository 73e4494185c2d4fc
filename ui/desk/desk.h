#pragma once
// Desk: everything that a frame may show. A view is a function of it and of what the window remembers (screen.h), and
// of nothing else: no socket, no journal, no clock. It is put together before each frame from immutable parts; render
// thread.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/overview/overview.h"
#include "engine/overview/settled.h"
#include "engine/snapshot.h"
#include "ui/desk/name_book.h"

namespace heatline::ui {

enum class View : std::uint8_t { finish, chute, announcer, director, tents, heats, results, grants, devices };
inline constexpr std::size_t kViews = 9;
// The word of the command line: "finish", "chute", …
const char* view_word(View view);
std::optional<View> parse_view(std::string_view word);
// Whether somebody with this role may open the view. Timers and marshals have the stations' views and the lists without
// names.
bool may_see(Role role, View view);
// Those it may open, in their order.
std::vector<View> views_of(Role role);
// Whether the server takes commands from this role: the office's.
bool may_command(Role role);
// What is shown to this role when nothing else was asked for.
View first_view(Role role);

// How the server is reached.
struct LinkLook {
    enum class State : std::uint8_t {
        connecting,  // Never reached yet.
        live,
        lost,     // Was there; tried again all the time.
        refused,  // The token is not good.
        newer,    // The server says what this version cannot understand.
    };
    State state = State::connecting;
    std::string sentence;      // What is wrong and what to do; empty while live.
    std::int64_t since_s = 0;  // For how long it is not live.
    std::string device;        // The name of this token's device.
    Role role = Role::timer;
    std::string line;  // The finish line it stands at.
    TeamId team;       // Of a tent.
};

// What this laptop recorded itself.
struct OwnEntry {
    ReadingKind kind = ReadingKind::tap;
    std::uint64_t number = 0;  // Of its kind, from 1: "tap 42".
    Instant at;                // As well as is known; see StationLook::timed.
    std::string bib;
    std::string heat;  // Of a start.
    bool undone = false;
    bool sent = false;  // The server has it.
};
// What a practice heat asks of its newcomer just now; practice/practice.h.
struct PracticeLook {
    struct Comer {
        std::string bib;       // Empty: a child without a number.
        int way_milli = 1000;  // 1000: just in sight, 0: at the line, below: past it.
    };
    std::string ask;   // "A runner comes. Press SPACE as she crosses."
    std::string note;  // What became of the last thing that was done; may be empty.
    std::uint32_t step = 0, steps = 0;
    std::vector<Comer> comers;  // The nearest first.
    bool over = false;
};
struct StationLook {
    bool records = false;   // This window has a journal of its own, and its role may record.
    bool practice = false;  // Nothing of it reaches a result.
    bool timed = false;     // `at` is on the meet's timeline: the server's clock was heard at least once.
    std::shared_ptr<const std::vector<OwnEntry>> entries = std::make_shared<std::vector<OwnEntry>>();  // Oldest first;
    // all since the gun of the earliest heat that runs, or the view counts too few.
    std::uint64_t unsent = 0;
    std::string trouble;  // A full disk, another window: what and what to do. Empty while all is well.
    bool can_undo = false, can_redo = false;
    std::string said;                  // The last thing that was done, in words: "removed tap 42".
    std::optional<OwnEntry> said_of;   // What it was done to; none: nothing of this laptop's journal.
    std::int64_t said_ms = 1 << 30;    // How long ago.
    bool refused_flash = false;        // The last key was no use: the double tone's twin.
    std::string typed;                 // Digits typed so far.
    std::vector<std::string> offered;  // The bibs among which one is being chosen; empty: none is.
    int chosen = -1;                   // Which of them, from 0; -1: none.
    PracticeLook lesson;               // While it is practice.
};

// Another laptop, as the server tells of it.
struct OtherStation {
    std::string device;
    bool connected = false;
    std::uint32_t windows = 0;
    std::optional<Instant> heard;
    std::uint64_t unsent = 0;
    std::optional<int> battery_percent;
    bool charging = false;
    std::string view, person, trouble;
    std::optional<std::int64_t> offset_us, bound_us;
};

// The list of views over the header. KeyDesk hears its keys and knows whether it is open; this is what it looks like.
struct MenuLook {
    bool open = false;
    std::size_t chosen = 0;  // In views_of().
};

struct SoundLook {
    bool muted = false;
    bool working = true;  // There is something to sound on.
};

struct Desk {
    std::shared_ptr<const Snapshot> snapshot;  // Null until the first has come.
    std::shared_ptr<const Overview> overview;  // Comes with it.
    std::vector<MovedWatch::Moved> moved;      // Certain times that moved with a later reading.
    std::int64_t heard_s = 0;                  // How old the snapshot is when the server is lost.
    NameBook names;
    Instant now;                     // On the meet's timeline, as well as is known.
    std::int64_t now_device_us = 0;  // The same moment on CLOCK_BOOTTIME, as KeyPress::device_us has it; 0: not known.
    LinkLook link;
    StationLook station;
    std::vector<OtherStation> stations;  // For those who may know.
    bool focused = true;                 // Keys arrive.
    std::optional<int> battery_percent;
    bool charging = false;
    std::int64_t battery_low_ms = 0;  // For how long it is below 15 percent and not charging; 0: it is not.
    SoundLook sound;
    MenuLook menu;
    // What became of the last command of this window: a sentence, and whether it was done.
    struct Answer {
        bool done = true;
        std::string sentence;
        std::int64_t age_ms = 1 << 30;
    } answer;
};

// Why this window may not give commands now, as a sentence; empty: it may.
std::string cannot_command(const Desk& desk);
// The name of a device, as commands have it; empty when it is not known.
std::string device_name(const Desk& desk, DeviceId device);

}  // namespace heatline::ui
