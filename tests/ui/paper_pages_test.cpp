// The sheets as files: how many pages, the same bytes again. What stands on them is read back in tests/e2e/sheets.py.

#include <catch2/catch.hpp>

#include "tests/ui/picture.h"
#include "ui/paper/pdf/start_list_pages.h"
#include "ui/paper/pdf/tent_posters.h"

using namespace heatline;
using namespace heatline::ui;

namespace {

constexpr Viewer kStaff{Audience::staff, {}};

Printing at(const char* local, PaperSize paper = PaperSize::letter) {
    return {paper, *parse_rfc3339(std::string{"2027-05-01T"} + local + ":00-07:00")};
}

std::size_t pages_of(const std::string& pdf) {
    std::size_t pages = 0;
    for (std::size_t at = pdf.find("/Type /Page %"); at != std::string::npos; at = pdf.find("/Type /Page %", at + 1))
        ++pages;
    return pages;
}

// `heats` heats, in each `children` children of Lincoln.
Picture day_of(int heats, int children) {
    Picture day;
    const TeamId lincoln = day.team("Lincoln", "A1", 1);
    for (int h = 0; h < heats; ++h) {
        HeatPicture& heat = day.heat(std::to_string(h + 1), "08:00");
        for (int c = 0; c < children; ++c)
            day.place(heat, day.child(lincoln, std::to_string(1000 + h * 200 + c), "Maya", "Reed"));
    }
    return day;
}

}  // namespace

TEST_CASE("A team has one poster, and another where its heats do not fit one") {
    CHECK(pages_of(tent_posters(day_of(1, 3).snapshot(), at("07:00"))) == 1);
    CHECK(pages_of(tent_posters(day_of(7, 3).snapshot(), at("07:00"))) == 1);
    CHECK(pages_of(tent_posters(day_of(12, 3).snapshot(), at("07:00"))) == 2);
}

TEST_CASE("Each heat begins a page, and a large one goes on") {
    CHECK(pages_of(start_list_pages(day_of(3, 10).snapshot(), kStaff, at("07:00"))) == 3);
    CHECK(pages_of(start_list_pages(day_of(1, 70).snapshot(), kStaff, at("07:00"))) == 1);
    CHECK(pages_of(start_list_pages(day_of(1, 170).snapshot(), kStaff, at("07:00"))) == 3);
}

TEST_CASE("The same day printed in the same minute is the same file, and a later print is another") {
    const Picture day = day_of(2, 30);
    CHECK(tent_posters(day.snapshot(), at("07:00")) == tent_posters(day.snapshot(), at("07:00")));
    CHECK(start_list_pages(day.snapshot(), kStaff, at("07:00")) ==
          start_list_pages(day.snapshot(), kStaff, at("07:00")));
    CHECK(tent_posters(day.snapshot(), at("07:00")) != tent_posters(day.snapshot(), at("07:01")));
    CHECK(tent_posters(day.snapshot(), at("07:00")).find("/CreationDate (20270501140000") != std::string::npos);
}

TEST_CASE("Letters of any script, of any length and bytes that are no letters stop no page from being printed") {
    Picture day;
    const TeamId team = day.team("Escuela Primaria Bilingüe de la Santísima Trinidad", "A1", 1);
    HeatPicture& heat = day.heat("1", "08:00");
    day.place(heat, day.child(team, "1", "李", "明"));
    day.place(heat, day.child(team, "2", "محمد", "علي"));
    day.place(heat, day.child(team, std::string(64, '4'), std::string(300, 'W'), "Łukasz"));
    day.place(heat, day.child(team, "4", "\xff\xfe", "no UTF-8"));
    CHECK(pages_of(start_list_pages(day.snapshot(), kStaff, at("07:00"))) == 1);
    CHECK(pages_of(tent_posters(day.snapshot(), at("07:00", PaperSize::a4))) == 1);
}

TEST_CASE("Letters get smaller until they are no taller than there is room") {
    Pages pages(PaperSize::letter, "a title", at("07:00").at);
    pages.begin_page({});
    const int as_they_are = pages.write({0, 0, 300}, "Lincoln", {.size = 40});
    const int lower = pages.write({0, 100, 300}, "Lincoln", {.size = 40, .high = 20});
    CHECK(as_they_are > 40);
    CHECK(lower <= 20);
    CHECK(lower > 15);
}

TEST_CASE("A text is as wide as it is said to be, and cut where there is less room") {
    Pages pages(PaperSize::letter, "a title", at("07:00").at);
    pages.begin_page({});
    const Type type{.size = 12, .lines = 9};
    const std::string bib = "A-10234";
    const int one_line = pages.height_of(bib, 500, type);
    CHECK(pages.height_of(bib, pages.width_of(bib, type) + 1, type) == one_line);
    CHECK(pages.height_of(bib, pages.width_of(bib, type) / 2, type) > one_line);
}
