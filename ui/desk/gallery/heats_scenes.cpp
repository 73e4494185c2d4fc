#include "ui/desk/gallery/scenes.h"

namespace heatline::ui {

std::vector<Scene> heats_scenes() {
    Screen screen;
    screen.view = View::heats;
    return {{"heats", desk_over(morning(), Role::director), screen}};
}

}  // namespace heatline::ui
