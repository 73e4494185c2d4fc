#pragma once
// DeskMaker: before each frame, the pictures of the laptop's threads put together into one Desk. Render thread.

#include <cstdint>
#include <memory>
#include <optional>

#include "timing/station/laptop.h"
#include "ui/desk/desk.h"

namespace heatline::ui {

class DeskMaker {
public:
    // `device_us` is CLOCK_BOOTTIME now, `wall_us` the wall clock.
    Desk make(const timing::Laptop& laptop, std::int64_t device_us, std::int64_t wall_us);
    // How this laptop's clock stands to the meet's; what was last known stays.
    std::optional<std::int64_t> offset_us() const { return offset_us_; }

private:
    const NameBook& names(const std::shared_ptr<const Snapshot>& snapshot, Role role,
                          const std::shared_ptr<const timing::KnownNames>& known);
    void add_station(Desk& desk, const timing::Laptop& laptop, bool role_known);

    std::optional<std::int64_t> offset_us_;
    MovedWatch moved_;
    // What the names were made of.
    std::shared_ptr<const Snapshot> named_snapshot_;
    std::shared_ptr<const timing::KnownNames> named_known_;
    std::optional<Role> named_role_;
    std::shared_ptr<const GivenNames> given_;
    NameBook names_;
    // What the own entries were made of.
    std::shared_ptr<const timing::StationPicture> entries_of_;
    std::optional<std::int64_t> entries_offset_;
    std::uint64_t entries_unsent_ = 0;
    std::shared_ptr<const std::vector<OwnEntry>> entries_;
};

}  // namespace heatline::ui
