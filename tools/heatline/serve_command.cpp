// heatline serve: the server of one meet.

#include <charconv>
#include <memory>

#include "timing/server.h"
#include "tools/heatline/doors.h"
#include "tools/heatline/meet.h"

namespace heatline::tools {
namespace {

struct Listen {
    std::string host;
    std::uint16_t port = 0;
};

std::optional<Listen> parse_listen(const std::string& text) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string::npos || colon == 0) return std::nullopt;
    Listen listen{text.substr(0, colon), 0};
    const auto [end, error] = std::from_chars(text.data() + colon + 1, text.data() + text.size(), listen.port);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return listen;
}

Exit serve(const std::string& dir, const std::string& listen_text) {
    const auto listen = parse_listen(listen_text);
    if (!listen)
        return fail(Exit::usage, "--listen " + listen_text + " is no address; give HOST:PORT, like 127.0.0.1:8470");
    if (listen->host != "127.0.0.1" && listen->host != "localhost") {
        return fail(Exit::usage, "--listen " + listen_text +
                                     " is beyond this machine, where names would go unencrypted; listen on 127.0.0.1");
    }
    auto meet = open_own_meet(dir);
    if (!meet) return meet.error();
    timing::ServerOptions options;
    options.host = "127.0.0.1";
    options.port = listen->port;
    options.doors = make_doors(meet->folded().rules);
    options.on_listening = [](const std::string& host, std::uint16_t port) {
        put({}, "listening on http://" + host + ":" + std::to_string(port) + "\n");
    };
    options.on_problem = [](const std::string& sentence) { say("heatline: " + sentence); };
    auto server = timing::Server::make(std::move(*meet), std::move(options));
    if (!server) return fail(server.error());
    return (*server)->run() ? Exit::done : Exit::failed;
}

}  // namespace

void add_serve(CLI::App& app, Action& action) {
    auto* command = app.add_subcommand("serve",
                                       "Example: heatline serve spring-mile\n\n"
                                       "Runs the meet's server until Ctrl-C. Prints where it listens once it accepts.");
    auto dir = std::make_shared<std::string>();
    auto listen = std::make_shared<std::string>("127.0.0.1:8470");
    auto tls = std::make_shared<std::string>("auto");
    command->add_option("DIR", *dir, "the meet folder")->required();
    command->add_option("--listen", *listen, "HOST:PORT; port 0 picks a free one")->capture_default_str();
    command->add_option("--tls", *tls, "auto or off: this version serves this machine only, unencrypted")
        ->check(CLI::IsMember({"auto", "off"}))
        ->capture_default_str();
    command->callback([&action, dir, listen] { action = [dir, listen] { return serve(*dir, *listen); }; });
}

}  // namespace heatline::tools
