#pragma once
// ServerAddress: where a Heatline server is, as people write it: http://127.0.0.1:8470, https://[::1]:8470. Pure.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace heatline::timing {

struct ServerAddress {
    std::string host;  // A name or an address, without brackets.
    std::uint16_t port = 0;
    bool tls = false;
};

// Nothing when it is no such URL. A path of "/" is allowed behind it.
std::optional<ServerAddress> parse_server_url(std::string_view url);
// HOST:PORT, [HOST]:PORT where the host is an IPv6 address.
std::optional<ServerAddress> parse_host_port(std::string_view text);

std::string host_port_text(std::string_view host, std::uint16_t port);
std::string url_text(const ServerAddress& address);

}  // namespace heatline::timing
