// Who finds room, who gives way, and whom a stop ends. Connections are named by letters; nothing here is a socket.

#include "timing/net/open_connections.h"

#include <catch2/catch.hpp>
#include <map>
#include <string>

using namespace heatline::timing;
using Doing = OpenConnections::Doing;

namespace {

const auto kHere = boost::asio::ip::make_address("127.0.0.1");
const auto kPhone = boost::asio::ip::make_address("192.168.1.5");
const auto kOther = boost::asio::ip::make_address("192.168.1.6");

struct World {
    explicit World(std::size_t most, std::size_t strangers, std::size_t of_an_address = 100) {
        bounds.connections = most;
        bounds.strangers = strangers;
        bounds.strangers_of_an_address = of_an_address;
    }
    // Comes in if there is room.
    bool comes(char name, const boost::asio::ip::address& from = kHere) {
        if (!connections.make_room(from)) return false;
        OpenConnections::Connection& connection = all[name];
        connection.from = from;
        connection.close = [this, name] { closed += name; };
        connections.add(connection);
        return true;
    }
    void shows_token(char name) { connections.no_stranger(all.at(name)); }
    void does(char name, Doing doing) { all.at(name).doing = doing; }
    void leaves(char name) { connections.remove(all.at(name)); }

    limits::ServerBounds bounds;
    OpenConnections connections{bounds};
    std::map<char, OpenConnections::Connection> all;
    std::string closed;
};

}  // namespace

TEST_CASE("The stranger that has been quiet longest gives way to the next", "[timing][net][connections]") {
    World world{10, 2};
    CHECK(world.comes('a'));
    CHECK(world.comes('b'));
    CHECK(world.closed.empty());
    world.connections.not_quiet(world.all.at('a'));
    CHECK(world.comes('c'));
    CHECK(world.closed == "b");
    CHECK(world.comes('d'));
    CHECK(world.closed == "ba");
    CHECK(world.connections.size() == 2);
    world.leaves('b');  // It ends after it was closed: it is not counted twice.
    CHECK(world.connections.size() == 2);
    world.leaves('c');
    CHECK(world.comes('e'));
    CHECK(world.closed == "ba");
}

TEST_CASE("Who has shown a token is no stranger any more and never gives way", "[timing][net][connections]") {
    World world{3, 1};
    for (const char device : {'a', 'b', 'c'}) {
        CHECK(world.comes(device));
        world.shows_token(device);
        world.shows_token(device);
    }
    CHECK_FALSE(world.comes('d'));
    CHECK(world.closed.empty());
    world.leaves('b');
    CHECK(world.comes('d'));
    CHECK(world.comes('e'));
    CHECK(world.closed == "d");
}

TEST_CASE("An answer under way is let finish, and a stream ends before that", "[timing][net][connections]") {
    World world{10, 3};
    for (const char stranger : {'a', 'b', 'c'}) world.comes(stranger);
    world.does('a', Doing::streaming);
    world.does('b', Doing::answering);
    CHECK(world.comes('d'));
    CHECK(world.closed == "c");
    world.does('d', Doing::answering);
    CHECK(world.comes('e'));
    CHECK(world.closed == "ca");
    world.does('e', Doing::answering);
    CHECK_FALSE(world.comes('f'));
    CHECK(world.closed == "ca");
}

TEST_CASE("One address beyond this machine has few strangers, and only its own give way",
          "[timing][net][connections]") {
    World world{100, 100, 2};
    world.comes('o', kOther);
    world.comes('a', kPhone);
    world.comes('b', kPhone);
    CHECK(world.comes('c', kPhone));
    CHECK(world.closed == "a");
    world.shows_token('b');
    CHECK(world.comes('d', kPhone));
    CHECK(world.closed == "a");
    for (const char local : {'1', '2', '3', '4'}) CHECK(world.comes(local));
    CHECK(world.closed == "a");
    world.does('c', Doing::answering);
    world.does('d', Doing::answering);
    CHECK_FALSE(world.comes('e', kPhone));
    CHECK(world.comes('p', kOther));
}

TEST_CASE("A stop closes who waits or streams, and who answers later", "[timing][net][connections]") {
    World world{10, 10};
    for (const char stranger : {'a', 'b', 'c', 'd'}) world.comes(stranger);
    world.shows_token('d');
    world.does('b', Doing::answering);
    world.does('c', Doing::streaming);
    world.connections.stop();
    CHECK(world.connections.stopping());
    CHECK(world.closed == "acd");
    world.connections.close_all();
    CHECK(world.closed == "acdabcd");
}
