// heatline simulate: a race day with people and their mistakes, through the real network interface.

#include "tools/heatline/simulate_command.h"

#include <future>
#include <memory>
#include <thread>

#include "engine/names.h"
#include "timing/server.h"
#include "timing/server_address.h"
#include "tools/heatline/device_command.h"
#include "tools/heatline/doors.h"
#include "tools/heatline/meet.h"
#include "tools/simulate/play.h"

namespace heatline::tools {
namespace {

constexpr const char* kStaff = "office";
constexpr const char* kDirector = "director";

// Every device of the day by name, with a token made now. One that an earlier play left is replaced.
Result<std::map<std::string, std::string>, Exit> make_cast(timing::Meet& meet) {
    const auto state = state_of(meet);
    if (!state) return Error{state.error()};
    std::vector<NewDevice> wanted{{kStaff, Role::staff, "finish", ""}, {kDirector, Role::director, "finish", ""}};
    std::vector<std::string> teams;
    for (const Team& team : (*state)->roster->teams()) teams.push_back(team.name);
    for (const simulate::CastMember& member : simulate::cast(teams, simulate::lines_of(*(*state)->rules))) {
        const auto role = parse_name<Role>(member.role);
        CHECK_THAT(role.has_value(), "the cast plays known roles");
        wanted.push_back({member.name, *role, member.line.empty() ? "finish" : member.line, member.team});
    }
    std::map<std::string, std::string> tokens;
    for (const NewDevice& device : wanted) {
        const auto token = add_device_to(meet, device, Replace::yes);
        if (!token) return Error{fail(Exit::failed, token.error())};
        tokens[device.name] = *token;
    }
    return tokens;
}

simulate::Stage stage_of(std::map<std::string, std::string> tokens, timing::ServerAddress server) {
    simulate::Stage stage;
    stage.server = std::move(server);
    stage.staff_token = tokens[kStaff];
    stage.director_token = tokens[kDirector];
    stage.tokens = std::move(tokens);
    return stage;
}

Exit play_on(const simulate::Stage& stage, const simulate::Options& options) {
    ConsoleProgress progress;
    const auto outcome = simulate::play(stage, options, progress);
    progress.end_line();
    if (!outcome) return fail(Exit::failed, outcome.error());
    return put({}, simulate::to_text(*outcome));
}

std::vector<std::string> unregistered_bibs(const State& state) {
    std::vector<std::string> bibs;
    const auto& runners = state.roster->runners();
    for (std::size_t i = 0; i < runners.size(); ++i) {
        if (!runners[i].registered) bibs.emplace_back(state.symbols.text(state.roster->bib_of(RunnerId{i})));
    }
    return bibs;
}

// What a play must know of the meet; the exit code after telling why it cannot be played.
Result<simulate::Options, Exit> options_for(const State& state, const std::string& dir, const SimulateOptions& wanted) {
    if (state.heats.empty()) {
        return Error{fail(
            Exit::failed,
            "the day cannot be played: the meet has no heats; write a plan with heatline plan " + dir + " --write")};
    }
    simulate::Options options;
    options.seed = wanted.seed;
    options.speed_permille = wanted.speed_permille;
    options.rules = *state.rules;
    options.unregistered = unregistered_bibs(state);
    return options;
}

// On a server that has the meet open on this machine: that is how the devices get their tokens.
Exit simulate_on(const std::string& url, const std::string& dir, const SimulateOptions& wanted) {
    auto server = timing::parse_server_url(url);
    if (!server)
        return fail(Exit::usage, "--server " + url + " is no server's address; give it like http://127.0.0.1:8470");
    auto meet = open_meet(dir);
    if (!meet) return meet.error();
    if (!(*meet)->is_live())
        return fail(Exit::failed, "the day cannot be played on " + url + ": no server has the meet in " + dir +
                                      " open; start it with heatline serve " + dir + ", or leave --server out");
    const auto state = state_of(**meet);
    if (!state) return state.error();
    const auto options = options_for(**state, dir, wanted);
    if (!options) return options.error();
    auto tokens = make_cast(**meet);
    if (!tokens) return tokens.error();
    return play_on(stage_of(std::move(*tokens), std::move(*server)), *options);
}

}  // namespace

Exit simulate_meet(const std::string& dir, const SimulateOptions& wanted) {
    auto meet = open_own_meet(dir);
    if (!meet) return meet.error();
    const auto options = options_for(meet->folded(), dir, wanted);
    if (!options) return options.error();
    auto tokens = make_cast(*meet);
    if (!tokens) return tokens.error();

    std::promise<std::uint16_t> listening;
    timing::ServerOptions server_options;
    server_options.port = 0;
    server_options.stop_on_signals = false;
    server_options.doors = make_doors(meet->folded().rules);
    server_options.on_listening = [&](const std::string&, std::uint16_t port) { listening.set_value(port); };
    server_options.on_problem = [](const std::string& sentence) { say("heatline: " + sentence); };
    auto server = timing::Server::make(std::move(*meet), std::move(server_options));
    if (!server) return fail(server.error());
    bool orderly = false;
    std::thread serving{[&] { orderly = (*server)->run(); }};
    const std::uint16_t port = listening.get_future().get();
    const Exit played = play_on(stage_of(std::move(*tokens), {"127.0.0.1", port, false}), *options);
    (*server)->request_stop();
    serving.join();
    return orderly ? played : Exit::failed;
}

void add_simulate(CLI::App& app, Action& action) {
    auto* command = app.add_subcommand("simulate",
                                       "Example: heatline simulate spring-mile --seed 7\n\n"
                                       "Plays a race day with people and their mistakes through the network interface, "
                                       "and compares the results with the truth.");
    struct Options {
        std::string dir, url;
        std::uint64_t seed = 1;
        double speed = 0;
    };
    auto options = std::make_shared<Options>();
    command->add_option("DIR", options->dir, "the meet folder, planned")->required();
    command->add_option("--seed", options->seed, "the same seed plays the same day")->capture_default_str();
    command->add_option("--speed", options->speed, "how many times faster than real; 0 is as fast as it goes")
        ->check(CLI::Range(0.0, 100'000.0))
        ->capture_default_str();
    command->add_option("--server", options->url,
                        "play on the server that has DIR open, at this address; devices that are called like those of "
                        "the play get new tokens, so do not play on a meet of real children");
    command->callback([&action, options] {
        action = [options] {
            const SimulateOptions wanted{options->seed, static_cast<std::int64_t>(options->speed * 1000 + 0.5)};
            if (options->url.empty()) return simulate_meet(options->dir, wanted);
            return simulate_on(options->url, options->dir, wanted);
        };
    });
}

}  // namespace heatline::tools
