// The bytes of facts: what goes in comes out, and nothing that comes from a disk can do harm.

#include "timing/journal/codec.h"

#include <catch2/catch.hpp>

#include "tests/timing/journal/random_facts.h"
#include "tests/timing/journal/world.h"

using namespace heatline;
using namespace heatline::timing;
using heatline::test::random_fact;

namespace {

std::vector<std::uint8_t> bytes_of(const FactBatch& batch, std::size_t index) {
    const auto body = batch.body(index);
    return {body.begin(), body.end()};
}

// The side rows of fact `index`, as a store would give them back.
std::vector<StoredText> texts_of(const FactBatch& batch, std::size_t index) {
    std::vector<StoredText> texts;
    for (std::size_t i = 0; i < batch.text_count(); ++i) {
        const auto text = batch.text(i);
        if (text.fact == index) texts.push_back({text.slot, text.salt, text.text});
    }
    return texts;
}

// Makes every text that was given a purged one; what a purge leaves of a fact.
struct Purge {
    template <class T>
    void operator()(const char*, T& value) {
        visit(value);
    }
    void visit(Text& text) {
        text.purged = text.purged || !text.value.empty();
        text.value.clear();
    }
    template <class T>
    void visit(std::vector<T>& values) {
        for (T& value : values) visit(value);
    }
    template <class S>
    void visit(S& value) {
        if constexpr (requires { fields(*this, value); }) fields(*this, value);
    }
};

Fact purged(Fact fact) {
    Purge purge;
    std::visit([&](auto& body) { fields(purge, body); }, fact.body);
    return fact;
}

}  // namespace

TEST_CASE("A fact of any kind comes out of its bytes as it went in", "[timing][journal][codec]") {
    const auto seed = GENERATE(take(40, random(1u, 1'000'000u)));
    CAPTURE(seed);
    FactBatch batch;
    for (std::size_t kind = 0; kind < kFactKinds; ++kind)
        batch.add(random_fact(seed + static_cast<std::uint32_t>(kind), kind));
    REQUIRE(batch.size() == kFactKinds);

    for (std::size_t kind = 0; kind < kFactKinds; ++kind) {
        CAPTURE(kind);
        const Fact fact = random_fact(seed + static_cast<std::uint32_t>(kind), kind);
        const auto texts = texts_of(batch, kind);
        std::vector<Hash> hashes;

        const auto back = decode_fact(batch.body(kind), texts, &hashes);

        REQUIRE(back);
        CHECK(*back == fact);
        REQUIRE(hashes.size() == texts.size());
        for (const StoredText& text : texts) CHECK(text_hash(text.salt, text.text) == hashes[text.slot]);
        const auto without_words = decode_fact(batch.body(kind), {});
        REQUIRE(without_words);
        CHECK(*without_words == purged(fact));
    }
}

TEST_CASE("A kind of fact keeps its number and its bytes for ever", "[timing][journal][codec]") {
    // Written out by hand: format, kind, at 0, author "", command_id "", then the fields. Of the kinds before these
    // there is a whole journal, which journal_test opens.
    const std::vector<std::pair<FactBody, std::string>> facts{
        {StartsMoved{{{HeatId{2u}, Instant{300}}}, {}}, "01170000000103d80400"},
        {HeatsHeld{}, "011800000000"},
        {HeatsResumed{}, "011900000000"},
        {HeatCancelled{HeatId{2u}, {}}, "011a0000000300"},
        {HeatReinstated{HeatId{2u}, {}}, "011b0000000300"},
        {HeatAdded{HeatId{2u}, {"9", BandId{1u}, "mile", "far", Instant{300}, {}}, {}},
         "011c00000003013902046d696c6503666172d8040000"},
        {CourseCleared{HeatId{2u}, {}}, "011d0000000300"},
        {CourseReopened{HeatId{2u}, {}}, "011e0000000300"},
        {AccountTakenBack{RunnerId{7u}, {}}, "011f0000000800"},
        {FinishWordTakenBack{HeatId{2u}, RunnerId{7u}, {}}, "0120000000030800"},
        {StartTakenBack{HeatId{2u}, {}}, "01210000000300"},
        {TeamAwarded{TeamId{1u}, "cheer", Cents{300}, {}}, "012200000002056368656572d80400"},
        {GrantsApproved{{}, "0f", Cents{300}, {}}, "012300000000023066d80400"},
        {ApprovalTakenBack{300, {}}, "0124000000ac0200"},
        {MeetClosed{"0f", {}}, "012500000002306600"},
        {MeetReopened{}, "012600000000"},
        {HeatsReplanned{{{HeatId{2u}, Instant{300}, true, {{RunnerId{7u}, 4}}}},
                        HeatId{2u},
                        {{RunnerId{7u}, HeatId{2u}, Status::dns}},
                        {{TeamId{1u}, 3}},
                        "0f",
                        300,
                        {}},
         "01270000000103d804010108080301080302010206023066ac0200"},
    };
    for (const auto& [body, hex] : facts) {
        CAPTURE(kind_name(body));
        FactBatch batch;
        batch.add({Instant{}, "", "", body});
        std::string written;
        for (const std::uint8_t byte : batch.body(0)) {
            written.push_back("0123456789abcdef"[byte >> 4]);
            written.push_back("0123456789abcdef"[byte & 15]);
        }
        CHECK(written == hex);
        const auto back = decode_fact(batch.body(0), {});
        REQUIRE(back);
        CHECK(back->body == body);
    }
    CHECK(FactBody{LinksKeyed{}}.index() == 22);
}

TEST_CASE("A purge of one text leaves the fact's other texts in their places", "[timing][journal][codec]") {
    FactBatch batch;
    batch.add(test::child(7, "Maya", "Rivera"));
    auto texts = texts_of(batch, 0);
    REQUIRE(texts.size() == 3);
    texts.erase(texts.begin());

    const auto back = decode_fact(batch.body(0), texts);

    REQUIRE(back);
    const Runner& runner = std::get<RunnerSaved>(back->body).value;
    CHECK(runner.first.purged);
    CHECK(runner.last == Text{"Rivera"});
    CHECK(runner.say_it == Text{"Maya, as in Maya"});
    CHECK(runner.birth_date == Text{});
}

TEST_CASE("The words of a person are nowhere in the bytes of the fact", "[timing][journal][codec]") {
    FactBatch batch;
    batch.add(test::child(7, "Maya", "Rivera"));
    const auto bytes = bytes_of(batch, 0);
    const std::string text{bytes.begin(), bytes.end()};

    CHECK(text.find("Maya") == std::string::npos);
    CHECK(text.find("Rivera") == std::string::npos);
}

TEST_CASE("The same words twice have different hashes, so that equal names do not show", "[timing][journal][codec]") {
    FactBatch batch;
    batch.add(test::child(7, "Maya", "Rivera"));
    batch.add(test::child(7, "Maya", "Rivera"));

    CHECK(bytes_of(batch, 0) != bytes_of(batch, 1));
}

TEST_CASE("A fact cut short at any length is refused with a sentence", "[timing][journal][codec]") {
    for (std::size_t kind = 0; kind < kFactKinds; ++kind) {
        CAPTURE(kind);
        FactBatch batch;
        batch.add(random_fact(4'711, kind));
        const auto bytes = bytes_of(batch, 0);
        for (std::size_t length = 0; length < bytes.size(); ++length) {
            // In memory of its own, so that a sanitizer sees a read beyond the end.
            const std::vector<std::uint8_t> cut(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length));
            const auto back = decode_fact(cut, {});
            if (back || back.error().empty()) FAIL("accepted at length " << length);
        }
        auto longer = bytes;
        longer.push_back(0);
        CHECK_FALSE(decode_fact(longer, {}));
    }
}

TEST_CASE("Changed bytes are read as some other fact or refused, and never crash", "[timing][journal][codec]") {
    const std::uint32_t seed = 20'270'501;
    CAPTURE(seed);
    test::RandomFill random{seed};
    std::size_t refused = 0;
    for (std::uint32_t i = 0; i < 10'000; ++i) {
        FactBatch batch;
        batch.add(random_fact(seed + i, i % kFactKinds));
        auto bytes = bytes_of(batch, 0);
        for (std::uint64_t flips = 1 + random.below(3); flips > 0; --flips)
            bytes[random.below(bytes.size())] ^= static_cast<std::uint8_t>(1U << random.below(8));
        if (!decode_fact(bytes, texts_of(batch, 0))) ++refused;
    }
    CHECK(refused > 0);
}

TEST_CASE("A count that promises more than the bytes hold takes no memory", "[timing][journal][codec]") {
    // PlanSaved is kind 5: format, kind, at 0, author "", command_id "", then a count of 2^63 heats.
    std::vector<std::uint8_t> bytes{kFactFormat, 5, 0, 0, 0};
    for (int i = 0; i < 9; ++i) bytes.push_back(0x80);
    bytes.push_back(0x01);

    const auto back = decode_fact(bytes, {});

    REQUIRE_FALSE(back);
    CHECK(back.error() == "a list is longer than the bytes that are left in the field \"heats\"");
}

TEST_CASE("A fact of a later format or of an unknown kind is refused by name", "[timing][journal][codec]") {
    FactBatch batch;
    batch.add(test::tap(1));
    auto bytes = bytes_of(batch, 0);

    SECTION("format") {
        bytes[0] = kFactFormat + 1;
        CHECK(
            decode_fact(bytes, {}).error() ==
            "it is written in format 5, and this version reads formats up to 4; use the newer Heatline that wrote it");
    }
    SECTION("kind") {
        bytes[1] = kFactKinds;
        CHECK(decode_fact(bytes, {}).error() ==
              "its kind " + std::to_string(kFactKinds) + " is not known to this version");
    }
}

TEST_CASE("A fact is written in the lowest format that holds it", "[timing][journal][codec]") {
    FactBatch batch;
    batch.add(test::tap(1));
    Fact timed = test::tap(2);
    auto& reading = std::get<ReadingTaken>(timed.body).reading;
    reading.device_time = DeviceTime{"5d1e", 73'512'345'678, 1'809'788'891'345'678, 1'800};
    batch.add(timed);
    CHECK(batch.body(0)[0] == 1);
    CHECK(batch.body(1)[0] == 2);
    CHECK(*decode_fact(batch.body(0), {}) == test::tap(1));
    CHECK(*decode_fact(batch.body(1), {}) == timed);

    RulesSet rules;
    rules.rules.heats.locks.push_back({"Lincoln", "Mile", 2});
    batch.add({Instant{}, "", "", rules});
    RulesSet in_tent_order = rules;
    in_tent_order.rules.heats.calling = Calling::tent_order;
    batch.add({Instant{}, "", "", in_tent_order});
    CHECK(batch.body(2)[0] == 1);
    CHECK(batch.body(3)[0] == 3);
    CHECK(decode_fact(batch.body(2), {})->body == FactBody{rules});
    CHECK(decode_fact(batch.body(3), {})->body == FactBody{in_tent_order});

    RulesSet with_lanes = rules;
    with_lanes.rules.heats.bands.emplace_back();
    batch.add({Instant{}, "", "", with_lanes});
    with_lanes.rules.heats.bands.back().lane_order.lanes = {2, 1};
    batch.add({Instant{}, "", "", with_lanes});
    CHECK(batch.body(4)[0] == 1);
    CHECK(batch.body(5)[0] == 4);
    CHECK(decode_fact(batch.body(5), {})->body == FactBody{with_lanes});
    with_lanes.rules.heats.bands.back().lane_order.lanes.clear();
    CHECK(decode_fact(batch.body(4), {})->body == FactBody{with_lanes});

    RulesSet longer = with_lanes;
    longer.rules.heats.bands.back().more_heats.count = 2;
    batch.add({Instant{}, "", "", longer});
    CHECK(batch.body(6)[0] == 4);
    CHECK(decode_fact(batch.body(6), {})->body == FactBody{longer});

    reading.device_time->bound_us.reset();
    FactBatch unbounded;
    unbounded.add(timed);
    CHECK(*decode_fact(unbounded.body(0), {}) == timed);
}

TEST_CASE("Batches joined hold the facts and texts of both, in order", "[timing][journal][codec]") {
    FactBatch first;
    first.add(test::tap(1));
    first.add(test::child(0, "Maya", "Rivera"));
    FactBatch second;
    second.add(test::child(1, "Ada", "Okafor"));
    second.add(test::tap(2));
    const std::size_t bytes = first.bytes() + second.bytes();

    first.absorb(second);

    REQUIRE(first.size() == 4);
    CHECK(first.bytes() == bytes);
    CHECK(*decode_fact(first.body(0), texts_of(first, 0)) == test::tap(1));
    CHECK(*decode_fact(first.body(1), texts_of(first, 1)) == test::child(0, "Maya", "Rivera"));
    CHECK(*decode_fact(first.body(2), texts_of(first, 2)) == test::child(1, "Ada", "Okafor"));
    CHECK(*decode_fact(first.body(3), texts_of(first, 3)) == test::tap(2));
}

TEST_CASE("A batch that was moved from is empty and takes facts again", "[timing][journal][codec]") {
    FactBatch batch;
    batch.add(test::tap(1));
    const FactBatch taken = std::move(batch);

    batch = FactBatch{};
    batch.add(test::tap(2));

    CHECK(*decode_fact(taken.body(0), {}) == test::tap(1));
    CHECK(*decode_fact(batch.body(0), {}) == test::tap(2));
}
