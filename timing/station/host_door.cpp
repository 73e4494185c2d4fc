#include "timing/station/host_door.h"

#include <netdb.h>
#include <sys/socket.h>

#include <array>

namespace heatline::timing {

Result<std::vector<std::string>, std::string> ask_system(const std::string& host) {
    ::addrinfo wanted{};
    wanted.ai_socktype = SOCK_STREAM;
    ::addrinfo* list = nullptr;
    if (const int error = ::getaddrinfo(host.c_str(), nullptr, &wanted, &list); error != 0)
        return Error{std::string{::gai_strerror(error)}};
    std::vector<std::string> addresses;
    std::array<char, NI_MAXHOST> text;
    for (const ::addrinfo* one = list; one; one = one->ai_next) {
        if (::getnameinfo(one->ai_addr, one->ai_addrlen, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST) == 0)
            addresses.emplace_back(text.data());
    }
    ::freeaddrinfo(list);
    if (addresses.empty()) return Error{std::string{"it has no address"}};
    return addresses;
}

}  // namespace heatline::timing
