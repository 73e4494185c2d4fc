// Who may ask what, as contract part 6 states it, written out; and which reading a role may post.

#include "timing/net/access.h"

#include <catch2/catch.hpp>
#include <vector>

#include "engine/apply.h"
#include "timing/meet_folder.h"
#include "timing/token.h"

using namespace heatline;
using namespace heatline::timing;

namespace {

const std::vector<std::pair<std::string, Role>> kDevices{
    {"timer", Role::timer},         {"tent", Role::tent},   {"marshal", Role::marshal},
    {"announcer", Role::announcer}, {"staff", Role::staff}, {"director", Role::director},
};

void take(State& state, FactBody body) {
    apply(state, state.seq + 1, {Instant{0}, "command line", {}, std::move(body)});
}

// Two teams, Lincoln with bib 1 and Adams with bib 2; a device of each role, whose token is its name; the tent is
// Lincoln's.
State meet() {
    State state;
    state.content_key = {1, 2};
    Team lincoln, adams;
    lincoln.name = "Lincoln";
    adams.name = "Adams";
    take(state, TeamSaved{TeamId{0u}, lincoln});
    take(state, TeamSaved{TeamId{1u}, adams});
    Runner ada, bob;
    ada.team = TeamId{0u};
    bob.team = TeamId{1u};
    take(state, RunnerSaved{RunnerId{0u}, ada});
    take(state, RunnerSaved{RunnerId{1u}, bob});
    take(state, BibBound{"1", RunnerId{0u}, {}});
    take(state, BibBound{"2", RunnerId{1u}, {}});
    for (std::uint32_t i = 0; i < kDevices.size(); ++i) {
        const auto& [name, role] = kDevices[i];
        const TeamId team = role == Role::tent ? TeamId{0u} : TeamId::none();
        take(state, DeviceAdded{DeviceId{i}, name, role, "finish", team, token_hash(name)});
    }
    return state;
}

int status(const State& state, Method method, const std::string& path, const std::string& authorization,
           Entrance entrance = Entrance::guarded) {
    switch (admit(state, method, path, authorization, entrance).access) {
        case Access::allowed:
            return 200;
        case Access::not_found:
            return 404;
        case Access::wrong_method:
            return 405;
        case Access::token_needed:
            return 401;
        case Access::role_may_not:
        case Access::in_the_open:
            return 403;
    }
    return 0;
}

bool may(const State& state, Role role, ReadingKind kind, Where where, const std::string& bib) {
    Reading reading;
    reading.kind = kind;
    reading.where = where;
    reading.bib = bib;
    return may_post(state, state.devices[static_cast<std::size_t>(role)], reading);
}

}  // namespace

TEST_CASE("Every route answers exactly the roles that the contract names, through every entrance",
          "[timing][net][access]") {
    struct Row {
        Method method;
        std::string path;
        std::vector<int> answers;  // public, timer, tent, marshal, announcer, staff, director
    };
    const std::vector<Row> rows{
        {Method::get, "/healthz", {200, 200, 200, 200, 200, 200, 200}},
        {Method::get, "/api/v1/time", {401, 200, 200, 200, 200, 200, 200}},
        {Method::post, "/api/v1/readings", {401, 200, 200, 200, 403, 200, 200}},
        {Method::post, "/api/v1/commands", {401, 403, 403, 403, 403, 200, 200}},
        {Method::get, "/api/v1/meet", {401, 200, 200, 200, 200, 200, 200}},
        {Method::get, "/api/v1/heats", {200, 200, 200, 200, 200, 200, 200}},
        {Method::get, "/api/v1/results", {200, 200, 200, 200, 200, 200, 200}},
        {Method::get, "/api/v1/ledger", {401, 403, 403, 403, 403, 200, 200}},
        {Method::get, "/api/v1/grants", {401, 403, 403, 403, 403, 200, 200}},
        {Method::get, "/api/v1/journal", {401, 403, 403, 403, 403, 403, 200}},
        {Method::get, "/api/v1/stream", {200, 200, 200, 200, 200, 200, 200}},
        {Method::get, "/api/v1/station", {401, 200, 200, 200, 200, 200, 200}},

        {Method::get, "/", {200, 200, 200, 200, 200, 200, 200}},
        {Method::get, "/board", {200, 200, 200, 200, 200, 200, 200}},
        {Method::get, "/tent/x7", {200, 200, 200, 200, 200, 200, 200}},

        {Method::post, "/", {405, 405, 405, 405, 405, 405, 405}},
        {Method::post, "/board", {405, 405, 405, 405, 405, 405, 405}},
        {Method::post, "/tent/x7", {405, 405, 405, 405, 405, 405, 405}},
        {Method::other, "/", {405, 405, 405, 405, 405, 405, 405}},
        {Method::other, "/api/v1/journal", {405, 405, 405, 405, 405, 405, 405}},
        {Method::other, "/nowhere", {404, 404, 404, 404, 404, 404, 404}},
        {Method::get, "/tent/", {404, 404, 404, 404, 404, 404, 404}},
        {Method::get, "/tent", {404, 404, 404, 404, 404, 404, 404}},
        {Method::get, "/board/", {404, 404, 404, 404, 404, 404, 404}},

        {Method::post, "/healthz", {405, 405, 405, 405, 405, 405, 405}},
        {Method::post, "/api/v1/time", {405, 405, 405, 405, 405, 405, 405}},
        {Method::get, "/api/v1/readings", {405, 405, 405, 405, 405, 405, 405}},
        {Method::get, "/api/v1/commands", {405, 405, 405, 405, 405, 405, 405}},
        {Method::post, "/api/v1/meet", {405, 405, 405, 405, 405, 405, 405}},
        {Method::post, "/api/v1/heats", {405, 405, 405, 405, 405, 405, 405}},
        {Method::post, "/api/v1/results", {405, 405, 405, 405, 405, 405, 405}},
        {Method::post, "/api/v1/ledger", {405, 405, 405, 405, 405, 405, 405}},
        {Method::post, "/api/v1/grants", {405, 405, 405, 405, 405, 405, 405}},
        {Method::post, "/api/v1/journal", {405, 405, 405, 405, 405, 405, 405}},
        {Method::post, "/api/v1/stream", {405, 405, 405, 405, 405, 405, 405}},
        {Method::post, "/api/v1/station", {405, 405, 405, 405, 405, 405, 405}},

        {Method::get, "/api/v1/readings/", {404, 404, 404, 404, 404, 404, 404}},
        {Method::get, "/API/v1/meet", {404, 404, 404, 404, 404, 404, 404}},
        {Method::get, "/api/v1/../v1/journal", {404, 404, 404, 404, 404, 404, 404}},
        {Method::get, "//healthz", {404, 404, 404, 404, 404, 404, 404}},
        {Method::get, "", {404, 404, 404, 404, 404, 404, 404}},
        {Method::post, "/api/v1", {404, 404, 404, 404, 404, 404, 404}},
    };
    const State state = meet();
    for (const Row& row : rows) {
        CAPTURE(row.path, row.method);
        // In the open, pages and nothing else; on the control socket who shows no token is the director.
        const bool page = row.path == "/" || row.path == "/board" || row.path == "/tent/x7";
        const bool shown_to_all = page && row.method == Method::get;
        const bool needs_device = row.path == "/api/v1/readings" || row.path == "/api/v1/station";
        const int director = needs_device ? row.answers[0] : row.answers.back();
        CHECK(status(state, row.method, row.path, "") == row.answers[0]);
        CHECK(status(state, row.method, row.path, "", Entrance::open) == (shown_to_all ? row.answers[0] : 403));
        CHECK(status(state, row.method, row.path, "", Entrance::control) == director);
        for (std::size_t i = 0; i < kDevices.size(); ++i) {
            CAPTURE(kDevices[i].first);
            const std::string token = "Bearer " + kDevices[i].first;
            CHECK(status(state, row.method, row.path, token) == row.answers[i + 1]);
            CHECK(status(state, row.method, row.path, token, Entrance::open) ==
                  (shown_to_all ? row.answers[i + 1] : 403));
            CHECK(status(state, row.method, row.path, token, Entrance::control) == row.answers[i + 1]);
        }
    }
    for (const RouteRule& rule : kRoutes) {
        CAPTURE(rule.path);
        const std::string path = rule.path == "/tent/" ? "/tent/x7" : std::string{rule.path};
        CHECK(std::any_of(rows.begin(), rows.end(),
                          [&](const Row& row) { return row.path == path && row.method == rule.method; }));
    }
}

TEST_CASE("Who asks is told by the token", "[timing][net][access]") {
    const State state = meet();
    const Admission tent = admit(state, Method::get, "/api/v1/heats", "Bearer tent");
    CHECK(tent.route == Route::heats);
    CHECK(tent.caller.device == DeviceId{1u});
    CHECK(tent.caller.role == Role::tent);
    const Admission stranger = admit(state, Method::get, "/api/v1/heats", "");
    CHECK_FALSE(stranger.caller.device);
    CHECK_FALSE(stranger.caller.role);
}

TEST_CASE("A token is known with the fingerprint it carries, and without", "[timing][net][access]") {
    const State state = meet();
    for (const char* header : {"Bearer director.", "Bearer director.abcd", "Bearer director.abcd.ef"}) {
        CHECK(status(state, Method::get, "/api/v1/journal", header) == 200);
        CHECK(device_of(state, header) == DeviceId{5u});
    }
    CHECK(status(state, Method::get, "/api/v1/journal", "Bearer .director") == 401);
    CHECK(status(state, Method::get, "/api/v1/journal", "Bearer .") == 401);
    CHECK_FALSE(device_of(state, ""));
}

TEST_CASE("What is no token of this meet is 401, on public routes as well", "[timing][net][access]") {
    const State state = meet();
    for (const std::string& header :
         {std::string{"director"}, std::string{"Basic director"}, std::string{"Bearer"}, std::string{"Bearer "},
          std::string{"Bearerdirector"}, std::string{"Bearer Director"}, std::string{"Bearer  director"},
          std::string{"Bearer director "}, "Bearer " + token_hash("director"), "Bearer " + std::string(8000, 'x'),
          std::string{"Token director"}, std::string{" "}}) {
        CAPTURE(header);
        CHECK(status(state, Method::get, "/api/v1/journal", header) == 401);
        CHECK(status(state, Method::get, "/api/v1/heats", header) == 401);
    }
    CHECK(status(state, Method::get, "/api/v1/journal", "bearer director") == 200);
    CHECK(status(state, Method::get, "/api/v1/journal", "BEARER director") == 200);
}

TEST_CASE("A token that was revoked opens nothing, and the name may be given again with another",
          "[timing][net][access]") {
    State state = meet();
    const DeviceId director = find_device(state, "director");
    take(state, DeviceRevoked{director});
    CHECK(status(state, Method::get, "/api/v1/journal", "Bearer director") == 401);
    CHECK(status(state, Method::get, "/api/v1/results", "Bearer director") == 401);
    CHECK(status(state, Method::get, "/api/v1/journal", "Bearer staff") == 403);

    take(state,
         DeviceAdded{DeviceId{state.devices.size()}, "director", Role::director, "finish", {}, token_hash("second")});
    CHECK(status(state, Method::get, "/api/v1/journal", "Bearer director") == 401);
    CHECK(status(state, Method::get, "/api/v1/journal", "Bearer second") == 200);
}

TEST_CASE("A device that only a file was imported from has no token, not even an empty one", "[timing][net][access]") {
    State state = meet();
    take(state, DeviceAdded{DeviceId{state.devices.size()}, "import", Role::director, "finish", {}, ""});
    CHECK(status(state, Method::get, "/api/v1/journal", "Bearer ") == 401);
}

TEST_CASE("Each role posts the readings of its own work and no others", "[timing][net][access]") {
    const State state = meet();
    const std::vector<ReadingKind> kinds{ReadingKind::start,   ReadingKind::tap,   ReadingKind::bib,
                                         ReadingKind::select,  ReadingKind::token, ReadingKind::chip,
                                         ReadingKind::sighting};
    for (const ReadingKind kind : kinds) {
        CAPTURE(static_cast<int>(kind));
        const bool is_sighting = kind == ReadingKind::sighting;
        CHECK(may(state, Role::timer, kind, Where::course, "1"));
        CHECK(may(state, Role::staff, kind, Where::course, "1"));
        CHECK(may(state, Role::director, kind, Where::course, "1"));
        CHECK(may(state, Role::marshal, kind, Where::course, "1") == is_sighting);
        CHECK(may(state, Role::tent, kind, Where::tent, "1") == is_sighting);
        CHECK_FALSE(may(state, Role::announcer, kind, Where::course, "1"));
    }
}

TEST_CASE("A tent sees its own children at the tent, and a bib that is nobody's yet", "[timing][net][access]") {
    const State state = meet();
    const auto tent = [&](Where where, const std::string& bib) {
        return may(state, Role::tent, ReadingKind::sighting, where, bib);
    };
    CHECK(tent(Where::tent, "1"));
    CHECK(tent(Where::tent_return, "1"));
    CHECK_FALSE(tent(Where::tent, "2"));
    CHECK_FALSE(tent(Where::tent_return, "2"));
    CHECK(tent(Where::tent, "999"));
    for (const Where where :
         {Where::staging, Where::start, Where::course, Where::chute, Where::medical, Where::guardian, Where::none}) {
        CAPTURE(static_cast<int>(where));
        CHECK_FALSE(tent(where, "1"));
    }
}
