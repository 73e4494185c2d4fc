#include "engine/review/actions.h"

#include <cstdlib>

#include "engine/fusion/tuning.h"

namespace heatline::review {
namespace {

using Verb = ReviewAction::Verb;

ReadingIndex press_of(const HeatView& view, std::size_t i) {
    const ReadingIndex tap = view.finish(i).tap;
    const bool is_tap = tap && view.state().readings[tap.index()].kind == ReadingKind::tap;
    return is_tap ? tap : ReadingIndex::none();
}

std::string said_before(const HeatView& view, ReadingIndex tap) {
    const auto said = view.state().assigned_taps.find(tap);
    return said == view.state().assigned_taps.end() ? std::string{}
                                                    : std::string{view.state().symbols.text(said->second)};
}

// Gives the presses of the rows within a second to their children, because the finish that is entered here would take
// the nearest of them.
void hold_neighbours(const HeatView& view, Instant at, RunnerId but, Actions& actions) {
    for (std::size_t j = 0; j < view.size(); ++j) {
        const ReviewLine& line = view.line(j);
        if (!line.child || line.child == but || !line.at || line.bib.empty()) continue;
        if (std::abs(micros_between(*line.at, at)) > fusion::tuning::kEnteredTakesTap) continue;
        const ReadingIndex press = press_of(view, j);
        if (press && said_before(view, press).empty()) assign(view, press, line.bib, actions);
    }
}

}  // namespace

void assign(const HeatView& view, ReadingIndex tap, const std::string& bib, Actions& actions) {
    ReviewAction action{Verb::assign, view.name_of(tap), bib, said_before(view, tap), {}, {}, Status::none};
    for (const ReviewAction& other : actions) {
        if (other.verb == Verb::assign && other.reading == action.reading) return;
    }
    actions.push_back(std::move(action));
}

void release(const HeatView& view, ReadingIndex tap, Actions& actions) {
    actions.push_back({Verb::release, view.name_of(tap), {}, said_before(view, tap), {}, {}, Status::none});
}

void take_out(const HeatView& view, ReadingIndex reading, Actions& actions) {
    if (view.state().readings[reading.index()].voided) return;
    actions.push_back({Verb::take_out, view.name_of(reading), {}, {}, {}, {}, Status::none});
}

void take_out_number(const HeatView& view, std::size_t i, Actions& actions) {
    if (view.line(i).number) take_out(view, *view.line(i).number, actions);
}

void take_out_notes(const HeatView& view, std::size_t i, Actions& actions) {
    const State& state = view.state();
    const Finish& finish = view.finish(i);
    if (finish.runner || !finish.bib || !finish.at) return;
    for (const ReadingIndex index : state.lines[state.heats[view.heat().heat.index()].line.index()].selects) {
        const StoredReading& note = state.readings[index.index()];
        const bool same = note.has_at && note.bib == finish.bib && index != finish.identity;
        if (same && std::abs(micros_between(*finish.at, note.at)) <= fusion::tuning::kSettledExplains)
            take_out(view, index, actions);
    }
}

void take_out_presses(const HeatView& view, std::size_t i, Actions& actions) {
    for (const ReadingIndex press : view.line(i).presses) take_out(view, press, actions);
}

void enter(const HeatView& view, HeatId heat, const std::string& bib, Instant at, Actions& actions) {
    actions.push_back({Verb::insert, {}, bib, {}, view.snapshot().heats[heat.index()]->name, at, Status::none});
}

void give(const HeatView& view, std::size_t i, const std::string& bib, Actions& actions) {
    if (const ReadingIndex press = press_of(view, i)) return assign(view, press, bib, actions);
    if (!view.line(i).at) return;
    hold_neighbours(view, *view.line(i).at, view.line(i).child, actions);
    enter(view, view.heat().heat, bib, *view.line(i).at, actions);
}

void confirm(const HeatView& view, std::size_t i, Actions& actions) {
    const ReviewLine& line = view.line(i);
    if (line.child && !line.bib.empty()) give(view, i, line.bib, actions);
}

}  // namespace heatline::review
