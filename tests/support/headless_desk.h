#pragma once
// HeadlessDesk: frames of the dashboard without a window, a display or a GPU: a real ImGui context, real fonts, the
// real shell. What would be drawn is thrown away. One at a time, one thread.

#include <imgui.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "ui/desk/fonts.h"
#include "ui/desk/letters_of_meet.h"
#include "ui/desk/shell.h"
#include "ui/desk/undo.h"

namespace heatline::test {

class HeadlessDesk {
public:
    // In pixels; `screen.zoom_percent` says how many make a design pixel.
    explicit HeadlessDesk(int width = 1366, int height = 768) : context_(ImGui::CreateContext()) {
        ImGuiIO& io = ImGui::GetIO();
        io.IniFilename = nullptr;
        io.DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
        io.DeltaTime = 1.0F / 60;
    }
    ~HeadlessDesk() { ImGui::DestroyContext(context_); }
    HeadlessDesk(const HeadlessDesk&) = delete;
    HeadlessDesk& operator=(const HeadlessDesk&) = delete;

    // One frame with these keys pressed. Returns what it asks for.
    std::vector<ui::Intent> frame(const ui::Desk& desk, ui::Screen& screen, std::vector<ui::KeyPress> keys = {},
                                  ui::Mouse mouse = {}) {
        if (letters_.update(desk) || zoom_ != screen.zoom_percent) {
            faces_ = ui::build_faces(ui::system_fonts(), letters_.letters(), scale(screen));
            zoom_ = screen.zoom_percent;
        }
        ImGui::NewFrame();
        const ImVec2 size = ImGui::GetIO().DisplaySize;
        const ui::Rect all{0, 0, size.x / scale(screen), size.y / scale(screen)};
        ui::Kit kit{ImGui::GetBackgroundDrawList(), faces_, screen.theme, scale(screen), all, mouse};
        std::vector<ui::Intent> intents;
        ui::Frame frame{kit, desk, screen, keys, intents};
        ui::draw_frame(frame);
        ImGui::Render();
        drawn_ = ImGui::GetDrawData()->TotalVtxCount;
        for (const ui::Intent& asked : intents) ui::answered(screen, asked, !refuses);
        return intents;
    }
    // What the server says to all that is asked for, at once.
    bool refuses = false;

    // How much the last frame drew, in corners: an empty frame has few.
    int drawn() const { return drawn_; }

private:
    static float scale(const ui::Screen& screen) { return static_cast<float>(screen.zoom_percent) / 100; }

    ImGuiContext* context_;
    ui::LettersOfMeet letters_;
    ui::Faces faces_;
    int zoom_ = 0;
    int drawn_ = 0;
};

// A press of a key that is no letter, and of one that is.
inline ui::KeyPress pressed(ui::Key key) {
    ui::KeyPress press;
    press.key = key;
    return press;
}
inline ui::KeyPress pressed(char32_t letter) {
    ui::KeyPress press;
    press.text = letter;
    return press;
}

}  // namespace heatline::test
