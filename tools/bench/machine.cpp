#include "tools/bench/machine.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/statfs.h>
#include <unistd.h>

#include <array>
#include <thread>

#include "tools/bench/table.h"

namespace heatline::bench {
namespace {

std::string file_system(const std::string& dir) {
    struct statfs about {};
    if (statfs(dir.c_str(), &about) != 0) return "an unknown file system";
    switch (about.f_type) {
        case 0xEF53:
            return "ext4";
        case 0x9123683E:
            return "btrfs";
        case 0x58465342:
            return "xfs";
        case 0x01021994:
            return "tmpfs: nothing is durable there";
        case 0x794c7630:
            return "overlayfs";
        default:
            return "file system " + std::to_string(about.f_type);
    }
}

}  // namespace

Samples probe_fdatasync(const std::string& dir, int times) {
    Samples samples;
    const std::string path = dir + "/fdatasync-probe";
    const int fd = ::open(path.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
    if (fd < 0) return samples;
    const std::array<char, 4096> page{};
    for (int i = 0; i < times; ++i) {
        const std::int64_t began = now_us();
        if (::write(fd, page.data(), page.size()) != static_cast<ssize_t>(page.size()) || ::fdatasync(fd) != 0) break;
        samples.add(now_us() - began);
    }
    ::close(fd);
    ::unlink(path.c_str());
    return samples;
}

std::string machine_line(const std::string& dir, const Samples& fdatasync) {
    return std::to_string(std::thread::hardware_concurrency()) + " cores, SQLite " + sqlite3_libversion() + ", " + dir +
           " on " + file_system(dir) + ", fdatasync p50 " + duration_text(fdatasync.median()) + " p99 " +
           duration_text(fdatasync.p99());
}

}  // namespace heatline::bench
