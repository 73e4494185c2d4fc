#include "ui/paper/meet.h"

#include "ui/format.h"
#include "ui/paper/json.h"
#include "ui/paper/start_lists.h"

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
        case HeatState::cancelled:
            return "cancelled";
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

void append_instant(std::string& json, const std::optional<Instant>& at, const MeetRules& rules) {
    if (at) {
        append_json_text(json, format_local(*at, rules));
    } else {
        json += "null";
    }
}

void append_closed(std::string& json, const Snapshot& snapshot) {
    if (!snapshot.closed) {
        json += "null";
        return;
    }
    json += "{\"at\":";
    append_instant(json, snapshot.closed->at, *snapshot.rules);
    json += ",\"digest\":";
    append_json_text(json, snapshot.closed->digest);
    json += '}';
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
                     {"review", ColumnKind::integer},
                     {"course_clear", ColumnKind::boolean},
                     {"missing", ColumnKind::integer}};
    for (const HeatPicture* heat : heats_in_order(snapshot)) {
        const HeatCounts& counts = heat->counts;
        const auto number = [](std::uint32_t n) { return Cell{std::int64_t{n}}; };
        const bool has_band = heat->band && heat->band.index() < rules.heats.bands.size();
        table.rows.push_back({heat->name, heat->race, has_band ? rules.heats.bands[heat->band.index()].name : "",
                              state_word(heat->state), heat->start ? Cell{format_local(*heat->start, rules)} : Cell{},
                              format_local(heat->planned, rules), number(counts.registered), number(counts.checked_in),
                              number(counts.on_course), number(counts.finished), number(counts.returned),
                              number(counts.review), heat->course_clear,
                              number(heat->course_clear ? counts.on_course : 0)});
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
    json += ",\"hold\":";
    append_instant(json, snapshot.held_since, rules);
    json += ",\"closed\":";
    append_closed(json, snapshot);
    json += ",\"heats\":";
    append_json_rows(json, heat_lines(snapshot));
    json += '}';
    return json;
}

}  // namespace heatline::ui
