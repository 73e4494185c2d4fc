// heatline replan: what has to change on the race day, shown first and done with --write.

#include <memory>
#include <optional>

#include "engine/race_day/change.h"
#include "tools/heatline/cli.h"
#include "tools/heatline/meet.h"
#include "tools/heatline/replan_text.h"

namespace heatline::tools {
namespace {

// What was written on the command line.
struct Options {
    std::string dir;
    std::vector<std::string> late;
    std::string team_late, at;
    std::optional<std::int64_t> minutes;
    std::string team_absent, team_coaches;
    std::optional<std::int64_t> coaches;
    std::string child, team, from, to, cancel;
    std::string reason, accept;
    bool undo = false, write = false, json = false;
};

// "9:20" on the meet's day, or an instant with its zone.
std::optional<Instant> time_of_day(const std::string& text, const MeetRules& rules) {
    if (const auto instant = parse_rfc3339(text)) return instant;
    std::size_t digits = 0;
    while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') ++digits;
    const std::string padded = digits == 1 ? "0" + text : text;
    const auto utc = parse_rfc3339(format_date(rules.date) + "T" + padded + ":00Z");
    if (!utc) return std::nullopt;
    return *utc - minutes(rules.zone_offset_min);
}

// The one question that was asked; else what is wrong.
Result<race_day::Question, std::string> question_of(const Options& o, const MeetRules& rules) {
    std::vector<race_day::Question> asked;
    if (!o.late.empty()) asked.emplace_back(race_day::Late{o.late});
    if (!o.team_late.empty()) {
        race_day::TeamLate late{o.team_late, std::nullopt, o.minutes};
        if (!o.at.empty()) late.at = time_of_day(o.at, rules);
        if (!o.at.empty() && !late.at) return Error{"--at is no time of day; write it like 9:20"};
        asked.emplace_back(late);
    }
    if (!o.team_absent.empty()) asked.emplace_back(race_day::TeamAbsent{o.team_absent});
    if (!o.team_coaches.empty()) {
        if (!o.coaches) return Error{"--coaches is missing; say how many coaches the team has"};
        asked.emplace_back(race_day::TeamCoaches{o.team_coaches, *o.coaches});
    }
    if (!o.child.empty()) asked.emplace_back(race_day::ChildTo{o.child, o.to});
    if (!o.team.empty()) asked.emplace_back(race_day::TeamTo{o.team, o.from, o.to});
    if ((!o.child.empty() || !o.team.empty()) && o.to.empty())
        return Error{"--to is missing; name the heat to run in instead"};
    if (!o.cancel.empty()) asked.emplace_back(race_day::Cancel{o.cancel});
    if (asked.size() != 1) {
        return Error{
            "say what happened with one of --late, --team-late, --team-absent, --team-coaches, --child, --team and "
            "--cancel"};
    }
    return asked.front();
}

std::string child_name(const race_day::Day& day, RunnerId id) {
    const std::string& first = day.roster->runner(id).first.value;
    const std::string& worn = (*day.bibs)[id.index()];
    const std::string bib = worn.empty() ? "without a bib" : "bib " + worn;
    return first.empty() ? bib : first + " (" + bib + ")";
}

Exit told(const Options& options, const std::string& json, const std::vector<std::string>& words, Seq seq) {
    std::string text;
    if (options.json) {
        text = "{\"written\":" + std::string{seq > 0 ? "true" : "false"} +
               (seq > 0 ? ",\"seq\":" + std::to_string(seq) : "") + ",\"change\":" + json + "}\n";
    } else {
        for (const std::string& line : words) text += line + "\n";
    }
    return put({}, text);
}

Exit refused(const Refusal& why) { return fail(Exit::conflict, "nothing was changed: " + why.sentence); }

Exit take_back(timing::Meet& meet, const State& state, const Options& options) {
    if (state.replanned.empty()) return refused({"no change of the heats stands that could be taken back"});
    const Replanned& last = state.replanned.back();
    std::string heats;
    for (const HeatArranged& heat : last.heats)
        heats += (heats.empty() ? "" : ", ") + state.heats[heat.heat.index()].name;
    const std::vector<std::string> words{"Takes back change " + last.made.digest +
                                         (heats.empty() ? "" : ": heats " + heats + " are as they were before it") +
                                         "."};
    const std::string json = "{\"takes_back\":\"" + last.made.digest + "\"}";
    if (!options.write) {
        const Exit exit = told(options, json, words, 0);
        say("this was a trial; add --write to do it");
        return exit;
    }
    const ReplanHeats command{race_day::Late{}, options.accept.empty() ? last.made.digest : options.accept, true};
    const auto done =
        meet.command({{}, options.reason, command}, replan_command_json(command, options.reason), wall_clock());
    return done ? told(options, json, words, *done) : fail(done.error());
}

Exit run(const Options& options) {
    auto meet = open_meet(options.dir);
    if (!meet) return meet.error();
    const auto state = state_of(**meet);
    if (!state) return state.error();
    if (options.undo) return take_back(**meet, **state, options);
    const Instant now = wall_clock();
    const auto asked = question_of(options, *(*state)->rules);
    if (!asked) return fail(Exit::usage, "wrong usage: " + asked.error() + "; see heatline replan --help");
    const race_day::Question question = race_day::counted_from(*asked, now);
    const race_day::Day day = race_day::day_of(**state);
    const auto change = race_day::change_of(day, question, now);
    if (!change) return refused(change.error());
    const auto words = race_day::words_of(day, *change, [&](RunnerId id) { return child_name(day, id); });
    const std::string json = change_json(day, *change, words);
    if (!options.write || change->nothing()) {
        const Exit exit = told(options, json, words, 0);
        if (!change->nothing()) say("this was a trial; add --write to do it");
        return exit;
    }
    const ReplanHeats command{question, options.accept.empty() ? change->digest : options.accept, false};
    const std::string sent = replan_command_json(command, options.reason);
    const auto done = (*meet)->command({{}, options.reason, command}, sent, now);
    return done ? told(options, json, words, *done) : fail(done.error());
}

}  // namespace

void add_replan(CLI::App& app, Action& action) {
    auto* command = app.add_subcommand(
        "replan",
        "Example: heatline replan spring-mile --late 1044 --write\n\n"
        "What has to change on the race day, with as few children moved as can be: who runs where, which call times "
        "change, what it costs. Heats that were called stay. Shown first; --write does it, --undo --write takes the "
        "last change back. Works while the server runs.");
    auto o = std::make_shared<Options>();
    command->add_option("DIR", o->dir, "the meet folder")->required();
    command->add_option("--late", o->late, "children who are here now and need a heat: a bib, or several with commas")
        ->delimiter(',')
        ->allow_extra_args(false);
    command->add_option("--team-late", o->team_late, "a team that comes late; with --minutes or --at");
    command->add_option("--minutes", o->minutes, "so many minutes from now");
    command->add_option("--at", o->at, "at its tent at this time of day, like 9:20");
    command->add_option("--team-absent", o->team_absent, "a team that does not come");
    command->add_option("--team-coaches", o->team_coaches, "a team with another number of coaches; with --coaches");
    command->add_option("--coaches", o->coaches, "how many coaches the team has now");
    command->add_option("--child", o->child, "a child who shall run in another heat, by bib; with --to");
    command->add_option("--team", o->team, "a team that shall run in another heat; with --to, and --from");
    command->add_option("--from", o->from, "the heat that the team leaves");
    command->add_option("--to", o->to, "the heat to run in");
    command->add_option("--cancel", o->cancel, "a heat that is not run: its children run in others");
    command->add_option("--reason", o->reason, "why, for the journal");
    command->add_option("--accept", o->accept,
                        "the digest that was looked at: refused when it would be another change");
    command->add_flag("--undo", o->undo, "takes back the last change that replan made");
    command->add_flag("--write", o->write, "do it");
    command->add_flag("--json", o->json, "machine output");
    command->callback([&action, o] { action = [o] { return run(*o); }; });
}

}  // namespace heatline::tools
