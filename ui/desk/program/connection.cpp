#include "ui/desk/program/connection.h"

#include <openssl/sha.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "timing/server_address.h"
#include "timing/token.h"

namespace heatline::ui {
namespace {

Result<std::string, std::string> read_token(const std::string& path) {
    std::ifstream file{path};
    std::string token;
    if (!std::getline(file, token) || token.empty())
        return Error<std::string>{"cannot read a token from " + path +
                                  "; write there the line that `heatline device add` printed"};
    while (!token.empty() && (token.back() == '\r' || token.back() == ' ')) token.pop_back();
    return token;
}

// A folder for each token, so that one laptop may stand at two places of a day with two tokens and mix nothing.
std::string station_folder(const std::string& token) {
    const char* data = std::getenv("XDG_DATA_HOME");
    const char* home = std::getenv("HOME");
    const std::string base =
        data && *data ? data : (home && *home ? std::string{home} : std::string{"/tmp"}) + "/.local/share";
    const std::string_view secret = timing::split_token(token).secret;
    unsigned char digest[SHA256_DIGEST_LENGTH];
    ::SHA256(reinterpret_cast<const unsigned char*>(secret.data()), secret.size(), digest);
    std::string name;
    for (int i = 0; i < 8; ++i) {
        constexpr const char* kHex = "0123456789abcdef";
        name += kHex[digest[i] >> 4];
        name += kHex[digest[i] & 15];
    }
    return base + "/heatline/stations/" + name;
}

std::string person() {
    const char* user = std::getenv("USER");
    return user ? user : "";
}

}  // namespace

Result<Connection, std::string> connect(const Options& options, std::function<void()> changed) {
    const auto server = timing::parse_server_url(options.url);
    if (!server)
        return Error<std::string>{options.url + " is no server's URL; write http://HOST:PORT or https://HOST:PORT"};
    Connection made;
    std::string token;
    if (!options.token_file.empty()) {
        auto read = read_token(options.token_file);
        if (!read) return Error{read.error()};
        token = *read;
    } else if (!options.serve.empty()) {
        auto own = own_token(heatline_program(), options.serve);
        if (!own) return Error{own.error()};
        token = *own;
    } else {
        return Error<std::string>{
            "no token: give --token-file FILE with the line that `heatline device add` printed, or --serve DIR"};
    }
    if (!options.serve.empty()) {
        made.server = std::make_unique<ServerChild>(heatline_program(), options.serve,
                                                    timing::host_port_text(server->host, server->port),
                                                    [changed](const std::string&) { changed(); });
    }
    made.laptop.link.server = *server;
    made.laptop.link.token = token;
    made.laptop.link.operator_name = person();
    // Of a meet that is served here the laptop's own journal lies beside the meet's: one folder to carry away.
    made.laptop.folder = !options.station.empty()                               ? options.station
                         : !options.serve.empty() && options.token_file.empty() ? options.serve + "/station"
                                                                                : station_folder(token);
    std::error_code error;
    std::filesystem::create_directories(made.laptop.folder, error);
    return made;
}

}  // namespace heatline::ui
