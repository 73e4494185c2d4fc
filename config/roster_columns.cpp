#include "config/roster_columns.h"

#include <fmt/format.h>

#include <algorithm>

#include "config/json_text.h"
#include "config/roster_words.h"
#include "config/words.h"
#include "engine/base/limits.h"

namespace heatline::config {

namespace {

constexpr std::int32_t kAgeMax = 120;
constexpr std::int32_t kTentMax = 10'000;
constexpr std::int32_t kCoachesMax = 10'000;
constexpr std::int32_t kEnrolmentMax = 1'000'000;

template <class Column>
std::size_t at(Column column) {
    return static_cast<std::size_t>(column);
}

template <class Column>
std::optional<std::string_view> cell(const RowCells& cells, Column column) {
    return cells.cells[at(column)];
}

template <class Column>
std::string header(const RowCells& cells, Column column) {
    return std::string(cells.headers[at(column)]);
}

template <std::size_t N>
std::bitset<N> given_of(const RowCells& cells) {
    std::bitset<N> given;
    for (std::size_t i = 0; i < cells.cells.size(); ++i) given.set(i, cells.cells[i].has_value());
    return given;
}

std::string not_yes_no(std::string_view value) {
    return fmt::format("{} is neither yes nor no; write yes or no, or leave it empty", quoted(value));
}

}  // namespace

// ---- teams

TeamRow TeamReader::read(const RowCells& cells, Columns needed) {
    TeamRow row;
    row.row = cells.row;
    row.given = given_of<kTeamColumns>(cells);
    row.value.name = cell(cells, TeamColumn::team).value_or("");
    if (row.value.name.empty() && (needed == Columns::all_required || row.given.test(at(TeamColumn::team)))) {
        problems_.add(cells.row, header(cells, TeamColumn::team), "the team has no name; write one");
    }
    row.value.tent = cell(cells, TeamColumn::tent).value_or("");
    for (const TeamColumn column : {TeamColumn::team, TeamColumn::tent}) {
        if (cell(cells, column).value_or("").size() > kWordsBytesMax) {
            problems_.add(cells.row, header(cells, column),
                          fmt::format("is longer than {} bytes; shorten it", kWordsBytesMax));
        }
    }
    if (const auto kind = cell(cells, TeamColumn::kind); kind && !kind->empty()) {
        const std::string word = lower_ascii(*kind);
        if (word == "school") {
            row.value.kind = TeamKind::school;
        } else if (word == "club") {
            row.value.kind = TeamKind::club;
        } else if (word == "site") {
            row.value.kind = TeamKind::site;
        } else {
            problems_.add(cells.row, header(cells, TeamColumn::kind),
                          fmt::format("{} is no kind of team; write school, club or site", quoted(*kind)));
        }
    }
    number(cells, TeamColumn::tent_row, kTentMax, row.value.tent_row);
    number(cells, TeamColumn::tent_col, kTentMax, row.value.tent_col);
    number(cells, TeamColumn::coaches, kCoachesMax, row.value.coaches);
    number(cells, TeamColumn::enrolment, kEnrolmentMax, row.value.enrolment);
    yes_no(cells, TeamColumn::registered_coach, row.value.registered_coach);
    yes_no(cells, TeamColumn::background_check, row.value.background_check);
    yes_no(cells, TeamColumn::event_training, row.value.event_training);
    yes_no(cells, TeamColumn::charges_fee, row.value.charges_fee);
    yes_no(cells, TeamColumn::fee_exception, row.value.fee_exception);
    return row;
}

void TeamReader::yes_no(const RowCells& cells, TeamColumn column, std::optional<bool>& into) {
    const auto value = cell(cells, column);
    if (!value || value->empty()) return;
    into = parse_yes_no(*value);
    if (!into) problems_.add(cells.row, header(cells, column), not_yes_no(*value));
}

void TeamReader::number(const RowCells& cells, TeamColumn column, std::int32_t max, std::int32_t& into) {
    const auto value = cell(cells, column);
    if (!value || value->empty()) return;
    if (const auto whole = parse_whole(*value, max)) {
        into = static_cast<std::int32_t>(*whole);
    } else {
        problems_.add(
            cells.row, header(cells, column),
            fmt::format("{} is no whole number from 0 to {}; correct it or leave it empty", quoted(*value), max));
    }
}

// ---- runners

RunnerReader::RunnerReader(const MeetRules& rules, ProblemList& problems, ProblemList& warnings)
    : rules_(rules), problems_(problems), warnings_(warnings) {
    for (const BandRules& band : rules.heats.bands) {
        if (std::find(race_names_.begin(), race_names_.end(), band.race) == race_names_.end()) {
            race_names_.push_back(band.race);
        }
    }
}

RunnerRow RunnerReader::read(const RowCells& cells, Columns needed) {
    RunnerRow row;
    row.row = cells.row;
    row.given = given_of<kRunnerColumns>(cells);
    unknown_races_.clear();
    row.team = text(cells, RunnerColumn::team, kWordsBytesMax);
    if (row.team.empty() && (needed == Columns::all_required || row.given.test(at(RunnerColumn::team)))) {
        problem(cells, RunnerColumn::team, "the team is missing; write the team of this child");
    }
    names(cells, needed, row);
    row.bib = text(cells, RunnerColumn::bib, limits::kNameBytesMax);
    grade_and_gender(cells, row);
    birth_and_age(cells, row);
    races(cells, row);
    row.value.heat_lock = text(cells, RunnerColumn::heat, limits::kNameBytesMax);
    tags(cells, row);
    row.value.say_it = text(cells, RunnerColumn::say_it, kWordsBytesMax);
    row.value.sibling_group = text(cells, RunnerColumn::sibling_group, kWordsBytesMax);
    row.value.claim_stub = text(cells, RunnerColumn::claim_stub, kWordsBytesMax);
    flags(cells, row);
    if (const auto seed = cell(cells, RunnerColumn::seed_time); seed && !seed->empty()) {
        row.value.seed_time_ms = parse_seed_time_ms(*seed);
        if (!row.value.seed_time_ms) {
            warning(cells, RunnerColumn::seed_time,
                    fmt::format("{} is no time as in 8:30.5; seeded without a time", quoted(*seed)));
        }
    }
    extra(cells, row);
    return row;
}

void RunnerReader::names(const RowCells& cells, Columns needed, RunnerRow& row) {
    row.value.first = text(cells, RunnerColumn::first, kWordsBytesMax);
    row.value.last = text(cells, RunnerColumn::last, kWordsBytesMax);
    if (row.value.first.empty()) {
        const auto [first, last] = split_full_name(text(cells, RunnerColumn::name, kWordsBytesMax));
        if (!first.empty()) {
            row.value.first = first;
            row.given.set(at(RunnerColumn::first));
            if (row.value.last.empty() && !last.empty()) {
                row.value.last = last;
                row.given.set(at(RunnerColumn::last));
            }
        }
    }
    const bool speaks_of_it = row.given.test(at(RunnerColumn::first)) || row.given.test(at(RunnerColumn::name));
    if (row.value.first.empty() && (needed == Columns::all_required || speaks_of_it)) {
        problem(cells, RunnerColumn::first, "the first name is missing; write it here or the whole name under name");
    }
}

void RunnerReader::grade_and_gender(const RowCells& cells, RunnerRow& row) {
    if (const auto value = cell(cells, RunnerColumn::grade); value && !value->empty()) {
        if (const auto grade = parse_grade(*value)) {
            row.value.grade = *grade;
        } else {
            warning(cells, RunnerColumn::grade,
                    fmt::format("{} is no grade from K to 12; read as not known", quoted(*value)));
        }
    }
    if (const auto value = cell(cells, RunnerColumn::gender); value && !value->empty()) {
        if (const auto gender = parse_gender(*value)) {
            row.value.gender = *gender;
        } else {
            warning(cells, RunnerColumn::gender,
                    fmt::format("{} is none of F, M, X; read as not known", quoted(*value)));
        }
    }
}

void RunnerReader::birth_and_age(const RowCells& cells, RunnerRow& row) {
    const bool day_known = rules_.date != Date{};  // Plain files and an unfinished meet.toml have no day of the meet.
    if (const auto value = cell(cells, RunnerColumn::birth_date); value && !value->empty()) {
        row.birth = parse_birth_date(*value);
        if (row.birth) {
            row.value.birth_date = format_date(*row.birth);
            const std::int32_t age = age_on(*row.birth, rules_.date);
            if (day_known && age < 0) {
                problem(cells, RunnerColumn::birth_date,
                        fmt::format("{} is after the day of the meet; correct it or leave it empty", quoted(*value)));
            } else if (day_known && age > kAgeMax) {
                problem(cells, RunnerColumn::birth_date,
                        fmt::format("{} makes an age of {}; correct it or leave it empty", quoted(*value), age));
            } else if (day_known) {
                row.value.age = age;
            }
        } else if (const auto year = parse_whole(*value, 9999); year && value->size() == 4) {
            warning(cells, RunnerColumn::birth_date,
                    fmt::format("{} is a year without a day; the age is not known", quoted(*value)));
        } else {
            problem(cells, RunnerColumn::birth_date,
                    fmt::format("{} is no day of the calendar; write it as in 2017-05-01, or 5/1/2017 with the month "
                                "first",
                                quoted(*value)));
        }
    }
    const auto value = cell(cells, RunnerColumn::age);
    if (!value || value->empty()) return;
    const auto age = parse_whole(*value, kAgeMax);
    if (!age) {
        warning(cells, RunnerColumn::age, fmt::format("{} is no age in years; read as not known", quoted(*value)));
    } else if (!row.value.age) {
        row.value.age = static_cast<std::int32_t>(*age);
    } else if (*row.value.age != *age) {
        warning(cells, RunnerColumn::age,
                fmt::format("{} is not the age by the day of birth, which is {} and is used", *age, *row.value.age));
    }
}

void RunnerReader::races(const RowCells& cells, RunnerRow& row) {
    const auto value = cell(cells, RunnerColumn::race);
    if (!value) return;
    const std::vector<std::string> wanted = split_trimmed(*value, ';');
    if (wanted.size() > kRacesMax) {
        problem(cells, RunnerColumn::race, fmt::format("names more than {} races; remove some", kRacesMax));
        return;
    }
    for (const std::string& race : wanted) {
        const auto known = std::find_if(race_names_.begin(), race_names_.end(),
                                        [&](std::string_view name) { return lower_ascii(name) == lower_ascii(race); });
        const bool exists = known != race_names_.end();
        // Only a column called `race` is taken at its word; `event` or `category` of another system's export would
        // leave every child without a place.
        const bool keep = exists || race_names_.empty() || cells.by_name[at(RunnerColumn::race)];
        if (keep) {
            const std::string name = exists ? std::string(*known) : race;
            if (name.size() > kWordsBytesMax) {
                problem(cells, RunnerColumn::race, fmt::format("is longer than {} bytes; shorten it", kWordsBytesMax));
            }
            if (std::find(row.value.races.begin(), row.value.races.end(), name) == row.value.races.end()) {
                row.value.races.push_back(name);
            }
        } else {
            unknown_races_.emplace_back(header(cells, RunnerColumn::race), race);
        }
        if (exists || race_names_.empty()) continue;
        if (std::find(races_warned_.begin(), races_warned_.end(), race) != races_warned_.end()) continue;
        if (races_warned_.size() < kRacesMax) races_warned_.push_back(race);
        warning(cells, RunnerColumn::race,
                fmt::format("{} is no race of this meet, which has {}; {}", quoted(race), list_of(race_names_),
                            keep ? "no heat will take the child" : "kept as a note"));
    }
}

void RunnerReader::tags(const RowCells& cells, RunnerRow& row) {
    row.tags = split_trimmed(cell(cells, RunnerColumn::tag).value_or(""), ' ');
    if (row.tags.size() > kTagsMax) {
        problem(cells, RunnerColumn::tag, fmt::format("names more than {} tags; remove some", kTagsMax));
    }
    for (const std::string& tag : row.tags) {
        if (tag.size() > limits::kNameBytesMax) {
            problem(cells, RunnerColumn::tag,
                    fmt::format("a tag is longer than {} bytes; correct it", limits::kNameBytesMax));
        }
    }
}

void RunnerReader::flags(const RowCells& cells, RunnerRow& row) {
    yes_no(cells, RunnerColumn::public_name, row.value.public_name);
    yes_no(cells, RunnerColumn::registered, row.value.registered);
    yes_no(cells, RunnerColumn::assisted, row.value.assisted);
    const auto value = cell(cells, RunnerColumn::attendance);
    if (!value || value->empty()) return;
    const std::string word = normalised_header(*value);
    if (word == "virtual") {
        row.value.attendance = Attendance::virtually;
    } else if (word != "in_person" && word != "inperson") {
        problem(cells, RunnerColumn::attendance,
                fmt::format("{} is not known; write in-person or virtual, or leave it empty", quoted(*value)));
    }
}

void RunnerReader::extra(const RowCells& cells, RunnerRow& row) {
    FlatObject object;
    bool full = false;
    const auto keep = [&](std::string_view key, std::string_view value) {
        if (value.empty()) return;
        if (object.size() + key.size() + value.size() > kExtraBytesMax) {
            full = true;
        } else {
            object.add(key, value);
        }
    };
    for (const RowCells::Unknown& unknown : cells.unknown) keep(unknown.header, unknown.value);
    for (const auto& [key, value] : unknown_races_) keep(key, value);
    if (full) {
        warnings_.add(
            cells.row, "row",
            fmt::format("the columns that are not known hold more than {} bytes; some were left out", kExtraBytesMax));
    }
    if (object.empty()) return;
    row.value.extra = object.text();
    row.given.set(at(RunnerColumn::extra));
}

std::string RunnerReader::text(const RowCells& cells, RunnerColumn column, std::size_t bytes_max) {
    const std::string_view value = cell(cells, column).value_or("");
    if (value.size() > bytes_max) problem(cells, column, fmt::format("is longer than {} bytes; shorten it", bytes_max));
    return std::string(value);
}

void RunnerReader::yes_no(const RowCells& cells, RunnerColumn column, bool& into) {
    const auto value = cell(cells, column);
    if (!value || value->empty()) return;
    if (const auto yes = parse_yes_no(*value)) {
        into = *yes;
    } else {
        problem(cells, column, not_yes_no(*value));
    }
}

void RunnerReader::problem(const RowCells& cells, RunnerColumn column, std::string why) {
    problems_.add(cells.row, header(cells, column), std::move(why));
}

void RunnerReader::warning(const RowCells& cells, RunnerColumn column, std::string why) {
    warnings_.add(cells.row, header(cells, column), std::move(why));
}

}  // namespace heatline::config
