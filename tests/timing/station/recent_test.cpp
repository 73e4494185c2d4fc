// Pictures of a growing list: always its latest items as they were, and never a copy of an item for one more.

#include "timing/station/recent.h"

#include <catch2/catch.hpp>
#include <random>
#include <string>

using namespace heatline::timing;

namespace {

template <class T>
std::vector<T> items_of(const Recent<T>& picture) {
    std::vector<T> items;
    for (const T& item : picture) items.push_back(item);
    return items;
}

struct Counted {
    Counted() = default;
    Counted(const Counted&) { ++copies; }
    Counted(Counted&&) = default;
    Counted& operator=(const Counted&) {
        ++copies;
        return *this;
    }
    Counted& operator=(Counted&&) = default;
    ~Counted() = default;
    static inline int copies = 0;
};

}  // namespace

TEST_CASE("A picture shows the last items as they were when it was taken", "[timing][recent]") {
    const auto seed = GENERATE(take(20, random(1u, 1'000'000u)));
    CAPTURE(seed);
    std::mt19937 random{seed};
    const std::size_t most = 1 + random() % 300;
    RecentList<std::string> list{most};
    std::vector<std::string> all;  // The same, the slow and obvious way.
    std::vector<std::pair<Recent<std::string>, std::vector<std::string>>> pictures;
    for (int step = 0; step < 2'000; ++step) {
        if (all.empty() || random() % 4 != 0) {
            all.push_back("item " + std::to_string(step));
            list.push(all.back());
        } else {
            const std::size_t index = all.size() - 1 - random() % std::min<std::size_t>(all.size(), most);
            all[index] += " changed";
            list.change(index, all[index]);
        }
        const std::size_t shown = std::min(all.size(), most);
        if (step % 50 == 0)
            pictures.emplace_back(list.recent(),
                                  std::vector<std::string>{all.end() - static_cast<std::ptrdiff_t>(shown), all.end()});
    }
    CHECK(list.size() == all.size());
    for (const auto& [picture, items] : pictures) CHECK(items_of(picture) == items);
}

TEST_CASE("What is too old for any picture may be changed without harm", "[timing][recent]") {
    RecentList<int> list{10};
    for (int i = 0; i < 1'000; ++i) list.push(i);
    list.change(0, -1);
    list.change(1'000, -1);
    CHECK(items_of(list.recent()) == std::vector<int>{990, 991, 992, 993, 994, 995, 996, 997, 998, 999});
}

TEST_CASE("However long the list, a picture copies no item", "[timing][recent]") {
    RecentList<Counted> list{2'000};
    Counted::copies = 0;
    for (int i = 0; i < 10'000; ++i) {
        list.push({});
        CHECK(list.recent().size() == std::min<std::size_t>(list.size(), 2'000));
    }
    CHECK(Counted::copies == 0);
}
