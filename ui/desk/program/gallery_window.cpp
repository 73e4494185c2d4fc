#include "ui/desk/program/gallery_window.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <utility>

#include "ui/desk/gallery/gallery.h"
#include "ui/desk/program/painter.h"
#include "ui/desk/program/teller.h"
#include "ui/desk/program/window.h"

namespace heatline::ui {
namespace {

int fail(const std::string& sentence) {
    std::fprintf(stderr, "heatline-dashboard: %s\n", sentence.c_str());
    return 1;
}

class GalleryWindow {
public:
    GalleryWindow(const Options& options, std::vector<Scene> scenes, std::unique_ptr<Window> window)
        : teller_(options.tell), scenes_(std::move(scenes)), window_(std::move(window)) {
        for (Scene& scene : scenes_) {
            scene.screen.zoom_percent = options.zoom_percent;
            if (!options.theme_text.empty()) scene.screen.theme = options.theme;
        }
    }

    int run() {
        Painter painter{
            *window_,
            bell_,
            {[this](const WindowLook&, const Screen&) { return std::make_shared<const Desk>(scenes_[shown_].desk); },
             [this](Screen& screen, const std::vector<Intent>&) { turn(screen); }},
            {scenes_.front().screen, {}}};
        teller_.say("window");
        window_->listen([&](const RawKey& key) { press(key, painter); }, [this] { bell_.ring(); },
                        [this] { say_where(); });
        return 0;
    }

private:
    // ---- main thread

    void press(const RawKey& key, Painter& painter) {
        const std::size_t last = scenes_.size() - 1, at = wanted_;
        switch (key.press.key) {
            case Key::page_down:
                wanted_ = std::min(last, at + 1);
                break;
            case Key::page_up:
                wanted_ = at > 0 ? at - 1 : 0;
                break;
            case Key::home:
                wanted_ = 0;
                break;
            case Key::end:
                wanted_ = last;
                break;
            default:
                painter.press(key.press);
        }
        bell_.ring();
    }
    void say_where() {
        teller_.say_if_new(told_focus_, window_->peek().focused ? "focus yes" : "focus no");
        const std::size_t at = wanted_;
        if (said_ == at) return;
        said_ = at;
        window_->set_title(scenes_[at].name + ", " + std::to_string(at + 1) + " of " + std::to_string(scenes_.size()) +
                           " - Heatline gallery");
        teller_.say("scene " + scenes_[at].name);
    }

    // ---- render thread

    void turn(Screen& screen) {
        const std::size_t at = wanted_;
        if (at == shown_) return;
        const auto [theme, zoom] = std::pair{screen.theme, screen.zoom_percent};
        scenes_[shown_].screen = std::move(screen);
        screen = scenes_[at].screen;
        screen.theme = theme;
        screen.zoom_percent = zoom;
        shown_ = at;
        bell_.ring();
    }

    Teller teller_;
    Bell bell_;
    std::vector<Scene> scenes_;
    std::unique_ptr<Window> window_;
    std::atomic<std::size_t> wanted_{0};
    std::size_t shown_ = 0;  // Render thread.
    // Main thread.
    std::size_t said_ = std::size_t(-1);
    std::string told_focus_;
};

}  // namespace

int show_gallery_window(const Options& options) {
    std::vector<Scene> scenes;
    for (Scene& scene : gallery()) {
        if (scene.name.starts_with(options.scene)) scenes.push_back(std::move(scene));
    }
    if (scenes.empty()) return fail("no scene begins with " + options.scene + "; leave --scene out to get all");
    auto window = Window::make("Heatline gallery", options.width, options.height);
    if (!window) return fail(window.error());
    return GalleryWindow{options, std::move(scenes), std::move(*window)}.run();
}

}  // namespace heatline::ui
