#include "tools/heatline/own_addresses.h"

#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <boost/asio/ip/address.hpp>
#include <cstring>

namespace heatline::tools {

namespace ip = boost::asio::ip;

std::vector<std::string> own_addresses(bool with_v6) {
    std::vector<std::string> v4, v6;
    ifaddrs* list = nullptr;
    if (::getifaddrs(&list) != 0) return {};
    for (const ifaddrs* each = list; each; each = each->ifa_next) {
        if (!each->ifa_addr || !(each->ifa_flags & IFF_UP) || (each->ifa_flags & IFF_LOOPBACK)) continue;
        if (each->ifa_addr->sa_family == AF_INET) {
            sockaddr_in address;
            std::memcpy(&address, each->ifa_addr, sizeof address);
            v4.push_back(ip::address_v4{ntohl(address.sin_addr.s_addr)}.to_string());
        } else if (with_v6 && each->ifa_addr->sa_family == AF_INET6) {
            sockaddr_in6 address;
            std::memcpy(&address, each->ifa_addr, sizeof address);
            ip::address_v6::bytes_type bytes;
            std::copy_n(address.sin6_addr.s6_addr, bytes.size(), bytes.begin());
            const ip::address_v6 found{bytes};
            if (!found.is_link_local()) v6.push_back(found.to_string());
        }
    }
    ::freeifaddrs(list);
    v4.insert(v4.end(), v6.begin(), v6.end());
    return v4;
}

}  // namespace heatline::tools
