#pragma once
// take_room: the memory of a list that is needed no more, for the next list of the same kind.
//
// Fresh memory for a large line costs a third of a whole call, so a Bench keeps the lists of the last. Any thread.

#include <utility>
#include <vector>

namespace heatline::fusion {

// `list` emptied, with its room; what is left in its place is an empty list.
template <class T>
std::vector<T> take_room(std::vector<T>& list) {
    list.clear();
    return std::exchange(list, {});
}

}  // namespace heatline::fusion
