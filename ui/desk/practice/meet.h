#pragma once
// The made-up meet of a practice: one heat of ten. Pure; any thread.

#include <memory>
#include <optional>

#include "engine/snapshot.h"

namespace heatline::ui {

// Planned for `planned`; runs once it has a gun.
std::shared_ptr<const Snapshot> practice_meet(Instant planned, std::optional<Instant> gun);

}  // namespace heatline::ui
