#pragma once
// Digest: a short name for a list of values, in 16 hex digits. The same values in the same order have the same digest
// on every machine and in every version of the program. It tells a change from no change; it is no signature. One
// thread.

#include <cstdint>
#include <string>
#include <string_view>

namespace heatline {

class Digest {
public:
    void number(std::uint64_t value);
    // With its length, so that "ab" and "c" are not "a" and "bc".
    void text(std::string_view value);
    std::string hex() const;

private:
    std::string bytes_;
};

}  // namespace heatline
