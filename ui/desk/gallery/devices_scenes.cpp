#include "ui/desk/gallery/sample_stations.h"
#include "ui/desk/gallery/scenes.h"

namespace heatline::ui {

std::vector<Scene> devices_scenes() {
    Screen screen;
    screen.view = View::devices;
    Scene normal{"devices", desk_over(morning(), Role::director), screen};
    normal.desk.stations = stations_well(normal.desk.now);
    Scene trouble{"devices-trouble", normal.desk, screen};
    trouble.desk.stations = stations_in_trouble(trouble.desk.now);
    trouble.screen.lists["devices"].selected = 0;
    Scene lost{"devices-lost", normal.desk, screen};
    lost.desk.link = {
        LinkLook::State::lost, "The server does not answer; it is tried again.", 74, {}, Role::director, "finish", {}};
    Scene none{"devices-empty", desk_over(empty(), Role::director), screen};
    none.desk.overview = std::make_shared<const Overview>();
    return {normal, trouble, lost, none};
}

}  // namespace heatline::ui
