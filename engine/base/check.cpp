#include "engine/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace heatline {

void check_failed(const char* file, int line, const char* condition, const char* why) {
    std::fprintf(stderr,
                 "heatline: internal error at %s:%d: %s (%s); everything acknowledged is on disk, start again\n", file,
                 line, why, condition);
    std::abort();
}

}  // namespace heatline
