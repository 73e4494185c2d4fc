// heatline: the command line. Parses, runs the one command that was asked for, gives its exit code.

#include <cstdio>

#include "tools/heatline/cli.h"

int main(int argc, char** argv) {
    using namespace heatline::tools;
    CLI::App app{
        "Example: heatline demo\n\nHeatline runs children's race days: heats by school tent, finish times, a ledger of "
        "every child, grants.",
        "heatline"};
    app.set_version_flag("--version", "heatline " HEATLINE_VERSION);
    app.require_subcommand(1);
    Action action;
    add_demo(app, action);
    add_presets(app, action);
    add_new(app, action);
    add_import(app, action);
    add_plan(app, action);
    add_replan(app, action);
    add_device(app, action);
    add_serve(app, action);
    add_simulate(app, action);
    add_report(app, action);
    add_verify(app, action);
    add_tents(app, action);
    add_backup(app, action);
    add_restore(app, action);
    add_doctor(app, action);
    add_heats(app, action);
    add_fuse(app, action);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& help) {
        return app.exit(help);
    } catch (const CLI::ParseError& wrong) {
        return static_cast<int>(fail(Exit::usage, std::string{"wrong usage: "} + wrong.what() +
                                                      "; see heatline --help, or --help behind a command"));
    }
    try {
        return static_cast<int>(action());
    } catch (const std::exception& e) {
        return static_cast<int>(fail(Exit::failed, std::string{"this command failed: "} + e.what() +
                                                       "; what was acknowledged is on disk, try again"));
    }
}
