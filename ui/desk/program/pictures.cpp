#include "ui/desk/program/pictures.h"

#include <cstdio>
#include <filesystem>

#include "ui/desk/gallery/gallery.h"
#include "ui/desk/offscreen.h"
#include "ui/desk/program/gallery_window.h"

namespace heatline::ui {
namespace {

int fail(const std::string& sentence) {
    std::fprintf(stderr, "heatline-dashboard: %s\n", sentence.c_str());
    return 1;
}

}  // namespace

int show_gallery(const Options& options) {
    if (options.screenshot.empty()) return show_gallery_window(options);
    std::error_code error;
    std::filesystem::create_directories(options.screenshot, error);
    if (error)
        return fail("cannot make the folder " + options.screenshot + ": " + error.message() + "; choose another");
    auto offscreen = Offscreen::make(options.width, options.height);
    if (!offscreen) return fail(offscreen.error());
    std::size_t drawn = 0;
    for (Scene& scene : gallery()) {
        if (!scene.name.starts_with(options.scene)) continue;
        scene.screen.zoom_percent = options.zoom_percent;
        if (!options.theme_text.empty()) scene.screen.theme = options.theme;
        std::vector<KeyPress> keys;
        std::vector<Intent> intents;
        const Picture picture = (*offscreen)->draw(scene.desk, scene.screen, keys, intents);
        const auto written = write_png(options.screenshot + "/" + scene.name + ".png", picture);
        if (!written) return fail(written.error());
        ++drawn;
    }
    if (drawn == 0) return fail("no scene begins with " + options.scene + "; leave --scene out to get all");
    std::printf("%zu pictures in %s\n", drawn, options.screenshot.c_str());
    return 0;
}

}  // namespace heatline::ui
