#include "tools/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "timing/descriptor.h"

namespace heatline::tools {
namespace {

// From errno, so it is asked at once after the call that failed.
Error<std::string> failed(const std::string& what, const std::string& path) {
    const bool full = errno == ENOSPC || errno == EDQUOT;
    return Error{"cannot " + what + " " + path + ": " + std::strerror(errno) +
                 (full ? "; make room on the disk, then try again" : "; check the path and your rights")};
}

Result<Done, std::string> write_beside(const std::string& beside, const std::string& path, std::string_view bytes,
                                       mode_t mode) {
    const timing::Descriptor file{::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)};
    if (file.get() < 0) return failed("write", path);
    while (!bytes.empty()) {
        const ssize_t count = ::write(file.get(), bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return failed("write", path);
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    if (::fsync(file.get()) != 0 || std::rename(beside.c_str(), path.c_str()) != 0) return failed("write", path);
    return Done{};
}

void sync_folder_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    const timing::Descriptor folder{::open(slash == std::string::npos ? "." : path.substr(0, slash + 1).c_str(),
                                           O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (folder.get() >= 0) ::fsync(folder.get());
}

}  // namespace

Result<std::string, std::string> read_file(const std::string& path) {
    const timing::Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    struct stat about {};
    if (file.get() < 0 || ::fstat(file.get(), &about) != 0) return failed("read", path);
    if (S_ISDIR(about.st_mode)) return Error{"cannot read " + path + ": it is a folder; name a file"};
    const std::string too_long = "cannot read " + path + ": it is longer than 256 MiB; split it";
    if (about.st_size > static_cast<off_t>(kFileBytesMax)) return Error{too_long};
    std::string bytes;
    char block[64 * 1024];
    for (;;) {
        const ssize_t count = ::read(file.get(), block, sizeof block);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return failed("read", path);
        if (count == 0) return bytes;
        bytes.append(block, static_cast<std::size_t>(count));
        if (bytes.size() > kFileBytesMax) return Error{too_long};  // A pipe has no size to look at first.
    }
}

Result<Done, std::string> write_file(const std::string& path, std::string_view bytes, Readers readers) {
    const std::string beside = path + ".tmp";
    const mode_t mode = readers == Readers::owner ? 0600 : 0644;
    if (auto written = write_beside(beside, path, bytes, mode); !written) {
        ::unlink(beside.c_str());  // Half a file is nobody's, and the disk may be full.
        return written;
    }
    sync_folder_of(path);
    return Done{};
}

Result<Done, std::string> put_in_place(const std::string& from, const std::string& path) {
    const timing::Descriptor file{::open(from.c_str(), O_RDONLY | O_CLOEXEC)};
    if (file.get() < 0 || ::fsync(file.get()) != 0) return failed("write", path);
    // Not over a file that came to be meanwhile. Sticks and shares may not know that; then by a look and a rename.
    bool placed = ::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, path.c_str(), RENAME_NOREPLACE) == 0;
    if (!placed && (errno == EINVAL || errno == ENOSYS) && ::access(path.c_str(), F_OK) != 0)
        placed = std::rename(from.c_str(), path.c_str()) == 0;
    if (!placed) return failed("write", path);
    sync_folder_of(path);
    return Done{};
}

}  // namespace heatline::tools
