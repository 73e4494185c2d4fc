#pragma once
// Offscreen: frames drawn into memory, without a window and without a display (EGL, surfaceless), for --screenshot, the
// gallery, and tests. The same scene gives the same bytes on the same machine. One thread; one at a time in a process.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "ui/desk/fonts.h"
#include "ui/desk/screen.h"

namespace heatline::ui {

struct Picture {
    int width = 0, height = 0;
    std::vector<std::uint8_t> rgb;  // Rows from the top, 3 bytes a pixel.
};

class Offscreen {
public:
    // The error is a sentence: no EGL, no driver.
    static Result<std::unique_ptr<Offscreen>, std::string> make(int width, int height);
    ~Offscreen();
    Offscreen(const Offscreen&) = delete;
    Offscreen& operator=(const Offscreen&) = delete;

    // Draws one frame of the shell. Keys are taken out of `keys` as a window would.
    Picture draw(const Desk& desk, Screen& screen, std::vector<KeyPress>& keys, std::vector<Intent>& intents,
                 const FontPlaces& places = system_fonts());

private:
    struct Context;
    explicit Offscreen(std::unique_ptr<Context> context);
    std::unique_ptr<Context> context_;
};

Result<Done, std::string> write_png(const std::string& path, const Picture& picture);
Result<Picture, std::string> read_png(const std::string& path);

}  // namespace heatline::ui
