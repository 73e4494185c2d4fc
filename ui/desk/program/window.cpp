#include "ui/desk/program/window.h"

#include <GLFW/glfw3.h>
#include <time.h>

#include <array>
#include <atomic>
#include <mutex>
#include <utility>

namespace heatline::ui {
namespace {

std::int64_t clock_us(clockid_t clock) {
    timespec now{};
    ::clock_gettime(clock, &now);
    return std::int64_t{now.tv_sec} * 1'000'000 + now.tv_nsec / 1'000;
}

// So long a click is part of bringing the window to the front.
constexpr std::int64_t kFrontUs = 500'000;

std::optional<Key> key_of(int glfw) {
    constexpr std::array<std::pair<int, Key>, 17> kKeys{{{GLFW_KEY_SPACE, Key::space},
                                                         {GLFW_KEY_ENTER, Key::enter},
                                                         {GLFW_KEY_KP_ENTER, Key::enter},
                                                         {GLFW_KEY_ESCAPE, Key::escape},
                                                         {GLFW_KEY_BACKSPACE, Key::backspace},
                                                         {GLFW_KEY_DELETE, Key::remove},
                                                         {GLFW_KEY_TAB, Key::tab},
                                                         {GLFW_KEY_UP, Key::up},
                                                         {GLFW_KEY_DOWN, Key::down},
                                                         {GLFW_KEY_LEFT, Key::left},
                                                         {GLFW_KEY_RIGHT, Key::right},
                                                         {GLFW_KEY_PAGE_UP, Key::page_up},
                                                         {GLFW_KEY_PAGE_DOWN, Key::page_down},
                                                         {GLFW_KEY_HOME, Key::home},
                                                         {GLFW_KEY_END, Key::end},
                                                         {GLFW_KEY_KP_ADD, Key::plus},
                                                         {GLFW_KEY_KP_SUBTRACT, Key::minus}}};
    if (glfw >= GLFW_KEY_F1 && glfw <= GLFW_KEY_F12)
        return static_cast<Key>(static_cast<int>(Key::f1) + (glfw - GLFW_KEY_F1));
    for (const auto& [code, key] : kKeys) {
        if (code == glfw) return key;
    }
    return std::nullopt;
}

}  // namespace

std::int64_t boottime_us() { return clock_us(CLOCK_BOOTTIME); }
std::int64_t wall_us() { return clock_us(CLOCK_REALTIME); }

struct Window::Shared {
    Keys keys;
    Changed changed;
    mutable std::mutex mutex;
    WindowLook look;              // Guarded by mutex.
    std::int64_t focused_us = 0;  // When it came to the front. Guarded by mutex.
    std::atomic<bool> closing{false};
    // The text that a key gives comes behind it, in a call of its own. Main thread.
    int text_action = GLFW_PRESS;
    bool text_came_as_key = false;

    void hand_on(KeyPress press, int mods, int action) {
        press.device_us = boottime_us();
        press.ctrl = (mods & GLFW_MOD_CONTROL) != 0;
        press.shift = (mods & GLFW_MOD_SHIFT) != 0;
        press.alt = (mods & GLFW_MOD_ALT) != 0;
        if (keys) keys({press, action == GLFW_REPEAT, wall_us()});
    }

    // Digits of the main row and of the keypad come from here, whatever the layout (on some, the main row gives signs).
    // What is typed otherwise comes from on_text.
    void on_key(int glfw, int action, int mods) {
        if (action == GLFW_RELEASE) return;
        text_action = action;
        text_came_as_key = false;
        KeyPress press;
        if (glfw >= GLFW_KEY_0 && glfw <= GLFW_KEY_9 && (mods & GLFW_MOD_SHIFT) == 0) {
            press.text = static_cast<char32_t>(U'0' + (glfw - GLFW_KEY_0));
        } else if (glfw >= GLFW_KEY_KP_0 && glfw <= GLFW_KEY_KP_9) {
            press.text = static_cast<char32_t>(U'0' + (glfw - GLFW_KEY_KP_0));
        } else if ((mods & GLFW_MOD_CONTROL) != 0 && glfw == GLFW_KEY_EQUAL) {
            press.key = Key::plus;
        } else if ((mods & GLFW_MOD_CONTROL) != 0 && glfw == GLFW_KEY_MINUS) {
            press.key = Key::minus;
        } else if ((mods & GLFW_MOD_CONTROL) != 0 && glfw >= GLFW_KEY_A && glfw <= GLFW_KEY_Z) {
            // By its name on this keyboard: Ctrl+Z is where people have their Z.
            const char* name = glfwGetKeyName(glfw, 0);
            press.text = name && name[0] >= 'a' && name[0] <= 'z' && name[1] == 0
                             ? static_cast<char32_t>(name[0])
                             : static_cast<char32_t>('a' + (glfw - GLFW_KEY_A));
        } else if (const auto key = key_of(glfw)) {
            const bool is_sign = *key == Key::plus || *key == Key::minus;
            if (is_sign && (mods & GLFW_MOD_CONTROL) == 0) return;  // It comes as text.
            press.key = *key;
        } else {
            return;
        }
        text_came_as_key = press.key == Key::letter || press.key == Key::space;
        hand_on(press, mods, action);
    }
    void on_text(unsigned letter) {
        if (std::exchange(text_came_as_key, false) || letter <= U' ' || letter == 0x7F) return;
        KeyPress press;
        press.text = letter;
        hand_on(press, 0, text_action);
    }
    template <class Change>
    void change(Change&& what) {
        {
            const std::lock_guard lock{mutex};
            what(look);
        }
        if (changed) changed();
    }
};

Result<std::unique_ptr<Window>, std::string> Window::make(const std::string& title, int width, int height) {
    const auto failed = [] {
        const char* why = nullptr;
        glfwGetError(&why);
        return Error<std::string>{"cannot open a window: " + std::string{why ? why : "no display"} +
                                  "; run it where there is a screen, or use --screenshot"};
    };
    if (!glfwInit()) return failed();
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 2);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHintString(GLFW_X11_CLASS_NAME, "heatline-dashboard");
    glfwWindowHintString(GLFW_X11_INSTANCE_NAME, "heatline-dashboard");
    GLFWwindow* window = glfwCreateWindow(width, height, title.c_str(), nullptr, nullptr);
    if (!window) {
        auto problem = failed();
        glfwTerminate();
        return problem;
    }
    return std::unique_ptr<Window>{new Window{window}};
}

Window::Window(GLFWwindow* window) : window_(window), shared_(std::make_unique<Shared>()) {
    glfwSetWindowUserPointer(window, shared_.get());
    static const auto shared_of = [](GLFWwindow* w) -> Shared& {
        return *static_cast<Shared*>(glfwGetWindowUserPointer(w));
    };
    glfwSetKeyCallback(
        window, [](GLFWwindow* w, int key, int, int action, int mods) { shared_of(w).on_key(key, action, mods); });
    glfwSetCharCallback(window, [](GLFWwindow* w, unsigned letter) { shared_of(w).on_text(letter); });
    glfwSetWindowFocusCallback(window, [](GLFWwindow* w, int focused) {
        Shared& shared = shared_of(w);
        shared.change([&](WindowLook& look) {
            look.focused = focused != 0;
            shared.focused_us = boottime_us();
        });
    });
    glfwSetWindowIconifyCallback(window, [](GLFWwindow* w, int iconified) {
        shared_of(w).change([&](WindowLook& look) { look.visible = iconified == 0; });
    });
    glfwSetFramebufferSizeCallback(window, [](GLFWwindow* w, int width, int height) {
        shared_of(w).change([&](WindowLook& look) {
            look.width = width;
            look.height = height;
        });
    });
    glfwSetWindowContentScaleCallback(window, [](GLFWwindow* w, float x, float) {
        shared_of(w).change([&](WindowLook& look) { look.screen_scale = x; });
    });
    glfwSetWindowRefreshCallback(
        window, [](GLFWwindow* w) { shared_of(w).change([](WindowLook& look) { ++look.exposures; }); });
    glfwSetCursorPosCallback(window, [](GLFWwindow* w, double x, double y) {
        shared_of(w).change([&](WindowLook& look) {
            // A click, and where it was let go, stay where they were until a frame has seen them.
            if (look.mouse.clicked || look.mouse.released) return;
            look.mouse.x = static_cast<float>(x) * look.pixels_a_unit;
            look.mouse.y = static_cast<float>(y) * look.pixels_a_unit;
        });
    });
    glfwSetMouseButtonCallback(window, [](GLFWwindow* w, int button, int action, int) {
        if (button != GLFW_MOUSE_BUTTON_LEFT) return;
        Shared& shared = shared_of(w);
        if (action != GLFW_PRESS) {
            shared.change([](WindowLook& look) {
                look.mouse.released = look.mouse.down;
                look.mouse.down = false;
            });
            return;
        }
        shared.change([&](WindowLook& look) {
            const std::int64_t now = boottime_us();
            // Who clicks the window to the front means the window, and nothing that stands in it.
            if (!look.focused || now - shared.focused_us < kFrontUs) return;
            look.mouse.clicked = true;
            look.mouse.down = true;
            look.mouse.device_us = now;
        });
    });
    glfwSetScrollCallback(window, [](GLFWwindow* w, double, double y) {
        shared_of(w).change([&](WindowLook& look) { look.mouse.wheel += static_cast<float>(y); });
    });
    WindowLook& look = shared_->look;
    int units = 1, unused = 0;
    glfwGetFramebufferSize(window, &look.width, &look.height);
    glfwGetWindowSize(window, &units, &unused);
    look.pixels_a_unit = units > 0 ? static_cast<float>(look.width) / static_cast<float>(units) : 1;
    glfwGetWindowContentScale(window, &look.screen_scale, nullptr);
    look.focused = glfwGetWindowAttrib(window, GLFW_FOCUSED) != 0;
}

Window::~Window() {
    glfwDestroyWindow(window_);
    glfwTerminate();
}

void Window::listen(Keys keys, Changed changed, std::function<void()> each_round) {
    shared_->keys = std::move(keys);
    shared_->changed = std::move(changed);
    while (!glfwWindowShouldClose(window_) && !shared_->closing) {
        glfwWaitEventsTimeout(0.1);
        each_round();
    }
    shared_->closing = true;
    shared_->change([](WindowLook& look) { look.closing = true; });
}

void Window::set_title(const std::string& title) { glfwSetWindowTitle(window_, title.c_str()); }

void Window::request_close() {
    shared_->closing = true;
    glfwPostEmptyEvent();
}

WindowLook Window::look() {
    const std::lock_guard lock{shared_->mutex};
    const WindowLook look = shared_->look;
    shared_->look.mouse.clicked = false;
    shared_->look.mouse.released = false;
    shared_->look.mouse.wheel = 0;
    return look;
}

WindowLook Window::peek() const {
    const std::lock_guard lock{shared_->mutex};
    return shared_->look;
}

}  // namespace heatline::ui
