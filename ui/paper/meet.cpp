#include "ui/paper/meet.h"

#include "ui/format.h"
#include "ui/paper/json.h"
#include "ui/paper/reports.h"

namespace heatline::ui {
namespace {

const char* state_word(HeatState state) {
    switch (state) {
        case HeatState::planned:
            return "planned";
        case HeatState::running:
            return "running";
        case HeatState::official:
            return "official";
    }
    return "";
}

Row totals_row(const Totals& totals) {
    const auto number = [](std::uint64_t n) { return Cell{static_cast<std::int64_t>(n)}; };
    return {number(totals.teams),       number(totals.runners),   number(totals.registered), number(totals.checked_in),
            number(totals.on_course),   number(totals.finished),  number(totals.returned),   number(totals.accounted),
            number(totals.unaccounted), number(totals.unplaced),  number(totals.review),     number(totals.readings),
            number(totals.quarantined), number(totals.unclaimed), number(totals.far_off)};
}

Table totals_table(const Totals& totals) {
    Table table;
    for (const char* name :
         {"teams", "runners", "registered", "checked_in", "on_course", "finished", "returned", "accounted",
          "unaccounted", "unplaced", "review", "readings", "quarantined", "unclaimed", "far_off"}) {
        table.columns.push_back({name, ColumnKind::integer});
    }
    table.rows.push_back(totals_row(totals));
    return table;
}

}  // namespace

Table heat_lines(const Snapshot& snapshot) {
    const MeetRules& rules = *snapshot.rules;
    Table table;
    table.columns = {{"heat"},
                     {"race"},
                     {"band"},
                     {"state"},
                     {"start", ColumnKind::instant},
                     {"planned_start", ColumnKind::instant},
                     {"registered", ColumnKind::integer},
                     {"checked_in", ColumnKind::integer},
                     {"on_course", ColumnKind::integer},
                     {"finished", ColumnKind::integer},
                     {"returned", ColumnKind::integer},
                     {"review", ColumnKind::integer}};
    for (const HeatPicture* heat : heats_in_order(snapshot)) {
        const HeatCounts& counts = heat->counts;
        const auto number = [](std::uint32_t n) { return Cell{std::int64_t{n}}; };
        const bool has_band = heat->band && heat->band.index() < rules.heats.bands.size();
        table.rows.push_back({heat->name, heat->race, has_band ? rules.heats.bands[heat->band.index()].name : "",
                              state_word(heat->state), heat->start ? Cell{format_local(*heat->start, rules)} : Cell{},
                              format_local(heat->planned, rules), number(counts.registered), number(counts.checked_in),
                              number(counts.on_course), number(counts.finished), number(counts.returned),
                              number(counts.review)});
    }
    return table;
}

std::string meet_json(const Snapshot& snapshot, Seq durable_seq) {
    const MeetRules& rules = *snapshot.rules;
    Table meet;
    meet.columns = {{"name"}, {"date"}, {"time_zone"}};
    meet.rows.push_back({rules.name, format_date(rules.date), rules.time_zone});
    const Table totals = totals_table(snapshot.totals);

    std::string json = "{\"meet\":";
    append_json_row(json, meet, meet.rows.front());
    json += ",\"durable_seq\":" + std::to_string(durable_seq) + ",\"totals\":";
    append_json_row(json, totals, totals.rows.front());
    json += ",\"heats\":";
    append_json_rows(json, heat_lines(snapshot));
    json += '}';
    return json;
}

}  // namespace heatline::ui
