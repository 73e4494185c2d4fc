#include "ui/desk/program/painter.h"

#include <GLFW/glfw3.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include <cmath>
#include <utility>

#include "ui/desk/part.h"
#include "ui/desk/shell.h"

namespace heatline::ui {

namespace {

using namespace std::chrono_literals;

// Tenths on a running clock; else the clock in the header shows seconds.
constexpr auto kRunningClock = 100ms;
constexpr auto kWallClock = 1'000ms;
// After a key, a flash has to go away again.
constexpr auto kFlash = 160ms;

bool has_running_clock(const Desk& desk, const Screen& screen) {
    if (screen.view != View::finish && screen.view != View::announcer) return false;
    if (desk.station.practice) return true;
    if (!desk.snapshot) return false;
    for (const auto& heat : desk.snapshot->heats) {
        if (heat->state == HeatState::running && heat->counts.on_course > 0) return true;
    }
    return false;
}

}  // namespace

Painter::Painter(Window& window, Bell& bell, Doors doors, Options options)
    : window_(window),
      bell_(bell),
      doors_(std::move(doors)),
      options_(std::move(options)),
      screen_(options_.screen),
      view_(screen_.view) {
    thread_ = std::thread{[this] { run(); }};
}

Painter::~Painter() {
    {
        const std::lock_guard lock{mutex_};
        stopping_ = true;
    }
    bell_.ring();
    thread_.join();
}

void Painter::press(const KeyPress& key) {
    {
        const std::lock_guard lock{mutex_};
        if (keys_.size() < kKeysMax) keys_.push_back(key);
    }
    bell_.ring();
}

View Painter::view() const {
    const std::lock_guard lock{mutex_};
    return view_;
}

std::chrono::milliseconds Painter::stays_for(const Desk& desk, const Screen& screen) {
    if (desk.station.said_ms < kFlash.count()) return kFlash;
    if (has_running_clock(desk, screen)) return kRunningClock;
    return std::chrono::milliseconds{1'000 - desk.now.us / 1'000 % 1'000};
}

void Painter::run() {
    glfwMakeContextCurrent(window_.handle());
    glfwSwapInterval(0);  // Frames come when something changed, not by the screen's rhythm.
    ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    ImGui_ImplOpenGL3_Init("#version 150");
    Present present{window_.handle()};
    auto next = std::chrono::steady_clock::now();
    for (;;) {
        bell_.wait_until(next);
        std::vector<KeyPress> keys;
        {
            const std::lock_guard lock{mutex_};
            if (stopping_) break;
            keys.swap(keys_);
        }
        const WindowLook look = window_.look();
        if (!look.visible || look.width <= 0 || look.height <= 0) {
            next = std::chrono::steady_clock::now() + kWallClock;
            continue;
        }
        const auto desk = draw(look, std::move(keys), present);
        if (options_.slow_by.count() > 0) std::this_thread::sleep_for(options_.slow_by);
        next = std::chrono::steady_clock::now() + stays_for(*desk, screen_);
        const std::lock_guard lock{mutex_};
        view_ = screen_.view;
    }
    ImGui_ImplOpenGL3_Shutdown();
    ImGui::DestroyContext();
    glfwMakeContextCurrent(nullptr);
}

std::shared_ptr<const Desk> Painter::draw(const WindowLook& look, std::vector<KeyPress> keys, Present& present) {
    const std::shared_ptr<const Desk> desk = doors_.make_desk(look, screen_);
    const float scale = look.screen_scale * static_cast<float>(screen_.zoom_percent) / 100;
    const auto scale_milli = static_cast<int>(std::lround(scale * 1000));
    if (letters_.update(*desk) || scale_milli != faces_scale_milli_) {
        faces_ = build_faces(system_fonts(), letters_.letters(), scale);
        faces_scale_milli_ = scale_milli;
        ImGui_ImplOpenGL3_DestroyFontsTexture();
        ImGui_ImplOpenGL3_CreateFontsTexture();
        damage_.forget();  // The same corners show other letters.
    }
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {static_cast<float>(look.width), static_cast<float>(look.height)};
    io.DeltaTime = 0.1F;
    ImGui_ImplOpenGL3_NewFrame();
    ImGui::NewFrame();
    Mouse mouse = look.mouse;
    mouse.x /= scale;
    mouse.y /= scale;
    std::vector<Intent> intents;
    {
        Kit kit{ImGui::GetBackgroundDrawList(),
                faces_,
                screen_.theme,
                scale,
                {0, 0, io.DisplaySize.x / scale, io.DisplaySize.y / scale},
                mouse};
        Frame frame{kit, *desk, screen_, keys, intents};
        draw_frame(frame);
    }
    ImGui::Render();
    paint(look, present);
    doors_.take(screen_, std::move(intents));
    return desk;
}

void Painter::paint(const WindowLook& look, Present& present) {
    if (std::exchange(exposures_, look.exposures) != look.exposures) damage_.forget();
    ImDrawData& frame = *ImGui::GetDrawData();
    const std::vector<PixelRect> parts = damage_.of(frame);
    if (parts.empty()) return;
    glViewport(0, 0, look.width, look.height);
    if (!present.can_show_parts()) {
        ImGui_ImplOpenGL3_RenderDrawData(&frame);  // draw_frame has filled the whole window.
        return present.show();
    }
    for (const PixelRect& part : parts) {
        Part inside{frame, part};
        ImGui_ImplOpenGL3_RenderDrawData(&inside.data());
        present.show(part, look.height);
    }
}

}  // namespace heatline::ui
