#pragma once
// Present: puts what was drawn on the screen: the whole window, or only the parts that changed, where the driver can
// show a part and keep the rest (GLX_MESA_copy_sub_buffer). Software drivers can; there a part costs a part.
//
// Render thread, with the window's GL context.

#include <memory>

#include "ui/desk/damage.h"

struct GLFWwindow;

namespace heatline::ui {

class Present {
public:
    explicit Present(GLFWwindow* window);
    ~Present();

    // Whether show(part) can be used: what was drawn before stays in the back buffer.
    bool can_show_parts() const;
    void show(const PixelRect& part, int window_height);
    // All of it; what is in the back buffer afterwards is not known.
    void show();

private:
    struct Parts;
    GLFWwindow* window_;
    std::unique_ptr<Parts> parts_;  // None where the driver cannot.
};

}  // namespace heatline::ui
