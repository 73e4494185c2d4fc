#include "config/csv.h"

#include "tests/config/texts.h"

#include <catch2/catch.hpp>
#include <random>

using namespace heatline::config;
using heatline::config::test::lines_of;

namespace {

CsvTable table_of(std::string_view text) {
    const auto table = read_csv(text, "f.csv");
    INFO((table ? std::string() : lines_of(table.error())));
    REQUIRE(table.ok());
    return *table;
}

std::string problems_of(std::string_view text) {
    const auto table = read_csv(text, "f.csv");
    return table ? std::string() : lines_of(table.error());
}

using Fields = std::vector<std::string>;

}  // namespace

TEST_CASE("Comma, semicolon and tab are told apart by the header row", "[config][csv]") {
    const char delimiter = GENERATE(',', ';', '\t');
    CAPTURE(delimiter);
    std::string text = "team|first|last\nOak|Ann|\"a|b\"\n";
    for (char& c : text) {
        if (c == '|') c = delimiter;
    }
    const CsvTable table = table_of(text);
    CHECK(table.header == Fields{"team", "first", "last"});
    REQUIRE(table.rows.size() == 1);
    CHECK(table.rows[0].fields == Fields{"Oak", "Ann", std::string("a") + delimiter + "b"});
}

TEST_CASE("A delimiter inside a quoted header does not count", "[config][csv]") {
    CHECK(table_of("\"Last, first, middle\";team\nA;B\n").header == Fields{"Last, first, middle", "team"});
}

TEST_CASE("The line that Excel puts first names the delimiter and is no row", "[config][csv]") {
    const CsvTable table = table_of("sep=;\r\na;b,c,d\r\n1;2\r\n");
    CHECK(table.header == Fields{"a", "b,c,d"});
    CHECK(table.header_row == 2);
    CHECK(table.rows.at(0).row == 3);
}

TEST_CASE("LF, CRLF and CR end a row alike, and the last row needs none", "[config][csv]") {
    const std::string end = GENERATE("\n", "\r\n", "\r");
    const CsvTable table = table_of("a,b" + end + "1,2" + end + end + "3,4");
    REQUIRE(table.rows.size() == 2);
    CHECK(table.rows[0].row == 2);
    CHECK(table.rows[1].row == 4);
    CHECK(table.rows[1].fields == Fields{"3", "4"});
}

TEST_CASE("A line end inside quotes belongs to the field, and later rows keep their line of the file",
          "[config][csv]") {
    const CsvTable table = table_of("a,b\r\n1,\"two\r\nlines\"\r\n2,\"say \"\"hi\"\"\"\r\n");
    REQUIRE(table.rows.size() == 2);
    CHECK(table.rows[0].fields[1] == "two\r\nlines");
    CHECK(table.rows[1].row == 4);
    CHECK(table.rows[1].fields[1] == "say \"hi\"");
}

TEST_CASE("Rows of nothing but delimiters are left out, and a short row ends with empty fields", "[config][csv]") {
    const CsvTable table = table_of("a,b,c,,\n,,\n1\n1,2,3,,,,\n");
    CHECK(table.header.size() == 3);
    REQUIRE(table.rows.size() == 2);
    CHECK(table.rows[0].fields == Fields{"1", "", ""});
}

TEST_CASE("A quote that is never closed is a problem with the row on which it opens", "[config][csv]") {
    CHECK(problems_of("a,b\n1,2\n3,\"four\n5,6\n") ==
          "f.csv:3: b: a quote opens here and is never closed; add the closing one\n");
}

TEST_CASE("Letters after a closing quote are a problem, and reading goes on", "[config][csv]") {
    const std::string said = problems_of("a,b\n\"x\"y,1\n2,\"z\" w\n");
    CHECK(said.find("f.csv:2: a: ") != std::string::npos);
    CHECK(said.find("f.csv:3: b: ") != std::string::npos);
}

TEST_CASE("A quote in the middle of an open field is an ordinary letter", "[config][csv]") {
    CHECK(table_of("a,b\nRobert \"Bob\" Lee,2\n").rows[0].fields[0] == "Robert \"Bob\" Lee");
}

TEST_CASE("More fields than the header has are a problem, because a comma may have moved them", "[config][csv]") {
    const std::string said = problems_of("team,first\nHill School, North,Tam\n");
    CHECK(said.find("f.csv:2: row: 3 fields, but the header has 2") != std::string::npos);
}

TEST_CASE("Control characters are a problem with row and column, tab and line end inside quotes are not",
          "[config][csv]") {
    CHECK(problems_of("a,b\n1,x\x01y\n").find("f.csv:2: b: a control character (code 1)") != std::string::npos);
    CHECK(problems_of("a,b\n1,\x7F\n").find("code 127") != std::string::npos);
    CHECK(table_of("a,b\n1,\"x\ty\"\n").rows.size() == 1);
}

TEST_CASE("A file without a header is a problem", "[config][csv]") {
    CHECK(problems_of("").find("empty") != std::string::npos);
    CHECK(problems_of("\n\n , ,\n").find("empty") != std::string::npos);
}

TEST_CASE("Fields, columns and rows beyond the bounds are refused with a sentence", "[config][csv]") {
    CHECK(problems_of("a\n" + std::string(kFieldBytesMax + 1, 'x')).find("64 KiB") != std::string::npos);
    CHECK(problems_of("a\n\"" + std::string(kFieldBytesMax + 9, 'x') + "\"").find("64 KiB") != std::string::npos);
    CHECK(problems_of(std::string(kColumnsMax, ',') + "a\n").find("200 columns") != std::string::npos);
    std::string rows = "a\n";
    for (std::size_t i = 0; i < kRowsMax; ++i) rows += "1\n";
    CHECK(table_of(rows).rows.size() == kRowsMax);
    CHECK(problems_of(rows + "1\n").find("250000 rows") != std::string::npos);
}

TEST_CASE("What is written with quotes is read back, whatever it holds", "[config][csv][property]") {
    const auto seed = GENERATE(take(60, random(1, 1'000'000)));
    CAPTURE(seed);
    std::minstd_rand random(static_cast<unsigned>(seed));
    const std::string letters = "ab\",;\t\n\r \xC3\xA9";
    std::vector<Fields> wanted;
    std::string text = "c1,c2,c3\n";
    for (unsigned r = 0; r < 5; ++r) {
        Fields fields;
        for (unsigned c = 0; c < 3; ++c) {
            std::string field = c == 0 ? "x" : "";
            for (auto n = random() % 6; n > 0; --n) {
                const std::size_t pick = random() % 10;
                field += pick == 9 ? letters.substr(9) : letters.substr(pick, 1);
            }
            text += c > 0 ? "," : "";
            text += '"';
            for (const char letter : field) text += letter == '"' ? std::string("\"\"") : std::string(1, letter);
            text += '"';
            fields.push_back(field);
        }
        text += random() % 2 ? "\r\n" : "\n";
        wanted.push_back(fields);
    }
    const CsvTable table = table_of(text);
    REQUIRE(table.rows.size() == wanted.size());
    for (std::size_t r = 0; r < wanted.size(); ++r) CHECK(table.rows[r].fields == wanted[r]);
}

TEST_CASE("No bytes at all make the reader fail in any other way than with problems", "[config][csv][property]") {
    const auto seed = GENERATE(take(200, random(1, 1'000'000)));
    CAPTURE(seed);
    std::minstd_rand random(static_cast<unsigned>(seed));
    const std::string letters("a\",;\t\n\r\x00\xC3\xA9\xFF\xFE", 12);
    std::string bytes;
    for (auto n = random() % 80; n > 0; --n) bytes += letters[random() % letters.size()];
    const auto table = read_csv_bytes(bytes, "f.csv");
    if (!table) CHECK_FALSE(table.error().empty());
    if (table) {
        for (const CsvRow& row : table->rows) CHECK(row.fields.size() == table->header.size());
    }
}
