#include "ui/desk/program/present.h"

// X11's headers define names that everybody uses (None, Window): they are included here and nowhere else.
#include <GL/glx.h>
#include <GLFW/glfw3.h>

namespace heatline::ui {

struct Present::Parts {
    using CopySubBuffer = void (*)(Display*, GLXDrawable, int x, int y, int width, int height);
    Display* display;
    GLXDrawable drawable;
    CopySubBuffer copy;
};

Present::Present(GLFWwindow* window) : window_(window) {
    if (!glfwExtensionSupported("GLX_MESA_copy_sub_buffer")) return;
    const auto copy = reinterpret_cast<Parts::CopySubBuffer>(glfwGetProcAddress("glXCopySubBufferMESA"));
    if (!copy) return;
    parts_ = std::make_unique<Parts>(Parts{glXGetCurrentDisplay(), glXGetCurrentDrawable(), copy});
}
Present::~Present() = default;

bool Present::can_show_parts() const { return parts_ != nullptr; }

void Present::show(const PixelRect& part, int window_height) {
    // GL counts rows from below.
    parts_->copy(parts_->display, parts_->drawable, part.x, window_height - part.y - part.h, part.w, part.h);
}

void Present::show() { glfwSwapBuffers(window_); }

}  // namespace heatline::ui
