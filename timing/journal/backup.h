#pragma once
// A backup: one file that holds a meet. It is a journal like any other (the same facts, hashes and texts, so that it
// verifies and is purged like one), with a table more for the files that stand beside a journal:
//
//   file(name, body)     meet.toml, and the certificate and its key, without which a restored server is another one
//
// The backup is made by copying rows, never by touching the live file: see journal.h for why nobody else may open it.
// Used within one call, on a file that nobody has open; any thread.

#include <array>
#include <map>
#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "timing/journal/store.h"

namespace heatline::timing {

// What a backup carries, where it is there, and nothing else.
inline constexpr std::array<std::string_view, 3> kFilesBeside{"meet.toml", "certificate.pem", "key.pem"};
using FilesBeside = std::map<std::string, std::string>;  // Name to bytes.

// Puts the files into the journal at `path`.
Result<Done, JournalError> put_files(const std::string& path, const FilesBeside& files);
// Takes the files out of the journal at `path`, which is a plain journal then. One that holds none is no backup.
Result<FilesBeside, JournalError> take_files(const std::string& path);

}  // namespace heatline::timing
