#pragma once
// PlainLine: finish fusion on plain files, with no meet folder: for `heatline fuse` and whoever measures it.
//
// The files become the facts of a meet that is never written down, so that what comes out is what a server would have
// shown. Fed in this order, each once; the first file with problems ends it. No file is opened here. One thread.

#include <string_view>
#include <vector>

#include "config/problem.h"
#include "engine/base/result.h"
#include "engine/state.h"
#include "tools/fusion_days/score.h"
#include "tools/progress.h"

namespace heatline::tools {

class PlainLine {
public:
    using Fed = Result<Done, std::vector<config::Problem>>;

    // `progress` hears of the readings; it must outlive this.
    explicit PlainLine(Progress& progress) : progress_(progress) {}

    // An empty text: the rules that hold without a meet.toml.
    Fed feed_rules(std::string_view toml, const std::string& file);
    Fed feed_runners(std::string_view csv, const std::string& file);
    Fed feed_starts(std::string_view csv, const std::string& file);
    Fed feed_readings(std::string_view csv, const std::string& file);

    // The finishes, by heat and then as fusion gives them.
    std::vector<fusion_days::FinishRow> finishes() const;
    // The meet that the files became.
    const State& state() const { return state_; }

private:
    void take(FactBody body);

    Progress& progress_;
    State state_;
};

}  // namespace heatline::tools
