#pragma once
// ProblemWords: what the server says when it does not do what was asked, for the foot of the screen: what, and what to
// do about it. Pure; any thread.

#include <string>
#include <string_view>

namespace heatline::ui {

// `body` is contract part 6's problem+json: its `detail`; where the detail alone does not say what is wrong (a role, a
// token), its `title` first. What is no such answer is a sentence already: the link's.
std::string problem_words(std::string_view body);

}  // namespace heatline::ui
