#pragma once
// Access: who may ask what. One table of routes, by role; what is not in it is refused.
//
// A bearer token is known only by its hash, which the journal holds beside the device. Any thread; io thread in use.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/state.h"
#include "timing/net/entrance.h"

namespace heatline::timing {

enum class Method : std::uint8_t { get, post, other };
enum class Route : std::uint8_t {
    healthz,
    time,
    readings,
    commands,
    meet,
    heats,
    results,
    ledger,
    grants,
    journal,
    stream,
    station,
    home,
    board,
    tent_page
};

// A set of roles, the public among them.
struct Roles {
    std::uint8_t bits = 0;
    constexpr bool has(std::optional<Role> role) const { return (bits & bit(role)) != 0; }
    static constexpr std::uint8_t bit(std::optional<Role> role) {
        return static_cast<std::uint8_t>(role ? 2u << static_cast<unsigned>(*role) : 1u);
    }
};

struct RouteRule {
    Route route;
    Method method;
    std::string_view path;  // One that ends with a slash has something behind it: /tent/ID.
    Roles roles;
    bool in_the_open = false;  // Also for plain peers beyond this machine.
};

// Every route there is.
extern const std::array<RouteRule, 15> kRoutes;

enum class Access : std::uint8_t {
    allowed,
    not_found,     // 404: no such path.
    wrong_method,  // 405.
    token_needed,  // 401: none, or one that is not known or was revoked.
    role_may_not,  // 403.
    in_the_open,   // 403: it needs an encrypted connection.
};

struct Caller {
    DeviceId device;  // None: without a token.
    std::optional<Role> role;
};

struct Admission {
    Access access = Access::not_found;
    Route route = Route::healthz;
    Caller caller;
};

// `authorization` is the header's value, empty when there is none; `path` is without the query. On the meet's control
// socket who shows no token is the director, and no device: readings and stations need one.
Admission admit(const State& state, Method method, std::string_view path, std::string_view authorization,
                Entrance entrance = Entrance::guarded);

// The device whose token the header carries; none when there is none, or it is not known, or was revoked.
DeviceId device_of(const State& state, std::string_view authorization);

// Whether a role may ask for this at all, by whatever way.
bool may_ask(Route route, Role role);

// Whether a role may post this reading at all; contract part 6. A tent may see its own team's children at the tent,
// and nobody else's; a bib that is nobody's is let through, because it may be a late child's.
bool may_post(const State& state, const DeviceLog& device, const Reading& reading);

}  // namespace heatline::timing
