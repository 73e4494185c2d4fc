#pragma once
// ServerChild: `heatline serve` for --serve DIR, as a process of its own, and minded: when it ends, it is started
// again.
//
// A crash of this window is no crash of the server: it runs in a process group of its own and goes on. A later --serve
// of the same meet finds it there and uses it. An orderly end of the window ends it in order. All functions from one
// thread; status() from any.

#include <sys/types.h>

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "engine/base/result.h"

namespace heatline::ui {

// The program `heatline`: beside this one, else on the PATH.
std::string heatline_program();

// The token of the meet's own dashboard, kept in DIR/dashboard.token (0600) and made with `heatline device add` the
// first time. The error is a sentence.
Result<std::string, std::string> own_token(const std::string& program, const std::string& dir);

class ServerChild {
public:
    // `listen` is HOST:PORT. Starts at once; `listening` is called with the server's URL each time it accepts, on a
    // thread of this object.
    ServerChild(std::string program, std::string dir, std::string listen,
                std::function<void(const std::string& url)> listening);
    // Ends the server in order, if it is ours; waits for it at most kEndWithin.
    ~ServerChild();
    ServerChild(const ServerChild&) = delete;
    ServerChild& operator=(const ServerChild&) = delete;

    // What is wrong with the server, as a sentence; empty while it runs.
    std::string status() const;

private:
    static constexpr int kEndWithinSeconds = 15;

    void mind();
    // Runs it once, until it ends; gives its exit code, or 128 and the signal.
    int run_once();
    void say(std::string status);
    // False when stopping.
    bool pause(int milliseconds);

    const std::string program_, dir_, listen_;
    const std::function<void(const std::string&)> listening_;

    mutable std::mutex mutex_;
    std::condition_variable wake_;
    // Guarded by mutex_.
    std::string status_;
    pid_t child_ = 0;
    bool stopping_ = false;

    std::thread thread_;
};

}  // namespace heatline::ui
