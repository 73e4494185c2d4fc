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

TEST_CASE("A heat that nobody runs in has its page all the same") {
    Picture day;
    day.heat("1", "08:00");
    CHECK(pages_of(start_list_pages(day.snapshot(), kStaff, at("07:00"))) == 1);
}

TEST_CASE("A day without heats is a page that says so") {
    Picture day;
    CHECK(pages_of(tent_posters(day.snapshot(), at("07:00"))) == 1);
    CHECK(pages_of(start_list_pages(day.snapshot(), kStaff, at("07:00"))) == 1);
}

TEST_CASE("The same day printed in the same minute is the same file, and a later print says its time") {
    const Picture day = day_of(2, 30);
    CHECK(tent_posters(day.snapshot(), at("07:00")) == tent_posters(day.snapshot(), at("07:00")));
    CHECK(start_list_pages(day.snapshot(), kStaff, at("07:00")) ==
          start_list_pages(day.snapshot(), kStaff, at("07:00")));
    CHECK(tent_posters(day.snapshot(), at("07:00")) != tent_posters(day.snapshot(), at("07:01")));
}

TEST_CASE("Names in any script, and of any length, are printed") {
    Picture day;
    const TeamId team = day.team(
        "Escuela Primaria Bilingüe de la Santísima Trinidad y San Francisco de Asís del Norte "
        "y del Sur, with everybody who comes with it",
        "A1", 1);
    HeatPicture& heat = day.heat("1", "08:00");
    day.place(heat, day.child(team, "1", "李", "明"));
    day.place(heat, day.child(team, "2", "محمد", "علي"));
    day.place(heat, day.child(team, "3", std::string(300, 'W'), "Łukasz"));
    day.place(heat, day.child(team, "4", "\xff\xfe", "no UTF-8"));
    CHECK(pages_of(start_list_pages(day.snapshot(), kStaff, at("07:00"))) == 1);
    CHECK(pages_of(tent_posters(day.snapshot(), at("07:00", PaperSize::a4))) == 1);
}

TEST_CASE("Lanes are listed from the first to the last, over the whole page") {
    Picture day;
    const TeamId team = day.team("Lincoln", "A1", 1);
    HeatPicture& heat = day.heat("1", "08:00");
    for (int lane = 8; lane > 0; --lane) day.place(heat, day.child(team, std::to_string(lane), "Maya", "Reed"), lane);
    CHECK(pages_of(start_list_pages(day.snapshot(), kStaff, at("07:00"))) == 1);
}
