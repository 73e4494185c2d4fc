#include "ui/desk/gallery/scenes.h"

namespace heatline::ui {

std::vector<Scene> director_scenes() {
    Screen screen;
    screen.view = View::director;
    return {{"director", desk_over(morning(), Role::director), screen}};
}

}  // namespace heatline::ui
