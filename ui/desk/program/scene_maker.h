#pragma once
// SceneMaker: what the next key press depends on, taken from the desk of each frame, so that a press never waits for a
// frame and asks nobody. make() on the render thread; the scene it returns never changes and may be used anywhere.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ui/desk/key_desk.h"
#include "ui/desk/suggest.h"

namespace heatline::ui {

class SceneMaker {
public:
    // `offset_us`: how this laptop's clock stands to the meet's, where that is known.
    KeyScene make(const Desk& desk, View view, std::optional<std::int64_t> offset_us);

private:
    // What was worked out of the meet, and of what.
    std::shared_ptr<const std::vector<std::string>> signs_of_;
    std::u32string signs_;
    SuggestMemo suggested_;
};

}  // namespace heatline::ui
