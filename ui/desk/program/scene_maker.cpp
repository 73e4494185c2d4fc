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
    scene.heats_known = desk.snapshot != nullptr;
    scene.next_heat = next_heat_name(desk);
    const auto gun = station_heats(desk).gun;
    if (gun && offset_us) scene.line_gun_us = gun->us - *offset_us;
    scene.views = views_of(desk.link.role);
    if (!desk.snapshot) return scene;
    if (desk.snapshot->bibs != signs_of_) {
        signs_of_ = desk.snapshot->bibs;
        signs_ = bib_signs(*desk.snapshot);
    }
    scene.bib_signs = signs_;
    scene.offered = [field = suggested_.field(desk.snapshot, desk.link.line), entries = desk.station.entries,
                     now = desk.now](std::string_view typed) {
        std::vector<std::string> bibs;
        for (const Suggestion& likely : field->suggest(typed, own_numbers(*entries), now))
            bibs.push_back(likely.out.bib);
        return bibs;
    };
    return scene;
}

}  // namespace heatline::ui
