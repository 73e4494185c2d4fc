#include "timing/control/control_socket.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "engine/base/check.h"

namespace heatline::timing {
namespace {

constexpr int kWaiting = 64;  // Commands that may wait to be accepted; the next is told to come again by its own retry.

Descriptor open_folder(const std::string& dir) {
    return Descriptor{::open(dir.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
}

// The socket in the open folder, by a name that always fits.
sockaddr_un address_in(const Descriptor& folder) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string path = "/proc/self/fd/" + std::to_string(folder.get()) + "/" + kControlSocket;
    CHECK_THAT(path.size() < sizeof address.sun_path, "the short name of the control socket is short");
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    return address;
}

}  // namespace

Result<Descriptor, MeetProblem> listen_for_control(const std::string& dir) {
    const Descriptor folder = open_folder(dir);
    Descriptor socket{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    bool listens = folder && socket;
    if (listens) {
        const sockaddr_un address = address_in(folder);
        ::unlinkat(folder.get(), kControlSocket, 0);
        // Nobody can connect before listen(), so the mode is right before anybody could use it.
        listens = ::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
                  ::fchmodat(folder.get(), kControlSocket, 0600, 0) == 0 && ::listen(socket.get(), kWaiting) == 0;
    }
    if (listens) return socket;
    return Error{MeetProblem{MeetProblem::Kind::failed,
                             "cannot make the control socket in " + dir + ": " + std::strerror(errno) +
                                 "; put the meet's folder on a local disk where you may write"}};
}

void clear_control(const std::string& dir) {
    if (const Descriptor folder = open_folder(dir)) ::unlinkat(folder.get(), kControlSocket, 0);
}

Descriptor connect_to_control(const std::string& dir) {
    const Descriptor folder = open_folder(dir);
    Descriptor socket{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    if (!folder || !socket) return {};
    const sockaddr_un address = address_in(folder);
    if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return {};
    return socket;
}

}  // namespace heatline::timing
