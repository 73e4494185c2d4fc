#pragma once
// What the side panel says of one child: who it is, what became of it, where it was seen last, its whole story. Pure;
// any thread.

#include <optional>
#include <string>
#include <vector>

#include "ui/desk/desk.h"
#include "ui/desk/kit.h"
#include "ui/desk/views/results_model.h"

namespace heatline::ui {

struct StoryText {
    std::string at, what;  // "9:26:13", "number 1331 taken in the chute by chute-1".
    bool decided = false;  // By a person: a status, a correction.
    bool voided = false;
    friend bool operator==(const StoryText&, const StoryText&) = default;
};

struct ChildSheet {
    std::string name;
    std::string about;   // "1044 · Lincoln · grade 3".
    std::string say_it;  // Empty where there is none.
    Mark mark = Mark::none;
    std::string result;  // "8:32.4, 4th in Heat 3", "on course since 9:25".
    std::string rests;   // What the finish rests on, and how sure that is; empty without one.
    std::string check;   // Why a person should look; empty when all is well.
    Mark where_mark = Mark::none;
    std::string where;  // "Last seen 9:40 · back at the tent · 3 min ago".
    bool accounted = false;
    bool loading = false;          // The story of this child has not come yet.
    std::vector<StoryText> story;  // Oldest first.
};

// Of whoever stands in this line.
ChildSheet child_sheet(const Desk& desk, ResultRef ref);

}  // namespace heatline::ui
