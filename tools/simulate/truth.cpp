#include "tools/simulate/truth.h"

#include <algorithm>
#include <array>

#include "tools/draw.h"

namespace heatline::simulate {
namespace {

using tools::Draw;

constexpr std::int64_t kMs = 1'000;
constexpr std::int64_t kSecond = 1'000 * kMs;
constexpr std::int64_t kMinute = 60 * kSecond;

// A mile of a child in kindergarten, grade 1, … 12, in seconds: about 10.5 minutes on the whole, as organisers count.
constexpr std::array<std::int64_t, 13> kMileSeconds{756, 732, 696, 660, 630, 606, 582, 552, 534, 516, 504, 492, 486};
constexpr std::int64_t kMileUnknown = 630;
constexpr std::int64_t kMileMetres = 1'609;
constexpr std::int64_t kSpeedSigma = 190;  // Thousandths; gives a deviation of about 2 minutes in a mile.

// From the line to the scanner, and the scanner's own pace, as in the recorded finish lines that fusion is tested on.
constexpr std::int64_t kWalk = 11'200 * kMs;
constexpr std::int64_t kWalkSpread = 1'100 * kMs;
constexpr std::int64_t kWalkLeast = 6 * kSecond;
constexpr std::int64_t kService = 600 * kMs;
constexpr std::int64_t kServiceSigma = 330;
// Only children this close in the chute change places.
constexpr std::int64_t kSwapWithin = 8 * kSecond;
// A child with a chip that has queued this long is waved through.
constexpr std::int64_t kPatience = 90 * kSecond;
// The next heat that a child may walk into by mistake starts within this time.
constexpr std::int64_t kNextHeatWithin = 60 * kMinute;

Instant later(Instant at, std::int64_t us) { return {at.us + us}; }

// Short races are run faster than miles; in thousandths of a mile's pace.
std::int64_t pace(std::int32_t metres) {
    if (metres <= 100) return 600;
    if (metres <= 400) return 750;
    if (metres <= 800) return 880;
    return metres <= 2'000 ? 1'000 : 1'060;
}

class DayMaker {
public:
    DayMaker(const Plan& plan, const Habits& habits, std::uint64_t seed)
        : plan_(plan), habits_(habits), seed_(seed), draw_(seed, "children") {}

    Truth make() {
        name_lines();
        fire_guns();
        send_children();
        for (std::size_t heat = 0; heat < plan_.heats.size(); ++heat) run_heat(heat);
        for (std::size_t line = 0; line < truth_.lines.size(); ++line) empty_chute(line);
        walk_back();
        return std::move(truth_);
    }

private:
    void name_lines() {
        for (const PlannedHeat& heat : plan_.heats) {
            truth_.lines.push_back(heat.line);
            truth_.all_wear_chips = truth_.all_wear_chips || heat.children.size() > kDenseHeat;
        }
        std::sort(truth_.lines.begin(), truth_.lines.end());
        truth_.lines.erase(std::unique(truth_.lines.begin(), truth_.lines.end()), truth_.lines.end());
        truth_.crossings.resize(truth_.lines.size());
        truth_.chute.resize(truth_.lines.size());
    }

    // A heat starts when planned or up to three minutes later, never earlier.
    void fire_guns() {
        Draw draw{seed_, "guns"};
        for (const PlannedHeat& heat : plan_.heats)
            truth_.guns.push_back(later(heat.planned, draw.between(0, 180) * kSecond + draw.below(kSecond)));
    }

    void send_children() {
        std::vector<char> chips;
        Draw draw{seed_, "chips"};
        for (std::size_t team = 0; team < plan_.teams.size(); ++team)
            chips.push_back(draw.chance(habits_.chip_teams) || truth_.all_wear_chips);
        for (const Child& child : plan_.children) {
            Day day;
            day.came = !draw_.chance(habits_.absent) && !child.virtually;
            day.chip = chips[child.team] != 0;
            // An unplaced child comes with its team; any heat tells when that is.
            const std::size_t first = child.heats.empty() ? 0 : child.heats.front();
            const Instant start = plan_.heats.empty() ? Instant{} : plan_.heats[first].planned;
            day.arrived = later(start, -draw_.between(30, 90) * kMinute - draw_.below(kMinute));
            truth_.days.push_back(day);
        }
    }

    void run_heat(std::size_t entered) {
        std::optional<std::size_t> friend_run;  // The last finisher of this heat, in the order of the list.
        for (const std::size_t child : plan_.heats[entered].children) {
            if (!truth_.days[child].came) continue;
            Run run;
            run.child = child;
            run.entered = entered;
            run.heat = draw_.chance(habits_.wrong_heat) ? heat_after(entered) : entered;
            const Instant gun = truth_.guns[run.heat];
            run.staged = later(gun, -draw_.between(4 * 60, 12 * 60) * kSecond);
            const std::int64_t takes = duration(child, plan_.heats[run.heat]);
            run.ended = later(gun, takes);
            if (draw_.chance(habits_.stays) || still_running(child, run)) {
                run.ending = Ending::stayed;
                run.heat = entered;
            } else if (draw_.chance(habits_.stops)) {
                run.ending = Ending::stopped;
                run.ended = later(gun, takes / 1'000 * draw_.between(200, 800));
            } else if (draw_.chance(habits_.with_friend) && friend_run && same_team(child, *friend_run) &&
                       truth_.runs[*friend_run].heat == run.heat) {
                run.ended = later(truth_.runs[*friend_run].ended, draw_.between(20, 400) * kMs + draw_.below(kMs));
            }
            if (run.ending == Ending::finished) friend_run = truth_.runs.size();
            truth_.runs.push_back(run);
        }
    }

    bool same_team(std::size_t child, std::size_t run) const {
        return plan_.children[child].team == plan_.children[truth_.runs[run].child].team;
    }
    // A child that is entered twice cannot stand at a start while it is still on the course.
    bool still_running(std::size_t child, const Run& next) const {
        if (plan_.children[child].heats.size() < 2) return false;
        return std::any_of(truth_.runs.begin(), truth_.runs.end(), [&](const Run& run) {
            return run.child == child && run.ending != Ending::stayed && later(run.ended, 2 * kMinute) > next.staged;
        });
    }
    std::size_t heat_after(std::size_t entered) const {
        const PlannedHeat& own = plan_.heats[entered];
        for (std::size_t heat = entered + 1; heat < plan_.heats.size(); ++heat) {
            const PlannedHeat& other = plan_.heats[heat];
            if (other.planned.us - own.planned.us > kNextHeatWithin) break;
            if (other.planned > own.planned && other.line == own.line && other.race == own.race) return heat;
        }
        return entered;
    }

    std::int64_t duration(std::size_t child, const PlannedHeat& heat) {
        const std::int32_t grade = plan_.children[child].grade;
        const bool known = grade >= 0 && static_cast<std::size_t>(grade) < kMileSeconds.size();
        const std::int64_t mile = known ? kMileSeconds[static_cast<std::size_t>(grade)] : kMileUnknown;
        const std::int64_t median = mile * kSecond / kMileMetres * heat.distance_m / 1'000 * pace(heat.distance_m);
        std::int64_t takes = draw_.log_normal(median, kSpeedSigma);
        if (draw_.chance(habits_.walks)) takes = takes * 17 / 10;
        // Nobody is faster than what the meet takes for a finish; who would be is a little slower.
        const std::int64_t least = heat.minimum_finish_s * kSecond * 103 / 100;
        return takes > least ? takes : least + draw_.below(5 * kSecond);
    }

    void empty_chute(std::size_t line) {
        std::vector<std::size_t>& order = truth_.crossings[line];
        for (std::size_t i = 0; i < truth_.runs.size(); ++i) {
            const Run& run = truth_.runs[i];
            if (run.ending == Ending::finished && plan_.heats[run.heat].line == truth_.lines[line]) order.push_back(i);
        }
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return std::pair{truth_.runs[a].ended, a} < std::pair{truth_.runs[b].ended, b};
        });

        std::vector<std::size_t>& chute = truth_.chute[line];
        chute = order;
        Draw draw{seed_, "chute " + truth_.lines[line]};
        for (std::size_t i = 0; i + 1 < chute.size(); ++i) {
            const std::int64_t gap = truth_.runs[chute[i + 1]].ended.us - truth_.runs[chute[i]].ended.us;
            if (gap < kSwapWithin && draw.chance(habits_.chute_swap)) {
                std::swap(chute[i], chute[i + 1]);
                ++i;
            }
        }
        Instant free{};  // When the scanner has done with the child before.
        for (const std::size_t index : chute) {
            Run& run = truth_.runs[index];
            const std::int64_t walk = std::max(kWalkLeast, draw.normal(kWalk, kWalkSpread));
            const Instant there = later(run.ended, walk);
            const Instant turn = std::max(later(free, draw.log_normal(kService, kServiceSigma)), there);
            run.waved_through = truth_.days[run.child].chip && turn.us - there.us > kPatience;
            run.left_chute = run.waved_through ? later(there, kPatience) : turn;
            if (!run.waved_through) free = turn;
        }
    }

    void walk_back() {
        Draw draw{seed_, "way back"};
        for (Run& run : truth_.runs) {
            switch (run.ending) {
                case Ending::finished:
                    run.back = later(run.left_chute, draw.between(2 * 60, 12 * 60) * kSecond);
                    break;
                case Ending::stopped:
                    run.back = later(run.ended, draw.between(6 * 60, 25 * 60) * kSecond);
                    break;
                case Ending::stayed:  // Its tent counts it among those who are back.
                    run.back = later(truth_.guns[run.heat], draw.between(20 * 60, 40 * 60) * kSecond);
                    break;
            }
        }
        for (Run& run : truth_.runs) {
            if (plan_.children[run.child].heats.size() < 2) continue;
            const bool straight_on = std::any_of(truth_.runs.begin(), truth_.runs.end(), [&](const Run& next) {
                return next.child == run.child && next.entered > run.entered && next.ending != Ending::stayed &&
                       next.staged <= *run.back;
            });
            if (straight_on) run.back.reset();
        }
    }

    const Plan& plan_;
    const Habits& habits_;
    std::uint64_t seed_;
    Draw draw_;
    Truth truth_;
};

}  // namespace

std::size_t Truth::out_at(Instant when) const {
    return static_cast<std::size_t>(std::count_if(runs.begin(), runs.end(), [&](const Run& run) {
        return run.ending != Ending::stayed && guns[run.heat] <= when && (!run.back || when < *run.back);
    }));
}

Truth what_happens(const Plan& plan, const Habits& habits, std::uint64_t seed) {
    return DayMaker{plan, habits, seed}.make();
}

}  // namespace heatline::simulate
