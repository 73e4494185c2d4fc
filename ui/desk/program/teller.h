#pragma once
// Teller: what the window does, a line each on standard output, for --tell: for tests that drive it by keys, and for
// whoever wants to know why. Any thread; lines are never mixed. Without --tell it says nothing.

#include <mutex>
#include <string>

namespace heatline::ui {

class Teller {
public:
    explicit Teller(bool on) : on_(on) {}
    void say(const std::string& line);
    // Says it when it is not what was said under this word before.
    void say_if_new(std::string& last, const std::string& line);

private:
    const bool on_;
    std::mutex mutex_;
};

}  // namespace heatline::ui
