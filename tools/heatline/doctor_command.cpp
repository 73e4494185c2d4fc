// heatline doctor: is this computer, and this meet, ready for the day; one line each.

#include <unistd.h>

#include <memory>

#include "config/meet_toml.h"
#include "config/zone.h"
#include "engine/base/counted.h"
#include "tools/doctor/look.h"
#include "tools/files.h"
#include "tools/heatline/meet.h"

namespace heatline::tools {
namespace {

using namespace doctor;

constexpr std::uint16_t kPort = 8470;  // Where `serve` listens unless it is told another.
constexpr const char* kAnyZone = "America/Los_Angeles";

// The meet as far as it can be seen without opening it for good.
struct Meet {
    JournalFile journal;
    MeetRulesFile file;
    std::optional<MeetRules> rules;
};

Meet look_at_meet(const std::string& dir) {
    Meet meet;
    meet.journal = look_at_journal(dir);
    const std::string path = dir + "/meet.toml";
    const auto text = read_file(path);
    if (!text) {
        meet.file.unreadable = text.error();
        return meet;
    }
    auto rules = config::parse_meet_toml(*text, path);
    if (!rules) {
        meet.file.problems = rules.error().size();
        meet.file.first_problem = to_line(rules.error().front());
        return meet;
    }
    meet.rules = std::move(*rules);
    meet.file.differs = meet.journal.contents && meet.journal.contents->toml != *text;
    return meet;
}

void check_machine(const std::string& folder, const std::optional<Meet>& meet, std::uint16_t port, Findings& findings) {
    Clock clock;
    clock.now = wall_clock();
    clock.offset_min = local_offset_min(clock.now);
    if (meet && meet->rules) {
        clock.meet_day = meet->rules->date;
        clock.meet_offset_min = meet->rules->zone_offset_min;
    }
    if (meet && meet->journal.contents) clock.last_fact = meet->journal.contents->last_fact;
    check_clock(clock, findings);
    check_disk(look_at_disk(folder), findings);
    check_fonts(find_font(), findings);
    check_port(port, look_at_port(port), findings);
    const std::string zone = meet && meet->rules ? meet->rules->time_zone : kAnyZone;
    const auto known = config::check_zone(zone);
    check_zone_data(zone, known ? std::string{} : known.error(), findings);
    check_power(look_at_power(), findings);
    if (const auto bytes = available_memory()) check_memory(*bytes, findings);
}

Exit see_doctor(const std::string& dir, std::uint16_t port, bool as_json) {
    if (!dir.empty() && ::access((dir + "/journal.db").c_str(), F_OK) != 0)
        return fail(Exit::failed, "there is no meet in " + dir + ": it has no journal.db; make one with heatline new");
    const auto meet = dir.empty() ? std::nullopt : std::optional{look_at_meet(dir)};
    Findings findings;
    check_machine(dir.empty() ? "." : dir, meet, port, findings);
    if (meet) {
        check_rules(meet->file, findings);
        check_journal(meet->journal, findings);
        if (!meet->journal.in_use) check_leftovers(find_leftovers(dir), findings);
    }
    check_unsent(meet ? meet->journal.contents : std::nullopt, findings);
    if (const Exit told = put({}, as_json ? findings.json() : findings.text()); told != Exit::done) return told;
    if (findings.faults() == 0) return Exit::done;
    return fail(Exit::check, "doctor found " + counted(findings.faults(), "problem") +
                                 ": see the lines that begin with WRONG; each says what to do");
}

}  // namespace

void add_doctor(CLI::App& app, Action& action) {
    auto* command = app.add_subcommand("doctor",
                                       "Example: heatline doctor spring-mile\n\n"
                                       "Checks clock, disk, fonts, ports, time zone data and unsent readings, and the "
                                       "meet DIR if it is given: one line each. Safe beside a running server.");
    struct Options {
        std::string dir;
        std::uint16_t port = kPort;
        bool as_json = false;
    };
    auto options = std::make_shared<Options>();
    command->add_option("DIR", options->dir, "the meet folder; without it only the computer is checked");
    command->add_option("--port", options->port, "the port that the server will listen on")
        ->check(CLI::Range(1, 65535))
        ->capture_default_str();
    command->add_flag("--json", options->as_json, "what was checked, as JSON");
    command->callback([&action, options] {
        action = [options] { return see_doctor(options->dir, options->port, options->as_json); };
    });
}

}  // namespace heatline::tools
