#pragma once
// The baseline of readings: one thread that puts the same bytes into SQLite with the same durability, and does nothing
// else. No server can be faster than this on one connection to the disk. Main thread.

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "timing/journal/codec.h"

namespace heatline::bench {

// `count` readings as append_reading() writes them, parsed and encoded as the server does, `size` in a batch.
std::vector<timing::FactBatch> encoded_batches(std::size_t count, std::size_t size);

// Microseconds that it takes to insert all batches, one transaction each, into a new file in `dir`: the journal's
// tables, WAL, synchronous=FULL, locking_mode=EXCLUSIVE; the hash column is filled, but not computed.
Result<std::int64_t, std::string> insert_plainly(const std::string& dir, const std::vector<timing::FactBatch>& batches);

}  // namespace heatline::bench
