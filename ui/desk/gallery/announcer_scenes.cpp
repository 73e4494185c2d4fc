#include "ui/desk/gallery/scenes.h"

namespace heatline::ui {

std::vector<Scene> announcer_scenes() {
    Screen screen;
    screen.view = View::announcer;
    return {{"announcer", desk_over(morning(), Role::director), screen}};
}

}  // namespace heatline::ui
