#include "tools/bench/beside_readings.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "tools/bench/load.h"
#include "tools/bench/server_process.h"

namespace heatline::bench {
namespace {

// The exit code of the program with these words; its output goes nowhere. Spawned, not forked: to copy the tables of
// this program's memory would hold up the thread that measures.
int run_program(const std::string& program, const std::vector<std::string>& words) {
    std::vector<char*> arguments{const_cast<char*>(program.c_str())};
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t files;
    ::posix_spawn_file_actions_init(&files);
    for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        ::posix_spawn_file_actions_addopen(&files, fd, "/dev/null", O_RDWR, 0);
    pid_t child = 0;
    const int failed = ::posix_spawn(&child, program.c_str(), &files, nullptr, arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&files);
    if (failed != 0) return -1;
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

Result<Samples, std::string> acknowledgements(std::uint16_t port, const std::vector<Requests>& requests) {
    auto load = run_paced(port, requests, kPacedEveryUs);
    if (!load) return Error{load.error()};
    if (load->refused > 0) return Error{"a reading was refused: " + load->first_refusal};
    return std::move(load->latency);
}

}  // namespace

Result<Beside, std::string> run_beside_readings(const Options& options, const BigMeet& meet, const Again& again) {
    const auto server = ServerProcess::start(options.program, meet.dir());
    if (!server) return Error{server.error()};
    const std::uint16_t port = (*server)->port();
    if (const auto asked = ask_for_everything(meet, port); !asked) return Error{asked.error()};
    Beside beside;
    auto quiet = acknowledgements(port, meet.paced("quiet", again.seconds));
    if (!quiet) return Error{quiet.error()};
    beside.quiet = std::move(*quiet);

    const std::vector<Requests> requests = meet.paced("busy", again.seconds);
    std::atomic<bool> over = false;
    Result<Samples, std::string> busy = Samples{};
    std::thread load{[&] {
        busy = acknowledgements(port, requests);
        over = true;
    }};
    int wrong = 0;
    while (!over && wrong == 0) {
        const std::int64_t began = now_us();
        wrong = run_program(options.program, again.words);
        if (!over) beside.command.add(now_us() - began);
        if (again.between) again.between();
        const std::int64_t rest = began + again.every_us - now_us();
        if (rest > 0) std::this_thread::sleep_for(std::chrono::microseconds{rest});
    }
    load.join();
    if (wrong != 0) return Error{"the command ended with exit code " + std::to_string(wrong)};
    if (!busy) return Error{busy.error()};
    beside.busy = std::move(*busy);
    return beside;
}

}  // namespace heatline::bench
