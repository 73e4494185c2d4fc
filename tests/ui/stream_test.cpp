// The stream's rows are the reports' rows, one heat at a time.

#include "ui/paper/stream.h"

#include <catch2/catch.hpp>

#include "tests/ui/picture.h"
#include "ui/paper/json.h"
#include "ui/paper/meet.h"
#include "ui/paper/reports.h"

using namespace heatline;
using namespace heatline::ui;

namespace {

// Two teams in two heats, with two children who are alike in one team, and a finisher who is not known.
struct Day : Picture {
    Day() {
        lincoln = team("Lincoln", "A1", 1);
        adams = team("Adams", "A2", 2);
        const RunnerId maya = child(lincoln, "1", "Maya", "Ross"), other = child(lincoln, "2", "Maya", "Reed");
        const RunnerId third = child(adams, "3", "Maya", "Rush"), ben = child(adams, "4", "Ben", "Long");
        HeatPicture& first = heat("1", "08:00");
        finish(first, third, 1, 400'000'000);
        row(first, RunnerId::none(), outcome::FinishedNoTime{});
        finish(first, maya, 2, 410'000'000);
        row(first, other, outcome::OnCourse{});
        for (const RunnerId runner : {maya, other, third}) place(first, runner);
        HeatPicture& second = heat("2", "07:45");  // Planned later in the list, earlier in the day.
        row(second, ben, outcome::Registered{});
        place(second, ben);
    }
    TeamId lincoln, adams;
};

std::vector<std::string> rows_of_report(const Snapshot& snapshot, Viewer viewer, const std::string& heat) {
    const Table table = results_table(snapshot, viewer, heat);
    std::vector<std::string> rows(table.rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) append_json_row(rows[i], table, table.rows[i]);
    return rows;
}

}  // namespace

TEST_CASE("A heat's rows for a viewer are those of the results", "[ui][stream]") {
    const Day day;
    const Snapshot snapshot = day.snapshot();
    for (const Viewer& viewer : {Viewer{}, Viewer{Audience::timer, {}}, Viewer{Audience::announcer, {}},
                                 Viewer{Audience::staff, {}}, Viewer{Audience::tent, day.adams}}) {
        CHECK(heat_rows_json(snapshot, HeatId{0u}, viewer) == rows_of_report(snapshot, viewer, "1"));
        CHECK(heat_rows_json(snapshot, HeatId{1u}, viewer) == rows_of_report(snapshot, viewer, "2"));
    }
    CHECK(heat_rows_json(snapshot, HeatId{0u}, {}).front().find("Maya Ru.") != std::string::npos);
}

TEST_CASE("A row as its own team's tent sees it is the row that this tent sees in the results", "[ui][stream]") {
    const Day day;
    const Snapshot snapshot = day.snapshot();
    const auto own = own_rows_json(snapshot, HeatId{0u});
    const auto lincoln = rows_of_report(snapshot, {Audience::tent, day.lincoln}, "1");
    const auto adams = rows_of_report(snapshot, {Audience::tent, day.adams}, "1");
    CHECK(own == std::vector<std::string>{adams[0], adams[1], lincoln[2], lincoln[3]});
    CHECK(own[0].find("Maya R.") != std::string::npos);
    CHECK(own[2].find("Maya Ro.") != std::string::npos);
}

TEST_CASE("A heat's line is the one that the meet at a glance has", "[ui][stream]") {
    const Snapshot snapshot = Day{}.snapshot();
    const std::string meet = meet_json(snapshot, 1);
    const std::string first = heat_line_json(snapshot, HeatId{0u}), second = heat_line_json(snapshot, HeatId{1u});
    CHECK(meet.find("[" + second + "," + first + "]") != std::string::npos);
    CHECK(first.starts_with(R"({"heat":"1",)"));
}
