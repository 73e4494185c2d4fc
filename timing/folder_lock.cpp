#include "timing/folder_lock.h"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>
#include <cstring>

namespace heatline::timing {

Result<FolderLock, MeetProblem> FolderLock::take(const std::string& dir) {
    const std::string path = dir + "/lock";
    Descriptor file{::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)};
    if (!file) {
        return Error{MeetProblem{errno == ENOENT ? MeetProblem::Kind::not_a_meet : MeetProblem::Kind::failed,
                                 "cannot use the folder " + dir + ": " + std::strerror(errno) +
                                     "; check that it is there and that you may write in it"}};
    }
    if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
        return Error{
            MeetProblem{MeetProblem::Kind::in_use,
                        "the meet in " + dir + " is in use: another heatline has it open; stop that one first"}};
    }
    return FolderLock{std::move(file)};
}

}  // namespace heatline::timing
