#include "timing/urgency.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>

namespace heatline::timing {
namespace {

constexpr int kReplicaNice = 5;
constexpr int kCommandNice = 10;
// The shortest turn that Linux takes; the usual one is about 3 ms, and whoever has begun one ends it.
constexpr std::uint64_t kShortTurnNs = 100'000;

// sched_setattr(2); the C library has no name for it.
struct Attributes {
    std::uint32_t size = sizeof(Attributes);
    std::uint32_t policy = 0;  // SCHED_OTHER.
    std::uint64_t flags = 0;
    std::int32_t nice = 0;
    std::uint32_t priority = 0;
    std::uint64_t runtime_ns = 0;  // Of SCHED_OTHER since 6.12: how long a turn is.
    std::uint64_t deadline = 0;
    std::uint64_t period = 0;
};
static_assert(sizeof(Attributes) == 48);

void be_nice(int nice) { ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), nice); }

}  // namespace

void go_first() {
    Attributes attributes;
    attributes.nice = ::getpriority(PRIO_PROCESS, 0);
    attributes.runtime_ns = kShortTurnNs;
    ::syscall(SYS_sched_setattr, 0, &attributes, 0);
}

void give_way() { be_nice(kReplicaNice); }
void give_way_to_the_race() { be_nice(kCommandNice); }

}  // namespace heatline::timing
