#include "ui/desk/practice/practice.h"

#include <algorithm>
#include <cstdlib>

#include "ui/desk/practice/meet.h"
#include "ui/desk/views/station_model.h"
#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

using Kind = key_action::Record::Kind;
using Needs = PracticeStep::Needs;

constexpr std::int64_t kMs = 1'000;
constexpr std::int64_t kInSightMs = 4'000;         // A runner is seen so long before she crosses…
constexpr std::int64_t kGoneMs = 600;              // …and so long after.
constexpr std::int64_t kRestMs = 1'500;            // After the last runner of a step.
constexpr std::int64_t kLateMs = 4'000;            // So long a press is waited for.
constexpr std::int64_t kGunBeforeMs = 6 * 60'000;  // In the chute the heat runs already.

ReadingKind reading_kind(Kind kind) {
    switch (kind) {
        case Kind::bib:
            return ReadingKind::bib;
        case Kind::select:
            return ReadingKind::select;
        case Kind::start:
            return ReadingKind::start;
        default:
            return ReadingKind::tap;
    }
}

// "0.2 s".
std::string tenths(std::int64_t us) {
    const std::int64_t tenth = (us + 50'000) / 100'000;
    return std::to_string(tenth / 10) + "." + std::to_string(tenth % 10) + " s";
}

}  // namespace

Practice::Practice(View view, std::int64_t now_us)
    : view_(view), begun_us_(now_us), now_us_(now_us), step_us_(now_us), said_us_(now_us - 3'600'000'000) {
    const Instant gun = instant(now_us - kGunBeforeMs * kMs);
    waiting_ = practice_meet(instant(now_us) + seconds(20), std::nullopt);
    if (view == View::chute) running_ = practice_meet(gun, gun);
}

// The practice's own day: nobody looks at its hour.
Instant Practice::instant(std::int64_t us) const {
    return midnight_utc({2027, 5, 1}) + minutes(9 * 60) + Millis{(us - begun_us_) / kMs};
}

void Practice::say(std::string what, const OwnEntry* of) {
    said_ = std::move(what);
    said_of_ = of ? std::optional{*of} : std::nullopt;
    said_us_ = now_us_;
    refused_ = false;
}

void Practice::refuse(const std::string& why, std::int64_t now_us) {
    now_us_ = std::max(now_us_, now_us);
    say(why, nullptr);
    refused_ = true;
}

void Practice::take(const key_action::Record& record) {
    tick(record.device_us);
    if (record.kind == Kind::undo) {
        undo();
    } else if (record.kind == Kind::redo) {
        redo();
    } else {
        this->record(record);
    }
    tick(now_us_);
}

void Practice::record(const key_action::Record& record) {
    Own own;
    own.step = step_;
    own.at_us = record.device_us;
    own.entry.kind = reading_kind(record.kind);
    own.entry.at = instant(record.device_us);
    (own.entry.kind == ReadingKind::start ? own.entry.heat : own.entry.bib) = record.text;
    own.entry.number = 1 + static_cast<std::uint64_t>(std::count_if(own_.begin(), own_.end(), [&](const Own& other) {
                           return other.entry.kind == own.entry.kind;
                       }));
    own.entry.sent = true;  // There is nowhere to send it to.
    own_.push_back(own);
    taken_back_.clear();
    if (own.entry.kind == ReadingKind::start) running_ = practice_meet(own.entry.at, own.entry.at);
    say(own_words(own.entry), &own.entry);
}

void Practice::undo() {
    const auto last = std::find_if(own_.rbegin(), own_.rend(), [](const Own& own) { return !own.entry.undone; });
    if (last == own_.rend()) return refuse("there is nothing to take back", now_us_);
    last->entry.undone = true;
    taken_back_.push_back(static_cast<std::size_t>(own_.rend() - last) - 1);
    if (last->entry.kind == ReadingKind::start) running_ = nullptr;
    undone_here_ = true;
    say("removed " + own_words(last->entry), &last->entry);
}

void Practice::redo() {
    if (taken_back_.empty()) return refuse("there is nothing to put back", now_us_);
    Own& own = own_[taken_back_.back()];
    taken_back_.pop_back();
    own.entry.undone = false;
    if (own.entry.kind == ReadingKind::start) running_ = practice_meet(own.entry.at, own.entry.at);
    say("put back " + own_words(own.entry), &own.entry);
}

void Practice::tick(std::int64_t now_us) {
    now_us_ = std::max(now_us_, now_us);
    if (!done()) return;
    if (view_ == View::finish) passed_ += static_cast<std::uint32_t>(step().runners.size());
    ++step_;
    step_us_ = now_us_;
    undone_here_ = false;
}

std::vector<const Practice::Own*> Practice::standing() const {
    std::vector<const Own*> all;
    for (const Own& own : own_) {
        if (own.step == step_ && !own.entry.undone && own.entry.kind != ReadingKind::start) all.push_back(&own);
    }
    return all;
}

bool Practice::done() {
    switch (step().needs) {
        case Needs::gun: {
            const bool gone = running_ != nullptr;
            if (gone) note_ = "The clock of the heat runs.";
            return gone;
        }
        case Needs::crossings:
            return crossings_done(standing());
        case Needs::numbers:
            return numbers_done(standing());
        case Needs::take_back: {
            const bool any = std::any_of(own_.begin(), own_.end(), [&](const Own& own) { return own.step == step_; });
            if (any && undone_here_) note_ = "Taken back. Shift and F8 would put it back.";
            return any && undone_here_;
        }
        case Needs::nothing:
            break;
    }
    return false;
}

bool Practice::crossings_done(const std::vector<const Own*>& presses) {
    const auto& runners = step().runners;
    const std::int64_t since_last_ms = (now_us_ - step_us_) / kMs - runners.back().at_ms;
    const std::size_t wanted = runners.size();
    if (since_last_ms < kRestMs || (presses.size() < wanted && since_last_ms < kLateMs)) return false;
    if (presses.size() < wanted) {
        note_ = counted(wanted, "child", "children") + " crossed, " + counted(presses.size(), "press", "presses") +
                ". It happens: go on, the office puts it in.";
    } else if (presses.size() > wanted) {
        note_ = "One press too many. F8 would take it back; the office can, too.";
    } else {
        std::int64_t off_us = 0;
        for (std::size_t i = 0; i < wanted; ++i)
            off_us += std::abs(presses[i]->at_us - step_us_ - runners[i].at_ms * kMs);
        note_ = "Right. Off by " + tenths(off_us / static_cast<std::int64_t>(wanted)) + ".";
    }
    return true;
}

bool Practice::numbers_done(const std::vector<const Own*>& numbers) {
    const auto& runners = step().runners;
    for (std::size_t i = 0; i < std::min(numbers.size(), runners.size()); ++i) {
        const std::string worn = runners[i].bib.empty() ? "0" : runners[i].bib;
        const std::string& taken = numbers[i]->entry.bib;
        if (taken == worn) continue;
        note_ = "You took " + taken + ", and it was " + (worn == "0" ? std::string{"one that nobody can read"} : worn) +
                ". F8 takes it back; or go on, and it is checked later.";
        return numbers.size() > runners.size();
    }
    if (numbers.size() < runners.size()) {
        if (!numbers.empty()) note_ = "Right. Go on.";
        return false;
    }
    note_ = "Right.";
    return true;
}

PracticeLook Practice::look() const {
    PracticeLook look;
    const auto& script = practice_script(view_);
    look.step = static_cast<std::uint32_t>(step_ + 1);
    look.steps = static_cast<std::uint32_t>(script.size() - 1);
    look.over = over();
    look.note = note_;
    const std::vector<const Own*> stands = standing();
    look.ask = step().needs == Needs::take_back && !stands.empty() ? step().ask_then : step().ask;
    if (step().needs == Needs::crossings) {
        for (const PracticeStep::Runner& runner : step().runners) {
            const std::int64_t left_ms = runner.at_ms - (now_us_ - step_us_) / kMs;
            if (left_ms > kInSightMs || left_ms < -kGoneMs) continue;
            look.comers.push_back({runner.bib, static_cast<int>(left_ms * 1'000 / kInSightMs)});
        }
    }
    if (step().needs == Needs::numbers) {
        for (std::size_t i = std::min(stands.size(), step().runners.size() - 1); i < step().runners.size(); ++i)
            look.comers.push_back({step().runners[i].bib, 0});
    }
    return look;
}

std::uint32_t Practice::crossed_so_far() const {
    std::uint32_t count = passed_;
    if (step().needs == Needs::crossings) {
        for (const PracticeStep::Runner& runner : step().runners)
            count += (now_us_ - step_us_) / kMs >= runner.at_ms ? 1 : 0;
    }
    return count;
}

Desk Practice::desk(const Desk& window) const {
    Desk desk;
    desk.focused = window.focused;
    desk.battery_percent = window.battery_percent;
    desk.battery_low_ms = window.battery_low_ms;
    desk.charging = window.charging;
    desk.sound = window.sound;
    desk.link.state = LinkLook::State::live;
    desk.link.role = window.link.role;
    desk.link.line = "finish";
    desk.snapshot = running_ ? running_ : waiting_;
    desk.names = NameBook{desk.snapshot, Role::timer};
    desk.now = instant(now_us_);

    StationLook& station = desk.station;
    station.records = station.practice = station.timed = true;
    auto entries = std::make_shared<std::vector<OwnEntry>>();
    for (const Own& own : own_) entries->push_back(own.entry);
    station.can_undo = last_standing(*entries) != nullptr;
    station.can_redo = !taken_back_.empty();
    station.said = said_;
    station.said_of = said_of_;
    station.said_ms = (now_us_ - said_us_) / kMs;
    station.refused_flash = refused_;
    station.lesson = look();

    LineWatch watch;
    watch.name = desk.link.line;
    for (const OwnEntry& entry : *entries) {
        if (entry.undone) continue;
        if (crosses(entry)) ++watch.taps;
        if (entry.kind == ReadingKind::bib) ++watch.bibs;
    }
    if (view_ == View::finish) watch.bibs = crossed_so_far();
    if (view_ == View::chute) watch.taps = watch.bibs;
    auto overview = std::make_shared<Overview>();
    overview->lines.push_back(std::move(watch));
    desk.overview = std::move(overview);
    station.entries = std::move(entries);
    return desk;
}

}  // namespace heatline::ui
