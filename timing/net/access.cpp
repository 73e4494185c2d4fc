#include "timing/net/access.h"

#include <algorithm>
#include <initializer_list>

#include "timing/meet_folder.h"
#include "timing/token.h"

namespace heatline::timing {
namespace {

constexpr Roles only(std::initializer_list<Role> roles) {
    Roles set;
    for (const Role role : roles) set.bits = static_cast<std::uint8_t>(set.bits | Roles::bit(role));
    return set;
}
constexpr Roles kAnyToken =
    only({Role::timer, Role::tent, Role::marshal, Role::announcer, Role::staff, Role::director});
constexpr Roles kEverybody{0xff};
constexpr Roles kOffice = only({Role::staff, Role::director});
constexpr Roles kThoseWhoRecord = only({Role::timer, Role::tent, Role::marshal, Role::staff, Role::director});

// The token of a header `Bearer TOKEN`; the word in any case, as HTTP has it. Empty when the header is none.
std::string_view bearer_token(std::string_view authorization) {
    constexpr std::string_view kBearer = "bearer ";
    if (authorization.size() < kBearer.size()) return {};
    for (std::size_t i = 0; i < kBearer.size(); ++i) {
        const char c = authorization[i];
        if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c) != kBearer[i]) return {};
    }
    return authorization.substr(kBearer.size());
}

bool is_path_of(const RouteRule& rule, std::string_view path) {
    const bool has_more_behind = rule.path.size() > 1 && rule.path.back() == '/';
    return has_more_behind ? path.size() > rule.path.size() && path.starts_with(rule.path) : path == rule.path;
}

}  // namespace

const std::array<RouteRule, 15> kRoutes{{
    {Route::healthz, Method::get, "/healthz", kEverybody},
    {Route::time, Method::get, "/api/v1/time", kAnyToken},
    {Route::readings, Method::post, "/api/v1/readings", kThoseWhoRecord},
    {Route::commands, Method::post, "/api/v1/commands", kOffice},
    {Route::meet, Method::get, "/api/v1/meet", kAnyToken},
    {Route::heats, Method::get, "/api/v1/heats", kEverybody},
    {Route::results, Method::get, "/api/v1/results", kEverybody},
    {Route::ledger, Method::get, "/api/v1/ledger", kOffice},
    {Route::grants, Method::get, "/api/v1/grants", kOffice},
    {Route::journal, Method::get, "/api/v1/journal", only({Role::director})},
    {Route::stream, Method::get, "/api/v1/stream", kEverybody},
    {Route::station, Method::get, "/api/v1/station", kAnyToken},
    {Route::home, Method::get, "/", kEverybody, true},
    {Route::board, Method::get, "/board", kEverybody, true},
    {Route::tent_page, Method::get, "/tent/", kEverybody, true},
}};

DeviceId device_of(const State& state, std::string_view authorization) {
    const std::string_view secret = split_token(bearer_token(authorization)).secret;
    if (secret.empty()) return {};
    const auto known = state.device_by_token_hash.find(token_hash(secret));
    return known == state.device_by_token_hash.end() ? DeviceId{} : known->second;
}

Admission admit(const State& state, Method method, std::string_view path, std::string_view authorization,
                Entrance entrance) {
    Admission admission;
    const RouteRule* rule = nullptr;
    for (const RouteRule& candidate : kRoutes) {
        if (!is_path_of(candidate, path)) continue;
        admission.access = Access::wrong_method;
        if (candidate.method == method) rule = &candidate;
    }
    if (entrance == Entrance::open && !(rule && rule->in_the_open)) admission.access = Access::in_the_open;
    if (!rule || admission.access == Access::in_the_open) return admission;
    admission.route = rule->route;
    if (!authorization.empty()) {
        admission.access = Access::token_needed;
        const DeviceId device = device_of(state, authorization);
        if (!device) return admission;
        admission.caller = {device, state.devices[device.index()].role};
    } else if (entrance == Entrance::control && rule->route != Route::readings && rule->route != Route::station) {
        admission.caller.role = Role::director;
    }
    const bool allowed = rule->roles.has(admission.caller.role);
    admission.access = allowed ? Access::allowed : admission.caller.role ? Access::role_may_not : Access::token_needed;
    return admission;
}

bool may_ask(Route route, Role role) {
    return std::any_of(kRoutes.begin(), kRoutes.end(),
                       [&](const RouteRule& rule) { return rule.route == route && rule.roles.has(role); });
}

bool may_post(const State& state, const DeviceLog& device, const Reading& reading) {
    switch (device.role) {
        case Role::timer:
        case Role::staff:
        case Role::director:
            return true;
        case Role::marshal:
            return reading.kind == ReadingKind::sighting;
        case Role::announcer:
            return false;
        case Role::tent:
            break;
    }
    if (reading.kind != ReadingKind::sighting) return false;
    if (reading.where != Where::tent && reading.where != Where::tent_return) return false;
    const RunnerId runner = find_runner_by_bib(state, reading.bib);
    return !runner || state.roster->runner(runner).team == device.team;
}

}  // namespace heatline::timing
