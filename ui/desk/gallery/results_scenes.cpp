#include "ui/desk/gallery/scenes.h"

namespace heatline::ui {

std::vector<Scene> results_scenes() {
    Screen screen;
    screen.view = View::results;
    return {{"results", desk_over(morning(), Role::director), screen}};
}

}  // namespace heatline::ui
