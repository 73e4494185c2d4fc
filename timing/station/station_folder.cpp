#include "timing/station/station_folder.h"

#include <filesystem>
#include <optional>
#include <utility>

#include "timing/folder_lock.h"
#include "timing/journal/journal.h"

namespace heatline::timing {
namespace {

class Folder {
public:
    explicit Folder(std::string dir) : dir_(std::move(dir)) {}

    Result<std::unique_ptr<Store>, JournalError> open() {
        std::error_code error;  // Where it cannot be made, taking the lock says why.
        std::filesystem::create_directories(dir_, error);
        if (!lock_) {
            auto taken = FolderLock::take(dir_);
            if (!taken) return Error{not_taken(taken.error())};
            lock_.emplace(std::move(*taken));
        }
        const std::string path = dir_ + "/journal.db";
        const bool there = std::filesystem::exists(path, error);
        auto opened = Journal::open(path, there ? OpenMode::existing : OpenMode::create);
        if (!opened) return Error{opened.error()};
        return std::unique_ptr<Store>{std::move(*opened)};
    }

private:
    static JournalError not_taken(const MeetProblem& problem) {
        if (problem.kind != MeetProblem::Kind::in_use) return {JournalError::Kind::disk, problem.what};
        return {JournalError::Kind::in_use,
                "another window of this laptop records; use that one; what is pressed here waits until it is closed"};
    }

    const std::string dir_;
    std::optional<FolderLock> lock_;
};

}  // namespace

StoreDoor door_to_folder(const std::string& dir) {
    return [folder = std::make_shared<Folder>(dir)] { return folder->open(); };
}

}  // namespace heatline::timing
