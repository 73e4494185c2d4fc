#pragma once
// FolderLock: who owns a folder with a journal in it: the flock of DIR/lock, for as long as this object lives. A crash
// lets go of it. Any thread.

#include <string>
#include <utility>

#include "engine/base/result.h"
#include "timing/descriptor.h"
#include "timing/meet.h"

namespace heatline::timing {

class FolderLock {
public:
    static Result<FolderLock, MeetProblem> take(const std::string& dir);

private:
    explicit FolderLock(Descriptor file) : file_(std::move(file)) {}
    Descriptor file_;
};

}  // namespace heatline::timing
