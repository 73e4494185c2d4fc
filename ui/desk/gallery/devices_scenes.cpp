#include "ui/desk/gallery/scenes.h"

namespace heatline::ui {

std::vector<Scene> devices_scenes() {
    Screen screen;
    screen.view = View::devices;
    return {{"devices", desk_over(morning(), Role::director), screen}};
}

}  // namespace heatline::ui
