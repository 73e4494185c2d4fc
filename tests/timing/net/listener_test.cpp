// Where the port is bound, and how many connections the system's open files hold.

#include "timing/net/listener.h"

#include <sys/resource.h>

#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>

using namespace heatline::timing;

TEST_CASE("A host is a name or an address, and of a name's addresses the IPv4 one is taken",
          "[timing][net][listener]") {
    const limits::ServerBounds bounds;
    boost::asio::io_context io;
    OpenConnections connections{bounds};
    const auto bound = [&](const std::string& host) {
        Listener listener{io, connections};
        const auto problem = listener.listen(host, 0);
        return problem ? problem->what : listener.where().address().to_string();
    };
    CHECK(bound("127.0.0.1") == "127.0.0.1");
    CHECK(bound("localhost") == "127.0.0.1");
    CHECK(bound("0.0.0.0") == "0.0.0.0");
    CHECK(bound("no such host") ==
          "cannot listen on no such host:0: that is no address of this machine; give one like 127.0.0.1:8470");
}

TEST_CASE("Where the system allows few open files there are fewer connections, half of them for strangers",
          "[timing][net][listener]") {
    limits::ServerBounds bounds;
    bounds.connections = 4'000;
    bounds.strangers = 2'000;
    CHECK(within(bounds, 100'000).connections == 4'000);
    CHECK(within(bounds, 100'000).strangers == 2'000);
    CHECK(within(bounds, 4'000 + limits::kFilesKept).connections == 4'000);
    CHECK(within(bounds, 4'000 + limits::kFilesKept - 1).connections == 3'999);
    CHECK(within(bounds, 1'024).connections == 1'024 - limits::kFilesKept);
    CHECK(within(bounds, 1'024).strangers == (1'024 - limits::kFilesKept) / 2);
    CHECK(within(bounds, 10).connections == 1);
    CHECK(within(bounds, 10).strangers == 1);
}

TEST_CASE("The limit of open files is raised as far as it may and never lowered", "[timing][net][listener]") {
    rlimit before{};
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
    const rlimit low{64, before.rlim_max};
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &low) == 0);
    CHECK(raise_open_files(100) == 100);
    CHECK(raise_open_files(50) == 50);
    rlimit after{};
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &after) == 0);
    CHECK(after.rlim_cur == 100);
    CHECK(raise_open_files(before.rlim_max) == before.rlim_max);
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &before) == 0);
}
