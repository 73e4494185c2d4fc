#pragma once
// Progress: how far a long command is, for the person who waits.
//
// One rule: talk goes to standard error, never to standard output, and a log file is never flooded. The thread that
// runs the command calls step(); no other.

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace heatline::tools {

class Progress {
public:
    virtual ~Progress() = default;
    // `what` is being done and `done` of `of` steps are behind us. `of` 0: nobody knows how many there are.
    virtual void step(std::string_view what, std::size_t done, std::size_t of) = 0;
};

// On a terminal one line that is written over; elsewhere a plain line a second at most, and at most one for every tenth
// of the way, so that what is quick says nothing.
class ConsoleProgress : public Progress {
public:
    ConsoleProgress();
    explicit ConsoleProgress(bool on_terminal) : on_terminal_(on_terminal) {}
    ~ConsoleProgress() override;
    ConsoleProgress(const ConsoleProgress&) = delete;
    ConsoleProgress& operator=(const ConsoleProgress&) = delete;

    void step(std::string_view what, std::size_t done, std::size_t of) override;
    // Ends the line on a terminal, so that what is printed next stands alone. Also done by the destructor.
    void end_line();

private:
    bool on_terminal_;
    std::chrono::steady_clock::time_point told_ = std::chrono::steady_clock::now();
    bool line_open_ = false;
    std::string what_;
    std::size_t shown_ = 0;  // Percent on a terminal, tenths elsewhere.
};

// For callers that want silence, as `--json` does.
class NoProgress : public Progress {
public:
    void step(std::string_view, std::size_t, std::size_t) override {}
};

}  // namespace heatline::tools
