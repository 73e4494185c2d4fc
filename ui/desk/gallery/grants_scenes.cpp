#include "ui/desk/gallery/scenes.h"

namespace heatline::ui {

std::vector<Scene> grants_scenes() {
    Screen screen;
    screen.view = View::grants;
    return {{"grants", desk_over(morning(), Role::director), screen}};
}

}  // namespace heatline::ui
