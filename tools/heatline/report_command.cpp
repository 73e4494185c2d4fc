// heatline report: the meet's tables for people and programs, and its sheets for the printer.

#include "tools/heatline/report_command.h"

#include <unistd.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <memory>
#include <utility>

#include "config/zone.h"
#include "engine/privacy.h"
#include "timing/journal/fact_json.h"
#include "tools/heatline/meet.h"
#include "ui/paper/csv.h"
#include "ui/paper/json.h"
#include "ui/paper/pdf/start_list_pages.h"
#include "ui/paper/pdf/tent_posters.h"
#include "ui/paper/reports.h"
#include "ui/paper/tent_sheets.h"

namespace heatline::tools {
namespace {

struct Options {
    std::string dir, kind, format = "csv", audience = "staff", paper = "letter", out;
};

// One fact as a row: the members of its JSON line in the same order, the body as JSON text.
void append_journal_row(std::string& csv, const std::string& line) {
    const boost::json::value fact = boost::json::parse(line);
    bool first = true;
    for (const auto& [key, value] : fact.get_object()) {
        if (!std::exchange(first, false)) csv += ',';
        if (value.is_string()) {
            ui::append_csv_text(csv, std::string_view{value.get_string().data(), value.get_string().size()});
        } else if (!value.is_null()) {
            ui::append_csv_text(csv, boost::json::serialize(value));
        }
    }
    csv += "\r\n";
}

// Devices are named by the facts that added them, which stand before whatever they said.
class DeviceNames {
public:
    void note(const Fact& fact) {
        if (const auto* added = std::get_if<DeviceAdded>(&fact.body)) names_.push_back(added->name);
    }
    std::string of(DeviceId id) const { return id.index() < names_.size() ? names_[id.index()] : std::string{}; }

private:
    std::vector<std::string> names_;
};

Exit report_journal(timing::Meet& meet, bool as_json, const std::string& out) {
    std::string text = as_json ? "" : "seq,at,device,epoch,device_seq,kind,body,hash\r\n";
    DeviceNames devices;
    const auto name = [&](DeviceId id) { return devices.of(id); };
    const auto rows = [&](const auto& take) { return meet.for_each_row(0, take); };
    const timing::ChainReport report = timing::verify_chain(rows, [&](timing::Entry&& entry) {
        devices.note(entry.fact);
        std::string line;
        timing::append_fact_json(line, entry, name);
        if (as_json)
            text += line;
        else
            append_journal_row(text, line);
    });
    if (report.first_bad_seq)
        return fail(Exit::failed, "fact " + std::to_string(*report.first_bad_seq) + ": " + report.sentence);
    return put(out, text);
}

Viewer viewer_of_audience(const std::string& audience) {
    return {audience == "public" ? Audience::everybody : Audience::staff, TeamId::none()};
}

// Why there are no such pages; none: there are.
std::string no_pages(const Options& options) {
    if (options.kind != "heats" && options.kind != "tents")
        return "report " + options.kind +
               " has no pages for a printer: --format pdf is for heats and tents; print the csv "
               "from a spreadsheet";
    if (options.out.empty() && isatty(STDOUT_FILENO) != 0)
        return "a PDF is nothing that a terminal could show; add --out " + options.kind + ".pdf";
    return {};
}

std::string pages(const Snapshot& snapshot, const Options& options) {
    const Instant now = wall_clock();
    const auto offset = config::zone_offset_min(snapshot.rules->time_zone, now);
    const ui::Printing printing{options.paper == "a4" ? ui::PaperSize::a4 : ui::PaperSize::letter, now,
                                offset ? *offset : snapshot.rules->zone_offset_min};
    if (options.kind == "tents") return ui::tent_posters(snapshot, printing);
    return ui::start_list_pages(snapshot, viewer_of_audience(options.audience), printing);
}

Exit run(const Options& options) {
    if (const std::string why = options.format == "pdf" ? no_pages(options) : ""; !why.empty())
        return fail(Exit::usage, why);
    if (options.audience == "public" && options.kind != "results" && options.kind != "heats") {
        return fail(Exit::usage,
                    "report " + options.kind + " is for staff only; --audience public is for results and heats");
    }
    auto meet = open_meet(options.dir);
    if (!meet) return meet.error();
    if (options.kind == "journal") return report_journal(**meet, options.format == "json", options.out);
    const auto snapshot = snapshot_of(**meet);
    if (!snapshot) return snapshot.error();
    if (options.format == "pdf") return put(options.out, pages(**snapshot, options));
    return put(options.out, report_text(**snapshot, options.kind, options.format, options.audience));
}

}  // namespace

std::string report_text(const Snapshot& snapshot, const std::string& kind, const std::string& format,
                        const std::string& audience) {
    const Viewer viewer = viewer_of_audience(audience);
    if (kind == "grants" && format == "json") return ui::grants_json(snapshot) + "\n";
    const ui::Table table = kind == "results"  ? ui::results_table(snapshot, viewer)
                            : kind == "tents"  ? ui::tents_table(snapshot)
                            : kind == "heats"  ? ui::heats_table(snapshot, viewer)
                            : kind == "grants" ? ui::grants_table(snapshot)
                                               : ui::ledger_table(snapshot);
    return format == "json" ? ui::table_json(table, kind) + "\n" : ui::table_csv(table);
}

void add_report(CLI::App& app, Action& action) {
    auto* command =
        app.add_subcommand("report",
                           "Example: heatline report spring-mile results --audience public\n\n"
                           "Prints results, heats, tent sheets, grants, ledger or the journal. With --format pdf: a "
                           "start list of each heat to walk along the tents with (heats), and a poster "
                           "for each tent without names (tents).");
    auto options = std::make_shared<Options>();
    command->add_option("DIR", options->dir, "the meet folder")->required();
    command->add_option("KIND", options->kind, "results, heats, tents, grants, ledger or journal")
        ->required()
        ->check(CLI::IsMember({"results", "heats", "tents", "grants", "ledger", "journal"}));
    auto* format = command
                       ->add_option("--format", options->format,
                                    "csv or json; pdf for heats and tents. The journal in json is a line for each fact")
                       ->check(CLI::IsMember({"csv", "json", "pdf"}));
    command->add_option("--audience", options->audience, "public or staff")
        ->check(CLI::IsMember({"public", "staff"}))
        ->capture_default_str();
    command->add_option("--paper", options->paper, "for --format pdf: letter or a4")
        ->check(CLI::IsMember({"letter", "a4"}))
        ->capture_default_str();
    command->add_option("--out", options->out, "a file, instead of standard output");
    auto* as_json = command->add_flag("--json")->description("the same as --format json")->excludes(format);
    command->callback([&action, options, as_json] {
        if (as_json->count()) options->format = "json";
        action = [options] { return run(*options); };
    });
}

}  // namespace heatline::tools
