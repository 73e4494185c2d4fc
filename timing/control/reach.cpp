#include "timing/control/reach.h"

#include <chrono>
#include <thread>
#include <utility>

namespace heatline::timing {
namespace {

// A server reads its journal for some seconds before it listens; a command is done in less.
constexpr std::chrono::seconds kReachWithin{15};
constexpr std::chrono::milliseconds kLookAgain{50};
constexpr Seq kToldEvery = 10'000;

// `open`s the folder, or connects to whoever has it open; again and again for a while.
template <class Own, class Open, class Live>
Result<std::variant<Own, LiveMeet>, MeetProblem> reach(const std::string& dir, const Open& open, const Live& live) {
    const auto give_up = std::chrono::steady_clock::now() + kReachWithin;
    while (true) {
        Result<Own, MeetProblem> own = open();
        if (own) return std::variant<Own, LiveMeet>{std::in_place_index<0>, std::move(own).value()};
        if (own.error().kind != MeetProblem::Kind::in_use) return Error{own.error()};
        if (Descriptor socket = connect_to_control(dir))
            return std::variant<Own, LiveMeet>{std::in_place_index<1>, live(std::move(socket))};
        if (std::chrono::steady_clock::now() > give_up) return Error{own.error()};
        std::this_thread::sleep_for(kLookAgain);
    }
}

}  // namespace

Result<MeetFolder, MeetProblem> open_own(const std::string& dir, const Meet::Progress& progress) {
    const auto give_up = std::chrono::steady_clock::now() + kReachWithin;
    while (true) {
        auto own = MeetFolder::open(dir, progress);
        if (own || own.error().kind != MeetProblem::Kind::in_use) return own;
        if (connect_to_control(dir) || std::chrono::steady_clock::now() > give_up) return own;
        std::this_thread::sleep_for(kLookAgain);
    }
}

Result<OwnOrLive, MeetProblem> open_or_reach(const std::string& dir, const Meet::Progress& progress) {
    return reach<MeetFolder>(
        dir, [&] { return MeetFolder::open(dir, progress); },
        [&](Descriptor socket) {
            return LiveMeet{dir, std::move(socket), progress};
        });
}

Result<ReachedRows, MeetProblem> rows_of(const std::string& dir, const Meet::Progress& progress) {
    auto reached = reach<OwnJournal>(
        dir, [&] { return open_journal(dir); },
        [&](Descriptor socket) {
            return LiveMeet{dir, std::move(socket), progress};
        });
    if (!reached) return Error{reached.error()};
    if (auto* live = std::get_if<LiveMeet>(&*reached)) {
        auto meet = std::make_shared<LiveMeet>(std::move(*live));
        return ReachedRows{[meet](const auto& take) { return meet->for_each_row(0, take); }};
    }
    auto own = std::make_shared<OwnJournal>(std::get<OwnJournal>(std::move(*reached)));
    return ReachedRows{[own, progress](const std::function<bool(const Row&)>& take) {
        const Seq all = own->journal->last_seq();
        Seq done = 0;
        return own->journal->for_each_row(0, [&](const Row& row) {
            if (progress && ++done % kToldEvery == 0) progress(done, all);
            return take(row);
        });
    }};
}

}  // namespace heatline::timing
