#include "timing/clock.h"

#include <fcntl.h>
#include <time.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <optional>
#include <sstream>

#include "timing/descriptor.h"

namespace heatline::timing {
namespace {

constexpr const char* kBootId = "/proc/sys/kernel/random/boot_id";

std::int64_t micros(const timespec& time) { return std::int64_t{time.tv_sec} * 1'000'000 + time.tv_nsec / 1'000; }

class RealClock final : public Clock {
public:
    RealClock() {
        std::ifstream file{kBootId};
        std::getline(file, boot_);
        if (boot_.empty()) boot_ = "this-boot";  // No /proc: then a boot is as long as the program runs.
    }
    std::int64_t boottime_us() const override {
        timespec time{};
        ::clock_gettime(CLOCK_BOOTTIME, &time);
        return micros(time);
    }
    Instant wall() const override {
        timespec time{};
        ::clock_gettime(CLOCK_REALTIME, &time);
        return {micros(time)};
    }
    std::string boot() const override { return boot_; }

private:
    std::string boot_;
};

struct Pair {
    std::string boot;
    std::int64_t boottime_us = 0, wall_us = 0;
};

std::optional<Pair> read_pair(const std::string& path) {
    std::ifstream file{path};
    std::string line;
    Pair pair;
    if (!std::getline(file, line)) return std::nullopt;
    std::istringstream words{line};
    if (!(words >> pair.boot >> pair.boottime_us >> pair.wall_us)) return std::nullopt;
    return pair;
}

// Whole or not at all: written beside, and put in place.
void write_pair(const std::string& path, const Pair& pair) {
    const std::string text =
        pair.boot + " " + std::to_string(pair.boottime_us) + " " + std::to_string(pair.wall_us) + "\n";
    const std::string beside = path + ".new";
    {
        const Descriptor file{::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)};
        if (!file || ::write(file.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size())) return;
        if (::fsync(file.get()) != 0) return;
    }
    [[maybe_unused]] const int moved = ::rename(beside.c_str(), path.c_str());
}

}  // namespace

const Clock& real_clock() {
    static const RealClock clock;
    return clock;
}

MeetClock::MeetClock(const Clock& clock, const std::string& dir)
    : clock_(clock), boottime_us_(clock.boottime_us()), wall_us_(clock.wall().us) {
    if (dir.empty()) return;
    const std::string path = dir + "/clock";
    const std::optional<Pair> kept = read_pair(path);
    // Of this boot, and not from its future: nobody else's pair.
    if (kept && kept->boot == clock.boot() && kept->boottime_us <= boottime_us_) {
        boottime_us_ = kept->boottime_us;
        wall_us_ = kept->wall_us;
    } else {
        write_pair(path, {clock.boot(), boottime_us_, wall_us_});
    }
}

}  // namespace heatline::timing
