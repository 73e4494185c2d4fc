#include "config/words.h"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <random>

using namespace heatline::config;

TEST_CASE("Spaces around a word do not belong to it, those of spreadsheets included", "[config][words]") {
    CHECK(trimmed("  Oak Hill\t") == "Oak Hill");
    CHECK(trimmed("\xC2\xA0Oak\xE2\x80\x8B") == "Oak");
    CHECK(trimmed(" \xEF\xBB\xBF ").empty());
}

TEST_CASE("Headers are compared without case, spaces and punctuation", "[config][words]") {
    CHECK(normalised_header(" First-Name ") == "first_name");
    CHECK(normalised_header("Bib #") == "bib");
    CHECK(normalised_header("What is your child's grade?") == "what_is_your_childs_grade");
    CHECK(normalised_header("M/F") == "m_f");
}

TEST_CASE("Yes and no have the forms that people write, and nothing else is either", "[config][words]") {
    for (const char* yes : {"yes", "Y", "TRUE", "1", " y "}) CHECK(parse_yes_no(yes) == true);
    for (const char* no : {"no", "N", "False", "0"}) CHECK(parse_yes_no(no) == false);
    for (const char* neither : {"", "maybe", "2", "yess"}) CHECK_FALSE(parse_yes_no(neither));
}

TEST_CASE("A whole number has digits only and stays within its bound", "[config][words]") {
    CHECK(parse_whole("0", 10) == 0);
    CHECK(parse_whole(" 10 ", 10) == 10);
    CHECK_FALSE(parse_whole("11", 10));
    CHECK_FALSE(parse_whole("-1", 10));
    CHECK_FALSE(parse_whole("1.0", 10));
    CHECK_FALSE(parse_whole("99999999999999999999999", INT64_MAX));
    CHECK(parse_whole("9223372036854775807", INT64_MAX) == INT64_MAX);
}

TEST_CASE("The nearest word is the one with the fewest slips", "[config][words]") {
    constexpr std::array<std::string_view, 3> keys = {"capacity", "reserve", "interval_min"};
    CHECK(nearest("capcity", keys) == "capacity");
    CHECK(nearest("Resreve", keys) == "reserve");
    CHECK(slips_between("ab", "ba") == 1);
    CHECK(slips_between("", "abc") == 3);
    CHECK(nearest("x", std::span<const std::string_view>{}).empty());
}

namespace {

// The rule again, by trying every last step.
std::size_t slow_slips(std::string_view a, std::string_view b) {
    if (a.empty() || b.empty()) return a.size() + b.size();
    const std::string_view a1 = a.substr(0, a.size() - 1);
    const std::string_view b1 = b.substr(0, b.size() - 1);
    std::size_t best = std::min(slow_slips(a1, b), slow_slips(a, b1)) + 1;
    best = std::min(best, slow_slips(a1, b1) + (a.back() == b.back() ? 0 : 1));
    if (a1.size() >= 1 && b1.size() >= 1 && a.back() == b1.back() && b.back() == a1.back()) {
        best = std::min(best, slow_slips(a1.substr(0, a1.size() - 1), b1.substr(0, b1.size() - 1)) + 1);
    }
    return best;
}

}  // namespace

TEST_CASE("Slips are counted as trying every way would count them", "[config][words][property]") {
    const auto seed = GENERATE(take(40, random(1, 1'000'000)));
    CAPTURE(seed);
    std::minstd_rand random(static_cast<unsigned>(seed));
    const auto word = [&] {
        std::string text;
        for (auto n = random() % 7; n > 0; --n) text += static_cast<char>('a' + random() % 3);
        return text;
    };
    const std::string a = word();
    const std::string b = word();
    CAPTURE(a, b);
    CHECK(slips_between(a, b) == slow_slips(a, b));
}

TEST_CASE("A quotation is one line and never cuts a letter in two", "[config][words]") {
    CHECK(quoted("two\nlines") == "\"two lines\"");
    std::string accents;
    for (int i = 0; i < 50; ++i) accents += "é";
    const std::string shown = "x" + accents;
    CHECK(quoted(shown).find("\xC3\"") == std::string::npos);
    CHECK(quoted(shown).size() < 70);
}
