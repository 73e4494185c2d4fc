#include "tools/simulate/server_view.h"

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <map>
#include <set>

namespace heatline::simulate {

namespace json = boost::json;

namespace {

// One row of an answer.
class Row {
public:
    explicit Row(const json::object& object) : object_(object) {}

    std::string text(const char* key) const {
        const json::value* value = object_.if_contains(key);
        if (!value || value->is_null()) return {};
        if (const json::string* held = value->if_string()) return {held->data(), held->size()};
        return json::serialize(*value);
    }
    std::optional<std::int64_t> number(const char* key) const {
        const std::string digits = text(key);
        std::int64_t number = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
        if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
        return number;
    }
    // "0.934" as 934.
    std::optional<int> milli(const char* key) const {
        const std::string digits = text(key);
        double number = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
        if (error != std::errc{} || end != digits.data() + digits.size() || number < 0 || number > 1)
            return std::nullopt;
        return static_cast<int>(number * 1'000 + 0.5);
    }
    std::int64_t count(const char* key) const { return number(key).value_or(0); }
    bool yes(const char* key) const {
        const std::string word = text(key);
        return word == "yes" || word == "true" || word == "1";
    }
    std::optional<Instant> instant(const char* key) const { return parse_rfc3339(text(key)); }

private:
    const json::object& object_;
};

Read<json::value> parsed(std::string_view body) {
    json::error_code error;
    json::value value = json::parse(json::string_view{body.data(), body.size()}, error);
    if (error) return Error{"read the server's answer: it is no JSON; check that this is a Heatline server"};
    return value;
}

// The rows of the list under `key`, each through `make`.
template <class T, class Make>
Read<std::vector<T>> rows(std::string_view body, const char* key, Make make) {
    auto value = parsed(body);
    if (!value) return Error{value.error()};
    const json::object* object = value->if_object();
    const json::value* list = object ? object->if_contains(key) : nullptr;
    if (!list || !list->is_array()) {
        return Error{std::string{"read the server's answer: there is no list \""} + key +
                     "\" in it; check that server and simulator are of the same version"};
    }
    std::vector<T> made;
    made.reserve(list->get_array().size());
    for (const json::value& each : list->get_array()) {
        if (const json::object* row = each.if_object()) made.push_back(make(Row{*row}));
    }
    return made;
}

Grade grade_of(const std::string& text) {
    if (text == "K" || text == "k") return Grade{0};
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number < 0 || number > 12) return {};
    return Grade{static_cast<std::int8_t>(number)};
}

// The band that a heat seems to be of: the first of its race that takes this child. Ages are not in the reports, so a
// band by ages takes everybody.
const BandRules* band_of(const HeatRow& row, const MeetRules& rules) {
    const Grade grade = grade_of(row.grade);
    for (const BandRules& band : rules.heats.bands) {
        if (band.race != row.race) continue;
        if (band.gender == BandGender::F && row.gender != "F") continue;
        if (band.gender == BandGender::M && row.gender != "M") continue;
        const bool takes = std::find(band.grades.begin(), band.grades.end(), grade) != band.grades.end();
        if (band.grades.empty() || takes) return &band;
    }
    for (const BandRules& band : rules.heats.bands) {
        if (band.race == row.race) return &band;
    }
    return nullptr;
}

}  // namespace

Read<std::vector<HeatRow>> read_heats(std::string_view body) {
    return rows<HeatRow>(body, "heats", [](const Row& row) {
        return HeatRow{row.text("heat"),  row.text("race"),   row.text("bib"),          row.text("team"),
                       row.text("grade"), row.text("gender"), row.instant("start_time")};
    });
}

Read<std::vector<LedgerRow>> read_ledger(std::string_view body) {
    return rows<LedgerRow>(body, "ledger", [](const Row& row) {
        return LedgerRow{row.text("bib"), row.text("name"), row.text("team"), row.text("state"), row.yes("accounted")};
    });
}

Read<std::vector<ResultRow>> read_results(std::string_view body) {
    return rows<ResultRow>(body, "results", [](const Row& row) {
        return ResultRow{row.text("heat"),         row.text("bib"),   row.text("name"),       row.text("status"),
                         row.number("elapsed_ms"), row.yes("review"), row.milli("confidence")};
    });
}

Read<std::vector<Statement>> read_grants(std::string_view body) {
    return rows<Statement>(body, "statements", [](const Row& row) {
        return Statement{row.text("team"),        row.text("grant"),
                         row.count("registered"), row.count("checked_in"),
                         row.count("started"),    row.count("finished"),
                         row.yes("eligible"),     parse_usd(row.text("amount_usd")).value_or(Cents{})};
    });
}

Read<MeetNow> read_meet(std::string_view body) {
    auto heats = rows<HeatNow>(body, "heats", [](const Row& row) {
        return HeatNow{row.text("heat"), row.instant("start"), row.count("on_course")};
    });
    if (!heats) return Error{heats.error()};
    const auto seq = read_durable_seq(body);
    if (!seq) return Error{seq.error()};
    return MeetNow{*seq, std::move(*heats)};
}

Read<std::int64_t> read_durable_seq(std::string_view body) {
    auto value = parsed(body);
    if (!value) return Error{value.error()};
    const json::object* object = value->if_object();
    const auto seq = object ? Row{*object}.number("durable_seq") : std::nullopt;
    if (!seq) return Error{"read the server's answer: there is no durable_seq in it; check the server's version"};
    return *seq;
}

std::string read_problem(std::string_view body) {
    const auto value = parsed(body);
    if (value && value->is_object()) {
        const std::string detail = Row{value->get_object()}.text("detail");
        if (!detail.empty()) return detail;
    }
    return std::string{body.substr(0, 200)};
}

Read<Plan> make_plan(const std::vector<HeatRow>& heats, const std::vector<LedgerRow>& ledger, const MeetRules& rules,
                     const std::vector<std::string>& unregistered) {
    Plan plan;
    std::map<std::string, std::size_t> team_at, child_at, heat_at;
    for (const LedgerRow& row : ledger) team_at.emplace(row.team, 0);
    for (auto& [name, index] : team_at) {
        index = plan.teams.size();
        plan.teams.push_back(name);
    }
    const std::set<std::string> not_registered(unregistered.begin(), unregistered.end());
    for (const LedgerRow& row : ledger) {
        if (row.bib.empty() || !child_at.emplace(row.bib, plan.children.size()).second) continue;
        Child child;
        child.bib = row.bib;
        child.team = team_at.at(row.team);
        child.virtually = row.state == "virtual";
        child.registered = !not_registered.contains(row.bib);
        plan.children.push_back(std::move(child));
    }
    for (const HeatRow& row : heats) {
        if (heat_at.contains(row.heat)) continue;
        if (!row.start) {
            return Error{"read the plan: heat " + row.heat +
                         " has no start time; write the plan first: heatline plan DIR --write"};
        }
        PlannedHeat heat;
        heat.name = row.heat;
        heat.race = row.race;
        heat.planned = *row.start;
        const BandRules* band = band_of(row, rules);
        if (band) heat.line = band->line;
        if (band) heat.distance_m = band->distance_m;
        heat.minimum_finish_s = static_cast<std::int32_t>(minimum_finish(rules, band).count / 1'000);
        heat_at.emplace(row.heat, 0);
        plan.heats.push_back(std::move(heat));
    }
    std::sort(plan.heats.begin(), plan.heats.end(), [](const PlannedHeat& a, const PlannedHeat& b) {
        return std::pair{a.planned, a.name} < std::pair{b.planned, b.name};
    });
    for (std::size_t i = 0; i < plan.heats.size(); ++i) heat_at[plan.heats[i].name] = i;
    for (const HeatRow& row : heats) {
        const auto child = child_at.find(row.bib);
        if (child == child_at.end()) continue;
        const std::size_t heat = heat_at.at(row.heat);
        plan.children[child->second].grade = grade_of(row.grade).number;
        plan.children[child->second].heats.push_back(heat);
        plan.heats[heat].children.push_back(child->second);
    }
    for (Child& child : plan.children) std::sort(child.heats.begin(), child.heats.end());
    // The day must not depend on the order of the server's rows.
    for (PlannedHeat& heat : plan.heats) std::sort(heat.children.begin(), heat.children.end());
    if (plan.heats.empty())
        return Error{"read the plan: the meet has no heats; write them first: heatline plan DIR --write"};
    return plan;
}

}  // namespace heatline::simulate
