#include <algorithm>

#include "engine/apply.h"
#include "engine/derive.h"
#include "ui/desk/gallery/scenes.h"
#include "ui/desk/views/heats_match_model.h"
#include "ui/desk/views/heats_model.h"

namespace heatline::ui {
namespace {

// The heats view over a sample, on this heat (from 0), with the keys in this place: 0 heats, 1 children, 2 match.
Scene scene(std::string name, const Sample& sample, std::size_t heat, int place, Role role = Role::director) {
    Scene scene{std::move(name), desk_over(sample, role), {}};
    scene.desk.station.records = true;
    scene.screen.view = View::heats;
    scene.screen.numbers["heats.place"] = place;
    scene.screen.numbers["heats.panel"] = place == 2 ? 2 : 1;
    if (heat < sample.snapshot->heats.size()) {
        scene.screen.heat = HeatId{heat};
        scene.desk.overview = std::make_shared<const Overview>(
            Overviewer{}.look(sample.state, *sample.snapshot, {scene.screen.heat, {}}));
    }
    return scene;
}

// Nobody pressed for the child of this row: what stands there is taken out.
Scene shifted(Sample sample) {
    const auto match = Overviewer{}.look(sample.state, *sample.snapshot, {HeatId{2U}, {}}).match;
    const auto take_out = [&](const std::optional<ShownReading>& reading) {
        if (reading)
            apply(sample.state, sample.state.seq + 1, {sample.now, "desk", {}, ReadingVoided{reading->ref, {}}});
    };
    take_out(match->rows[36].tap);
    take_out(match->rows[36].second);
    sample.snapshot = Deriver{}.derive(sample.state);
    Scene shifted = scene("heats-shift", sample, 2, 2);
    const Overview& overview = *shifted.desk.overview;
    const std::size_t row = entry_of(match_entries(*overview.match, overview.loose), overview.match->shift->row);
    shifted.screen.lists["heats.match"] = {row, row - 2};
    return shifted;
}

// The first place that needs a look and has an answer like this.
template <class Match>
Scene at_card(std::string name, const Sample& sample, Match match) {
    Scene at = scene(std::move(name), sample, 2, 2);
    const std::vector<ReviewCard>& cards = at.desk.overview->review;
    const auto card = std::find_if(cards.begin(), cards.end(), [&](const ReviewCard& c) {
        return std::any_of(c.answers.begin(), c.answers.end(), match);
    });
    if (card == cards.end()) return at;
    at.screen.numbers["heats.card"] = 1;
    at.screen.numbers["heats.card.key"] = static_cast<std::int64_t>(card->key);
    at.screen.numbers["heats.card.index"] = card - cards.begin();
    const Overview& overview = *at.desk.overview;
    const auto marked =
        std::find_if(card->lines.begin(), card->lines.end(), [](const ReviewLine& line) { return line.marked; });
    if (marked == card->lines.end()) return at;
    const std::size_t row = entry_of(match_entries(*overview.match, overview.loose), marked->finish);
    at.screen.lists["heats.match"] = {row, row > 2 ? row - 2 : 0};
    return at;
}

Scene card(const Sample& sample) {
    return at_card("heats-card", sample, [](const ReviewAnswer& answer) { return !answer.actions.empty(); });
}

// A number is typed for an answer.
Scene answering(const Sample& sample) {
    Scene typing = at_card("heats-card-typing", sample,
                           [](const ReviewAnswer& answer) { return answer.needs == ReviewNeeds::number; });
    typing.screen.numbers["heats.asked"] = 2;
    typing.screen.prompt = Prompt{"Which number does the child wear?", "116", "heats.card"};
    return typing;
}

Scene moving(const Sample& sample) {
    Scene moving = scene("heats-move", sample, 3, 1);
    moving.screen.numbers["heats.moving"] = sample.snapshot->heats[3]->placements[12].runner.value + 1;
    moving.screen.numbers["heats.from"] = 4;
    moving.screen.lists["heats.targets"].selected = 1;
    return moving;
}

// A team is moved from this heat (from 0), with this row chosen.
Scene team(std::string name, const Sample& sample, std::size_t heat, std::size_t block, std::size_t row) {
    Scene team = scene(std::move(name), sample, heat, 1);
    const HeatsBook book = heats_book(*sample.snapshot);
    team.screen.numbers["heats.team"] = book.heats[heat].blocks[block].team.value + 1;
    team.screen.numbers["heats.from"] = static_cast<std::int64_t>(heat) + 1;
    team.screen.lists["heats.team-targets"].selected = row;
    return team;
}

Scene team_reason(const Sample& sample) {
    Scene reason = team("heats-team-reason", sample, 3, 1, 1);
    reason.screen.numbers["heats.asked"] = 3;
    reason.screen.prompt = Prompt{"Why does César Chávez run in Heat 5 all the same?", "their bus is", "heats.team"};
    return reason;
}

// A change of the day is told; 4: a coach is missing, 5: a heat cannot be run, as in ChangeKind.
Scene change(std::string name, const Sample& sample, int kind, const std::string& who) {
    Scene change = scene(std::move(name), sample, 6, 0);
    change.screen.numbers["change.page"] = kind == 0 ? 1 : 2;
    change.screen.numbers["change.kind"] = kind;
    change.screen.texts["change.who"] = who;
    change.screen.numbers["change.coaches"] = 1;
    return change;
}

Scene drag(const Sample& sample) {
    Scene drag = scene("heats-drag", sample, 6, 1);
    drag.screen.numbers["heats.drag"] = heats_book(*sample.snapshot).heats[6].blocks[1].team.value + 1;
    drag.screen.numbers["heats.dragged"] = 1;
    return drag;
}

// Somebody was moved here a moment ago.
Scene moved(const Sample& sample) {
    Scene moved = scene("heats-children", sample, 3, 1);
    const RunnerId child = sample.snapshot->heats[3]->placements[0].runner;
    moved.screen.undoable = {
        {moved.desk.names.label(HeatId{3U}, child) + " runs in Heat 4, not in Heat 5", {}, {}, {}}};
    return moved;
}

Scene typing(const Sample& sample) {
    Scene typing = scene("heats-start", sample, 2, 0);
    typing.screen.numbers["heats.asked"] = 2;
    typing.screen.prompt =
        Prompt{"When did Heat 3 start? 9:14:30, or -12 for 12 seconds ago", "9:18:55", "heats.start"};
    return typing;
}

Scene asking(const Sample& sample) {
    Scene asking = scene("heats-official", sample, 2, 2);
    asking.screen.numbers["heats.asked"] = 2;
    asking.screen.prompt = Prompt{"Why is Heat 3 official with 25 children out?", "all are with the", "heats.official"};
    return asking;
}

Scene refused(const Sample& sample) {
    Scene refused = scene("heats-refused", sample, 0, 1);
    refused.desk.answer = {false, "heat 1 is official; reopen it first", 900};
    return refused;
}

Scene lost(const Sample& sample) {
    Scene lost = scene("heats-lost", sample, 3, 0);
    lost.desk.link.state = LinkLook::State::lost;
    lost.desk.link.since_s = 72;
    lost.screen.said = "the server is not there; do it again when it is back";
    return lost;
}

}  // namespace

std::vector<Scene> heats_scenes() {
    const Sample now = morning();
    return {scene("heats", now, 2, 0),
            moved(now),
            scene("heats-match", now, 2, 2),
            card(now),
            answering(now),
            shifted(now),
            moving(now),
            team("heats-team", now, 6, 1, 1),
            team("heats-team-against", now, 3, 2, 1),
            team_reason(now),
            drag(now),
            change("heats-change-menu", now, 0, ""),
            change("heats-change", now, 5, "7"),
            change("heats-change-coach", now, 4, "Riverbend"),
            change("heats-change-refused", now, 5, "2"),
            typing(now),
            asking(now),
            refused(now),
            lost(now),
            scene("heats-timer", now, 2, 1, Role::timer),
            scene("heats-planned", planned(), 0, 0),
            scene("heats-held", held(), 3, 0),
            scene("heats-finished", finished(), 11, 2),
            scene("heats-empty", empty(), 0, 0)};
}

}  // namespace heatline::ui
