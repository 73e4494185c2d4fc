#pragma once
// Files, whole: read into memory, or written so that a power cut leaves either the old file or the new one.
// Errors are sentences. Any thread.

#include <string>
#include <string_view>

#include "engine/base/result.h"

namespace heatline::tools {

// A file longer than this is refused; no roster or device file comes near.
inline constexpr std::size_t kFileBytesMax = 256 * 1024 * 1024;

Result<std::string, std::string> read_file(const std::string& path);
// Who may read a file that is written: everybody, or its owner alone.
enum class Readers { everybody, owner };
// Writes beside, syncs, renames, syncs the folder.
Result<Done, std::string> write_file(const std::string& path, std::string_view bytes,
                                     Readers readers = Readers::everybody);
// Syncs the file `from`, gives it the name `path`, where nothing may be, and syncs the folder.
Result<Done, std::string> put_in_place(const std::string& from, const std::string& path);

}  // namespace heatline::tools
