// A newcomer's practice heat, played by keys through the real key desk. Times are milliseconds since F5.

#include "ui/desk/practice/practice.h"

#include <catch2/catch.hpp>
#include <set>

#include "ui/desk/suggest.h"
#include "ui/desk/views/chute_model.h"

using namespace heatline;
using namespace heatline::ui;

namespace {

class Newcomer {
public:
    explicit Newcomer(View view) : practice_(view, kBegun) { scene_.view = view; }

    void at(std::int64_t ms) { practice_.tick(kBegun + (now_ms_ = ms) * 1'000); }
    void wait(std::int64_t ms) { at(now_ms_ + ms); }
    void press(Key key) {
        RawKey raw;
        raw.press.key = key;
        give(raw);
    }
    void type(std::string_view text) {
        for (const char c : text) {
            RawKey raw;
            raw.press.text = static_cast<unsigned char>(c);
            give(raw);
        }
    }
    void number(std::string_view text) {
        type(text);
        press(Key::enter);
    }
    Desk see() const { return practice_.desk(Desk{}); }
    std::string chosen() const {
        StationLook look;
        keys_.show(scene_.view, look);
        return look.chosen < 0 ? std::string{} : look.offered.at(static_cast<std::size_t>(look.chosen));
    }
    PracticeLook lesson() const { return see().station.lesson; }
    const OwnEntry& entry(std::size_t index) const {
        entries_ = see().station.entries;
        return entries_->at(index);
    }
    std::size_t entries() const { return see().station.entries->size(); }
    // Presses SPACE as each runner of the step crosses, `late_ms` late.
    void tap_all(std::int64_t late_ms = 0) {
        const auto step = lesson().step;
        std::set<std::string> tapped;
        while (lesson().step == step) {
            for (const auto& comer : lesson().comers) {
                if (comer.way_milli * 4 > -late_ms || !tapped.insert(comer.bib).second) continue;
                press(Key::space);
                break;
            }
            wait(10);
            REQUIRE(now_ms_ < 600'000);
        }
    }

    Practice& practice() { return practice_; }
    std::int64_t now_ms() const { return now_ms_; }

private:
    static constexpr std::int64_t kBegun = 77'000'000;
    void give(RawKey raw) {
        raw.press.device_us = kBegun + now_ms_ * 1'000;
        scene_.records = scene_.practising = true;
        scene_.next_heat = next_heat_name(see());
        scene_.offered = [&](std::string_view typed) {
            const Desk desk = see();
            std::vector<std::string> bibs;
            for (const Suggestion& found :
                 SuggestField{*desk.snapshot, "finish"}.suggest(typed, own_numbers(*desk.station.entries), desk.now))
                bibs.push_back(found.out.bib);
            return bibs;
        };
        const auto action = keys_.press(raw, scene_);
        if (!action) return;
        if (const auto* record = std::get_if<key_action::Record>(&*action)) practice_.take(*record);
    }

    KeyDesk keys_;
    KeyScene scene_;
    Practice practice_;
    std::int64_t now_ms_ = 0;
    mutable std::shared_ptr<const std::vector<OwnEntry>> entries_;
};

}  // namespace

TEST_CASE("The finish practice goes from start to end by keys in about two minutes", "[ui][practice]") {
    Newcomer ana{View::finish};
    CHECK(ana.see().station.practice);
    CHECK(ana.lesson().step == 1);
    CHECK(ana.see().snapshot->heats[0]->state == HeatState::planned);
    ana.wait(3'000);
    ana.press(Key::f4);
    CHECK(ana.see().snapshot->heats[0]->state == HeatState::running);
    CHECK(ana.lesson().step == 2);
    ana.tap_all(100);
    CHECK(ana.lesson().note == "Right. Off by 0.1 s.");
    ana.tap_all();
    CHECK(ana.lesson().step == 4);
    ana.tap_all();  // The bunch.
    CHECK(ana.entries() == 7);
    CHECK(ana.lesson().step == 5);
    ana.press(Key::space);
    CHECK(ana.lesson().ask.find("F8") != std::string::npos);
    CHECK(ana.lesson().step == 5);
    ana.press(Key::f8);
    CHECK(ana.lesson().step == 6);
    CHECK(ana.see().station.said == "removed tap 7");
    ana.type("1006");
    ana.tap_all();
    CHECK(ana.entry(8).kind == ReadingKind::select);
    ana.tap_all();
    ana.tap_all();
    CHECK(ana.lesson().over);
    CHECK(ana.practice().over());
    CHECK(crossed_here(ana.see(), station_heats(ana.see())) == kPracticeRunners);
    CHECK(ana.now_ms() > 60'000);
    CHECK(ana.now_ms() < 130'000);
}

TEST_CASE("Nobody gets stuck at the finish who only watches or presses too often", "[ui][practice]") {
    Newcomer ana{View::finish};
    ana.press(Key::f4);
    SECTION("a runner who is missed is gone") {
        ana.wait(8'000 + 4'000);
        CHECK(ana.lesson().step == 3);
        CHECK(ana.lesson().note.find("1 child crossed, 0 presses") == 0);
    }
    SECTION("a press too many is said") {
        ana.wait(8'000);
        ana.press(Key::space);
        ana.press(Key::space);
        ana.wait(1'500);
        CHECK(ana.lesson().step == 3);
        CHECK(ana.lesson().note.find("One press too many") == 0);
    }
    SECTION("the gun taken back is asked for no more, and the clock stands") {
        ana.press(Key::f8);
        CHECK(ana.see().snapshot->heats[0]->state == HeatState::planned);
    }
}

TEST_CASE("The chute practice goes from start to end by keys", "[ui][practice]") {
    Newcomer ben{View::chute};
    CHECK(ben.lesson().comers.front().bib == "1003");
    ben.number("1003");
    CHECK(ben.lesson().step == 2);
    ben.number("1008");
    ben.type("10");
    for (int i = 0; i < 5 && ben.chosen() != "1002"; ++i) ben.press(Key::down);
    ben.press(Key::enter);
    CHECK(ben.entry(2).bib == "1002");
    CHECK(ben.lesson().comers.size() == 4);
    for (const char* bib : {"1001", "1009", "1004", "1010"}) ben.number(bib);
    CHECK(ben.lesson().comers.front().bib.empty());
    ben.number("0");
    ben.number("77");
    CHECK(ben.lesson().ask.find("F8") != std::string::npos);
    ben.press(Key::f8);
    ben.number("1006");
    ben.number("1007");
    CHECK(ben.practice().over());
    CHECK(ben.entries() == kPracticeRunners + 1);  // The one that was taken back is still there.
}

TEST_CASE("A wrong number in the practice is said, and both ways on are open", "[ui][practice]") {
    Newcomer ben{View::chute};
    ben.number("1005");
    CHECK(ben.lesson().step == 1);
    CHECK(ben.lesson().note.find("You took 1005, and it was 1003") == 0);
    SECTION("taking it back") {
        ben.press(Key::f8);
        ben.number("1003");
        CHECK(ben.lesson().step == 2);
    }
    SECTION("going on") {
        ben.number("1003");
        CHECK(ben.lesson().step == 2);
    }
}

TEST_CASE("A real gun forbids practice", "[ui][practice]") {
    Newcomer ana{View::finish};
    CHECK(may_practise(ana.see()));
    ana.press(Key::f4);
    CHECK_FALSE(may_practise(ana.see()));
}
