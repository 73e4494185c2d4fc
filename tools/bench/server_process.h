#pragma once
// ServerProcess: the real `heatline serve` in a process of its own, as people run it. Main thread.

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/result.h"

namespace heatline::bench {

class ServerProcess {
public:
    // Returns once it listens, or says why not. What it says on standard error goes to DIR/serve.log.
    static Result<std::unique_ptr<ServerProcess>, std::string> start(const std::string& program,
                                                                     const std::string& dir);
    // As kill_hard().
    ~ServerProcess();
    ServerProcess(const ServerProcess&) = delete;
    ServerProcess& operator=(const ServerProcess&) = delete;

    std::uint16_t port() const { return port_; }
    // CPU time of each thread so far, in microseconds, in the order the threads were started.
    std::vector<std::int64_t> threads_cpu_us() const;
    std::int64_t resident_kib() const;
    // kill -9, and waits for the end.
    void kill_hard();

private:
    ServerProcess() = default;
    pid_t pid_ = -1;
    std::uint16_t port_ = 0;
};

}  // namespace heatline::bench
