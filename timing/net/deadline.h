#pragma once
// Deadline: calls back once when its time is over, and can be moved at almost no cost: the timer is touched only when
// the end comes nearer. io thread.

#include <boost/asio/any_io_executor.hpp>
#include <chrono>
#include <functional>
#include <memory>

namespace heatline::timing {

class Deadline {
public:
    Deadline(const boost::asio::any_io_executor& executor, std::function<void()> over);
    // Nothing is called after this.
    ~Deadline();
    Deadline(const Deadline&) = delete;
    Deadline& operator=(const Deadline&) = delete;

    void after(std::chrono::milliseconds time);
    void never();

private:
    struct Watch;
    std::shared_ptr<Watch> watch_;  // Shared with the timer's callback, which may be on its way when this object ends.
};

}  // namespace heatline::timing
