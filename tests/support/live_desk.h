#pragma once
// LiveDesk: what a window shows that has just heard a meet from its server, as somebody with a role sees it.

#include <memory>
#include <type_traits>
#include <utility>

#include "engine/base/time.h"
#include "ui/desk/desk.h"

namespace heatline::test {

// `meet` is what has a snapshot(): a MeetBuilder, a Picture.
template <class Meet>
ui::Desk desk_of(Meet&& meet, Instant now, Role role = Role::director) {
    ui::Desk desk;
    if constexpr (std::is_same_v<std::decay_t<decltype(meet.snapshot())>, Snapshot>) {
        desk.snapshot = std::make_shared<const Snapshot>(meet.snapshot());
    } else {
        desk.snapshot = meet.snapshot();
    }
    desk.overview = std::make_shared<const Overview>();
    desk.now = now;
    desk.link.state = ui::LinkLook::State::live;
    desk.link.role = role;
    desk.names = ui::NameBook{desk.snapshot, role};
    return desk;
}
// At 9:20 of the sample day.
template <class Meet>
ui::Desk desk_of(Meet&& meet, Role role = Role::director) {
    return desk_of(std::forward<Meet>(meet), *parse_rfc3339("2027-05-01T09:20:00-07:00"), role);
}

}  // namespace heatline::test
