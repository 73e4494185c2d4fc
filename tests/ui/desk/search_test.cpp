// Finding a child: by bib, by any part of a name without accents, by team.

#include "ui/desk/search.h"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace heatline::ui;

TEST_CASE("Names are found as somebody at a plain keyboard types them", "[ui][search]") {
    CHECK(folded("Łukasz") == "lukasz");
    CHECK(folded("Nguyễn") == "nguyen");
    CHECK(folded("Ångström") == "angstrom");
    CHECK(folded("Zoë") == "zoe");
    CHECK(folded("Weiß") == "weiss");
    CHECK(folded("Søren Æbelø") == "soren aebelo");
    CHECK(folded("O'Brien") == "obrien");
    CHECK(folded("D’Angelo") == "dangelo");
    CHECK(folded("  Smith-Jones ") == "smith jones");
    CHECK(folded("İbrahim") == "ibrahim");
    CHECK(folded("Đặng") == "dang");
    CHECK(folded("王小明") == "王小明");
    CHECK(folded("प्रिया") == "प्रिया");
}

TEST_CASE("Text that is no text folds to something and breaks nothing", "[ui][search]") {
    CHECK(folded("").empty());
    CHECK(folded("...").empty());
    CHECK_FALSE(folded("a\xFF\xC3").empty());
}

TEST_CASE("The best fit comes before the worse", "[ui][search]") {
    const SearchIndex index{{{"104", "Maya Ross", 0},
                             {"1044", "Łukasz Nowak", 1},
                             {"7", "Ana María Lopez", 1},
                             {"8", "Bo Lukas-Samaya", 0}},
                            {"Lincoln", "Maple Grove"}};
    using Fits = std::vector<Fit>;

    CHECK(index.find("104") == Fits{Fit::bib, Fit::bib_begins, Fit::none, Fit::none});
    CHECK(index.find("lukasz") == Fits{Fit::none, Fit::word_begins, Fit::none, Fit::none});
    CHECK(index.find("MAYA") == Fits{Fit::word_begins, Fit::none, Fit::none, Fit::part});
    CHECK(index.find("grove") == Fits{Fit::none, Fit::team, Fit::team, Fit::none});
    CHECK(index.find("maria map") == Fits{Fit::none, Fit::none, Fit::team, Fit::none});
    CHECK(index.find("ross maya") == Fits{Fit::word_begins, Fit::none, Fit::none, Fit::none});
    CHECK(index.find("  ") == Fits{Fit::none, Fit::none, Fit::none, Fit::none});
    CHECK(index.find("nobody") == Fits{Fit::none, Fit::none, Fit::none, Fit::none});
}

TEST_CASE("A child is found among 8,000", "[ui][search]") {
    std::vector<Searchable> children;
    for (int i = 0; i < 8'000; ++i)
        children.push_back({std::to_string(1000 + i), "Łucja-Marie Nguyễn " + std::to_string(i), 0});
    const SearchIndex index{children, {"Lincoln"}};
    const std::vector<Fit> fits = index.find("lucja 7999");
    CHECK(fits[7'999] == Fit::word_begins);
    CHECK(fits[6'999] != Fit::none);  // By her number, which is 7999.
    CHECK(std::count(fits.begin(), fits.end(), Fit::none) == 7'998);
}
