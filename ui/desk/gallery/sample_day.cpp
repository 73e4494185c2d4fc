#include "ui/desk/gallery/sample_day.h"

#include <algorithm>
#include <utility>

namespace heatline::ui {
namespace {

constexpr Date kDay{2027, 5, 1};
constexpr std::int32_t kOffsetMin = -7 * 60;
const Instant kPrepared = midnight_utc(kDay) - minutes(24 * 60);

}  // namespace

Instant SampleDay::clock(std::int64_t hour, std::int64_t minute, std::int64_t second, std::int64_t milli) {
    return midnight_utc(kDay) + minutes(hour * 60 + minute - kOffsetMin) + seconds(second) + Millis{milli};
}

SampleDay::SampleDay(const MeetRules& rules) {
    MeetRules on_the_day = rules;
    on_the_day.date = kDay;
    on_the_day.time_zone = "America/Los_Angeles";
    on_the_day.zone_offset_min = kOffsetMin;
    fact(kPrepared, "serve", RulesSet{"", std::move(on_the_day)});
}

TeamId SampleDay::team(Team team) {
    const TeamId id{state_.roster->teams().size()};
    fact(kPrepared, "import", TeamSaved{id, std::move(team)});
    return id;
}

RunnerId SampleDay::runner(Runner runner, const std::string& bib) {
    const RunnerId id{state_.roster->runners().size()};
    fact(kPrepared, "import", RunnerSaved{id, std::move(runner)});
    fact(kPrepared, "import", BibBound{bib, id, {}});
    return id;
}

std::string SampleDay::tag_on(const std::string& bib) {
    std::string tag = "C0FE" + bib;
    fact(kPrepared, "import", TagBound{tag, bib, {}, {}});
    return tag;
}

DeviceId SampleDay::device(const std::string& name, Role role, const std::string& line) {
    const DeviceId id{state_.devices.size()};
    fact(kPrepared, "device", DeviceAdded{id, name, role, line, {}, {}});
    return id;
}

void SampleDay::plan(std::vector<PlannedHeat> heats) { fact(kPrepared, "plan", PlanSaved{std::move(heats)}); }

void SampleDay::reading(DeviceId device, Reading said) {
    const Instant received = *said.at + Millis{200};
    script_.push_back({received, device, std::move(said), true, {}});
}

void SampleDay::quarantined(DeviceId device, Instant when) { script_.push_back({when, device, {}, false, {}}); }

void SampleDay::decided(Instant when, std::function<std::vector<FactBody>(const State&, const Snapshot&)> what) {
    script_.push_back({when, {}, {}, true, std::move(what)});
}

void SampleDay::tell(Instant now) {
    const auto rest = script_.begin() + static_cast<std::ptrdiff_t>(told_);
    std::stable_sort(rest, script_.end(), [](const Step& a, const Step& b) { return a.at < b.at; });
    for (; told_ < script_.size() && script_[told_].at <= now; ++told_) take(script_[told_]);
}

void SampleDay::take(Step& step) {
    if (step.decided) {
        const std::shared_ptr<const Snapshot> seen = picture();
        for (FactBody& body : step.decided(state_, *seen)) fact(step.at, "director", std::move(body));
        return;
    }
    const std::string name = state_.devices[step.device.index()].name;
    const std::uint64_t seq = next_device_seq(state_, step.device, "");
    if (step.readable) {
        step.said.seq = seq;
        fact(step.at, name, ReadingTaken{step.device, step.said});
    } else {
        fact(step.at, name, ReadingQuarantined{step.device, "", seq, "E_FIELD", "{\"kind\":\"tpa\"}"});
    }
}

void SampleDay::fact(Instant at, const std::string& author, FactBody body) {
    apply(state_, state_.seq + 1, {at, author, {}, std::move(body)});
}

Reading read_as(ReadingKind kind, Instant when, const std::string& bib, Where where) {
    Reading said;
    said.kind = kind;
    said.at = when;
    said.bib = bib;
    said.where = where;
    if (kind == ReadingKind::bib) said.mode = Mode::live;
    return said;
}

}  // namespace heatline::ui
