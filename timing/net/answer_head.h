#pragma once
// How an answer begins on the wire: status line and headers, and the size line of a chunk. Pure; any thread.

#include <string>

#include "timing/net/answer.h"

namespace heatline::timing {

// `version` is the request's: 10 or 11. With a source, the body comes in chunks, or up to the end for 1.0.
std::string answer_head(const Answer& answer, unsigned version, bool keep_alive);

std::string chunk_head(std::size_t bytes);

}  // namespace heatline::timing
