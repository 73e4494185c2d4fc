// heatline report: the meet's tables, for people and programs.

#include "tools/heatline/report_command.h"

#include <memory>

#include "engine/privacy.h"
#include "timing/journal/fact_json.h"
#include "tools/heatline/meet.h"
#include "ui/paper/csv.h"
#include "ui/paper/json.h"
#include "ui/paper/reports.h"

namespace heatline::tools {
namespace {

struct Options {
    std::string dir, kind, format = "csv", audience = "staff", out;
};

Exit report_journal(timing::MeetFolder& meet, const std::string& out) {
    std::string lines;
    const State& state = meet.state();
    const auto device_name = [&](DeviceId id) { return id.index() < state.devices.size() ? state.devices[id.index()].name : std::string{}; };
    const auto read = meet.journal().for_each(1, [&](timing::Entry&& entry) {
        timing::append_fact_json(lines, entry, device_name);
        return true;
    });
    if (!read) return fail(Exit::failed, read.error().sentence);
    return put(out, lines);
}

Exit run(const Options& options) {
    if (options.audience == "public" && options.kind != "results" && options.kind != "heats") {
        return fail(Exit::usage, "report " + options.kind + " is for staff only; --audience public is for results and heats");
    }
    auto meet = open_meet(options.dir);
    if (!meet) return meet.error();
    if (options.kind == "journal") {
        if (options.format != "json") return fail(Exit::usage, "report journal has one form, a line of JSON for each fact; give --format json");
        return report_journal(*meet, options.out);
    }
    return put(options.out, report_text(*snapshot_of(meet->state()), options.kind, options.format, options.audience));
}

}  // namespace

std::string report_text(const Snapshot& snapshot, const std::string& kind, const std::string& format, const std::string& audience) {
    const Viewer viewer{audience == "public" ? Audience::everybody : Audience::staff, TeamId::none()};
    if (kind == "grants" && format == "json") return ui::grants_json(snapshot) + "\n";
    const ui::Table table = kind == "results" ? ui::results_table(snapshot, viewer)
                            : kind == "heats" ? ui::heats_table(snapshot, viewer)
                            : kind == "grants" ? ui::grants_table(snapshot)
                                               : ui::ledger_table(snapshot);
    return format == "json" ? ui::table_json(table, kind) + "\n" : ui::table_csv(table);
}

void add_report(CLI::App& app, Action& action) {
    auto* command = app.add_subcommand("report", "Example: heatline report spring-mile results --audience public\n\n"
                                                 "Prints results, heats, grants, ledger or the journal.");
    auto options = std::make_shared<Options>();
    command->add_option("DIR", options->dir, "the meet folder")->required();
    command->add_option("KIND", options->kind, "results, heats, grants, ledger or journal")
        ->required()
        ->check(CLI::IsMember({"results", "heats", "grants", "ledger", "journal"}));
    auto* format = command->add_option("--format", options->format, "csv or json; the journal is json")->check(CLI::IsMember({"csv", "json"}));
    command->add_option("--audience", options->audience, "public or staff")->check(CLI::IsMember({"public", "staff"}))->capture_default_str();
    command->add_option("--out", options->out, "a file, instead of standard output");
    auto* as_json = command->add_flag("--json")->description("the same as --format json");
    command->callback([&action, options, as_json, format] {
        if (as_json->count() || (options->kind == "journal" && !format->count())) options->format = "json";
        action = [options] { return run(*options); };
    });
}

}  // namespace heatline::tools
