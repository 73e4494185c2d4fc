#include "tools/simulate/volunteers.h"

#include <algorithm>
#include <map>

#include "tools/draw.h"
#include "tools/simulate/line_crew.h"

namespace heatline::simulate {
namespace {

constexpr std::int64_t kMs = 1'000;
constexpr std::int64_t kSecond = 1'000 * kMs;
constexpr std::int64_t kMinute = 60 * kSecond;

// Of runners: a marshal on the course happens to note the number.
constexpr std::int64_t kSeenOnCourse = 30;
// The office makes a heat official this long after its last number came and its last order was given.
constexpr std::int64_t kOfficialAfter = 3 * kMinute;

Instant later(Instant at, std::int64_t us) { return {at.us + us}; }
Instant whole_ms(Instant at) { return {at.us - at.us % kMs}; }

class Field {
public:
    Field(const Plan& plan, const Truth& truth, const Mistakes& mistakes, std::uint64_t seed)
        : plan_(plan), truth_(truth), mistakes_(mistakes), seed_(seed) {
        recorded_.cast = cast(plan.teams, truth.lines);
        recorded_.notes.resize(recorded_.cast.size());
        for (std::size_t i = 0; i < recorded_.cast.size(); ++i) by_name_[recorded_.cast[i].name] = i;
        for (const std::string& team : plan.teams) tents_.push_back(by_name_.at(tent_of(team)));
        heat_done_ = truth.guns;
    }

    Recorded all() {
        fire_guns();
        stand_at_lines();
        stand_at_tents();
        walk_the_course();
        sort_notes();
        make_official();
        std::stable_sort(recorded_.orders.begin(), recorded_.orders.end(),
                         [](const Order& a, const Order& b) { return a.due < b.due; });
        return std::move(recorded_);
    }

private:
    bool slips(Draw& draw, std::int32_t Mistakes::*rate) {
        Tally& tally = tally_of(recorded_.tallies, rate);
        ++tally.chances;
        const bool made = draw.chance(mistakes_.*rate);
        tally.made += made ? 1 : 0;
        return made;
    }
    std::vector<Note>& of(const std::string& device) { return recorded_.notes[by_name_.at(device)]; }
    void heat_lasts(std::size_t heat, Instant until) { heat_done_[heat] = std::max(heat_done_[heat], until); }

    void gun(std::size_t heat, Instant at, Instant due) {
        Note note;
        note.kind = "start";
        note.heat = plan_.heats[heat].name;
        note.at = whole_ms(at);
        note.due = due;
        of(kStarter).push_back(note);
        heat_lasts(heat, due);
    }

    void fire_guns() {
        Draw draw{seed_, "starter"};
        // In one heat of the day the starter forgets to press, and the office enters the time from a stopwatch.
        const std::size_t forgotten =
            plan_.heats.size() < 2
                ? plan_.heats.size()
                : static_cast<std::size_t>(draw.below(static_cast<std::int64_t>(plan_.heats.size())));
        for (std::size_t heat = 0; heat < plan_.heats.size(); ++heat) {
            const Instant fired = truth_.guns[heat];
            const Instant pressed = later(fired, draw.between(0, 150) * kMs);
            const std::int64_t noticed = draw.between(4 * 60, 9 * 60) * kSecond;
            if (heat == forgotten) {
                const Instant late = later(fired, 45 * kSecond);
                gun(heat, late, late);
                Order order;
                order.due = later(fired, noticed);
                order.command = "set-start";
                order.heat = plan_.heats[heat].name;
                order.at = whole_ms(later(fired, draw.between(-50, 50) * kMs));
                order.reason = "the starter pressed late; the time is from the stopwatch at the line";
                heat_lasts(heat, order.due);
                recorded_.orders.push_back(order);
            } else if (slips(draw, &Mistakes::wrong_gun)) {
                // Pressed at a false start, and sent again when somebody noticed.
                const Instant false_start = later(fired, -draw.between(60, 240) * kSecond);
                gun(heat, false_start, false_start);
                gun(heat, pressed, later(fired, noticed));
            } else {
                gun(heat, pressed, pressed);
            }
        }
    }

    void stand_at_lines() {
        for (std::size_t line = 0; line < truth_.lines.size(); ++line) {
            LineNotes notes = crew_notes(plan_, truth_, line, mistakes_, seed_, recorded_.tallies);
            const std::string& name = truth_.lines[line];
            of(tapper(name)) = std::move(notes.taps);
            of(chute(name)) = std::move(notes.scans);
            of(note_taker(name)) = std::move(notes.selects);
            of(mat(name)) = std::move(notes.chips);
            recorded_.waved_through += notes.waved_through;
            for (std::size_t heat = 0; heat < plan_.heats.size(); ++heat) heat_lasts(heat, notes.heat_done[heat]);
        }
    }

    void see(std::vector<Note>& notes, std::size_t child, const char* where, Instant when) {
        Note note;
        note.kind = "sighting";
        note.bib = plan_.children[child].bib;
        note.where = where;
        note.at = whole_ms(when);
        note.due = when;
        notes.push_back(std::move(note));
    }
    std::vector<Note>& tent(std::size_t child) { return recorded_.notes[tents_[plan_.children[child].team]]; }

    void stand_at_tents() {
        Draw draw{seed_, "tents"};
        Instant last_heat{};
        for (const Instant done : heat_done_) last_heat = std::max(last_heat, done);
        for (std::size_t child = 0; child < plan_.children.size(); ++child) {
            const Day& day = truth_.days[child];
            if (!day.came) continue;
            if (!slips(draw, &Mistakes::missed_check_in)) see(tent(child), child, "tent", day.arrived);
            // A child of no heat watches, and goes home with the others.
            if (plan_.children[child].heats.empty()) {
                const Instant home = later(last_heat, draw.between(60, 600) * kSecond);
                if (!slips(draw, &Mistakes::missed_return)) see(tent(child), child, "tent-return", home);
            }
        }
        for (const Run& run : truth_.runs) {
            if (run.back && !slips(draw, &Mistakes::missed_return))
                see(tent(run.child), run.child, "tent-return", *run.back);
        }
    }

    void status(const Run& run, const char* word, Instant due, const char* reason) {
        Order order;
        order.due = due;
        order.command = "status";
        order.bib = plan_.children[run.child].bib;
        order.heat = plan_.heats[run.entered].name;
        order.status = word;
        order.reason = reason;
        heat_lasts(run.entered, due);
        recorded_.orders.push_back(order);
    }

    void walk_the_course() {
        Draw draw{seed_, "marshals"};
        for (const Run& run : truth_.runs) {
            const Instant gun_at = truth_.guns[run.heat];
            if (run.ending == Ending::stayed) {
                if (!slips(draw, &Mistakes::unmarked_no_start))
                    status(run, "dns", later(gun_at, draw.between(5, 10) * kMinute), "did not go to the start");
                continue;
            }
            if (!slips(draw, &Mistakes::missed_staging)) see(of(kStagingMarshal), run.child, "staging", run.staged);
            if (draw.chance(kSeenOnCourse)) {
                const std::int64_t takes = run.ended.us - gun_at.us;
                see(of(kCourseMarshal), run.child, "course", later(gun_at, takes / 1'000 * draw.between(200, 800)));
            }
            if (run.ending != Ending::stopped) continue;
            if (!slips(draw, &Mistakes::unseen_dropout)) see(of(kCourseMarshal), run.child, "medical", run.ended);
            if (!slips(draw, &Mistakes::unmarked_dropout))
                status(run, "dnf", later(run.ended, draw.between(3, 8) * kMinute), "stopped on the course");
        }
    }

    void sort_notes() {
        for (std::vector<Note>& notes : recorded_.notes) {
            std::stable_sort(notes.begin(), notes.end(), [](const Note& a, const Note& b) { return a.due < b.due; });
        }
    }

    // In the order of the heats. A child of the heat that runs in a later one does not hold it up.
    void make_official() {
        Instant before{};
        for (std::size_t heat = 0; heat < plan_.heats.size(); ++heat) {
            Order order;
            order.command = "make-official";
            order.heat = plan_.heats[heat].name;
            order.due = std::max(later(heat_done_[heat], kOfficialAfter), later(before, 1 * kSecond));
            before = order.due;
            recorded_.orders.push_back(order);
        }
    }

    const Plan& plan_;
    const Truth& truth_;
    const Mistakes& mistakes_;
    std::uint64_t seed_;
    Recorded recorded_;
    std::map<std::string, std::size_t> by_name_;
    std::vector<std::size_t> tents_;  // By team.
    std::vector<Instant> heat_done_;  // By heat: nothing about it is said after this.
};

}  // namespace

Recorded what_is_recorded(const Plan& plan, const Truth& truth, const Mistakes& mistakes, std::uint64_t seed) {
    return Field{plan, truth, mistakes, seed}.all();
}

}  // namespace heatline::simulate
