// What CSV and JSON make of a table, cell by cell.

#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <random>

#include "ui/paper/csv.h"
#include "ui/paper/json.h"

using namespace heatline::ui;

namespace {

std::string csv_field(const std::string& text) {
    std::string csv;
    append_csv_text(csv, text);
    return csv;
}

// RFC 4180 read back the slow way.
std::vector<std::vector<std::string>> read_csv(const std::string& csv) {
    std::vector<std::vector<std::string>> rows{{""}};
    bool quoted = false;
    for (std::size_t i = 0; i < csv.size(); ++i) {
        const char c = csv[i];
        if (quoted && c == '"' && i + 1 < csv.size() && csv[i + 1] == '"') {
            rows.back().back() += csv[++i];
        } else if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && c == ',') {
            rows.back().emplace_back();
        } else if (!quoted && c == '\r') {
            ++i;
            rows.push_back({""});
        } else {
            rows.back().back() += c;
        }
    }
    rows.pop_back();
    return rows;
}

const std::vector<std::string> kOddTexts{"plain",       "a,b",      "say \"hi\"",  "two\r\nlines", "",
                                         " spaced ",    "=1+1",     "Zoë",         "\x01",         "back\\lash",
                                         "tab\tinside", "\xE2\x82", "\xED\xA0\x80"};

}  // namespace

TEST_CASE("A field is quoted only when it must be") {
    CHECK(csv_field("Maya R.") == "Maya R.");
    CHECK(csv_field("Reed, Maya") == "\"Reed, Maya\"");
    CHECK(csv_field("the \"Flash\"") == "\"the \"\"Flash\"\"\"");
    CHECK(csv_field("two\nlines") == "\"two\nlines\"");
}

TEST_CASE("A text that a spreadsheet would run gets an apostrophe in front") {
    CHECK(csv_field("=HYPERLINK(\"x\")") == "\"'=HYPERLINK(\"\"x\"\")\"");
    CHECK(csv_field("+1") == "'+1");
    CHECK(csv_field("-1") == "'-1");
    CHECK(csv_field("@SUM") == "'@SUM");
    CHECK(csv_field("\t=1") == "'\t=1");
    CHECK(csv_field("\r=1") == "\"'\r=1\"");
    CHECK(csv_field("a=1") == "a=1");
}

TEST_CASE("Each kind of cell has its form in CSV and in JSON") {
    Table table;
    table.columns = {{"who"},
                     {"place", ColumnKind::integer},
                     {"accounted", ColumnKind::boolean},
                     {"review", ColumnKind::flag},
                     {"confidence", ColumnKind::milli},
                     {"amount_usd", ColumnKind::money},
                     {"say_it", ColumnKind::text, true}};
    table.rows.push_back({"Zoë", std::int64_t{-3}, true, true, Milli{950}, "5.00", "ZO-ee"});
    table.rows.push_back({Cell{}, Cell{}, false, false, Milli{1000}, Cell{}, Cell{}});
    CHECK(table_csv(table) ==
          "who,place,accounted,review,confidence,amount_usd\r\n"
          "Zoë,-3,yes,1,0.950,5.00\r\n"
          ",,no,0,1.000,\r\n");
    CHECK(table_json(table, "rows") ==
          "{\"rows\":["
          "{\"who\":\"Zoë\",\"place\":-3,\"accounted\":true,\"review\":1,\"confidence\":0.950,\"amount_usd\":\"5.00\","
          "\"say_it\":\"ZO-ee\"},"
          "{\"who\":\"\",\"place\":null,\"accounted\":false,\"review\":0,\"confidence\":1.000,\"amount_usd\":null,"
          "\"say_it\":\"\"}]}");
}

TEST_CASE("A table without rows is a header in CSV and an empty array in JSON") {
    Table table;
    table.columns = {{"bib"}, {"heat"}};
    CHECK(table_csv(table) == "bib,heat\r\n");
    CHECK(table_json(table, "heats") == "{\"heats\":[]}");
}

TEST_CASE("Whatever the texts are, CSV and JSON read back as they were written") {
    for (std::uint32_t seed = 1; seed <= 100; ++seed) {
        CAPTURE(seed);
        std::mt19937 random{seed};
        Table table;
        table.columns = {{"a"}, {"b"}};
        for (int i = 0; i < 5; ++i)
            table.rows.push_back({kOddTexts[random() % kOddTexts.size()] + kOddTexts[random() % kOddTexts.size()],
                                  kOddTexts[random() % kOddTexts.size()]});
        const auto rows = read_csv(table_csv(table));
        const auto parsed = boost::json::parse(table_json(table, "rows")).at("rows").as_array();
        REQUIRE(rows.size() == 6);
        REQUIRE(parsed.size() == 5);
        for (std::size_t i = 0; i < 5; ++i) {
            REQUIRE(rows[i + 1].size() == 2);
            for (std::size_t j = 0; j < 2; ++j) {
                const std::string& written = std::get<std::string>(table.rows[i][j]);
                const bool formula = !written.empty() && written[0] == '=';
                CHECK(rows[i + 1][j] == (formula ? "'" + written : written));
                const bool broken =
                    written.find('\xE2') != std::string::npos || written.find('\xED') != std::string::npos;
                const std::string read{parsed[i].at(j == 0 ? "a" : "b").as_string()};
                CHECK((read == written) != broken);
            }
        }
    }
}

TEST_CASE("Bytes that are no UTF-8 become the replacement character in JSON") {
    std::string json;
    append_json_text(json, "a\xFFz\xC0\x80\xF5");
    CHECK(json == "\"a\xEF\xBF\xBDz\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
    json.clear();
    append_json_text(json, "\xF0\x9F\x8F\x83");
    CHECK(json == "\"\xF0\x9F\x8F\x83\"");
}
