#pragma once
// Options: the command line of heatline-dashboard; contract part 1.

#include <optional>
#include <string>

#include "ui/desk/desk.h"
#include "ui/desk/theme.h"

namespace CLI {
class App;
}

namespace heatline::ui {

struct Options {
    std::string url = "http://127.0.0.1:8470";
    std::string serve;  // The meet's folder; empty: the server is elsewhere.
    std::string token_file;
    std::string station;  // Where this laptop keeps its own journal; empty: chosen by the token.
    std::optional<View> view;
    std::string screenshot;  // OUT.png, or with --gallery a folder.
    int width = 1366, height = 768;
    int zoom_percent = 100;
    ThemeName theme = ThemeName::sun;
    bool gallery = false;
    bool tell = false;       // Say on standard output what the window does.
    int slow_frames_ms = 0;  // For tests: what every frame takes longer.
    std::string scene;       // Of the gallery: only those whose name begins so.
    // As they were typed.
    std::string size_text, view_text, theme_text;
};

void add_options(CLI::App& app, Options& options);
// Reads what was typed; the sentence says what is wrong.
std::optional<std::string> check(Options& options);

}  // namespace heatline::ui
