#pragma once
// Window: the GLFW window and its events, on the main thread, and nothing else there.
//
// A key is stamped in the callback of its event and handed on at once, so a frame that takes 100 ms delays no stamp and
// swallows no tap. Drawing is the render thread's, which borrows the window's GL context. wake() from any thread, the
// rest from main.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "engine/base/result.h"
#include "ui/desk/key_desk.h"

struct GLFWwindow;

namespace heatline::ui {

struct WindowLook {
    int width = 0, height = 0;  // Of the framebuffer, in pixels.
    float screen_scale = 1;     // What the desktop magnifies by.
    float pixels_a_unit = 1;    // Of the framebuffer, to a unit of the mouse.
    bool focused = true;
    bool visible = true;          // False while iconified: nothing is drawn then.
    std::uint64_t exposures = 0;  // How often the desktop said that the picture is gone.
    Mouse mouse;                  // In framebuffer pixels; the click and the wheel since the last look.
    bool closing = false;
};

class Window {
public:
    using Keys = std::function<void(const RawKey&)>;  // On main, at once.
    using Changed = std::function<void()>;            // On main: something else is another.

    // The error is a sentence: no display, no OpenGL.
    static Result<std::unique_ptr<Window>, std::string> make(const std::string& title, int width, int height);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    // Hears events until the window is closed or `request_close` was called. `each_round` is called at least every
    // 100 ms, between events.
    void listen(Keys keys, Changed changed, std::function<void()> each_round);
    // Main thread.
    void set_title(const std::string& title);
    // From any thread.
    void request_close();
    // From any thread: what the window is like now. Takes the click and the wheel out.
    WindowLook look();
    // The same, and leaves them.
    WindowLook peek() const;
    GLFWwindow* handle() const { return window_; }

private:
    struct Shared;
    explicit Window(GLFWwindow* window);
    GLFWwindow* window_;
    std::unique_ptr<Shared> shared_;
};

// CLOCK_BOOTTIME, CLOCK_REALTIME.
std::int64_t boottime_us();
std::int64_t wall_us();

}  // namespace heatline::ui
