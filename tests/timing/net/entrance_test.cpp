#include "timing/net/entrance.h"

#include <catch2/catch.hpp>

using namespace heatline::timing;

TEST_CASE("Only the loopback is this machine, whatever way its address is written", "[timing][net][entrance]") {
    const auto is_here = [](const char* text) { return is_this_machine(boost::asio::ip::make_address(text)); };
    for (const char* here : {"127.0.0.1", "127.255.255.254", "::1", "::ffff:127.0.0.1", "::ffff:127.9.9.9"}) {
        CAPTURE(here);
        CHECK(is_here(here));
    }
    for (const char* beyond : {"128.0.0.1", "126.255.255.255", "10.0.0.1", "192.168.1.5", "0.0.0.0", "::", "::2",
                               "::ffff:10.0.0.1", "::127.0.0.1", "fe80::1", "2001:db8::127.0.0.1"}) {
        CAPTURE(beyond);
        CHECK_FALSE(is_here(beyond));
    }
}
