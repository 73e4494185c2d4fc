#include "timing/net/open_connections.h"

#include <algorithm>
#include <vector>

#include "timing/net/entrance.h"

namespace heatline::timing {

bool OpenConnections::make_room(const boost::asio::ip::address& from) {
    if (!is_this_machine(from)) {
        const auto same = [&](const Connection& other) { return other.from == from; };
        const auto count =
            std::count_if(strangers_.begin(), strangers_.end(), [&](auto* other) { return same(*other); });
        if (static_cast<std::size_t>(count) >= bounds_.strangers_of_an_address && !give_way(same)) return false;
    }
    const bool full = size() >= bounds_.connections || strangers_.size() >= bounds_.strangers;
    return !full || close_a_stranger();
}

bool OpenConnections::close_a_stranger() {
    return give_way([](const Connection&) { return true; });
}

// Who reads a stream comes back where it was, so it is the second best to close.
bool OpenConnections::give_way(const std::function<bool(const Connection&)>& may) {
    for (const Doing doing : {Doing::waiting, Doing::streaming}) {
        for (Connection* stranger : strangers_) {
            if (stranger->doing != doing || !may(*stranger)) continue;
            remove(*stranger);
            stranger->close();
            return true;
        }
    }
    return false;
}

void OpenConnections::add(Connection& connection) {
    auto& list = connection.stranger ? strangers_ : known_;
    connection.place = list.insert(list.end(), &connection);
    connection.counted = true;
}

void OpenConnections::remove(Connection& connection) {
    if (!connection.counted) return;
    (connection.stranger ? strangers_ : known_).erase(connection.place);
    connection.counted = false;
}

void OpenConnections::no_stranger(Connection& connection) {
    if (connection.counted && connection.stranger) known_.splice(known_.end(), strangers_, connection.place);
    connection.stranger = false;
}

void OpenConnections::not_quiet(Connection& connection) {
    if (connection.counted && connection.stranger) strangers_.splice(strangers_.end(), strangers_, connection.place);
}

void OpenConnections::stop() {
    stopping_ = true;
    close([](const Connection& connection) { return connection.doing != Doing::answering; });
}

void OpenConnections::close_all() {
    close([](const Connection&) { return true; });
}

void OpenConnections::close(const std::function<bool(const Connection&)>& which) {
    for (const auto* list : {&strangers_, &known_}) {
        for (Connection* connection : std::vector<Connection*>{list->begin(), list->end()}) {
            if (which(*connection)) connection->close();
        }
    }
}

}  // namespace heatline::timing
