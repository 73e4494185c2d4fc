#pragma once
// CHECK_THAT: "we were wrong". On in release too. Prints where and what, then aborts: after a broken
// invariant the journal on disk is worth more than anything this process could still do. Any thread.
// Never for input from outside: that gets a Result.

#include <string>

namespace heatline {

[[noreturn]] void check_failed(const char* file, int line, const char* condition, const char* why);

}  // namespace heatline

#define CHECK_THAT(condition, why)                                         \
    do {                                                                   \
        if (!(condition)) [[unlikely]]                                     \
            ::heatline::check_failed(__FILE__, __LINE__, #condition, why); \
    } while (false)
