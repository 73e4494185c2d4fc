#pragma once
// The doctor's eyes: the values that machine.h and meet.h judge, gathered from the computer and from a meet's folder.
//
// Changes nothing but a scratch file of its own, which it deletes. Every wait is bounded. Main thread.

#include "tools/doctor/machine.h"
#include "tools/doctor/meet.h"

namespace heatline::tools::doctor {

// Small writes, each synced: enough to see the slow ones; fewer where they would take longer than kSyncsWithin.
inline constexpr int kSyncs = 50;
inline constexpr Millis kSyncsWithin = seconds(3);

std::int32_t local_offset_min(Instant now);
Disk look_at_disk(const std::string& folder);
std::string find_font();
// Only the loopback is asked.
PortUse look_at_port(std::uint16_t port);
Power look_at_power();
// What could be had without swapping; none where the system does not say.
std::optional<std::uint64_t> available_memory();

// Takes the meet's lock for as long as it reads, or finds it taken.
JournalFile look_at_journal(const std::string& dir);
std::vector<std::string> find_leftovers(const std::string& dir);

}  // namespace heatline::tools::doctor
