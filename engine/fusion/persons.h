#pragma once
// Persons: one dense number for everybody a line may have seen, so that per-child tables are plain vectors.
//
// A known runner is the runner's index; a number that is nobody's comes after the last runner, in the order of its
// symbol. Pure; any thread.

#include <cstdint>
#include <vector>

#include "engine/fusion/line_input.h"

namespace heatline::fusion {

using Person = std::uint32_t;
inline constexpr std::uint32_t kNobody = 0xFFFF'FFFF;

class Persons {
public:
    explicit Persons(const LineInput& input);

    // kNobody when neither a runner nor a number is known. Both must come from the input of the constructor.
    Person of(RunnerId runner, Symbol bib) const {
        if (runner) return runner.value;
        return bib ? of_number(bib) : kNobody;
    }
    // The same for somebody of whom no constructor heard: kNobody.
    Person find(RunnerId runner, Symbol bib) const;
    std::size_t count() const { return runners_ + numbers_.size(); }
    // Runners come first.
    std::size_t runners() const { return runners_; }

private:
    Person of_number(Symbol bib) const;

    std::size_t runners_ = 0;
    std::vector<Symbol> numbers_;  // Nobody's, ascending.
};

}  // namespace heatline::fusion
