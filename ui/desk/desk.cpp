#include "ui/desk/desk.h"

#include <array>

namespace heatline::ui {
namespace {

constexpr std::array<const char*, kViews> kWords{"finish", "chute",   "announcer", "director", "tents",
                                                 "heats",  "results", "grants",    "devices"};

}  // namespace

const char* view_word(View view) { return kWords[static_cast<std::size_t>(view)]; }

std::optional<View> parse_view(std::string_view word) {
    for (std::size_t i = 0; i < kViews; ++i) {
        if (word == kWords[i]) return static_cast<View>(i);
    }
    return std::nullopt;
}

bool may_see(Role role, View view) {
    switch (view) {
        case View::finish:
        case View::chute:
            return role == Role::timer || role == Role::staff || role == Role::director;
        case View::announcer:
            return role == Role::announcer || role == Role::staff || role == Role::director;
        case View::director:
        case View::grants:
            return role == Role::staff || role == Role::director;
        case View::tents:
            return role != Role::announcer && role != Role::timer;
        case View::heats:
        case View::results:
            return true;
        case View::devices:
            return role != Role::announcer && role != Role::tent;
    }
    return false;
}

std::vector<View> views_of(Role role) {
    std::vector<View> views;
    for (std::size_t i = 0; i < kViews; ++i) {
        if (may_see(role, static_cast<View>(i))) views.push_back(static_cast<View>(i));
    }
    return views;
}

bool may_command(Role role) { return role == Role::staff || role == Role::director; }

View first_view(Role role) {
    switch (role) {
        case Role::timer:
            return View::finish;
        case Role::announcer:
            return View::announcer;
        case Role::marshal:
        case Role::tent:
            return View::tents;
        case Role::staff:
        case Role::director:
            break;
    }
    return View::director;
}

std::string cannot_command(const Desk& desk) {
    if (!may_command(desk.link.role)) return "only staff and the director change this; ask them";
    if (desk.link.state != LinkLook::State::live) return "the server is not there; do it again when it is back";
    return {};
}

std::string device_name(const Desk& desk, DeviceId device) {
    if (!desk.overview || !device) return {};
    for (const DeviceWatch& watch : desk.overview->devices) {
        if (watch.device == device) return watch.name;
    }
    return {};
}

}  // namespace heatline::ui
