#include "engine/rulings/corrections.h"

#include <algorithm>

#include "engine/base/limits.h"

namespace heatline::rulings {
namespace {

bool gives_instant(const OfficialRows& rows, ReadingIndex tap) {
    return std::any_of(rows.finishes.begin(), rows.finishes.end(), [&](const Finish& f) { return f.tap == tap; });
}

}  // namespace

Ruling Corrections::operator()(const VoidReading& c) {
    const auto ref = reading(c.reading);
    if (!ref) return refuse(problem_);
    if (s_.readings[find_reading(s_, *ref).index()].voided)
        return refuse("this reading is void already; restore it if it should count");
    return Bodies{ReadingVoided{*ref, reason_}};
}

Ruling Corrections::operator()(const RestoreReading& c) {
    const auto ref = reading(c.reading);
    if (!ref) return refuse(problem_);
    if (!s_.readings[find_reading(s_, *ref).index()].voided)
        return refuse("this reading is not void, so there is nothing to restore");
    return Bodies{ReadingRestored{*ref, reason_}};
}

Ruling Corrections::operator()(const AssignTap& c) {
    const auto ref = reading(c.tap);
    if (!ref) return refuse(problem_);
    const ReadingIndex index = find_reading(s_, *ref);
    const StoredReading& tap = s_.readings[index.index()];
    if (tap.kind != ReadingKind::tap || tap.quarantined)
        return refuse("this reading is no tap; only a tap can be assigned to a bib");
    if (tap.voided) return refuse("this tap is void; restore it first");
    for (const Heat& held : s_.heats) {
        if (held.official && gives_instant(*held.official, index))
            return refuse("this tap is a finish of heat " + held.name + ", which is official; reopen it first");
    }
    if (!c.bib.empty() && !runner(c.bib)) return refuse(problem_);
    if (c.bib.empty() && !s_.assigned_taps.contains(index))
        return refuse("this tap is assigned to nobody, so there is nothing to take back");
    return Bodies{TapAssigned{*ref, c.bib, reason_}};
}

Ruling Corrections::operator()(const InsertFinish& c) {
    const HeatId id = open_heat(c.heat);
    const RunnerId child = runner(c.bib);
    if (!id || !child) return refuse(problem_);
    if (c.undo) return take_back_finish(id, child, false);
    const std::optional<Instant> gun = gun_of(s_, at(id).symbol);
    if (!gun) return refuse("heat " + c.heat + " has no start yet; set its start first");
    if (c.at <= *gun) return refuse("the finish would be before the gun of heat " + c.heat + "; check the time");
    if (c.at > *gun + limits::kHeatLongest)
        return refuse("the finish would be more than six hours after the gun; check the time");
    return Bodies{FinishInserted{id, child, c.at, reason_}};
}

Ruling Corrections::operator()(const RemoveFinish& c) {
    const HeatId id = open_heat(c.heat);
    const RunnerId child = runner(c.bib);
    if (!id || !child) return refuse(problem_);
    if (c.undo) return take_back_finish(id, child, true);
    return Bodies{FinishRemoved{id, child, reason_}};
}

Ruling Corrections::take_back_finish(HeatId id, RunnerId child, bool removed) {
    const auto said = s_.entered.find({id, child});
    if (said == s_.entered.end() || said->second.removed != removed) {
        return refuse(std::string{"nobody "} + (removed ? "removed" : "inserted") + " a finish of this child in heat " +
                      at(id).name + ", so there is nothing to take back");
    }
    return Bodies{FinishWordTakenBack{id, child, reason_}};
}

Ruling Corrections::operator()(const SetStatus& c) {
    const RunnerId child = runner(c.bib);
    if (!child) return refuse(problem_);
    HeatId id = HeatId::none();
    if (!c.heat.empty()) {
        id = open_heat(c.heat);
    } else if (s_.heats_of[child.index()].size() == 1) {
        id = open_heat(at(s_.heats_of[child.index()].front()).name);
    } else {
        return refuse("bib " + c.bib + " is in " + std::to_string(s_.heats_of[child.index()].size()) +
                      " heats; name the heat");
    }
    if (!id) return refuse(problem_);
    if (!placed(child, id)) return refuse("bib " + c.bib + " is not in heat " + at(id).name);
    return Bodies{StatusSet{child, id, c.status, reason_}};
}

Ruling Corrections::operator()(const SetStart& c) {
    const HeatId id = c.undo ? open_heat(c.heat) : coming_heat(c.heat);
    if (!id) return refuse(problem_);
    if (!c.undo) return Bodies{StartSet{id, c.at, reason_}};
    const auto gun = s_.guns.find(at(id).symbol);
    if (gun == s_.guns.end() || !gun->second.set)
        return refuse("nobody set the start of heat " + c.heat + ", so there is nothing to take back");
    return Bodies{StartTakenBack{id, reason_}};
}

Ruling Corrections::operator()(const AccountChild& c) {
    const RunnerId child = runner(c.bib);
    if (!child) return refuse(problem_);
    if (c.undo) {
        if (!s_.accounted.contains(child))
            return refuse("nobody accounted for bib " + c.bib + ", so there is nothing to take back");
        return Bodies{AccountTakenBack{child, reason_}};
    }
    if (reason_.empty()) return refuse("closing a child needs a reason; say who has the child and where");
    return Bodies{ChildAccounted{child, reason_}};
}

}  // namespace heatline::rulings
