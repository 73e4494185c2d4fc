#include "tools/bench/server_process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace heatline::bench {
namespace {

std::string proc(pid_t pid, const std::string& file) { return "/proc/" + std::to_string(pid) + "/" + file; }

// The first line that comes through `fd`; empty when the other side ends without one.
std::string first_line(int fd) {
    std::string line;
    char c = 0;
    for (;;) {
        const ssize_t got = ::read(fd, &c, 1);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return {};
        if (c == '\n') return line;
        line.push_back(c);
    }
}

// User and system time of one thread, from its stat line: fields 14 and 15, counted behind the name's bracket.
std::int64_t cpu_us(const std::string& stat_path) {
    std::ifstream file{stat_path};
    std::string text;
    std::getline(file, text);
    const std::size_t bracket = text.rfind(')');
    if (bracket == std::string::npos) return 0;
    std::istringstream fields{text.substr(bracket + 1)};
    std::string skipped;
    for (int i = 0; i < 11; ++i) fields >> skipped;
    std::int64_t user = 0, system = 0;
    fields >> user >> system;
    return (user + system) * 1'000'000 / sysconf(_SC_CLK_TCK);
}

}  // namespace

Result<std::unique_ptr<ServerProcess>, std::string> ServerProcess::start(const std::string& program,
                                                                         const std::string& dir) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return Error{std::string{"no pipe to the server can be had"}};
    const std::string log = dir + "/serve.log";
    std::unique_ptr<ServerProcess> server{new ServerProcess};
    server->pid_ = ::fork();
    if (server->pid_ == 0) {
        // Between fork and exec: system calls only.
        const int log_fd = ::open(log.c_str(), O_CREAT | O_APPEND | O_WRONLY, 0600);
        ::dup2(ends[1], STDOUT_FILENO);
        ::dup2(log_fd, STDERR_FILENO);
        ::execl(program.c_str(), program.c_str(), "serve", dir.c_str(), "--listen", "127.0.0.1:0",
                static_cast<char*>(nullptr));
        ::_exit(127);
    }
    ::close(ends[1]);
    const std::string line = server->pid_ > 0 ? first_line(ends[0]) : std::string{};
    ::close(ends[0]);
    const std::size_t colon = line.rfind(':');
    if (colon != std::string::npos) std::from_chars(line.data() + colon + 1, line.data() + line.size(), server->port_);
    if (server->port_ != 0) return server;
    std::ifstream said{log};
    std::string why;
    std::getline(said, why);
    return Error{program + " does not serve: " + (why.empty() ? "it said nothing" : why) +
                 "; build it, or name it with --program"};
}

ServerProcess::~ServerProcess() { kill_hard(); }

std::vector<std::int64_t> ServerProcess::threads_cpu_us() const {
    std::vector<long> threads;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator{proc(pid_, "task"), error}) {
        threads.push_back(std::stol(entry.path().filename().string()));
    }
    std::sort(threads.begin(), threads.end());
    std::vector<std::int64_t> times;
    for (const long thread : threads) times.push_back(cpu_us(proc(pid_, "task/" + std::to_string(thread) + "/stat")));
    return times;
}

std::int64_t ServerProcess::resident_kib() const {
    std::ifstream file{proc(pid_, "status")};
    for (std::string line; std::getline(file, line);) {
        if (!line.starts_with("VmRSS:")) continue;
        std::int64_t kib = 0;
        std::istringstream{line.substr(6)} >> kib;
        return kib;
    }
    return 0;
}

void ServerProcess::kill_hard() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    pid_ = -1;
}

}  // namespace heatline::bench
