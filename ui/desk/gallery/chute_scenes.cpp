#include "ui/desk/gallery/scenes.h"

namespace heatline::ui {

std::vector<Scene> chute_scenes() {
    Screen screen;
    screen.view = View::chute;
    return {{"chute", desk_over(morning(), Role::director), screen}};
}

}  // namespace heatline::ui
