#include "timing/server_address.h"

#include <charconv>

namespace heatline::timing {

std::optional<ServerAddress> parse_host_port(std::string_view text) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos) return std::nullopt;
    std::string_view host = text.substr(0, colon);
    if (host.starts_with('[') && host.ends_with(']')) {
        host = host.substr(1, host.size() - 2);
    } else if (host.find_first_of(":[]/ ") != std::string_view::npos) {
        return std::nullopt;  // An IPv6 address without brackets, whose last part looks like a port.
    }
    ServerAddress address{std::string{host}, 0, false};
    const auto [end, error] = std::from_chars(text.data() + colon + 1, text.data() + text.size(), address.port);
    if (error != std::errc{} || end != text.data() + text.size() || host.empty()) return std::nullopt;
    return address;
}

std::optional<ServerAddress> parse_server_url(std::string_view url) {
    const bool tls = url.starts_with("https://");
    if (!tls && !url.starts_with("http://")) return std::nullopt;
    url.remove_prefix(tls ? 8 : 7);
    if (url.ends_with('/')) url.remove_suffix(1);
    auto address = parse_host_port(url);
    if (!address || address->port == 0) return std::nullopt;
    address->tls = tls;
    return address;
}

std::string host_port_text(std::string_view host, std::uint16_t port) {
    const bool v6 = host.find(':') != std::string_view::npos;
    return (v6 ? "[" : "") + std::string{host} + (v6 ? "]:" : ":") + std::to_string(port);
}

std::string url_text(const ServerAddress& address) {
    return (address.tls ? "https://" : "http://") + host_port_text(address.host, address.port);
}

}  // namespace heatline::timing
