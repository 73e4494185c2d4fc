#pragma once
// AnnouncerNames: a heat's children in the public form, whoever looks: the announcer has them from the server; staff
// and directors, who know all names, hear the same ones here. Pure; any thread.

#include <optional>
#include <string>

#include "engine/privacy.h"
#include "ui/desk/desk.h"

namespace heatline::ui {

class AnnouncerNames {
public:
    // Keeps references to both. O(children of the heat).
    AnnouncerNames(const Desk& desk, const HeatPicture& heat);

    // Never empty: where no name may be shown, "a child of Lincoln".
    std::string name(RunnerId child) const;
    std::string say_it(RunnerId child) const;

private:
    const Desk& desk_;
    HeatId heat_;
    std::optional<HeatNames> own_;  // For those to whom the server gives the whole roster.
};

}  // namespace heatline::ui
