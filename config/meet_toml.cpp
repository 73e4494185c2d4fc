#include "config/meet_toml.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "config/heat_rules_toml.h"
#include "config/toml_reader.h"
#include "config/words.h"
#include "config/zone.h"
#include "engine/base/check.h"
#include "engine/base/limits.h"

namespace heatline::config {

namespace {

constexpr std::int32_t kChildrenMax = static_cast<std::int32_t>(limits::kRunnersMax);
constexpr std::int32_t kPortMax = 65535;
constexpr std::int32_t kRetentionDaysMax = 36'500;

constexpr std::array<WordOf<Rounding>, 3> kRoundings = {
    {{"up-second", Rounding::up_second}, {"up-tenth", Rounding::up_tenth}, {"up-hundredth", Rounding::up_hundredth}}};
constexpr std::array<WordOf<GrantKind>, 3> kGrantKinds = {{{"per-finisher", GrantKind::per_finisher},
                                                           {"biggest-teams", GrantKind::biggest_teams},
                                                           {"award", GrantKind::award}}};
constexpr std::array<WordOf<Basis>, 4> kBases = {{{"registered", Basis::registered},
                                                  {"checked-in", Basis::checked_in},
                                                  {"started", Basis::started},
                                                  {"finished", Basis::finished}}};
constexpr std::array<WordOf<TieRule>, 2> kTies = {{{"share", TieRule::share}, {"all-win", TieRule::all_win}}};
constexpr std::array<WordOf<NameRule>, 3> kNameRules = {
    {{"first-initial", NameRule::first_initial}, {"bib", NameRule::bib}, {"none", NameRule::none}}};
constexpr std::array<std::string_view, 6> kReaderTypes = {"ipico", "ctp01", "mylaps", "raceresult", "ultra", "jchip"};

// Notes a zone that does not exist; then `zone` is UTC, so that reading can go on.
void read_zone(TomlReader& section, std::string& zone) {
    section.read_text("time_zone", zone);
    if (!section.has("time_zone")) return;
    if (const auto known = check_zone(zone); !known) {
        section.wrong("time_zone", known.error());
        zone = "UTC";
    }
}

void read_meet(TomlReader& meet, MeetRules& rules) {
    meet.read_text("name", rules.name);
    if (rules.name.empty()) meet.wrong("name", "is empty; name the meet");
    meet.read_date("date", rules.date);
    read_zone(meet, rules.time_zone);
    meet.done();
}

void read_timing(TomlReader& timing, TimingRules& rules) {
    timing.read_word<Rounding>("rounding", rules.rounding, kRoundings);
    timing.read_int("minimum_finish_s", rules.minimum_finish_s, 0,
                    static_cast<std::int32_t>(limits::kHeatLongest.count / 1000));
    timing.read_int("read_gate_s", rules.read_gate_s, 0, 3600);
    timing.done();
}

void read_heats(TomlReader& heats, HeatRules& rules, HeatClocks& clocks, ProblemList& problems) {
    read_program(heats, rules, clocks);
    read_bands(heats.tables("band"), rules, clocks, problems);
    read_locks(heats.tables("lock"), rules);
    heats.done();
}

// A key that this kind of grant does not look at would be a promise that nobody keeps.
void no_meaning(TomlReader& grant, std::initializer_list<std::string_view> keys, std::string_view kind) {
    for (const std::string_view key : keys) {
        if (grant.has(key)) grant.wrong(key, fmt::format("has no meaning for the kind \"{}\"; remove it", kind));
    }
}

void check_grant(TomlReader& grant, const GrantRules& value) {
    if (!grant.has("kind")) {
        grant.wrong("kind", "is missing; write \"per-finisher\", \"biggest-teams\" or \"award\"");
    } else if (value.kind == GrantKind::per_finisher) {
        if (!grant.has("amount_usd"))
            grant.wrong("amount_usd", "is missing; say how much each child brings, as in \"5.00\"");
        no_meaning(grant, {"prizes_usd", "basis", "tie"}, "per-finisher");
    } else if (value.kind == GrantKind::award) {
        no_meaning(grant, {"amount_usd", "minimum", "minimum_basis", "include_virtual", "prizes_usd", "basis", "tie"},
                   "award");
    } else {
        if (value.prizes.empty()) {
            grant.wrong("prizes_usd",
                        "is missing or empty; list the prize of each place, as in [\"1500.00\", \"1000.00\"]");
        }
        no_meaning(grant, {"amount_usd"}, "biggest-teams");
    }
}

void read_grants(std::vector<TomlReader> grants, std::vector<GrantRules>& rules) {
    for (TomlReader& grant : grants) {
        GrantRules value;
        grant.read_text("id", value.id);
        if (value.id.empty()) grant.wrong("id", "is missing or empty; give each grant an id of its own");
        for (const GrantRules& other : rules) {
            if (!value.id.empty() && other.id == value.id) {
                grant.wrong("id", fmt::format("another grant has the id {} too; give each its own", quoted(value.id)));
            }
        }
        grant.read_word<GrantKind>("kind", value.kind, kGrantKinds);
        grant.read_usd("amount_usd", value.amount);
        grant.read_int("minimum", value.minimum, 0, kChildrenMax);
        grant.read_word<Basis>("minimum_basis", value.minimum_basis, kBases);
        grant.read_bool("include_virtual", value.include_virtual);
        grant.read_usd_list("prizes_usd", value.prizes);
        grant.read_word<Basis>("basis", value.basis, kBases);
        grant.read_word<TieRule>("tie", value.tie, kTies);
        grant.read_texts("not_with", value.not_with);
        check_grant(grant, value);
        grant.done();
        rules.push_back(std::move(value));
    }
    std::vector<std::string_view> ids;
    for (const GrantRules& grant : rules) ids.push_back(grant.id);
    for (std::size_t i = 0; i < rules.size(); ++i) {
        for (const std::string& id : rules[i].not_with) {
            if (id == rules[i].id) {
                grants[i].wrong("not_with", fmt::format("{} names itself; name another grant", quoted(id)));
            } else if (std::find(ids.begin(), ids.end(), id) == ids.end()) {
                grants[i].wrong("not_with", fmt::format("there is no grant {}; did you mean {}?", quoted(id),
                                                        quoted(nearest(id, ids))));
            }
        }
    }
}

void read_eligibility(TomlReader& eligibility, EligibilityRules& rules) {
    eligibility.read_bool("no_fee_unless_exception", rules.no_fee_unless_exception);
    eligibility.read_bool("registered_coach", rules.registered_coach);
    eligibility.read_bool("background_check", rules.background_check);
    eligibility.read_bool("event_training", rules.event_training);
    eligibility.done();
}

// HOST:PORT, an IPv6 address in square brackets.
bool is_address(std::string_view text) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos || colon == 0) return false;
    const auto port = parse_whole(text.substr(colon + 1), kPortMax);
    const std::string_view host = text.substr(0, colon);
    const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
    return port && *port > 0 && host.find(' ') == std::string_view::npos &&
           (bracketed || host.find(':') == std::string_view::npos);
}

void check_reader(TomlReader& reader, const ReaderRules& value, const MeetRules& rules) {
    if (value.name.empty()) reader.wrong("name", "is missing or empty; give each reader a name of its own");
    for (const ReaderRules& other : rules.readers) {
        if (!value.name.empty() && other.name == value.name) {
            reader.wrong("name",
                         fmt::format("another reader is called {} too; give each its own name", quoted(value.name)));
        }
    }
    if (!reader.has("type")) reader.wrong("type", fmt::format("is missing; write {}", list_of(kReaderTypes)));
    if (reader.has("connect") && reader.has("listen")) {
        reader.wrong("listen", "we either connect to a reader or listen for it; remove connect or listen");
    } else if (!reader.has("connect") && !reader.has("listen")) {
        reader.wrong("connect", "is missing; write the address of the reader, as in \"192.168.1.50:10000\"");
    }
    for (const std::string_view key : {"connect", "listen"}) {
        const std::string& address = key == "connect" ? value.connect : value.listen;
        if (reader.has(key) && !is_address(address)) {
            reader.wrong(
                key, fmt::format("{} is no address; write HOST:PORT, as in \"192.168.1.50:10000\"", quoted(address)));
        }
    }
    std::vector<std::string_view> lines = {"finish"};
    for (const BandRules& band : rules.heats.bands) lines.push_back(band.line);
    if (!rules.heats.bands.empty() && std::find(lines.begin(), lines.end(), value.line) == lines.end()) {
        reader.wrong("line", fmt::format("no band finishes at the line {}; did you mean {}?", quoted(value.line),
                                         quoted(nearest(value.line, lines))));
    }
}

void read_readers(std::vector<TomlReader> readers, MeetRules& rules) {
    for (TomlReader& reader : readers) {
        ReaderRules value;
        std::array<WordOf<std::string_view>, kReaderTypes.size()> types;
        for (std::size_t i = 0; i < types.size(); ++i) types[i] = {kReaderTypes[i], kReaderTypes[i]};
        std::string_view type;
        reader.read_text("name", value.name);
        reader.read_word<std::string_view>("type", type, types);
        value.type = type;
        reader.read_text("connect", value.connect);
        reader.read_text("listen", value.listen);
        reader.read_text("line", value.line);
        read_zone(reader, value.time_zone);
        check_reader(reader, value, rules);
        reader.done();
        rules.readers.push_back(std::move(value));
    }
}

void read_privacy(TomlReader& privacy, PrivacyRules& rules) {
    privacy.read_word<NameRule>("public_name", rules.public_name, kNameRules);
    privacy.read_int("retention_days", rules.retention_days, 0, kRetentionDaysMax);
    privacy.done();
}

}  // namespace

Result<MeetRules, std::vector<Problem>> parse_meet_toml(std::string_view text, std::string_view file_name) {
    ProblemList problems{std::string(file_name)};
    const auto document = parse_toml(text, problems);
    if (!document) return Error{problems.take()};
    TomlReader top(*document, "", problems);
    MeetRules rules;
    HeatClocks clocks;
    if (auto section = top.table("meet")) read_meet(*section, rules);
    if (auto section = top.table("timing")) read_timing(*section, rules.timing);
    if (auto section = top.table("heats")) read_heats(*section, rules.heats, clocks, problems);
    read_grants(top.tables("grants"), rules.grants);
    if (auto section = top.table("eligibility")) read_eligibility(*section, rules.eligibility);
    read_readers(top.tables("readers"), rules);
    if (auto section = top.table("privacy")) read_privacy(*section, rules.privacy);
    top.done();
    place_clocks(clocks, rules.time_zone, rules.date, "heats", rules.heats, rules.zone_offset_min, problems);
    if (!problems.empty()) return Error{problems.take()};
    return rules;
}

Result<MeetRules, std::vector<Problem>> parse_heats_toml(std::string_view text, std::string_view file_name) {
    ProblemList problems{std::string(file_name)};
    const auto document = parse_toml(text, problems);
    if (!document) return Error{problems.take()};
    TomlReader top(*document, "", problems);
    MeetRules rules;
    HeatClocks clocks;
    if (auto program = top.table("program")) {
        read_program(*program, rules.heats, clocks);
        program->done();
    }
    read_bands(top.tables("band"), rules.heats, clocks, problems);
    read_locks(top.tables("lock"), rules.heats);
    if (rules.heats.bands.empty() && !top.has("band")) {
        problems.add(1, "band", "there is no [[band]]; at least one must say which runners run together");
    }
    top.done();
    place_clocks(clocks, rules.time_zone, rules.date, "program", rules.heats, rules.zone_offset_min, problems);
    if (!problems.empty()) return Error{problems.take()};
    return rules;
}

MeetRules default_rules() {
    const auto rules = parse_meet_toml("", "defaults");
    CHECK_THAT(rules.ok(), "an empty meet.toml is all defaults");
    return *rules;
}

}  // namespace heatline::config
