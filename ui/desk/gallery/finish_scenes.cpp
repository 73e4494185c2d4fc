#include "ui/desk/gallery/scenes.h"

namespace heatline::ui {

std::vector<Scene> finish_scenes() {
    Screen screen;
    screen.view = View::finish;
    return {{"finish", desk_over(morning(), Role::director), screen}};
}

}  // namespace heatline::ui
