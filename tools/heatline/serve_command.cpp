// heatline serve: the server of one meet.

#include <boost/asio/ip/address.hpp>
#include <filesystem>
#include <memory>

#include "timing/certificate.h"
#include "timing/net/entrance.h"
#include "timing/server.h"
#include "timing/server_address.h"
#include "tools/files.h"
#include "tools/heatline/doors.h"
#include "tools/heatline/meet.h"
#include "tools/heatline/own_addresses.h"

namespace heatline::tools {
namespace {

// What people can type, where the server listens on every address of the machine.
void say_addresses(const std::string& bound, timing::ServerAddress server) {
    const auto address = boost::asio::ip::make_address(bound);
    if (!address.is_unspecified()) return;
    for (const std::string& own : own_addresses(address.is_v6())) {
        server.host = own;
        say("heatline: reach it at " + timing::url_text(server));
    }
}

// Says once for each edit that meet.toml is not what the server goes by.
std::function<void()> watch_rules(const std::string& dir, const std::string& started_with) {
    const std::string path = dir + "/meet.toml";
    std::error_code error;
    auto before = std::filesystem::last_write_time(path, error);
    return [path, started_with, before]() mutable {
        std::error_code none;
        const auto now = std::filesystem::last_write_time(path, none);
        if (none || now == before) return;
        before = now;
        const auto text = read_file(path);
        if (text && *text != started_with)
            say("heatline: meet.toml has changed: the meet goes on with the rules it started with; start the server "
                "again to use the new ones");
    };
}

Exit serve(const std::string& dir, const std::string& listen_text, const std::string& tls) {
    const auto listen = timing::parse_host_port(listen_text);
    if (!listen)
        return fail(Exit::usage, "--listen " + listen_text + " is no address; give HOST:PORT, like 127.0.0.1:8470");
    auto meet = open_own_meet(dir);
    if (!meet) return meet.error();
    timing::ServerOptions options;
    options.host = listen->host;
    options.port = listen->port;
    options.plain_on_this_machine = tls != "on";
    if (tls != "off") {
        auto certificate = timing::ensure_certificate(dir);
        if (!certificate) return fail(certificate.error());
        options.certificate = std::move(*certificate);
    }
    options.doors = make_doors(meet->folded().rules);
    options.look_round = watch_rules(dir, meet->folded().toml);
    options.on_listening = [tls](const std::string& address, std::uint16_t port) {
        const bool here = timing::is_this_machine(boost::asio::ip::make_address(address));
        const timing::ServerAddress server{address, port, tls == "on" || (tls == "auto" && !here)};
        say_addresses(address, server);
        put({}, "listening on " + timing::url_text(server) + "\n");
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
    command
        ->add_option("--tls", *tls,
                     "auto: TLS for every address but loopback; on: there too; off: none, and beyond this machine "
                     "nothing but pages")
        ->check(CLI::IsMember({"auto", "on", "off"}))
        ->capture_default_str();
    command->callback([&action, dir, listen, tls] { action = [=] { return serve(*dir, *listen, *tls); }; });
}

}  // namespace heatline::tools
