#pragma once
// Entrance: by which way a request came in, as far as who may ask what depends on it. Plain value.

#include <cstdint>

namespace heatline::timing {

enum class Entrance : std::uint8_t {
    guarded,  // Nobody on the way can listen: TLS, or a plain peer on this machine.
    open,     // A plain peer beyond this machine: pages that anybody may see, and nothing else.
    control,  // The meet's own socket in its folder: who may open that file is the director.
};

}  // namespace heatline::timing
