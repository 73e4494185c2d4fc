#include "tools/bench/beside_readings.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "tools/bench/load.h"
#include "tools/bench/server_process.h"

namespace heatline::bench {
namespace {

// The exit code of the program with these words; its output goes nowhere.
int run_program(const std::string& program, const std::vector<std::string>& words) {
    std::vector<char*> arguments{const_cast<char*>(program.c_str())};
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    const pid_t child = ::fork();
    if (child == 0) {
        const int nowhere = ::open("/dev/null", O_RDWR);
        for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::dup2(nowhere, fd);
        ::execv(program.c_str(), arguments.data());
        ::_exit(127);
    }
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

Result<Beside, std::string> run_beside_readings(const Options& options, const BigMeet& meet,
                                                const std::vector<std::string>& words, std::int64_t seconds,
                                                const std::function<void()>& between) {
    const auto server = ServerProcess::start(options.program, meet.dir());
    if (!server) return Error{server.error()};
    const std::uint16_t port = (*server)->port();
    if (const auto asked = ask_for_everything(meet, port); !asked) return Error{asked.error()};
    Beside beside;
    auto quiet = acknowledgements(port, meet.paced("quiet", seconds));
    if (!quiet) return Error{quiet.error()};
    beside.quiet = std::move(*quiet);

    const std::vector<Requests> requests = meet.paced("busy", seconds);
    std::atomic<bool> over = false;
    Result<Samples, std::string> busy = Samples{};
    std::thread load{[&] {
        busy = acknowledgements(port, requests);
        over = true;
    }};
    int wrong = 0;
    while (!over && wrong == 0) {
        const std::int64_t began = now_us();
        wrong = run_program(options.program, words);
        if (!over) beside.command.add(now_us() - began);
        if (between) between();
    }
    load.join();
    if (wrong != 0) return Error{"the command ended with exit code " + std::to_string(wrong)};
    if (!busy) return Error{busy.error()};
    beside.busy = std::move(*busy);
    return beside;
}

}  // namespace heatline::bench
