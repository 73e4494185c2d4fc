#pragma once
// Crowd: all stations of a simulated day, on a few threads, slice by slice.
//
// Each station has a connection of its own; a thread serves several of them in turn. send() returns when every station
// has delivered what is due, or one has given up. The caller's thread is the only one that may call; the threads end
// with the object.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "tools/simulate/station.h"

namespace heatline::simulate {

inline constexpr std::size_t kCrowdThreadsMax = 8;

class Crowd {
public:
    struct Member {
        std::string name;
        std::string token;
        std::vector<Note> notes;  // By `due`.
    };
    Crowd(timing::ServerAddress server, std::vector<Member> members, const Mistakes& mistakes, std::uint64_t seed,
          bool repeatable_epochs);
    ~Crowd();
    Crowd(const Crowd&) = delete;
    Crowd& operator=(const Crowd&) = delete;

    // Everything due before `until`.
    Result<Done, std::string> send(Instant until);

    Delivered delivered() const;
    void add_tallies(Tallies& tallies) const;

private:
    struct Post;
    struct Threads;
    std::vector<std::unique_ptr<Post>> posts_;
    std::unique_ptr<Threads> threads_;
};

// Sixteen random hex digits, unlike any before.
std::string random_hex();

}  // namespace heatline::simulate
