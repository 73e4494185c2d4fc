#include "ui/desk/gallery/scenes.h"

namespace heatline::ui {

std::vector<Scene> tents_scenes() {
    Screen screen;
    screen.view = View::tents;
    return {{"tents", desk_over(morning(), Role::director), screen}};
}

}  // namespace heatline::ui
