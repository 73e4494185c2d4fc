#include "tools/heatline/importer.h"

#include "config/json_text.h"
#include "engine/apply.h"
#include "engine/decide.h"
#include "engine/intake.h"
#include "tools/heatline/meet.h"

namespace heatline::tools {
namespace {

constexpr const char* kStartsDevice = "imported-starts";

std::string name_key(TeamId team, const Runner& runner) {
    return std::to_string(team.value) + '\n' + runner.first.value + '\n' + runner.last.value;
}

}  // namespace

Importer::Importer(const State& state, const Import& import, Instant now) : state_(state), import_(import), now_(now) {}

void Importer::problem(int row, std::string column, std::string text) {
    outcome_.problems.push_back({import_.file_name, row, std::move(column), std::move(text)});
}

void Importer::keep(Fact fact) {
    apply(state_, state_.seq + 1, fact);
    outcome_.facts.push_back(std::move(fact));
}

bool Importer::decide_row(int row, Command command) {
    auto decided = decide(state_, command, kCommandLine, now_);
    if (!decided) {
        if (!decided.error().nothing_to_do) problem(row, "", decided.error().sentence);
        return false;
    }
    for (Fact& fact : *decided) keep(std::move(fact));
    return true;
}

bool Importer::wanted(bool exists) {
    const bool skip = (exists && import_.mode == ImportMode::add) || (!exists && import_.mode == ImportMode::update);
    outcome_.skipped += skip ? 1 : 0;
    return !skip;
}

ImportOutcome Importer::teams(const std::vector<config::TeamRow>& rows, Progress& progress) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        progress.step("reading teams", i + 1, rows.size());
        const bool exists = bool(state_.roster->find_team(rows[i].value.name));
        if (!wanted(exists)) continue;
        const std::size_t problems_before = outcome_.problems.size();
        if (decide_row(rows[i].row, {{}, {}, SaveTeam{rows[i].value, config::given_names(rows[i]), false}})) {
            ++(exists ? outcome_.changed : outcome_.added);
        } else if (outcome_.problems.size() == problems_before) {
            ++outcome_.unchanged;
        }
    }
    return std::move(outcome_);
}

void Importer::index_runners() {
    const auto& runners = state_.roster->runners();
    for (std::size_t i = 0; i < runners.size(); ++i)
        by_name_.emplace(name_key(runners[i].team, runners[i]), RunnerId{i});
    matched_.assign(runners.size(), false);
}

RunnerId Importer::find_runner(const config::RunnerRow& row) {
    if (!row.bib.empty()) {
        if (const RunnerId owner = find_runner_by_bib(state_, row.bib)) return owner;
    }
    const auto [first, last] = by_name_.equal_range(name_key(state_.roster->find_team(row.team), row.value));
    RunnerId found;
    for (auto it = first; it != last; ++it) {
        const RunnerId id = it->second;
        const Runner& known = state_.roster->runner(id);
        if (matched_[id.index()]) continue;
        const bool same_birth = !row.value.birth_date.empty() && row.value.birth_date == known.birth_date;
        const bool other_birth = !row.value.birth_date.empty() && !known.birth_date.empty() && !same_birth;
        const bool has_other_bib = !row.bib.empty() && state_.roster->bib_of(id);
        if (other_birth || (has_other_bib && !same_birth)) continue;
        if (!found || id < found) found = id;  // The first of several alike, so that the same file finds the same.
    }
    return found;
}

ImportOutcome Importer::runners(const std::vector<config::RunnerRow>& rows, Progress& progress) {
    index_runners();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const config::RunnerRow& row = rows[i];
        progress.step("reading runners", i + 1, rows.size());
        if (!state_.roster->find_team(row.team)) {
            problem(row.row, "team",
                    "there is no team \"" + row.team + "\"; import the teams first, or check the spelling");
            continue;
        }
        const RunnerId known = find_runner(row);
        if (!wanted(bool(known))) continue;
        RunnerColumns columns{row.team, row.bib, row.tags, row.value, config::given_names(row)};
        const std::size_t problems_before = outcome_.problems.size();
        bool changed = false;
        if (known) {
            matched_[known.index()] = true;
            changed = decide_row(row.row, {{}, {}, EditRunner{"#" + std::to_string(known.value), std::move(columns)}});
            outcome_.changed += changed ? 1 : 0;
        } else {
            const RunnerId made{state_.roster->runners().size()};
            changed = decide_row(row.row, {{}, {}, AddRunner{std::move(columns)}});
            outcome_.added += changed ? 1 : 0;
            if (changed) {
                matched_.resize(made.index() + 1, true);
                by_name_.emplace(name_key(state_.roster->runner(made).team, state_.roster->runner(made)), made);
            }
        }
        if (!changed && outcome_.problems.size() == problems_before) ++outcome_.unchanged;
    }
    return std::move(outcome_);
}

DeviceId Importer::device_named(const std::string& name) {
    if (const DeviceId known = find_device(state_, name)) return known;
    const DeviceId made{state_.devices.size()};
    keep({now_, kCommandLine, {}, DeviceAdded{made, name, Role::timer, "finish", TeamId::none(), {}}});
    return made;
}

ImportOutcome Importer::starts(const std::vector<config::StartRow>& rows) {
    for (const config::StartRow& row : rows) {
        if (row.problem) {
            outcome_.problems.push_back(*row.problem);
            continue;
        }
        const Symbol heat = state_.symbols.find(row.heat);
        const std::optional<Instant> before = heat ? gun_of(state_, heat) : std::nullopt;
        if (before == row.at) {
            ++outcome_.unchanged;
            continue;
        }
        const DeviceId device = device_named(kStartsDevice);
        Reading reading;
        reading.seq = next_device_seq(state_, device, "");
        reading.kind = ReadingKind::start;
        reading.heat = row.heat;
        reading.at = row.at;
        reading.sent = "{\"epoch\":\"\",\"seq\":" + std::to_string(reading.seq) + ",\"kind\":\"start\",\"at\":\"" +
                       format_rfc3339(row.at) + "\",\"heat\":" + config::json_string(row.heat) + "}";
        keep({now_, kStartsDevice, {}, ReadingTaken{device, std::move(reading)}});
        ++(before ? outcome_.changed : outcome_.added);
    }
    return std::move(outcome_);
}

ImportOutcome Importer::readings(const std::vector<config::ReadingRow>& rows, Progress& progress) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const config::ReadingRow& row = rows[i];
        progress.step("reading timing data", i + 1, rows.size());
        if (row.problem) {
            outcome_.problems.push_back(*row.problem);
            continue;
        }
        const DeviceId device = device_named(row.device);
        const std::uint64_t content = content_of(state_.content_key, row.reading);
        switch (judge(state_, device, row.reading.epoch, row.reading.seq, content)) {
            case Intake::accept:
                keep({now_, row.device, {}, ReadingTaken{device, row.reading}});
                ++outcome_.added;
                break;
            case Intake::duplicate:
                ++outcome_.unchanged;
                break;
            case Intake::conflict:
                problem(row.row, "seq",
                        "device " + row.device +
                            " has another reading under this number already; give the file another epoch");
                break;
            case Intake::gap:
                problem(row.row, "seq",
                        "a number is skipped: device " + row.device + " must go on with " +
                            std::to_string(next_device_seq(state_, device, row.reading.epoch)));
                break;
        }
    }
    return std::move(outcome_);
}

}  // namespace heatline::tools
