#pragma once
// TempMeet: a meet folder that is gone again when the figure is done, with the devices that will post. Main thread.

#include <memory>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "timing/meet_folder.h"

namespace heatline::bench {

// A folder of its own; removed with all that is in it.
class TempFolder {
public:
    static Result<std::unique_ptr<TempFolder>, std::string> make(const std::string& parent);
    ~TempFolder();
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;
    const std::string& path() const { return path_; }

private:
    explicit TempFolder(std::string path) : path_(std::move(path)) {}
    std::string path_;
};

struct TempMeet {
    std::unique_ptr<TempFolder> folder;
    std::vector<std::string> tokens;  // Of the timer devices, by DeviceId.
};

// Makes the meet and lets go of it. `fill`, where given, may record more before that; false when it could not.
Result<TempMeet, std::string> make_temp_meet(const std::string& parent, std::size_t devices,
                                             const std::function<bool(timing::MeetFolder&)>& fill = {});

// What "now" is for `at`, so that no reading is a day off.
Instant wall_clock();

}  // namespace heatline::bench
