#include "ui/desk/program/server_child.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <utility>
#include <vector>

#include "timing/descriptor.h"

extern char** environ;

namespace heatline::ui {
namespace {

using timing::Descriptor;

constexpr int kInUse = 4;  // Contract part 2: the meet is in use.
constexpr std::size_t kLineMax = 4'096;

struct Started {
    pid_t pid = 0;
    Descriptor out;  // Its standard output.
};

// Its standard error is ours, its standard input is empty, its process group its own: Ctrl+C in a terminal is for the
// window.
Result<Started, std::string> start(const std::vector<std::string>& command) {
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0)
        return Error<std::string>{"cannot start " + command[0] + ": too many open files"};
    Descriptor read_end{pipe[0]};
    const Descriptor write_end{pipe[1]};
    posix_spawn_file_actions_t files;
    ::posix_spawn_file_actions_init(&files);
    ::posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_adddup2(&files, write_end.get(), 1);
    posix_spawnattr_t attributes;
    ::posix_spawnattr_init(&attributes);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    ::posix_spawnattr_setpgroup(&attributes, 0);
    std::vector<char*> arguments;
    for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    Started started;
    const int failed = ::posix_spawnp(&started.pid, arguments[0], &files, &attributes, arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&files);
    ::posix_spawnattr_destroy(&attributes);
    if (failed != 0)
        return Error<std::string>{"cannot start " + command[0] +
                                  ": it is not there; install heatline beside the dashboard"};
    started.out = std::move(read_end);
    return started;
}

// Calls `line` for each line until the other side closes. A line that is too long is cut.
void read_lines(const Descriptor& from, const std::function<void(const std::string&)>& line) {
    std::string text;
    std::array<char, 512> some{};
    for (;;) {
        const ssize_t count = ::read(from.get(), some.data(), some.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) break;
        for (const char c : std::string_view{some.data(), static_cast<std::size_t>(count)}) {
            if (c == '\n') {
                line(text);
                text.clear();
            } else if (text.size() < kLineMax) {
                text += c;
            }
        }
    }
    if (!text.empty()) line(text);
}

int wait_for(pid_t pid) {
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {}
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::string read_token(const std::string& path) {
    const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    std::string token;
    if (file) read_lines(file, [&](const std::string& line) { token = token.empty() ? line : token; });
    return token;
}

bool keep_token(const std::string& path, const std::string& token) {
    const std::string half = path + ".new";
    const Descriptor file{::open(half.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)};
    const std::string line = token + "\n";
    return file && ::write(file.get(), line.data(), line.size()) == static_cast<ssize_t>(line.size()) &&
           ::fsync(file.get()) == 0 && ::rename(half.c_str(), path.c_str()) == 0;
}

}  // namespace

std::string heatline_program() {
    std::error_code error;
    const auto own = std::filesystem::read_symlink("/proc/self/exe", error);
    if (!error) {
        const auto beside = own.parent_path() / "heatline";
        if (std::filesystem::exists(beside, error)) return beside.string();
    }
    return "heatline";
}

Result<std::string, std::string> own_token(const std::string& program, const std::string& dir) {
    constexpr int kNamesTried = 9;
    const std::string path = dir + "/dashboard.token";
    if (std::string token = read_token(path); !token.empty()) return token;
    int code = 0;
    for (int i = 1; i <= kNamesTried; ++i) {
        const std::string name = i == 1 ? "dashboard" : "dashboard-" + std::to_string(i);
        auto started = start({program, "device", "add", dir, name, "--role", "director"});
        if (!started) return Error{started.error()};
        std::string token;
        read_lines(started->out, [&](const std::string& line) { token = line; });
        code = wait_for(started->pid);
        if (code != 0 || token.empty()) continue;
        if (!keep_token(path, token))
            return Error<std::string>{"cannot write " + path + "; check the disk and the folder"};
        return token;
    }
    return Error<std::string>{"cannot make a token for this meet (exit code " + std::to_string(code) +
                              "); the line above says why"};
}

ServerChild::ServerChild(std::string program, std::string dir, std::string listen,
                         std::function<void(const std::string&)> listening)
    : program_(std::move(program)),
      dir_(std::move(dir)),
      listen_(std::move(listen)),
      listening_(std::move(listening)),
      thread_([this] { mind(); }) {}

ServerChild::~ServerChild() {
    {
        std::unique_lock lock{mutex_};
        stopping_ = true;
        if (child_ > 0) ::kill(child_, SIGTERM);
        wake_.notify_all();
        // What it acknowledged is on disk: one that does not end in time may be killed.
        if (!wake_.wait_for(lock, std::chrono::seconds{kEndWithinSeconds}, [this] { return child_ == 0; }))
            ::kill(child_, SIGKILL);
    }
    thread_.join();
}

std::string ServerChild::status() const {
    const std::lock_guard lock{mutex_};
    return status_;
}

void ServerChild::say(std::string status) {
    const std::lock_guard lock{mutex_};
    status_ = std::move(status);
}

bool ServerChild::pause(int milliseconds) {
    std::unique_lock lock{mutex_};
    return !wake_.wait_for(lock, std::chrono::milliseconds{milliseconds}, [this] { return stopping_; });
}

void ServerChild::mind() {
    // A server that ends again and again is started again and again, ever more slowly: nobody is there to do it by
    // hand.
    int wait_ms = 250;
    constexpr int kWaitMaxMs = 5'000;
    for (;;) {
        const auto begun = std::chrono::steady_clock::now();
        const int code = run_once();
        {
            const std::lock_guard lock{mutex_};
            if (stopping_) return;
        }
        if (code == kInUse) {
            // Another window, or the server of one that crashed, has the meet: that one is used.
            say("");
            if (!pause(kWaitMaxMs)) return;
            continue;
        }
        if (std::chrono::steady_clock::now() - begun > std::chrono::minutes{1}) wait_ms = 250;
        say("the server ended (code " + std::to_string(code) + ") and is being started again");
        if (!pause(wait_ms)) return;
        wait_ms = std::min(wait_ms * 2, kWaitMaxMs);
    }
}

int ServerChild::run_once() {
    auto started = start({program_, "serve", dir_, "--listen", listen_});
    if (!started) {
        say(started.error());
        return 127;
    }
    {
        const std::lock_guard lock{mutex_};
        child_ = started->pid;
        if (stopping_) ::kill(child_, SIGTERM);
    }
    constexpr std::string_view kListening = "listening on ";
    read_lines(started->out, [&](const std::string& line) {
        if (!line.starts_with(kListening)) return;
        say("");
        listening_(line.substr(kListening.size()));
    });
    // While it is not reaped its number is its own, so the destructor may still signal it; afterwards it is forgotten.
    siginfo_t info{};
    while (::waitid(P_PID, static_cast<id_t>(started->pid), &info, WEXITED | WNOWAIT) != 0 && errno == EINTR) {}
    {
        const std::lock_guard lock{mutex_};
        child_ = 0;
    }
    wake_.notify_all();
    return wait_for(started->pid);
}

}  // namespace heatline::ui
