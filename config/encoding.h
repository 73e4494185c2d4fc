#pragma once
// Encoding: the bytes of a file that people made, as UTF-8 text.
//
// Recognised: UTF-8 with or without a byte-order mark; UTF-16 of either byte order, with a mark or, without one,
// because nearly every other byte is NUL; else Windows-1252, in which every byte is a letter. A file that is UTF-8
// in most places and broken in one is a problem and not Windows-1252: read so, every accent in it would be wrong.
// No file is opened here. Pure; any thread.

#include <string>
#include <string_view>
#include <vector>

#include "config/problem.h"
#include "engine/base/result.h"

namespace heatline::config {

// A larger file is refused.
inline constexpr std::size_t kFileBytesMax = 64 * 1024 * 1024;

// The text without its byte-order mark, line ends as they are; never with a NUL. Otherwise the problems: NUL bytes
// (each with its row), half letters, an Excel workbook where text was meant, or more than kFileBytesMax bytes.
Result<std::string, std::vector<Problem>> decode_text(std::string_view bytes, std::string_view file);

}  // namespace heatline::config
