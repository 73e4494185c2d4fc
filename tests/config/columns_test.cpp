#include "config/columns.h"

#include "config/roster_columns.h"

#include <catch2/catch.hpp>

using namespace heatline::config;

namespace {

// What the header's column is taken for; empty when nothing.
std::string taken_for(const std::vector<std::string>& header, const std::string& column) {
    const ColumnMatch match = match_columns(header, runner_specs());
    for (std::size_t s = 0; s < match.found.size(); ++s) {
        const int found = match.found[s].column;
        if (found >= 0 && header[static_cast<std::size_t>(found)] == column) return std::string(runner_specs()[s].name);
    }
    return {};
}

}  // namespace

TEST_CASE("The columns of the contract and of the heat cases are known by their names", "[config][columns]") {
    for (const ColumnSpec& spec : runner_specs()) {
        const std::string name(spec.name);
        CHECK(taken_for({name}, name) == name);
    }
    CHECK(taken_for({"school"}, "school") == "team");
    CHECK(taken_for({"family"}, "family") == "sibling_group");
}

TEST_CASE("Headers of other systems are known by their aliases, whatever their case and punctuation",
          "[config][columns]") {
    CHECK(taken_for({"Bib #"}, "Bib #") == "bib");
    CHECK(taken_for({"First Name"}, "First Name") == "first");
    CHECK(taken_for({"Nachname"}, "Nachname") == "last");
    CHECK(taken_for({"DOB"}, "DOB") == "birth_date");
    CHECK(taken_for({"M/F"}, "M/F") == "gender");
    CHECK(taken_for({"Chip-Code"}, "Chip-Code") == "tag");
    CHECK(taken_for({"Organization"}, "Organization") == "team");
    CHECK(taken_for({"Grade Level"}, "Grade Level") == "grade");
}

TEST_CASE("A name of the contract wins over its second name, and that over an alias", "[config][columns]") {
    CHECK(taken_for({"Club", "school", "team"}, "team") == "team");
    CHECK(taken_for({"Club", "school", "team"}, "school").empty());
    CHECK(taken_for({"Club", "school"}, "school") == "team");
    CHECK(taken_for({"event", "race"}, "race") == "race");
    CHECK(taken_for({"event", "race"}, "event").empty());
}

TEST_CASE("Questions of a web form are understood by their words", "[config][columns]") {
    const std::vector<std::string> form = {"Timestamp",
                                           "What is your child's first name?",
                                           "What is your child's last name?",
                                           "What school do you run for?",
                                           "What grade is your child in?",
                                           "Is your child a boy or a girl?",
                                           "When was your child born?",
                                           "What is your parent's email?"};
    CHECK(taken_for(form, form[0]).empty());
    CHECK(taken_for(form, form[1]) == "first");
    CHECK(taken_for(form, form[2]) == "last");
    CHECK(taken_for(form, form[3]) == "team");
    CHECK(taken_for(form, form[4]) == "grade");
    CHECK(taken_for(form, form[5]) == "gender");
    CHECK(taken_for(form, form[6]) == "birth_date");
    CHECK(taken_for(form, form[7]).empty());
}

TEST_CASE("A question never takes what a header named outright has", "[config][columns]") {
    const std::vector<std::string> form = {"What school do you run for?", "school"};
    CHECK(taken_for(form, "school") == "team");
    CHECK(taken_for(form, form[0]).empty());
}

TEST_CASE("A question about somebody else is not about the child", "[config][columns]") {
    CHECK(taken_for({"What is the coach's first name?"}, "What is the coach's first name?").empty());
    CHECK(taken_for({"What is your school's phone number?"}, "What is your school's phone number?").empty());
}

TEST_CASE("The same column twice is noticed", "[config][columns]") {
    const ColumnMatch match = match_columns({"bib", "Bib"}, runner_specs());
    CHECK(match.repeated == std::vector<int>{1});
}
