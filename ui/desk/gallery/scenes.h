#pragma once
// One function a view: its scenes. See gallery.h.

#include "ui/desk/gallery/gallery.h"
#include "ui/desk/gallery/sample_meet.h"

namespace heatline::ui {

std::vector<Scene> finish_scenes();
std::vector<Scene> chute_scenes();
std::vector<Scene> announcer_scenes();
std::vector<Scene> director_scenes();
std::vector<Scene> tents_scenes();
std::vector<Scene> heats_scenes();
std::vector<Scene> results_scenes();
std::vector<Scene> grants_scenes();
std::vector<Scene> devices_scenes();

// A desk over a sample meet, live, as a device of this role sees it: for scenes to start from.
Desk desk_over(const Sample& sample, Role role);

}  // namespace heatline::ui
