#include "ui/desk/gallery/sample_meet.h"

#include <string>
#include <utility>
#include <vector>

#include "engine/results.h"
#include "ui/desk/gallery/sample_field.h"
#include "ui/desk/gallery/sample_heat.h"

namespace heatline::ui {
namespace {

using Said = std::vector<FactBody>;

Focus focus_of(const Snapshot& snapshot) {
    Focus focus;
    for (const auto& heat : snapshot.heats) {
        if (heat->state == HeatState::running) focus.heat = heat->heat;
    }
    for (const LedgerRow& row : *snapshot.ledger) {
        if (row.state != ChildState::on_course) continue;
        if (!focus.runner || row.heat < (*snapshot.ledger)[focus.runner.index()].heat) focus.runner = row.runner;
    }
    return focus;
}

Sample sample_at(SampleDay& day, Instant now) {
    day.tell(now);
    Sample sample;
    sample.state = day.state();
    sample.snapshot = day.picture();
    sample.focus = focus_of(*sample.snapshot);
    sample.overview = std::make_shared<const Overview>(Overviewer{}.look(sample.state, *sample.snapshot, sample.focus));
    sample.now = now;
    return sample;
}

void official_at(SampleDay& day, HeatId heat, Instant when) {
    day.decided(when, [heat](const State& state, const Snapshot& snapshot) -> Said {
        std::vector<OfficialRow> rows = official_rows(state, snapshot.heats[heat.index()]->finishes);
        std::string digest = digest_of(rows);
        return {HeatMadeOfficial{heat, std::move(rows), std::move(digest), {}}};
    });
}

// What goes wrong in the morning, heat by heat.
std::vector<Slip> slips_of(std::size_t heat) {
    using Kind = Slip::Kind;
    if (heat == 0) return {{40, Kind::first_timer_missed}, {62, Kind::lost}};
    if (heat == 1) return {{12, Kind::pressed_twice}, {33, Kind::first_timer_missed}};
    if (heat != 2) return {{20, Kind::number_misread}, {47, Kind::first_timer_missed}};
    return {{12, Kind::first_timer_missed}, {18, Kind::taken_again},    {27, Kind::swapped},
            {41, Kind::number_missed},      {52, Kind::number_misread}, {59, Kind::both_missed},
            {66, Kind::pressed_twice},      {70, Kind::note_wrong},     {73, Kind::number_unknown}};
}

// What people decide in the course of the morning.
void morning_decisions(SampleDay& day, const SampleField& field) {
    const SampleChild& ill = field.heats[1].children[17];
    const SampleChild& home = field.heats[4].children[5];
    const SampleChild& late = field.heats[3].children[30];
    const SampleChild& torn = field.heats[3].children[11];
    day.decided(SampleDay::clock(8, 52), [&field, late](const State&, const Snapshot&) -> Said {
        return {RunnerMoved{late.runner, field.heats[3].heat, field.heats[4].heat, "runs with a sister"}};
    });
    day.decided(SampleDay::clock(8, 57), [torn](const State&, const Snapshot&) -> Said {
        return {BibBound{"2001", torn.runner, "the first number tore"}};
    });
    day.decided(SampleDay::clock(8, 58), [&field, home](const State&, const Snapshot&) -> Said {
        return {StatusSet{home.runner, field.heats[4].heat, Status::withdrawn, "went home with a fever"}};
    });
    day.decided(SampleDay::clock(9, 21), [&field, ill](const State&, const Snapshot&) -> Said {
        return {StatusSet{ill.runner, field.heats[1].heat, Status::dnf, "twisted an ankle"}};
    });
    day.reading(field.devices.medical,
                read_as(ReadingKind::sighting, SampleDay::clock(9, 20, 30), ill.bib, Where::medical));
    day.decided(SampleDay::clock(9, 20), [&field](const State&, const Snapshot&) -> Said {
        std::vector<PlannedStart> later;
        for (std::size_t i = 3; i < field.heats.size(); ++i)
            later.push_back({field.heats[i].heat, field.heats[i].planned + minutes(6)});
        return {StartsMoved{std::move(later), "the course takes longer to clear"}};
    });
    day.quarantined(field.devices.field, SampleDay::clock(9, 3));
    day.reading(field.devices.mat, read_as(ReadingKind::tap, SampleDay::clock(9, 0) - minutes(5 * 24 * 60)));
}

struct Prepared {
    SampleDay day{sample_rules()};
    SampleField field = fill_field(day);
};

void script_heats(Prepared& meet, bool all_back) {
    for (std::size_t i = 0; i < meet.field.heats.size(); ++i) {
        HeatScript script{slips_of(i), {}, all_back};
        if (i == 2) script.guests.push_back(meet.field.heats[3].children[3]);
        script_heat(meet.day, meet.field.devices, meet.field.heats[i], script);
    }
}

const Instant kMorning = SampleDay::clock(9, 31, 42);

void script_morning(Prepared& meet) {
    script_heats(meet, false);
    morning_decisions(meet.day, meet.field);
    official_at(meet.day, HeatId{0U}, SampleDay::clock(9, 22));
    official_at(meet.day, HeatId{1U}, SampleDay::clock(9, 29));
}

// Who is still missing when the day is over went home with the family.
Said account_for_the_rest(const State&, const Snapshot& snapshot) {
    Said facts;
    for (const LedgerRow& row : *snapshot.ledger) {
        if (!row.accounted) facts.push_back(ChildAccounted{row.runner, "with the family"});
    }
    return facts;
}

Said approve(const State&, const Snapshot& snapshot) {
    return {GrantsApproved{"Dana Whitfield", snapshot.grants->digest, snapshot.grants->total, {}}};
}

}  // namespace

Sample morning() {
    Prepared meet;
    script_morning(meet);
    return sample_at(meet.day, kMorning);
}

Sample empty() {
    SampleDay day{sample_rules()};
    return sample_at(day, SampleDay::clock(7, 40));
}

Sample planned() {
    Prepared meet;
    script_heats(meet, false);
    return sample_at(meet.day, SampleDay::clock(8, 30));
}

Sample finished() {
    Prepared meet;
    script_heats(meet, true);
    for (const SampleHeat& heat : meet.field.heats) official_at(meet.day, heat.heat, heat.gun + minutes(19));
    meet.day.decided(SampleDay::clock(11, 25), account_for_the_rest);
    meet.day.decided(SampleDay::clock(11, 40), approve);
    return sample_at(meet.day, SampleDay::clock(11, 52));
}

Sample held() {
    Prepared meet;
    script_morning(meet);
    meet.day.decided(kMorning - minutes(6),
                     [](const State&, const Snapshot&) -> Said { return {HeatsHeld{"lightning"}}; });
    return sample_at(meet.day, kMorning);
}

}  // namespace heatline::ui
