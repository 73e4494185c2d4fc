#pragma once
// Fonts: the faces of a zoom, with the letters that the meet needs and no others, from whatever the machine has.
//
// Roboto where it is installed, else DejaVu, else ImGui's own face: a missing font costs looks and never a function.
// Letters that the first face lacks come from Noto, by script. A letter that no face has is shown as a hollow box, and
// `missing` names it. Render thread.

#include <imgui.h>

#include <set>
#include <string>
#include <vector>

#include "ui/desk/kit.h"

namespace heatline::ui {

// What may be looked for, in order; tests hand in other places.
struct FontPlaces {
    std::vector<std::string> regular, medium;  // The first that is there counts.
    std::vector<std::string> further;  // All that are there are merged behind it, each for what the ones before lack.
};
FontPlaces system_fonts();

// The letters that text on the screen needs beyond the program's own.
class Letters {
public:
    // True when a letter came that was not there yet. O(bytes); plain ASCII costs one look a byte.
    bool add(std::string_view text);
    const std::set<char32_t>& all() const { return all_; }

private:
    std::set<char32_t> all_;
};

// At most this many letters are taken into a face; the rest shows as boxes. An atlas of them fits every driver.
inline constexpr std::size_t kLettersMax = 4'000;

// Builds the atlas of the current ImGui context anew. `scale` is zoom times the screen's own.
Faces build_faces(const FontPlaces& places, const Letters& letters, float scale,
                  std::vector<char32_t>* missing = nullptr);

}  // namespace heatline::ui
