#pragma once
// Entrance: by which way a request came in, as far as who may ask what depends on it. Pure; any thread.

#include <boost/asio/ip/address.hpp>
#include <cstdint>

namespace heatline::timing {

enum class Entrance : std::uint8_t {
    guarded,  // Nobody on the way can listen: TLS, or a plain peer on this machine.
    open,     // A plain peer beyond this machine: pages that anybody may see, and nothing else.
    control,  // The meet's own socket in its folder: who may open that file is the director.
};

// Whether a peer of this address speaks over the loopback; also one that is written as IPv6.
bool is_this_machine(const boost::asio::ip::address& peer);

}  // namespace heatline::timing
