#pragma once
// Painter: the render thread. It draws when something changed or a clock on the screen has to move, and sleeps else.
//
// Of a frame only what it changes is painted, where the driver can show a part (damage.h, present.h); a frame that
// changes nothing costs no painting at all. A frame is drawn from one Desk that `make_desk` gives, and from the keys
// that came since the last frame; what it asks for goes to `take`. Both are called on the render thread. changed() and
// press() may be called from any thread.

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "ui/desk/damage.h"
#include "ui/desk/fonts.h"
#include "ui/desk/letters_of_meet.h"
#include "ui/desk/program/bell.h"
#include "ui/desk/program/present.h"
#include "ui/desk/program/window.h"
#include "ui/desk/screen.h"

namespace heatline::ui {

class Painter {
public:
    struct Doors {
        std::function<std::shared_ptr<const Desk>(const WindowLook&, const Screen&)> make_desk;  // Never null.
        std::function<void(Screen&, std::vector<Intent>)> take;  // It may turn the screen to another view.
    };
    struct Options {
        Screen screen;                         // As it is at first.
        std::chrono::milliseconds slow_by{0};  // For tests: what every frame takes longer.
    };

    // The window's GL context is the thread's from now on. Both outlive this object.
    Painter(Window& window, Bell& bell, Doors doors, Options options);
    ~Painter();
    Painter(const Painter&) = delete;
    Painter& operator=(const Painter&) = delete;

    // A key for the view. At most kKeysMax wait for the next frame; more are dropped: nobody presses 1,000 keys a
    // frame.
    void press(const KeyPress& key);
    // The view and the theme as drawn last.
    View view() const;

private:
    static constexpr std::size_t kKeysMax = 1'000;

    void run();
    // How long the picture stays true when nothing comes.
    static std::chrono::milliseconds stays_for(const Desk& desk, const Screen& screen);
    std::shared_ptr<const Desk> draw(const WindowLook& look, std::vector<KeyPress> keys, Present& present);
    // From ImGui's draw lists onto the screen.
    void paint(const WindowLook& look, Present& present);

    Window& window_;
    Bell& bell_;
    const Doors doors_;
    const Options options_;

    // The thread's own.
    Screen screen_;
    LettersOfMeet letters_;
    Faces faces_;
    int faces_scale_milli_ = 0;
    Damage damage_;
    std::uint64_t exposures_ = 0;

    mutable std::mutex mutex_;
    // Guarded by mutex_.
    std::vector<KeyPress> keys_;
    bool stopping_ = false;
    View view_ = View::finish;

    std::thread thread_;
};

}  // namespace heatline::ui
