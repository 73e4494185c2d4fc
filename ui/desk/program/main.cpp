// heatline-dashboard: one window for every role. See ui/desk/README.md.

#include <CLI/CLI.hpp>
#include <cstdio>

#include "ui/desk/program/app.h"
#include "ui/desk/program/options.h"
#include "ui/desk/program/pictures.h"

int main(int argc, char** argv) {
    using namespace heatline::ui;
    CLI::App app{"Example: heatline-dashboard --serve MEET\n\nThe live dashboard of a Heatline meet."};
    app.name("heatline-dashboard");
    app.set_version_flag("--version", std::string{"heatline-dashboard "} + HEATLINE_VERSION);
    Options options;
    add_options(app, options);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    if (const auto problem = check(options)) {
        std::fprintf(stderr, "heatline-dashboard: %s\n", problem->c_str());
        return 2;
    }
    if (options.gallery) return show_gallery(options);
    return run_dashboard(options);
}
