#include "ui/desk/offscreen.h"

#include <EGL/egl.h>
#include <EGL/eglext.h>
#define GL_GLEXT_PROTOTYPES
#include <GL/gl.h>
#include <GL/glext.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include "ui/desk/letters_of_meet.h"
#include "ui/desk/shell.h"

namespace heatline::ui {

struct Offscreen::Context {
    EGLDisplay display = EGL_NO_DISPLAY;
    EGLContext context = EGL_NO_CONTEXT;
    GLuint frame = 0, colour = 0;
    int width = 0, height = 0;
    ImGuiContext* imgui = nullptr;
    LettersOfMeet letters;
    Faces faces;
    int faces_zoom = 0;
    bool renderer = false;

    ~Context() {
        if (renderer) ImGui_ImplOpenGL3_Shutdown();
        if (imgui) ImGui::DestroyContext(imgui);
        if (frame) glDeleteFramebuffers(1, &frame);
        if (colour) glDeleteRenderbuffers(1, &colour);
        if (context != EGL_NO_CONTEXT) {
            eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
            eglDestroyContext(display, context);
        }
        if (display != EGL_NO_DISPLAY) eglTerminate(display);
    }
};

Offscreen::Offscreen(std::unique_ptr<Context> context) : context_(std::move(context)) {}
Offscreen::~Offscreen() = default;

Result<std::unique_ptr<Offscreen>, std::string> Offscreen::make(int width, int height) {
    const Error<std::string> no_driver{
        "cannot draw without a display: no EGL driver; install libegl1 and libgl1-mesa-dri"};
    auto made = std::make_unique<Context>();
    made->width = width;
    made->height = height;
    const auto platform =
        reinterpret_cast<PFNEGLGETPLATFORMDISPLAYEXTPROC>(eglGetProcAddress("eglGetPlatformDisplayEXT"));
    if (!platform) return no_driver;
    made->display = platform(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr);
    if (made->display == EGL_NO_DISPLAY || !eglInitialize(made->display, nullptr, nullptr) ||
        !eglBindAPI(EGL_OPENGL_API)) {
        made->display = EGL_NO_DISPLAY;
        return no_driver;
    }
    const EGLint wanted[] = {EGL_SURFACE_TYPE, EGL_PBUFFER_BIT, EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT, EGL_NONE};
    EGLConfig config = nullptr;
    EGLint count = 0;
    eglChooseConfig(made->display, wanted, &config, 1, &count);
    const EGLint version[] = {EGL_CONTEXT_MAJOR_VERSION, 3, EGL_CONTEXT_MINOR_VERSION, 2, EGL_NONE};
    made->context = eglCreateContext(made->display, count > 0 ? config : nullptr, EGL_NO_CONTEXT, version);
    if (made->context == EGL_NO_CONTEXT ||
        !eglMakeCurrent(made->display, EGL_NO_SURFACE, EGL_NO_SURFACE, made->context))
        return no_driver;
    glGenRenderbuffers(1, &made->colour);
    glBindRenderbuffer(GL_RENDERBUFFER, made->colour);
    glRenderbufferStorage(GL_RENDERBUFFER, GL_RGBA8, width, height);
    glGenFramebuffers(1, &made->frame);
    glBindFramebuffer(GL_FRAMEBUFFER, made->frame);
    glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, made->colour);
    if (glCheckFramebufferStatus(GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE)
        return Error<std::string>{"cannot draw a picture of this size; choose a smaller --size"};
    made->imgui = ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    made->renderer = ImGui_ImplOpenGL3_Init("#version 150");
    if (!made->renderer) return no_driver;
    return std::unique_ptr<Offscreen>{new Offscreen{std::move(made)}};
}

Picture Offscreen::draw(const Desk& desk, Screen& screen, std::vector<KeyPress>& keys, std::vector<Intent>& intents,
                        const FontPlaces& places) {
    Context& c = *context_;
    const float scale = static_cast<float>(screen.zoom_percent) / 100;
    if (c.letters.update(desk) || c.faces_zoom != screen.zoom_percent) {
        c.faces = build_faces(places, c.letters.letters(), scale);
        c.faces_zoom = screen.zoom_percent;
        ImGui_ImplOpenGL3_DestroyFontsTexture();
        ImGui_ImplOpenGL3_CreateFontsTexture();
    }
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {static_cast<float>(c.width), static_cast<float>(c.height)};
    io.DeltaTime = 1.0F / 60;
    ImGui_ImplOpenGL3_NewFrame();
    ImGui::NewFrame();
    const Rect all{0, 0, io.DisplaySize.x / scale, io.DisplaySize.y / scale};
    Kit kit{ImGui::GetBackgroundDrawList(), c.faces, screen.theme, scale, all, {}};
    Frame frame{kit, desk, screen, keys, intents};
    draw_frame(frame);
    ImGui::Render();
    glBindFramebuffer(GL_FRAMEBUFFER, c.frame);
    glViewport(0, 0, c.width, c.height);
    glClearColor(0, 0, 0, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    glFinish();
    const auto row = static_cast<std::size_t>(c.width) * 3;
    std::vector<std::uint8_t> upside_down(row * static_cast<std::size_t>(c.height));
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(0, 0, c.width, c.height, GL_RGB, GL_UNSIGNED_BYTE, upside_down.data());
    Picture picture{c.width, c.height, {}};
    picture.rgb.reserve(upside_down.size());
    for (std::size_t y = static_cast<std::size_t>(c.height); y-- > 0;)
        picture.rgb.insert(picture.rgb.end(), upside_down.begin() + static_cast<std::ptrdiff_t>(y * row),
                           upside_down.begin() + static_cast<std::ptrdiff_t>((y + 1) * row));
    return picture;
}

}  // namespace heatline::ui
