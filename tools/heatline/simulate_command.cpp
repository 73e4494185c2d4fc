// heatline simulate: a race day with people and their mistakes, through the real network interface.

#include "tools/heatline/simulate_command.h"

#include <future>
#include <memory>
#include <thread>

#include "config/meet_toml.h"
#include "engine/names.h"
#include "timing/certificate.h"
#include "timing/server.h"
#include "timing/token.h"
#include "tools/files.h"
#include "tools/heatline/device_command.h"
#include "tools/heatline/doors.h"
#include "tools/heatline/meet.h"
#include "tools/server_address.h"
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

simulate::Stage stage_of(std::map<std::string, std::string> tokens, ServerAddress server) {
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

// A meet that runs elsewhere: its devices' tokens come from a file that --cast wrote before the server started.
struct Elsewhere {
    std::string url, tokens;
};

Exit simulate_elsewhere(const std::string& dir, const Elsewhere& elsewhere, simulate::Options options) {
    auto server = parse_server_url(elsewhere.url);
    if (!server)
        return fail(Exit::usage,
                    "--server " + elsewhere.url + " is no server's address; give it like http://127.0.0.1:8470");
    const auto file = read_file(elsewhere.tokens);
    if (!file)
        return fail(Exit::unauthorised, "no tokens for the devices of the day: " + file.error() +
                                            "; make them with --cast before the server starts");
    std::map<std::string, std::string> tokens;
    std::string_view rest = *file;
    while (!rest.empty()) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        if (const std::size_t tab = line.find('\t'); tab != std::string_view::npos)
            tokens[std::string{line.substr(0, tab)}] = line.substr(tab + 1);
    }
    const std::string toml_path = dir + "/meet.toml";
    const auto toml = read_file(toml_path);
    if (!toml) return fail(Exit::failed, toml.error());
    const auto rules = config::parse_meet_toml(*toml, toml_path);
    if (!rules)
        return fail_with("the day cannot be played: meet.toml has errors; mend them and try again", rules.error());
    options.rules = *rules;
    return play_on(stage_of(std::move(tokens), std::move(*server)), options);
}

Exit write_cast(const std::string& dir, const std::string& path) {
    auto meet = open_meet(dir);
    if (!meet) return meet.error();
    const auto certificate = timing::ensure_certificate(dir);
    if (!certificate) return fail(certificate.error());
    const auto tokens = make_cast(**meet);
    if (!tokens) return tokens.error();
    std::string lines;
    for (const auto& [name, token] : *tokens)
        lines += name + "\t" + timing::join_token(token, certificate->fingerprint) + "\n";
    return put(path, lines);
}

std::vector<std::string> unregistered_bibs(const State& state) {
    std::vector<std::string> bibs;
    const auto& runners = state.roster->runners();
    for (std::size_t i = 0; i < runners.size(); ++i) {
        if (!runners[i].registered) bibs.emplace_back(state.symbols.text(state.roster->bib_of(RunnerId{i})));
    }
    return bibs;
}

}  // namespace

Exit simulate_meet(const std::string& dir, const SimulateOptions& wanted) {
    auto meet = open_own_meet(dir);
    if (!meet) return meet.error();
    if (meet->folded().heats.empty())
        return fail(Exit::failed, "the day cannot be played: the meet has no heats; write a plan with heatline plan " +
                                      dir + " --write");
    simulate::Options options;
    options.seed = wanted.seed;
    options.speed_permille = wanted.speed_permille;
    options.rules = *meet->folded().rules;
    options.unregistered = unregistered_bibs(meet->folded());
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
    const Exit played = play_on(stage_of(std::move(*tokens), {"127.0.0.1", port, false}), options);
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
        std::string dir, cast;
        std::uint64_t seed = 1;
        double speed = 0;
        Elsewhere elsewhere;
    };
    auto options = std::make_shared<Options>();
    command->add_option("DIR", options->dir, "the meet folder, planned")->required();
    command->add_option("--seed", options->seed, "the same seed plays the same day")->capture_default_str();
    command->add_option("--speed", options->speed, "how many times faster than real; 0 is as fast as it goes")
        ->check(CLI::Range(0.0, 100'000.0))
        ->capture_default_str();
    command->add_option("--server", options->elsewhere.url, "play on a server that runs already; needs --tokens");
    command->add_option("--tokens", options->elsewhere.tokens, "the file that --cast wrote");
    command->add_option("--cast", options->cast,
                        "make the devices of the day, write their tokens to this file, and end");
    command->callback([&action, options] {
        action = [options] {
            if (!options->cast.empty()) return write_cast(options->dir, options->cast);
            const auto permille = static_cast<std::int64_t>(options->speed * 1000 + 0.5);
            if (options->elsewhere.url.empty()) return simulate_meet(options->dir, {options->seed, permille});
            simulate::Options play;
            play.seed = options->seed;
            play.speed_permille = permille;
            return simulate_elsewhere(options->dir, options->elsewhere, play);
        };
    });
}

}  // namespace heatline::tools
