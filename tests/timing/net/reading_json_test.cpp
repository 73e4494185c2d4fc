// A line of a device to a reading: what each kind needs, what is no reading and why, and nothing that crashes it.

#include "timing/net/reading_json.h"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <catch2/catch.hpp>
#include <random>

using namespace heatline;
using namespace heatline::timing;

namespace {

Result<Reading, LineProblem> parse(const std::string& line) { return ReadingParser{}.parse(line); }

// The problem's code, or "" for a reading.
std::string code_of(const std::string& line) {
    const auto parsed = parse(line);
    return parsed ? "" : parsed.error().code;
}

// A sound object with these members behind its seq.
std::string with(const std::string& members) { return R"({"epoch":"e","seq":7,)" + members + "}"; }

const std::string kAt = R"("at":"2027-05-01T15:08:12.345Z")";
constexpr Instant kAtInstant{1'809'184'092'345'000};

}  // namespace

TEST_CASE("Every member of a reading is taken as it was sent", "[timing][net][reading_json]") {
    const std::string line =
        R"({"epoch":"ab12","seq":41,"kind":"chip","at":"2027-05-01T08:08:12.345-07:00","bib":"1044","tag":"058A00",)"
        R"("heat":"3","where":"chute","mode":"batch","line":"north","position":12})";
    const auto reading = parse(line);
    REQUIRE(reading);
    CHECK(reading->epoch == "ab12");
    CHECK(reading->seq == 41);
    CHECK(reading->kind == ReadingKind::chip);
    CHECK(reading->at == kAtInstant);
    CHECK(reading->bib == "1044");
    CHECK(reading->tag == "058A00");
    CHECK(reading->heat == "3");
    CHECK(reading->where == Where::chute);
    CHECK(reading->mode == Mode::batch);
    CHECK(reading->line == "north");
    CHECK(reading->position == 12);
    CHECK_FALSE(reading->has_free_text);
    CHECK(reading->sent == line);
    CHECK(reading->sent_text.empty());
}

TEST_CASE("Each kind of reading stands with what it needs and with nothing less", "[timing][net][reading_json]") {
    struct Kind {
        std::string name;
        std::vector<std::string> needs;
    };
    const std::vector<Kind> kinds{
        {"start", {R"("heat":"3")", kAt}},
        {"tap", {kAt}},
        {"select", {R"("bib":"1044")", kAt}},
        {"token", {R"("bib":"1044")", R"("position":1)"}},
        {"sighting", {R"("bib":"1044")", R"("where":"tent-return")", kAt}},
        {"bib", {R"("bib":"1044")", R"("mode":"live")", kAt}},
        {"bib", {R"("bib":"1044")", R"("mode":"batch")"}},
        {"chip", {R"("tag":"058A")", kAt}},
        {"chip", {R"("bib":"1044")", kAt}},
    };
    for (const Kind& kind : kinds) {
        std::string all = R"("kind":")" + kind.name + R"(")";
        for (const std::string& need : kind.needs) all += "," + need;
        CAPTURE(all);
        CHECK(code_of(with(all)).empty());
        for (std::size_t left_out = 0; left_out < kind.needs.size(); ++left_out) {
            std::string less = R"("kind":")" + kind.name + R"(")";
            for (std::size_t i = 0; i < kind.needs.size(); ++i) less += i == left_out ? "" : "," + kind.needs[i];
            CAPTURE(less);
            const auto parsed = parse(with(less));
            REQUIRE_FALSE(parsed);
            CHECK(parsed.error().code == std::string{"E_FIELD"});
            CHECK(parsed.error().epoch == "e");
            CHECK(parsed.error().seq == 7);
        }
    }
}

TEST_CASE("A line that is no reading says which part is not", "[timing][net][reading_json]") {
    const std::string tap = R"("kind":"tap",)" + kAt;
    const std::vector<std::pair<std::string, std::string>> cases{
        {"", "E_JSON"},
        {"garbage", "E_JSON"},
        {"[1,2]", "E_JSON"},
        {"7", "E_JSON"},
        {"null", "E_JSON"},
        {"[" + with(tap) + "]", "E_JSON"},
        {with(tap) + with(tap), "E_JSON"},
        {with(tap).substr(0, 30), "E_JSON"},
        {with(tap + ","), "E_JSON"},
        {R"({'seq':1})", "E_JSON"},
        {with(tap + ",\"note\":\"\xff\""), "E_JSON"},
        {"{" + tap + "}", "E_SEQ"},
        {R"({"seq":0,)" + tap + "}", "E_SEQ"},
        {R"({"seq":-1,)" + tap + "}", "E_SEQ"},
        {R"({"seq":1.0,)" + tap + "}", "E_SEQ"},
        {R"({"seq":1e3,)" + tap + "}", "E_SEQ"},
        {R"({"seq":"1",)" + tap + "}", "E_SEQ"},
        {R"({"seq":null,)" + tap + "}", "E_SEQ"},
        {R"({"seq":true,)" + tap + "}", "E_SEQ"},
        {R"({"seq":[1],)" + tap + "}", "E_SEQ"},
        {R"({"seq":4294967296,)" + tap + "}", "E_SEQ"},
        {R"({"seq":18446744073709551616,)" + tap + "}", "E_SEQ"},
        {R"({"epoch":5,"seq":1,)" + tap + "}", "E_FIELD"},
        {R"({"epoch":"a\u0001b","seq":1,)" + tap + "}", "E_FIELD"},
        {with(kAt), "E_KIND"},
        {with(R"("kind":"lap",)" + kAt), "E_KIND"},
        {with(R"("kind":"Tap",)" + kAt), "E_KIND"},
        {with(R"("kind":1,)" + kAt), "E_KIND"},
        {with(R"("kind":"tap","at":"yesterday")"), "E_TIME"},
        {with(R"("kind":"tap","at":"2027-05-01T15:08:12")"), "E_TIME"},
        {with(R"("kind":"tap","at":"2027-02-30T15:08:12Z")"), "E_TIME"},
        {with(R"("kind":"tap","at":1809184092)"), "E_TIME"},
        {with(R"("kind":"tap","at":"")"), "E_TIME"},
        {with(tap + R"(,"where":"nowhere")"), "E_FIELD"},
        {with(tap + R"(,"where":3)"), "E_FIELD"},
        {with(tap + R"(,"mode":"slow")"), "E_FIELD"},
        {with(tap + R"(,"bib":1.5)"), "E_FIELD"},
        {with(tap + R"(,"bib":-4)"), "E_FIELD"},
        {with(tap + R"(,"bib":true)"), "E_FIELD"},
        {with(tap + R"(,"tag":{"id":"058A"})"), "E_FIELD"},
        {with(tap + R"(,"heat":["3"])"), "E_FIELD"},
        {with(R"("kind":"token","bib":"1","position":0)"), "E_FIELD"},
        {with(R"("kind":"token","bib":"1","position":100001)"), "E_FIELD"},
        {with(R"("kind":"token","bib":"1","position":2.5)"), "E_FIELD"},
        {with(R"("kind":"token","bib":"1","position":"2")"), "E_FIELD"},
    };
    for (const auto& [line, code] : cases) {
        CAPTURE(line);
        CHECK(code_of(line) == code);
    }
}

TEST_CASE("The identity of a line is told as far as it could be read", "[timing][net][reading_json]") {
    const auto no_kind = parse(R"({"epoch":"e9","seq":12,"kind":"lap"})");
    REQUIRE_FALSE(no_kind);
    CHECK(no_kind.error().epoch == "e9");
    CHECK(no_kind.error().seq == 12);

    const auto no_seq = parse(R"({"epoch":"e9","kind":"tap"})");
    REQUIRE_FALSE(no_seq);
    CHECK(no_seq.error().epoch == "e9");
    CHECK_FALSE(no_seq.error().seq);

    const auto no_json = parse("\x01\x02");
    REQUIRE_FALSE(no_json);
    CHECK_FALSE(no_json.error().epoch);
    CHECK_FALSE(no_json.error().seq);
}

TEST_CASE("Bibs, tags and heats may be written as numbers", "[timing][net][reading_json]") {
    const auto chip = parse(with(R"("kind":"chip","bib":1044,"tag":58,"heat":0,)" + kAt));
    REQUIRE(chip);
    CHECK(chip->bib == "1044");
    CHECK(chip->tag == "58");
    CHECK(chip->heat == "0");
    const auto large = parse(with(R"("kind":"chip","tag":18446744073709551615,)" + kAt));
    REQUIRE(large);
    CHECK(large->tag == "18446744073709551615");
}

TEST_CASE("A null is the same as a key that is not there", "[timing][net][reading_json]") {
    const auto tap =
        parse(R"({"epoch":null,"seq":1,"kind":"tap","bib":null,"tag":null,"heat":null,"where":null,"mode":null,)"
              R"("line":null,"position":null,"note":null,)" +
              kAt + "}");
    REQUIRE(tap);
    CHECK(tap->epoch.empty());
    CHECK(tap->bib.empty());
    CHECK(tap->where == Where::none);
    CHECK(tap->position == 0);
    CHECK_FALSE(tap->has_free_text);
    CHECK(code_of(with(R"("kind":"tap","at":null)")) == "E_FIELD");
}

TEST_CASE("A key given twice is no answer to which of the two was meant", "[timing][net][reading_json]") {
    const std::string tap = R"("kind":"tap",)" + kAt;
    CHECK(code_of(R"({"seq":1,"seq":2,)" + tap + "}") == "E_SEQ");
    CHECK(code_of(R"({"seq":1,"seq":null,)" + tap + "}") == "E_SEQ");
    CHECK(code_of(R"({"seq":null,"seq":1,)" + tap + "}") == "E_SEQ");
    CHECK(code_of(with(tap + R"(,"bib":"1","bib":"2")")) == "E_FIELD");
    CHECK(code_of(with(tap + R"(,"bib":"1","bib":null)")) == "E_FIELD");
    CHECK(code_of(with(tap + R"(,"bib":1,"bib":"1")")) == "E_FIELD");
    CHECK(code_of(with(tap + R"(,"epoch":"f")")) == "E_FIELD");
    CHECK(code_of(with(tap + R"(,"kind":"bib")")) == "E_KIND");
    CHECK(code_of(with(tap + "," + kAt)) == "E_TIME");
    CHECK(code_of(with(tap + R"(,"note":"a","note":"b")")).empty());
}

TEST_CASE("A note, an unknown key and whatever it holds are free text and change nothing else",
          "[timing][net][reading_json]") {
    for (const std::string& member :
         {std::string{R"("note":"fell, got up")"}, std::string{R"("note":7)"}, std::string{R"("colour":true)"},
          std::string{R"("gps":{"bib":"9","at":"never","deep":[{"seq":99},[1,2.5,null]]})"}, std::string{R"("":"")"},
          std::string{R"("Bib":"77")"}, std::string{R"("list":[{"seq":4}])"}}) {
        CAPTURE(member);
        const std::string line = with(R"("kind":"tap",)" + kAt + "," + member);
        const auto tap = parse(line);
        REQUIRE(tap);
        CHECK(tap->seq == 7);
        CHECK(tap->at == kAtInstant);
        CHECK(tap->bib.empty());
        CHECK(tap->has_free_text);
        CHECK(tap->sent_text.value == line);
        CHECK(tap->sent.empty());
    }
    std::string deep = R"("note":)";
    for (int i = 0; i < 200; ++i) deep += "[";
    for (int i = 0; i < 200; ++i) deep += "]";
    CHECK(code_of(with(R"("kind":"tap",)" + kAt + "," + deep)) == "E_JSON");
}

TEST_CASE("Names hold no control characters and at most 64 bytes, free text may", "[timing][net][reading_json]") {
    const std::string chip = R"("kind":"chip",)" + kAt;
    for (const char* key : {"bib", "tag", "heat", "line"}) {
        CAPTURE(key);
        const auto named = [&](const std::string& value) {
            return code_of(
                with(chip + (key == std::string{"tag"} ? "" : R"(,"tag":"1")") + ",\"" + key + "\":\"" + value + "\""));
        };
        CHECK(named(std::string(64, 'a')).empty());
        CHECK(named(std::string(65, 'a')) == "E_FIELD");
        CHECK(named(std::string(3000, 'a')) == "E_FIELD");
        CHECK(named("a\\u0000b") == "E_FIELD");
        CHECK(named("a\\nb") == "E_FIELD");
        CHECK(named("a\\u007fb") == "E_FIELD");
        CHECK(named("Ren\\u00e9 \\ud83c\\udfc3 caf\xc3\xa9").empty());
    }
    CHECK(code_of(with(chip + R"(,"tag":"1","note":"a\u0000b\n")")).empty());
    CHECK(code_of(with(chip + R"(,"tag":"1","note":")" + std::string(3500, 'n') + "\"")).empty());
    CHECK(code_of(with(chip + std::string{",\"tag\":\"1\0\"", 11})) == "E_JSON");
    CHECK(code_of(with(chip + R"(,"tag":"1")") + std::string(1, '\0')) == "E_JSON");
}

TEST_CASE("Spaces around and within the object are no part of it", "[timing][net][reading_json]") {
    CHECK(code_of(" \t{ \"seq\" : 1 ,\t\"kind\":\"tap\", " + kAt + " } \t").empty());
    CHECK(code_of("{\"s\\u0065q\":1,\"kind\":\"t\\u0061p\"," + kAt + "}").empty());
}

TEST_CASE("One parser reads line after line, and a bad one leaves nothing behind", "[timing][net][reading_json]") {
    ReadingParser parser;
    const std::string full = with(R"("kind":"chip","bib":"1044","tag":"058A","heat":"3","note":"n",)" + kAt);
    REQUIRE(parser.parse(full));
    REQUIRE_FALSE(parser.parse(full.substr(0, full.size() / 2)));
    REQUIRE_FALSE(parser.parse(R"({"seq":1,"bib":{"a":[)"));
    const auto tap = parser.parse(R"({"seq":2,"kind":"tap",)" + kAt + "}");
    REQUIRE(tap);
    CHECK(tap->epoch.empty());
    CHECK(tap->bib.empty());
    CHECK(tap->tag.empty());
    CHECK(tap->heat.empty());
    CHECK_FALSE(tap->has_free_text);
}

TEST_CASE("Whatever happens to a line on its way, what comes out is what a plain parser finds in it",
          "[timing][net][reading_json]") {
    constexpr std::uint32_t kSeed = 20270501;
    CAPTURE(kSeed);
    std::mt19937 random{kSeed};
    const auto below = [&](std::size_t bound) { return static_cast<std::size_t>(random()) % bound; };
    const std::vector<std::string> lines{
        with(R"("kind":"chip","bib":"1044","tag":"058A","heat":"3",)" + kAt),
        with(R"("kind":"sighting","bib":"9","where":"tent","note":"caf\u00e9 \ud83c\udfc3",)" + kAt),
        R"({"seq":1,"kind":"tap",)" + kAt + R"(,"x":[1,{"y":null}]})",
    };
    const std::string spice = "{}[]\",:\\ue0123456789-+.tfn \t\n\r" + std::string(1, '\0') + "\xff\xc3\xa9";
    ReadingParser parser;
    std::size_t readings = 0;
    for (int round = 0; round < 10'000; ++round) {
        std::string line = lines[below(lines.size())];
        for (std::size_t changes = 1 + below(3); changes > 0 && !line.empty(); --changes) {
            const std::size_t at = below(line.size());
            switch (below(8)) {
                case 0:
                    line[at] = static_cast<char>(random() & 0xff);
                    break;
                case 1:
                    line[at] = spice[below(spice.size())];
                    break;
                case 2:
                    line.insert(at, 1, spice[below(spice.size())]);
                    break;
                case 3:
                    line.erase(at, 1 + below(8));
                    break;
                case 4:
                case 5:
                case 6:
                    line[at] = "0123456789abcdefghij"[below(20)];
                    break;
                default:
                    line += line.substr(at, below(20));
                    break;
            }
        }
        const auto parsed = parser.parse(line);
        if (!parsed) {
            REQUIRE_FALSE(parsed.error().detail.empty());
            REQUIRE((!parsed.error().seq || *parsed.error().seq >= 1));
            continue;
        }
        ++readings;
        CAPTURE(round, line);
        REQUIRE(parsed->seq >= 1);
        boost::system::error_code error;
        const auto plain = boost::json::parse(line, error);
        REQUIRE_FALSE(error);
        REQUIRE(plain.as_object().at("seq").to_number<std::uint64_t>() == parsed->seq);
        const auto* bib = plain.as_object().if_contains("bib");
        if (bib && bib->is_string()) REQUIRE(std::string_view{bib->get_string()} == parsed->bib);
        REQUIRE((parsed->has_free_text ? parsed->sent_text.value : parsed->sent) == line);
    }
    CHECK(readings > 500);
}
