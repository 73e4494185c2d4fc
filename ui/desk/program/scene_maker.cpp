#include "ui/desk/program/scene_maker.h"

#include <utility>

#include "ui/desk/station_heats.h"
#include "ui/desk/views/chute_model.h"

namespace heatline::ui {

KeyScene SceneMaker::make(const Desk& desk, View view, std::optional<std::int64_t> offset_us) {
    KeyScene scene;
    scene.view = view;
    scene.records = desk.station.records;
    scene.may_practise = may_practise(desk);
    scene.next_heat = next_heat_name(desk);
    const auto gun = station_heats(desk).gun;
    if (gun && offset_us) scene.line_gun_us = gun->us - *offset_us;
    scene.menu_views = 0;
    for (std::size_t i = 0; i < kViews; ++i) scene.menu_views += may_see(desk.link.role, static_cast<View>(i)) ? 1 : 0;
    if (!desk.snapshot) return scene;
    if (desk.snapshot->bibs != signs_of_) {
        signs_of_ = desk.snapshot->bibs;
        signs_ = bib_signs(*desk.snapshot);
    }
    scene.bib_signs = signs_;
    scene.offered = [field = suggested_.shared(desk.snapshot, desk.link.line), entries = desk.station.entries,
                     now = desk.now](std::string_view typed) {
        StationLook own;
        own.entries = entries;
        std::vector<std::string> bibs;
        for (const Suggestion& likely : field->suggest(typed, own_numbers(own), now)) bibs.push_back(likely.out.bib);
        return bibs;
    };
    return scene;
}

}  // namespace heatline::ui
