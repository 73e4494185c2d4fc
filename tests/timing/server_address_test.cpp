#include "timing/server_address.h"

#include <catch2/catch.hpp>

using namespace heatline::timing;

TEST_CASE("A server's address is read as people write it, and written the same") {
    for (const char* url :
         {"http://127.0.0.1:8470", "https://192.168.1.5:8470", "https://race.local:1", "https://[::1]:65535"}) {
        CAPTURE(url);
        const auto address = parse_server_url(url);
        REQUIRE(address);
        CHECK(url_text(*address) == url);
    }
    CHECK(parse_server_url("https://[fe80::1]:8470/")->host == "fe80::1");
    CHECK(parse_server_url("https://a:1/")->tls);
    CHECK_FALSE(parse_server_url("http://a:1")->tls);
    CHECK(parse_host_port("0.0.0.0:0")->port == 0);
}

TEST_CASE("What is no address is not taken for one") {
    for (const char* url : {"", "127.0.0.1:8470", "http://", "http://:8470", "http://a", "http://a:", "http://a:0",
                            "http://a:65536", "http://a:1/path", "ftp://a:1", "http://::1:8470", "http://[::1]",
                            "http://[]:1", "http://a:1x", "http://a b:1"}) {
        CAPTURE(url);
        CHECK_FALSE(parse_server_url(url));
    }
    for (const char* text : {"", ":8470", "8470", "::1:8470", "a:-1", "a:"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_host_port(text));
    }
}
