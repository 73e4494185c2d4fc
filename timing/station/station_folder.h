#pragma once
// StoreDoor: what stands between a station and its disk: a way to open its journal, each time it is called anew. And
// the door of a folder,
//
//   DIR/journal.db   the laptop's own facts (book.h)      DIR/lock   a second window with the same folder waits
//
// Folder and journal are made where there are none. The lock is held from the first time on that it can be had until
// the door goes. One thread at a time.

#include <functional>
#include <memory>
#include <string>

#include "engine/base/result.h"
#include "timing/journal/store.h"

namespace heatline::timing {

// An error's sentence says what is wrong and what to do.
using StoreDoor = std::function<Result<std::unique_ptr<Store>, JournalError>()>;

StoreDoor door_to_folder(const std::string& dir);

}  // namespace heatline::timing
