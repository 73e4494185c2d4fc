#pragma once
// message: what a laptop and the server say to each other, as values; timing/PROTOCOL.md has the words. Both sides use
// it.
//
// Reading a message believes nothing and never throws: what is not there, of another type or too long is a sentence.
// Pure; any thread.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/base/result.h"
#include "engine/reading.h"

namespace heatline::timing::message {

inline constexpr std::uint64_t kVersion = 1;

// ---- from the laptop

struct Hello {
    std::uint64_t version = kVersion;
    std::string epoch, boot;                  // Both empty: it records nothing.
    std::optional<std::uint64_t> facts_from;  // None: it wants no facts.
    std::string facts_hash;                   // 64 hex digits, or empty.
    std::string operator_name;
    friend bool operator==(const Hello&, const Hello&) = default;
};

// Each reading is the text of its object; net/reading_json.h reads it once its epoch and number are known.
struct Readings {
    std::uint64_t first = 0;
    std::vector<std::string> readings;
    friend bool operator==(const Readings&, const Readings&) = default;
};

struct TakeBack {
    std::string id;
    std::string epoch;
    std::uint64_t seq = 0;
    bool back = true;  // False: it counts again.
    friend bool operator==(const TakeBack&, const TakeBack&) = default;
};

struct ProbeAnswer {
    std::uint64_t id = 0;
    std::int64_t received_us = 0, sent_us = 0;
    friend bool operator==(const ProbeAnswer&, const ProbeAnswer&) = default;
};

struct Command {
    std::uint64_t ask = 0;
    std::string body;  // One JSON object.
    friend bool operator==(const Command&, const Command&) = default;
};

struct Health {
    std::uint64_t unsent = 0;
    std::optional<std::uint32_t> battery;  // Per cent.
    bool charging = false;
    std::string view;
    std::string trouble;
    friend bool operator==(const Health&, const Health&) = default;
};

// ---- from the server

struct Welcome {
    std::uint64_t version = kVersion;
    std::string device, role, line;
    std::string tent;  // The team's name, of a tent's token.
    std::uint64_t durable_through = 0, durable_seq = 0;
    std::optional<std::uint64_t> facts_from;
    std::int64_t server_us = 0;
    friend bool operator==(const Welcome&, const Welcome&) = default;
};

struct End {
    std::string code;  // revoked, stop, failed, busy, protocol.
    std::string text;
    friend bool operator==(const End&, const End&) = default;
};

struct Durable {
    struct Problem {
        std::uint64_t seq = 0;
        std::string code, detail;
        friend bool operator==(const Problem&, const Problem&) = default;
    };
    std::uint64_t through = 0;
    std::vector<Problem> problems;
    friend bool operator==(const Durable&, const Durable&) = default;
};

struct Refused {
    std::string code;  // E_GAP, E_CONFLICT, E_ROLE.
    std::uint64_t want = 0;
    std::string detail;
    friend bool operator==(const Refused&, const Refused&) = default;
};

struct TakenBack {
    std::string id;
    std::string error;  // Empty: it was done, and is durable.
    friend bool operator==(const TakenBack&, const TakenBack&) = default;
};

struct Probe {
    std::uint64_t id = 0;
    std::int64_t server_us = 0;
    std::uint64_t durable_seq = 0;
    std::optional<std::int64_t> offset_us, bound_us;  // Both or none.
    friend bool operator==(const Probe&, const Probe&) = default;
};

struct Names {
    struct Name {
        std::uint32_t heat = 0, runner = 0;
        std::string name, say_it;
        friend bool operator==(const Name&, const Name&) = default;
    };
    std::uint64_t seq = 0;
    std::vector<Name> names;
    friend bool operator==(const Names&, const Names&) = default;
};

struct CommandAnswer {
    std::uint64_t ask = 0;
    std::uint32_t status = 0;
    std::string body;  // JSON.
    friend bool operator==(const CommandAnswer&, const CommandAnswer&) = default;
};

struct Stations {
    struct Station {
        std::string device;
        bool connected = false;
        std::uint64_t windows = 0;
        std::int64_t heard_us = 0;
        Health health;
        std::string operator_name;
        std::optional<std::int64_t> offset_us, bound_us;
        friend bool operator==(const Station&, const Station&) = default;
    };
    std::vector<Station> stations;
    friend bool operator==(const Stations&, const Stations&) = default;
};

// A type that begins with `x-`: to be ignored.
struct Unknown {
    friend bool operator==(const Unknown&, const Unknown&) = default;
};

using Message = std::variant<Hello, Readings, TakeBack, ProbeAnswer, Command, Health, Welcome, End, Durable, Refused,
                             TakenBack, Probe, Names, CommandAnswer, Stations, Unknown>;

std::string to_text(const Hello& message);
std::string to_text(const Readings& message);
std::string to_text(const TakeBack& message);
std::string to_text(const ProbeAnswer& message);
std::string to_text(const Command& message);
std::string to_text(const Health& message);
std::string to_text(const Welcome& message);
std::string to_text(const End& message);
std::string to_text(const Durable& message);
std::string to_text(const Refused& message);
std::string to_text(const TakenBack& message);
std::string to_text(const Probe& message);
std::string to_text(const Names& message);
std::string to_text(const CommandAnswer& message);
std::string to_text(const Stations& message);

// The error is a sentence that may be told to the other side.
Result<Message, std::string> parse_message(std::string_view text);

// A reading as it stands in `readings`: the object as it was made, or one made of what the reading says.
std::string reading_text(const Reading& reading);

}  // namespace heatline::timing::message
