// Lines of a device on their way in: taken in order, numbered without gaps, kept whatever they say, and answered only
// when they are durable.

#include "timing/net/readings_post.h"

#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include "tests/timing/net/world.h"

using namespace heatline;
using namespace heatline::timing;
using heatline::test::Started;

namespace {

// The meet of small_meet() with its pipeline running, and devices that post to it.
struct World {
    World() {
        pipeline.emplace(io, test::gated(test::small_meet(dir), gate),
                         [this](const std::string& why) { failures.push_back(why); });
    }
    ~World() { gate.open(); }

    boost::asio::awaitable<Answer> start(std::string body, std::string device = "finish-1") {
        co_return co_await post_readings(*pipeline, parser, find_device(pipeline->state(), device), body, test::kNow);
    }
    Answer post(const std::string& body, const std::string& device = "finish-1") {
        return Started<Answer>{io, start(body, device)}.finish();
    }
    // Ends the pipeline and reads what is in the journal.
    template <class Body>
    std::vector<Body> journal() {
        pipeline.reset();
        return test::bodies_in<Body>(dir);
    }
    // The number and epoch of each reading and quarantined line of the timer, in the order of the journal.
    std::vector<std::string> names() {
        std::vector<std::string> names;
        pipeline.reset();
        for (const Entry& entry : test::facts_in(dir)) {
            if (const auto* taken = std::get_if<ReadingTaken>(&entry.fact.body)) {
                names.push_back(taken->reading.epoch + std::to_string(taken->reading.seq));
            } else if (const auto* kept = std::get_if<ReadingQuarantined>(&entry.fact.body)) {
                names.push_back(kept->epoch + std::to_string(kept->seq) + "?");
            }
        }
        return names;
    }

    test::TempDir dir;
    test::Gate gate;
    boost::asio::io_context io;
    std::vector<std::string> failures;
    std::optional<Pipeline> pipeline;
    ReadingParser parser;
};

std::string tap(std::uint64_t seq, const std::string& epoch = "", const std::string& more = "") {
    return R"({"epoch":")" + epoch + R"(","seq":)" + std::to_string(seq) +
           R"(,"kind":"tap","at":"2027-05-01T15:00:00.000Z")" + more + "}\n";
}
std::string sighting(std::uint64_t seq, const std::string& bib, const std::string& where) {
    return R"({"seq":)" + std::to_string(seq) + R"(,"kind":"sighting","at":"2027-05-01T15:00:00Z","bib":")" + bib +
           R"(","where":")" + where + "\"}\n";
}

// What an answer counts, as "accepted duplicates quarantined".
std::string counts(const Answer& answer) {
    const auto body = test::object_of(answer.body);
    const auto number = [&](const char* key) { return std::to_string(body.at(key).to_number<std::uint64_t>()); };
    return number("accepted") + " " + number("duplicates") + " " + number("quarantined");
}
std::string member(const Answer& answer, const char* key) {
    return boost::json::serialize(test::object_of(answer.body).at(key));
}
// The problems, as "line code" each.
std::vector<std::string> problems(const Answer& answer) {
    std::vector<std::string> told;
    const auto body = test::object_of(answer.body);
    for (const auto& problem : body.at("problems").as_array()) {
        const auto& object = problem.as_object();
        told.push_back(std::to_string(object.at("line").to_number<int>()) + " " +
                       std::string{object.at("code").as_string()});
        CHECK_FALSE(object.at("detail").as_string().empty());
    }
    return told;
}

}  // namespace

TEST_CASE("Readings in order are accepted, and are in the journal as they were sent", "[timing][net][readings]") {
    World world;
    const Answer answer = world.post(tap(1, "e") + tap(2, "e", R"(,"bib": 7)") + tap(3, "e", R"(,"note":"fell")"));
    CHECK(answer.status == 200);
    CHECK(answer.content_type == "application/json");
    CHECK(counts(answer) == "3 0 0");
    CHECK(member(answer, "device") == R"("finish-1")");
    CHECK(member(answer, "durable_through") == R"({"e":3})");
    CHECK(member(answer, "problems") == "[]");

    const auto taken = world.journal<ReadingTaken>();
    REQUIRE(taken.size() == 3);
    CHECK(taken[1].device == DeviceId{0u});
    CHECK(taken[1].reading.sent + "\n" == tap(2, "e", R"(,"bib": 7)"));
    CHECK(taken[1].reading.bib == "7");
    CHECK(taken[2].reading.sent_text.value + "\n" == tap(3, "e", R"(,"note":"fell")"));
}

TEST_CASE("The same reading again is acknowledged, counted, and changes nothing", "[timing][net][readings]") {
    World world;
    world.post(tap(1) + tap(2));
    const Seq before = world.pipeline->state().seq;
    const Answer again = world.post(tap(1) + tap(2));
    CHECK(again.status == 200);
    CHECK(counts(again) == "0 2 0");
    CHECK(member(again, "durable_through") == R"({"":2})");
    CHECK(counts(world.post(tap(2) + tap(3))) == "1 1 0");
    // Spelled otherwise, it is the same reading.
    CHECK(counts(world.post(
              R"({"at":"2027-05-01T08:00:00-07:00", "kind":"tap", "seq":1, "epoch":"", "bib":null, "note":null})")) ==
          "0 1 0");
    CHECK(world.pipeline->state().seq == before + 1);
}

TEST_CASE("Another content under a number that is taken stops there, and is kept once however often it is sent",
          "[timing][net][readings]") {
    World world;
    world.post(tap(1) + tap(2));
    const std::string other = tap(2, "", R"(,"bib":"9")");
    for (int i = 0; i < 3; ++i) {
        const Answer answer = world.post(tap(1) + other + tap(3));
        CHECK(answer.status == 409);
        CHECK(answer.content_type == "application/problem+json");
        CHECK(member(answer, "code") == R"("E_CONFLICT")");
        CHECK(member(answer, "line") == "2");
        CHECK(counts(answer) == "0 1 0");
        CHECK(member(answer, "durable_through") == R"({"":2})");
    }
    CHECK(world.post(tap(2, "", R"(,"bib":"10")")).status == 409);
    CHECK(counts(world.post(tap(3))) == "1 0 0");

    const auto conflicts = world.journal<ReadingConflicted>();
    REQUIRE(conflicts.size() == 2);
    CHECK(conflicts[0].bytes.value + "\n" == other);
    CHECK(conflicts[0].seq == 2);
}

TEST_CASE("A gap stops there and says which number is wanted, the lines before it stand", "[timing][net][readings]") {
    World world;
    const Answer answer = world.post(tap(1) + tap(2) + tap(4) + tap(3));
    CHECK(answer.status == 409);
    CHECK(member(answer, "code") == R"("E_GAP")");
    CHECK(member(answer, "want") == "3");
    CHECK(member(answer, "line") == "3");
    CHECK(counts(answer) == "2 0 0");
    CHECK(member(answer, "durable_through") == R"({"":2})");

    const Answer epoch = world.post(tap(2, "new"));
    CHECK(epoch.status == 409);
    CHECK(member(epoch, "want") == "1");
    CHECK(member(epoch, "durable_through") == "{}");
    CHECK(world.names() == std::vector<std::string>{"1", "2"});
}

TEST_CASE("Each epoch counts for itself, and several may come in one body", "[timing][net][readings]") {
    World world;
    const Answer answer = world.post(tap(1, "a") + tap(2, "a") + tap(1, "b") + tap(3, "a"));
    CHECK(answer.status == 200);
    CHECK(counts(answer) == "4 0 0");
    CHECK(member(answer, "durable_through") == R"({"a":3,"b":1})");
    CHECK(member(world.post(tap(2, "b")), "durable_through") == R"({"b":2})");
}

TEST_CASE("A line that cannot be read takes the number that is due and blocks nobody", "[timing][net][readings]") {
    World world;
    const Answer answer = world.post(tap(1, "e") + "garbage\n" + tap(3, "e") +
                                     R"({"epoch":"e","seq":4,"kind":"lap"})"
                                     "\n" +
                                     R"({"epoch":"e","kind":"tap"})"
                                     "\n" +
                                     tap(6, "e"));
    CHECK(answer.status == 200);
    CHECK(counts(answer) == "3 0 3");
    CHECK(problems(answer) == std::vector<std::string>{"2 E_JSON", "4 E_KIND", "5 E_SEQ"});
    CHECK(member(answer, "durable_through") == R"({"e":6})");
    const auto kept = world.journal<ReadingQuarantined>();
    REQUIRE(kept.size() == 3);
    CHECK(kept[0].seq == 2);
    CHECK(kept[0].epoch == "e");
    CHECK(kept[0].code == "E_JSON");
    CHECK(kept[0].bytes.value == "garbage");
    CHECK(kept[1].seq == 4);
    CHECK(kept[2].seq == 5);
}

TEST_CASE("Garbage before the first line that can be read stands right before it", "[timing][net][readings]") {
    World world;
    world.post(tap(1) + tap(2));
    CHECK(counts(world.post("g1\n\n \t\ng2\n" + tap(5))) == "1 0 2");
    // As a retry of it with the line before.
    CHECK(counts(world.post(tap(2) + "g1\ng2\n" + tap(5) + tap(6))) == "1 4 0");
    CHECK(world.names() == std::vector<std::string>{"1", "2", "3?", "4?", "5", "6"});
}

TEST_CASE("Garbage that opens a new epoch counts in that epoch", "[timing][net][readings]") {
    World world;
    CHECK(counts(world.post("junk\n" + tap(2, "a"))) == "1 0 1");
    CHECK(counts(world.post("junk\n" + tap(2, "b"))) == "1 0 1");
    CHECK(counts(world.post(tap(3, "b") + "junk\n" + tap(2, "c"))) == "2 0 1");
    // Behind the last line of an epoch and before the first of another it belongs to the old one.
    CHECK(counts(world.post(tap(3, "c") + "junk\n" + tap(1, "d"))) == "2 0 1");
    for (const std::string& body :
         {"junk\n" + tap(2, "a"), tap(3, "b") + "junk\n" + tap(2, "c"), tap(3, "c") + "junk\n" + tap(1, "d")}) {
        CAPTURE(body);
        const Answer again = world.post(body);
        CHECK(again.status == 200);
        CHECK(counts(again).starts_with("0 "));
        CHECK(counts(again).ends_with(" 0"));
    }
    CHECK(world.names() == std::vector<std::string>{"a1?", "a2", "b1?", "b2", "b3", "c1?", "c2", "c3", "c4?", "d1"});
}

TEST_CASE("A body with garbage anywhere is all duplicates when it is sent again", "[timing][net][readings]") {
    const std::vector<std::pair<std::string, std::string>> bodies{
        {tap(1, "e") + "g\n" + tap(3, "e"), "0 3 0"},
        {"g1\ng2\n" + tap(3, "e"), "0 3 0"},
        {tap(1, "e") + "g1\ng2\n", "0 3 0"},
        {"alone\n", "0 1 0"},
        {"g1\ng2\ng3\n", "0 3 0"},
        {"g1\ng1\ng1\n", "0 3 0"},
        {"g1\n" + tap(1, "e"), "0 2 0"},
        {R"({"epoch":"e","kind":"tap"})"
         "\n",
         "0 1 0"},
        {R"({"epoch":"e","seq":1,"kind":"lap"})"
         "\n" +
             tap(2, "e"),
         "0 2 0"},
        {R"({"epoch":"e","seq":1,"kind":"tap","at":"noon"})"
         "\n",
         "0 1 0"},
    };
    for (const auto& [body, again] : bodies) {
        CAPTURE(body);
        World world;
        world.post(tap(1, "before"));
        const Answer first = world.post(body);
        REQUIRE(first.status == 200);
        const Seq seq = world.pipeline->state().seq;
        for (int i = 0; i < 2; ++i) {
            const Answer repeated = world.post(body);
            CHECK(repeated.status == 200);
            CHECK(counts(repeated) == again);
            CHECK(member(repeated, "problems") == "[]");
            CHECK(member(repeated, "durable_through") == member(first, "durable_through"));
        }
        CHECK(world.pipeline->state().seq == seq);
    }
}

TEST_CASE("A line whose number is taken by a reading is a conflict though it cannot be read",
          "[timing][net][readings]") {
    World world;
    world.post(tap(1));
    const Answer answer = world.post(R"({"seq":1,"kind":"lap"})");
    CHECK(answer.status == 409);
    CHECK(member(answer, "code") == R"("E_CONFLICT")");
    CHECK(problems(answer) == std::vector<std::string>{"1 E_KIND"});
}

TEST_CASE("An instant that is none is quarantined, one that is far off is kept and flagged",
          "[timing][net][readings]") {
    World world;
    const Answer answer = world.post(R"({"seq":1,"kind":"tap","at":"25:00"})"
                                     "\n"
                                     R"({"seq":2,"kind":"tap","at":"1970-01-01T00:00:00Z"})"
                                     "\n" +
                                     tap(3));
    CHECK(answer.status == 200);
    CHECK(counts(answer) == "2 0 1");
    REQUIRE_FALSE(problems(answer).empty());
    CHECK(problems(answer).front() == "1 E_TIME");
    REQUIRE(world.pipeline->state().readings.size() == 3);
    CHECK(world.pipeline->state().readings[1].far_off);
    CHECK_FALSE(world.pipeline->state().readings[2].far_off);
}

TEST_CASE("Bibs and tags that are nobody's are kept, never refused", "[timing][net][readings]") {
    World world;
    CHECK(counts(world.post(R"({"seq":1,"kind":"chip","tag":"nobody's","at":"2027-05-01T15:00:00Z"})"
                            "\n"
                            R"({"seq":2,"kind":"bib","bib":"98765","mode":"batch"})"
                            "\n")) == "2 0 0");
}

TEST_CASE("A reading that the role may not post stops there, the lines before it stand", "[timing][net][readings]") {
    World world;
    const Answer marshal = world.post(sighting(1, "1", "course") + tap(2) + sighting(3, "1", "course"), "marshal-1");
    CHECK(marshal.status == 403);
    CHECK(member(marshal, "code") == R"("E_ROLE")");
    CHECK(member(marshal, "line") == "2");
    CHECK(counts(marshal) == "1 0 0");
    CHECK(member(marshal, "durable_through") == R"({"":1})");

    CHECK(counts(world.post(sighting(1, "1", "tent") + sighting(2, "999", "tent-return"), "tent-1")) == "2 0 0");
    const Answer tent = world.post(sighting(3, "2", "tent"), "tent-1");
    CHECK(tent.status == 403);
    CHECK(world.post(sighting(3, "1", "chute"), "tent-1").status == 403);
    CHECK(world.names().size() == 3);
}

TEST_CASE("Of a body with a line that is too long nothing is taken", "[timing][net][readings]") {
    World world;
    const Answer answer = world.post(tap(1) + std::string(4097, 'x') + "\n" + tap(2));
    CHECK(answer.status == 413);
    CHECK(member(answer, "code") == R"("E_LENGTH")");
    CHECK(world.pipeline->state().readings.empty());
    CHECK(world.post(std::string(4096, ' ') + " \n").status == 413);
    CHECK(counts(world.post(std::string(4096, 'x') + "\r\n")) == "0 0 1");
    CHECK(world.post(std::string(4097, 'x')).status == 413);
    const auto noted = [](std::size_t letters) {
        return tap(2, "", R"(,"note":")" + std::string(letters, 'n') + "\"");
    };
    const std::size_t most = 4096 - (noted(0).size() - 1);
    CHECK(world.post(noted(most + 1)).status == 413);
    CHECK(counts(world.post(noted(most))) == "1 0 0");
}

TEST_CASE("Blank lines are no lines, and a carriage return is no part of one", "[timing][net][readings]") {
    World world;
    std::string body = "\n  \t \n" + tap(1) + "\n" + tap(2);
    CHECK(counts(world.post(body)) == "2 0 0");
    for (std::size_t at = body.find('\n'); at != std::string::npos; at = body.find('\n', at + 2)) body.insert(at, "\r");
    CHECK(counts(world.post(body)) == "0 2 0");
    const std::string last = tap(3);
    CHECK(counts(world.post(last.substr(0, last.size() - 1))) == "1 0 0");
    CHECK(counts(world.post("")) == "0 0 0");
    CHECK(counts(world.post("\n\n")) == "0 0 0");
    const Answer far = world.post("\n\ngarbage\n");
    CHECK(problems(far) == std::vector<std::string>{"3 E_JSON"});
    for (const auto& taken : world.journal<ReadingTaken>()) CHECK(taken.reading.sent.back() == '}');
}

TEST_CASE("Thousands of bad lines are all counted, and the first hundred are told", "[timing][net][readings]") {
    World world;
    std::string body;
    for (int i = 0; i < 5000; ++i) body += "x\n";
    const Answer answer = world.post(body + tap(5001));
    CHECK(answer.status == 200);
    CHECK(counts(answer) == "1 0 5000");
    CHECK(problems(answer).size() == 100);
    CHECK(member(answer, "durable_through") == R"({"":5001})");
}

TEST_CASE("Nothing is answered before it is durable, not even to a retry of what is on its way",
          "[timing][net][readings]") {
    World world;
    world.gate.close();
    Started<Answer> first{world.io, world.start(tap(1))};
    CHECK_FALSE(first.poll());
    world.gate.wait_for_somebody();
    Started<Answer> retry{world.io, world.start(tap(1))};
    Started<Answer> behind{world.io, world.start(tap(2))};
    CHECK_FALSE(first.poll());
    CHECK_FALSE(retry.poll());
    CHECK_FALSE(behind.poll());
    world.gate.open();
    CHECK(counts(first.finish()) == "1 0 0");
    CHECK(counts(retry.finish()) == "0 1 0");
    CHECK(counts(behind.finish()) == "1 0 0");
    CHECK(world.failures.empty());
    CHECK(world.names() == std::vector<std::string>{"1", "2"});
}

TEST_CASE("When a commit fails nothing of it is acknowledged, nor anything after it", "[timing][net][readings]") {
    World world;
    CHECK(counts(world.post(tap(1))) == "1 0 0");
    world.gate.close();
    Started<Answer> first{world.io, world.start(tap(2))};
    CHECK_FALSE(first.poll());
    world.gate.wait_for_somebody();
    Started<Answer> behind{world.io, world.start(tap(3))};
    CHECK_FALSE(behind.poll());
    world.gate.break_disk();
    world.gate.open();
    for (const Answer& answer :
         {first.finish(), behind.finish(), world.post(tap(4)), world.post(tap(2)), world.post("garbage\n")}) {
        CHECK(answer.status == 503);
        CHECK(member(answer, "code") == R"("E_JOURNAL")");
        CHECK(answer.body.find("accepted") == std::string::npos);
    }
    CHECK(world.failures == std::vector<std::string>{"journal.db: the disk is full; make room"});
    CHECK(world.names() == std::vector<std::string>{"1"});
}

TEST_CASE("A long body and short ones from others take turns, each in its own order", "[timing][net][readings]") {
    World world;
    std::string body;
    for (std::uint64_t seq = 1; seq <= 3000; ++seq) body += tap(seq);
    Started<Answer> big{world.io, world.start(body)};
    Started<Answer> small{world.io, world.start(sighting(1, "1", "course"), "marshal-1")};
    CHECK(counts(small.finish()) == "1 0 0");
    CHECK(counts(big.finish()) == "3000 0 0");
    const auto taken = world.journal<ReadingTaken>();
    REQUIRE(taken.size() == 3001);
    CHECK(taken.back().device == DeviceId{0u});  // The small one did not wait for the end of the big one.
}
