// heatline fuse: the finish fusion on plain files, with no meet folder.
//
// The files become the facts of a meet that is never written down, so that what is printed here is what a server
// would have shown.

#include <algorithm>
#include <map>
#include <memory>

#include "config/meet_toml.h"
#include "config/readings_csv.h"
#include "config/roster_csv.h"
#include "engine/apply.h"
#include "engine/fusion/fuse.h"
#include "tools/files.h"
#include "tools/heatline/importer.h"
#include "tools/heatline/meet.h"
#include "ui/format.h"

namespace heatline::tools {
namespace {

struct Files {
    std::string runners, starts, readings, config, out;
};

// A meet in memory, fed file by file; the first file with problems ends it.
class Feeder {
public:
    Exit feed_rules(const std::string& path) {
        MeetRules rules = config::default_rules();
        std::string text;
        if (!path.empty()) {
            auto read = read_file(path);
            if (!read) return fail(Exit::failed, read.error());
            text = std::move(*read);
            auto parsed = config::parse_meet_toml(text, path);
            if (!parsed) return bad(path, parsed.error());
            rules = std::move(*parsed);
        }
        take(RulesSet{std::move(text), std::move(rules)});
        return Exit::done;
    }

    Exit feed_runners(const std::string& path) {
        const auto bytes = read_file(path);
        if (!bytes) return fail(Exit::failed, bytes.error());
        const auto file = config::parse_runners_csv(*bytes, path, *state_.rules);
        if (!file) return bad(path, file.error());
        for (const config::RunnerRow& row : file->rows) {
            if (!state_.roster->find_team(row.team))
                take(TeamSaved{TeamId{state_.roster->teams().size()}, team_called(row.team)});
        }
        Import import;
        import.file_name = path;
        NoProgress silent;
        ImportOutcome outcome = Importer{state_, import, {}}.runners(file->rows, silent);
        if (!outcome.problems.empty()) return bad(path, outcome.problems);
        for (const Fact& fact : outcome.facts) apply(state_, state_.seq + 1, fact);
        return Exit::done;
    }

    // Heats are those that runners and guns name. `starts` are read first, so that heats stand in the order of guns.
    Exit feed_starts(const std::string& path) {
        const auto bytes = read_file(path);
        if (!bytes) return fail(Exit::failed, bytes.error());
        const auto rows = config::parse_starts_csv(*bytes, path);
        if (!rows) return bad(path, rows.error());
        std::vector<config::Problem> problems;
        PlanSaved plan;
        std::map<std::string, std::size_t> heat_by_name;
        const auto heat_named = [&](const std::string& name, Instant start) -> PlannedHeat& {
            const auto [found, made] = heat_by_name.emplace(name, plan.heats.size());
            if (made) plan.heats.push_back({name, BandId::none(), "", "finish", start, {}});
            return plan.heats[found->second];
        };
        for (const config::StartRow& row : *rows) {
            if (row.problem) {
                problems.push_back(*row.problem);
            } else {
                heat_named(row.heat, row.at);
            }
        }
        if (!problems.empty()) return bad(path, problems);
        const auto& runners = state_.roster->runners();
        for (std::size_t i = 0; i < runners.size(); ++i) {
            if (!runners[i].heat_lock.empty())
                heat_named(runners[i].heat_lock, {}).placements.push_back({RunnerId{i}, 0});
        }
        take(std::move(plan));
        for (const config::StartRow& row : *rows) take(StartSet{find_heat(state_, row.heat), row.at, {}});
        return Exit::done;
    }

    Exit feed_readings(const std::string& path) {
        const auto bytes = read_file(path);
        if (!bytes) return fail(Exit::failed, bytes.error());
        const auto file = config::parse_readings_csv(*bytes, path, "readings");
        if (!file) return bad(path, file.error());
        Import import;
        import.file_name = path;
        ConsoleProgress progress;
        ImportOutcome outcome = Importer{state_, import, {}}.readings(file->rows, progress);
        if (!outcome.problems.empty()) return bad(path, outcome.problems);
        for (const Fact& fact : outcome.facts) apply(state_, state_.seq + 1, fact);
        return Exit::done;
    }

    std::string finishes_csv() const {
        std::string csv = "heat,place,bib,at,confidence,evidence,review\r\n";
        const auto snapshot = Deriver{}.derive(state_);
        for (const auto& heat : snapshot->heats) {
            std::size_t place = 0, ahead = 0;
            std::optional<Instant> before;
            for (const Finish& finish : heat->finishes) {
                ++ahead;
                if (!before || finish.at != before) place = ahead;
                before = finish.at;
                // A number that somebody else has finished with says nothing about who crossed here.
                const bool others = !finish.runner && finish.doubt == Doubt::entered_twice;
                const Symbol bib = finish.runner ? state_.roster->bib_of(finish.runner)
                                   : others      ? Symbol::none()
                                                 : finish.bib;
                csv += heat->name + "," + (finish.at ? std::to_string(place) : "") + "," +
                       std::string{state_.symbols.text(bib)} + "," + (finish.at ? format_rfc3339(*finish.at) : "") +
                       "," + ui::format_milli(finish.confidence_milli) + "," + fusion::evidence_text(finish) + "," +
                       (finish.review ? "1" : "0") + "\r\n";
            }
        }
        return csv;
    }

private:
    static Team team_called(const std::string& name) {
        Team team;
        team.name = name;
        return team;
    }
    static Exit bad(const std::string& path, const std::vector<config::Problem>& problems) {
        return fail_with("no finishes were made: " + path + " has errors; mend them and try again", problems);
    }
    void take(FactBody body) { apply(state_, state_.seq + 1, Fact{{}, kCommandLine, {}, std::move(body)}); }

    State state_;
};

Exit run(const Files& files) {
    Feeder feeder;
    for (const auto& [feed, path] :
         {std::pair{&Feeder::feed_rules, &files.config}, std::pair{&Feeder::feed_runners, &files.runners},
          std::pair{&Feeder::feed_starts, &files.starts}, std::pair{&Feeder::feed_readings, &files.readings}}) {
        if (const Exit fed = (feeder.*feed)(*path); fed != Exit::done) return fed;
    }
    return put(files.out, feeder.finishes_csv());
}

}  // namespace

void add_fuse(CLI::App& app, Action& action) {
    auto* command =
        app.add_subcommand("fuse",
                           "Example: heatline fuse --runners R.csv --starts S.csv --readings E.csv --out F.csv\n\n"
                           "The finish fusion on plain files, with no meet folder.");
    auto files = std::make_shared<Files>();
    command->add_option("--runners", files->runners, "runners.csv, with their heats")->required();
    command->add_option("--starts", files->starts, "starts.csv: heat,at")->required();
    command->add_option("--readings", files->readings, "readings.csv")->required();
    command->add_option("--config", files->config, "a meet.toml; without it the defaults");
    command->add_option("--out", files->out, "where to write the finishes")->required();
    command->callback([&action, files] { action = [files] { return run(*files); }; });
}

}  // namespace heatline::tools
