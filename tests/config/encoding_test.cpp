#include "config/encoding.h"

#include "tests/config/texts.h"

#include <catch2/catch.hpp>

using namespace heatline::config;
using heatline::config::test::lines_of;

namespace {

std::string utf16(std::u16string_view text, bool big, bool mark) {
    std::string bytes;
    const auto put = [&](char16_t unit) {
        const char high = static_cast<char>(unit >> 8);
        const char low = static_cast<char>(unit & 0xFF);
        bytes += big ? high : low;
        bytes += big ? low : high;
    };
    if (mark) put(0xFEFF);
    for (const char16_t unit : text) put(unit);
    return bytes;
}

std::string text_of(std::string_view bytes) {
    const auto text = decode_text(bytes, "f.csv");
    return text ? *text : "PROBLEM " + lines_of(text.error());
}

}  // namespace

TEST_CASE("UTF-8 is read as it is, and a byte-order mark is no part of the text", "[config][encoding]") {
    CHECK(text_of("first\nJosé") == "first\nJosé");
    CHECK(text_of("\xEF\xBB\xBF"
                  "first\nZoë") == "first\nZoë");
    CHECK(text_of("").empty());
}

TEST_CASE("UTF-16 is read in both byte orders, with a mark and without", "[config][encoding]") {
    const bool big = GENERATE(false, true);
    const bool mark = GENERATE(false, true);
    CAPTURE(big, mark);
    CHECK(text_of(utf16(u"team,first\r\nOak,Łukasz\r\nElm,José Nguyễn\r\n", big, mark)) ==
          "team,first\r\nOak,Łukasz\r\nElm,José Nguyễn\r\n");
}

TEST_CASE("A letter beyond the first 65,536 survives UTF-16, and half of one is a problem with its row",
          "[config][encoding]") {
    CHECK(text_of(utf16(u"a\n\xD83C\xDFC3", false, true)) == "a\n\xF0\x9F\x8F\x83");
    CHECK(text_of(utf16(u"a\nb\n\xD83Cx", true, true)).find("f.csv:3: ") != std::string::npos);
    CHECK(text_of(utf16(u"ab", false, true) + "c").find("PROBLEM") == 0);
}

TEST_CASE("Bytes that are no UTF-8 are Windows-1252", "[config][encoding]") {
    CHECK(text_of("first\nJos\xE9\nO\x92"
                  "Brien\n\x8Eofia") == "first\nJosé\nO’Brien\nŽofia");
}

TEST_CASE("One broken byte in a file of UTF-8 is a problem, not another encoding", "[config][encoding]") {
    const std::string said = text_of("Łukasz\r\nZoë\r\nJos\xE9\r\nÞóra");
    CHECK(said.find("f.csv:3: ") != std::string::npos);
}

TEST_CASE("A NUL byte is a problem with its row, for each row once", "[config][encoding]") {
    using namespace std::string_literals;
    const auto text = decode_text("first\r\nAnn\r\nB\0\0b\nC\0\n"s, "f.csv");
    REQUIRE_FALSE(text.ok());
    REQUIRE(text.error().size() == 2);
    CHECK(text.error()[0].row == 3);
    CHECK(text.error()[1].row == 4);
}

TEST_CASE("A workbook is recognised, and the sentence says how to save it as text", "[config][encoding]") {
    CHECK(text_of("PK\x03\x04rest").find("CSV UTF-8") != std::string::npos);
}

TEST_CASE("A file beyond the bound is refused", "[config][encoding]") {
    const std::string large(kFileBytesMax + 1, 'a');
    CHECK(text_of(large).find("64 MiB") != std::string::npos);
}
