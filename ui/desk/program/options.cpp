#include "ui/desk/program/options.h"

#include <CLI/CLI.hpp>
#include <charconv>

namespace heatline::ui {
namespace {

constexpr int kSideMin = 320, kSideMax = 8192;

bool parse_size(std::string_view text, int& width, int& height) {
    const std::size_t cross = text.find('x');
    if (cross == std::string_view::npos) return false;
    const auto number = [](std::string_view digits, int& into) {
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), into);
        return error == std::errc{} && end == digits.data() + digits.size() && into >= kSideMin && into <= kSideMax;
    };
    return number(text.substr(0, cross), width) && number(text.substr(cross + 1), height);
}

}  // namespace

void add_options(CLI::App& app, Options& options) {
    app.add_option("URL", options.url, "the server")->capture_default_str();
    app.add_option("--serve", options.serve, "also run the server for the meet in DIR")->type_name("DIR");
    app.add_option("--token-file", options.token_file, "a file with this laptop's token")->type_name("FILE");
    app.add_option("--station", options.station, "where this laptop keeps its own journal")->type_name("DIR");
    app.add_option("--view", options.view_text,
                   "finish, chute, announcer, director, tents, heats, results, grants or devices");
    app.add_option("--screenshot", options.screenshot, "draw one picture, without a display, and exit")
        ->type_name("OUT.png");
    app.add_option("--size", options.size_text, "of the window or the picture, 1366x768");
    app.add_option("--zoom", options.zoom_percent, "80 to 250 percent")->check(CLI::Range(80, 250));
    app.add_option("--theme", options.theme_text, "sun, shade or dark")->check(CLI::IsMember({"sun", "shade", "dark"}));
    app.add_flag("--gallery", options.gallery, "every view with made-up data; with --screenshot DIR, as pictures");
    app.add_flag("--tell", options.tell, "say on standard output what the window does, a line each");
    // A test's handle on how long a frame takes; not for people.
    app.add_option("--slow-frames", options.slow_frames_ms)->check(CLI::Range(0, 1000))->group("");
    app.add_option("--scene", options.scene, "of the gallery: only what begins with this")->type_name("NAME");
}

std::optional<std::string> check(Options& options) {
    if (!options.size_text.empty() && !parse_size(options.size_text, options.width, options.height))
        return "--size " + options.size_text + ": this is no size; write WIDTHxHEIGHT, 1366x768 for example";
    if (!options.view_text.empty()) {
        options.view = parse_view(options.view_text);
        if (!options.view)
            return "--view " + options.view_text +
                   ": no such view; choose finish, chute, announcer, director, tents, heats, results, grants or "
                   "devices";
    }
    if (options.theme_text == "shade") options.theme = ThemeName::shade;
    if (options.theme_text == "dark") options.theme = ThemeName::dark;
    return std::nullopt;
}

}  // namespace heatline::ui
