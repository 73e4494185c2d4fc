#include "timing/net/entrance.h"

namespace heatline::timing {

bool is_this_machine(const boost::asio::ip::address& peer) {
    if (!peer.is_v6() || !peer.to_v6().is_v4_mapped()) return peer.is_loopback();
    return boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, peer.to_v6()).is_loopback();
}

}  // namespace heatline::timing
