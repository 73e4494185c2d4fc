// A laptop's own record: told of only when it is on disk, undone and redone, kept in order while the disk refuses.

#include "timing/station/station.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <random>

#include "tests/timing/journal/world.h"
#include "tests/timing/station/heard.h"

using namespace heatline;
using namespace heatline::timing;
using namespace std::chrono_literals;
using test::Heard;

namespace {

using Kind = StationInput::Kind;
using What = Recorded::What;

StationInput input(Kind kind, std::int64_t us = 0, std::string text = {}) {
    return {kind, us, 1'809'183'600'000'000 + us, std::move(text), {}};
}

std::unique_ptr<Station> opened(const test::TempDir& dir) {
    return std::make_unique<Station>(door_to_folder(dir.file("laptop")), Station::Options{"boot-1", 1ms});
}

// A store that fails when it is told to, over a journal in memory that outlives it.
struct Disk {
    std::vector<Fact> facts;
    std::mutex mutex;
    int appends_to_fail = 0;            // The next so many appends fail…
    bool written_all_the_same = false;  // …though the facts are found when it is opened again.
    int opens_to_fail = 0;
    int reads_to_fail = 0;
    int opens = 0;
};

class ScriptedStore final : public Store {
public:
    explicit ScriptedStore(Disk& disk) : disk_(disk) {}
    Seq last_seq() const override { return disk_.facts.size(); }
    Hash last_hash() const override { return {}; }
    Result<Seq, JournalError> append(const FactBatch& batch) override {
        const std::lock_guard lock{disk_.mutex};
        CHECK_THAT(!failed_, "nothing is appended to a store that has failed");
        failed_ = disk_.appends_to_fail > 0;
        if (failed_) --disk_.appends_to_fail;
        if (!failed_ || disk_.written_all_the_same) {
            for (std::size_t i = 0; i < batch.size(); ++i) {
                auto fact = decode_fact(batch.body(i), {});
                CHECK_THAT(fact.ok(), "what was encoded can be read");
                disk_.facts.push_back(std::move(*fact));
            }
        }
        if (failed_) return Error{JournalError{JournalError::Kind::disk, "journal.db: the disk is full; make room"}};
        return last_seq();
    }
    Result<std::vector<Entry>, JournalError> read(Seq from, std::size_t) override {
        std::vector<Entry> entries;
        const std::lock_guard lock{disk_.mutex};
        if (disk_.reads_to_fail > 0) {
            --disk_.reads_to_fail;
            return Error{JournalError{JournalError::Kind::disk, "journal.db: cannot be read; try another disk"}};
        }
        for (Seq seq = from; seq <= last_seq(); ++seq) entries.push_back({seq, disk_.facts[seq - 1], {}});
        return entries;
    }
    Result<std::string, JournalError> rows(Seq, std::size_t) override { return std::string{}; }
    Result<JournalEnd, JournalError> end() override { return JournalEnd{}; }

private:
    Disk& disk_;
    bool failed_ = false;
};

std::unique_ptr<Station> over(Disk& disk) {
    return std::make_unique<Station>(
        [&disk]() -> Result<std::unique_ptr<Store>, JournalError> {
            const std::lock_guard lock{disk.mutex};
            ++disk.opens;
            if (disk.opens_to_fail > 0) {
                --disk.opens_to_fail;
                return Error{JournalError{JournalError::Kind::disk, "journal.db: cannot be opened; make room"}};
            }
            return std::unique_ptr<Store>{std::make_unique<ScriptedStore>(disk)};
        },
        Station::Options{"boot-1", 1ms});
}

}  // namespace

TEST_CASE("A press is told of with its moment once it is on disk, and goes to the server", "[timing][station]") {
    const test::TempDir dir;
    Heard heard;
    auto station = opened(dir);
    station->start(heard.callbacks());
    REQUIRE(station->push(input(Kind::tap, 1000)));
    REQUIRE(station->push(input(Kind::bib, 2000, "1044")));
    REQUIRE(station->push(input(Kind::start, 3000, "7")));
    const auto recorded = heard.wait_for(3);
    CHECK(recorded[0].reading.kind == ReadingKind::tap);
    CHECK(recorded[0].reading.seq == 1);
    CHECK(recorded[0].reading.epoch.size() == 32);
    CHECK(recorded[0].reading.device_time == DeviceTime{"boot-1", 1000, 1'809'183'600'001'000, {}});
    CHECK(recorded[1].reading.bib == "1044");
    CHECK(recorded[1].reading.mode == Mode::live);
    CHECK(recorded[2].reading.heat == "7");
    CHECK(recorded[2].taps == 1);
    CHECK(recorded[2].bibs == 1);
    CHECK(station->picture()->latest.size() == 3);
    const auto out = heard.wait_for_out(4);
    CHECK(std::get<EpochBegun>(out[0]).epoch == recorded[0].reading.epoch);
    CHECK(std::get<OutReading>(out[1]).text ==
          R"({"kind":"tap","boot":"boot-1","device_us":1000,"wall_us":1809183600001000})");
}

TEST_CASE("A moment that a person typed stays as it is", "[timing][station]") {
    const test::TempDir dir;
    Heard heard;
    auto station = opened(dir);
    station->start(heard.callbacks());
    StationInput typed = input(Kind::reading, 5000);
    typed.reading.emplace();
    typed.reading->kind = ReadingKind::tap;
    typed.reading->at = Instant{1'809'183'600'000'000};
    REQUIRE(station->push(typed));
    typed.reading->at.reset();
    REQUIRE(station->push(typed));
    typed.reading->kind = ReadingKind::bib;
    typed.reading->mode = Mode::batch;
    typed.reading->bib = std::string{"7"};  // g++ 12 sees a bound broken in the plain assignment that is not.
    REQUIRE(station->push(typed));
    const auto recorded = heard.wait_for(3);
    CHECK_FALSE(recorded[0].reading.device_time);
    CHECK(recorded[1].reading.device_time->us == 5000);
    CHECK_FALSE(recorded[2].reading.device_time);  // A ring of pull tags has no moment.
}

TEST_CASE("Undo takes back the last action that stands, redo restores it, a new one ends redo", "[timing][station]") {
    const test::TempDir dir;
    Heard heard;
    auto station = opened(dir);
    station->start(heard.callbacks());
    for (const Kind kind :
         {Kind::tap, Kind::tap, Kind::undo, Kind::undo, Kind::undo, Kind::redo, Kind::tap, Kind::redo, Kind::undo})
        REQUIRE(station->push(input(kind)));
    const auto recorded = heard.wait_for(9);
    const auto told = [&](std::size_t i) { return std::pair{recorded[i].what, recorded[i].reading.seq}; };
    CHECK(told(2) == std::pair{What::undone, std::uint64_t{2}});
    CHECK(told(3) == std::pair{What::undone, std::uint64_t{1}});
    CHECK(told(4) == std::pair{What::nothing_to_undo, std::uint64_t{0}});
    CHECK(told(5) == std::pair{What::redone, std::uint64_t{1}});
    CHECK(told(6) == std::pair{What::taken, std::uint64_t{3}});
    CHECK(told(7) == std::pair{What::nothing_to_redo, std::uint64_t{0}});
    CHECK(told(8) == std::pair{What::undone, std::uint64_t{3}});
    CHECK(station->picture()->taps == 1);
    std::vector<std::pair<std::uint64_t, bool>> taken_back;
    for (const OutItem& item : heard.wait_for_out(8)) {
        if (const auto* one = std::get_if<message::TakeBack>(&item)) taken_back.push_back({one->seq, one->back});
    }
    CHECK(taken_back == std::vector<std::pair<std::uint64_t, bool>>{{2, true}, {1, true}, {1, false}, {3, true}});
}

TEST_CASE("Undo goes back fifty actions and no further", "[timing][station]") {
    const test::TempDir dir;
    Heard heard;
    auto station = opened(dir);
    station->start(heard.callbacks());
    for (int i = 0; i < 60; ++i) REQUIRE(station->push(input(Kind::tap)));
    for (int i = 0; i < 51; ++i) REQUIRE(station->push(input(Kind::undo)));
    const auto recorded = heard.wait_for(111);
    CHECK(recorded[109].what == What::undone);
    CHECK(recorded[109].reading.seq == 11);
    CHECK(recorded[110].what == What::nothing_to_undo);
}

TEST_CASE("A restart knows what was recorded, what undo means, and sends it all under the same names",
          "[timing][station]") {
    const test::TempDir dir;
    std::vector<OutItem> before;
    {
        Heard heard;
        auto station = opened(dir);
        station->start(heard.callbacks());
        for (const Kind kind : {Kind::tap, Kind::tap, Kind::tap, Kind::undo}) REQUIRE(station->push(input(kind)));
        heard.wait_for(4);
        before = heard.wait_for_out(5);
    }
    Heard heard;
    auto station = opened(dir);
    CHECK(station->picture()->taps == 2);
    CHECK(station->picture()->redos == 1);
    station->start(heard.callbacks());
    const auto after = heard.out();
    REQUIRE(after.size() == before.size());
    CHECK(std::get<EpochBegun>(after[0]).epoch == std::get<EpochBegun>(before[0]).epoch);
    CHECK(std::get<message::TakeBack>(after[4]) == std::get<message::TakeBack>(before[4]));
    REQUIRE(station->push(input(Kind::undo)));
    CHECK(heard.wait_for(1)[0].reading.seq == 2);
}

TEST_CASE("A second window with the same folder says so, and records what was pressed there once the first has ended",
          "[timing][station]") {
    const test::TempDir dir;
    Heard heard, heard_of_second;
    auto first = opened(dir);
    first->start(heard.callbacks());
    auto second = opened(dir);
    second->start(heard_of_second.callbacks());
    CHECK(second->picture()->trouble.find("another window") != std::string::npos);
    CHECK(second->picture()->elsewhere);
    REQUIRE(second->push(input(Kind::tap, 2)));
    REQUIRE(first->push(input(Kind::tap, 1)));
    CHECK(heard.wait_for(1).size() == 1);
    first.reset();
    const auto recorded = heard_of_second.wait_for(1);
    CHECK(recorded[0].reading.seq == 2);
    CHECK(recorded[0].reading.device_time->us == 2);
    CHECK(second->picture()->trouble.empty());
    CHECK_FALSE(second->picture()->elsewhere);
}

TEST_CASE("While the disk refuses nothing beeps, and nothing is lost", "[timing][station]") {
    Disk disk;
    Heard heard;
    auto station = over(disk);
    {
        const std::lock_guard lock{disk.mutex};
        disk.appends_to_fail = 3;
        disk.opens_to_fail = 2;
    }
    auto callbacks = heard.callbacks();
    std::vector<std::string> troubles;
    callbacks.changed = [&] { troubles.push_back(station->picture()->trouble); };
    station->start(std::move(callbacks));
    for (int i = 0; i < 20; ++i) REQUIRE(station->push(input(Kind::tap, i)));
    const auto recorded = heard.wait_for(20);
    for (std::size_t i = 0; i < 20; ++i) CHECK(recorded[i].reading.seq == i + 1);
    CHECK(station->picture()->trouble.empty());
    station.reset();
    CHECK(std::count(troubles.begin(), troubles.end(), "journal.db: the disk is full; make room") == 3);
    CHECK(std::count(troubles.begin(), troubles.end(), "journal.db: cannot be opened; make room") == 2);
    CHECK(disk.facts.size() == 21);  // The epoch and twenty taps.
    CHECK(disk.opens > 3);           // Never tried again on the store that failed.
}

TEST_CASE("A journal that cannot be opened at the start is tried again, and what was pressed meanwhile is written",
          "[timing][station]") {
    Disk disk;
    disk.opens_to_fail = 3;
    Heard heard;
    auto station = over(disk);
    CHECK(station->picture()->trouble == "journal.db: cannot be opened; make room");
    CHECK(station->picture()->epoch.empty());
    for (int i = 1; i <= 5; ++i) REQUIRE(station->push(input(Kind::tap, i)));
    auto callbacks = heard.callbacks();
    std::vector<std::size_t> waiting;
    callbacks.changed = [&] { waiting.push_back(station->picture()->waiting); };
    station->start(std::move(callbacks));
    const auto recorded = heard.wait_for(5);
    for (std::size_t i = 0; i < 5; ++i) {
        CHECK(recorded[i].reading.seq == i + 1);
        CHECK(recorded[i].reading.device_time->us == static_cast<std::int64_t>(i + 1));
    }
    const auto out = heard.wait_for_out(6);
    CHECK(std::get<EpochBegun>(out[0]).epoch == recorded[0].reading.epoch);
    CHECK(station->picture()->trouble.empty());
    CHECK(station->picture()->taps == 5);
    station.reset();
    CHECK(std::count(waiting.begin(), waiting.end(), 5u) == 2);  // Said with each attempt that failed.
    CHECK(waiting.back() == 0);
    CHECK(disk.facts.size() == 6);
}

TEST_CASE("A journal that can be read only at a later attempt is known whole, and once", "[timing][station]") {
    Disk disk;
    {
        Heard heard;
        auto station = over(disk);
        station->start(heard.callbacks());
        for (const Kind kind : {Kind::tap, Kind::tap, Kind::undo}) REQUIRE(station->push(input(kind)));
        heard.wait_for(3);
    }
    disk.reads_to_fail = 2;
    Heard heard;
    auto station = over(disk);
    CHECK_FALSE(station->picture()->trouble.empty());
    station->start(heard.callbacks());
    CHECK(heard.wait_for_out(4).size() == 4);
    REQUIRE(station->push(input(Kind::redo)));
    CHECK(heard.wait_for(1)[0].taps == 2);
    CHECK(station->picture()->handed == 5);
}

TEST_CASE("A folder that cannot be made is made once it can be", "[timing][station]") {
    const test::TempDir dir;
    { std::ofstream in_the_way{dir.file("laptop")}; }
    Heard heard;
    auto station = opened(dir);
    CHECK(station->picture()->trouble.find("check that it is there") != std::string::npos);
    CHECK_FALSE(station->picture()->elsewhere);
    station->start(heard.callbacks());
    REQUIRE(station->push(input(Kind::tap)));
    REQUIRE(std::filesystem::remove(dir.file("laptop")));
    CHECK(heard.wait_for(1)[0].reading.seq == 1);
    CHECK(std::filesystem::exists(dir.file("laptop/journal.db")));
}

TEST_CASE("One more tap costs as little with a long day behind it as with none", "[timing][station]") {
    const test::TempDir dir;
    Heard heard;
    auto station = opened(dir);
    station->start(heard.callbacks());
    const std::size_t all = limits::kStationShown + 100;
    for (std::size_t i = 1; i <= all; ++i) REQUIRE(station->push(input(Kind::tap, static_cast<std::int64_t>(i))));
    heard.wait_for(all);
    const auto before = station->picture();
    REQUIRE(station->push(input(Kind::tap)));
    heard.wait_for(all + 1);
    const auto after = station->picture();
    REQUIRE(before->latest.size() == limits::kStationShown);
    CHECK(after->latest.size() == limits::kStationShown);
    CHECK(after->all_taps == all + 1);
    // What both show is one and the same, not a copy.
    for (std::size_t i = 1; i < limits::kStationShown; ++i) CHECK(&before->latest[i] == &after->latest[i - 1]);
}

TEST_CASE("A write that failed and is found on disk all the same is not written twice", "[timing][station]") {
    Disk disk;
    Heard heard;
    auto station = over(disk);
    disk.appends_to_fail = 1;
    disk.written_all_the_same = true;
    station->start(heard.callbacks());
    REQUIRE(station->push(input(Kind::tap)));
    heard.wait_for(1);
    REQUIRE(station->push(input(Kind::tap)));
    heard.wait_for(2);
    station.reset();
    CHECK(disk.facts.size() == 3);
}

TEST_CASE("More presses than wait for a disk at most are not taken, and it is said", "[timing][station]") {
    Disk disk;
    auto station = over(disk);  // Not started: nobody takes them.
    for (std::size_t i = 0; i < limits::kStationInputsMax; ++i) REQUIRE(station->push(input(Kind::tap)));
    CHECK_FALSE(station->push(input(Kind::tap)));
}

TEST_CASE("When another laptop has the numbers, the readings go on under a new epoch with what was undone",
          "[timing][station]") {
    const test::TempDir dir;
    Heard heard;
    auto station = opened(dir);
    station->start(heard.callbacks());
    for (const Kind kind : {Kind::tap, Kind::tap, Kind::tap, Kind::undo}) REQUIRE(station->push(input(kind)));
    const std::string old = heard.wait_for(4)[0].reading.epoch;
    station->go_on_from(old, 2);
    station->go_on_from(old, 2);  // Once is enough.
    const auto out = heard.wait_for_out(5 + 4);
    CHECK(std::get<EpochBegun>(out[5]).epoch != old);
    CHECK(std::get<OutReading>(out[6]).seq == 1);
    CHECK(std::get<OutReading>(out[6]).instead_of_seq == 2);
    CHECK(std::get<OutReading>(out[7]).instead_of_epoch == old);
    CHECK(std::get<message::TakeBack>(out[8]).seq == 2);
    CHECK(std::get<message::TakeBack>(out[8]).epoch != old);
    REQUIRE(station->push(input(Kind::redo)));
    CHECK(heard.wait_for(5)[4].reading.epoch != old);  // What is restored is what the server has.
    REQUIRE(station->push(input(Kind::tap)));
    CHECK(heard.wait_for(6)[5].reading.seq == 3);
    const auto entries = station->picture()->latest;
    station.reset();
    const auto again = opened(dir);
    REQUIRE(again->picture()->latest.size() == entries.size());
    for (std::size_t i = 0; i < entries.size(); ++i) {
        CHECK(again->picture()->latest[i].reading == entries[i].reading);
        CHECK(again->picture()->latest[i].voided == entries[i].voided);
    }
}

TEST_CASE("Every tap that was told of before a kill is in the journal afterwards", "[timing][station]") {
    const test::TempDir dir;
    const auto seed = Catch::rngSeed();
    CAPTURE(seed);
    std::mt19937 random{seed};
    std::uint64_t told = 0;
    for (int round = 0; round < 20; ++round) {
        int pipe_ends[2];
        REQUIRE(::pipe(pipe_ends) == 0);
        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            ::close(pipe_ends[0]);
            auto station = opened(dir);
            if (!station->picture()->trouble.empty()) ::_exit(1);
            Station::Callbacks callbacks;
            std::atomic<std::int64_t> heard{0};
            callbacks.recorded = [&](const std::vector<Recorded>& recorded) {
                heard += static_cast<std::int64_t>(recorded.size());
                for (const Recorded& one : recorded) {
                    if (::write(pipe_ends[1], &one.reading.seq, sizeof one.reading.seq) < 0) ::_exit(2);
                }
            };
            station->start(std::move(callbacks));
            for (std::int64_t pressed = 0;;) {
                if (pressed - heard < 10 && station->push(input(Kind::tap, pressed))) ++pressed;
                std::this_thread::yield();
            }
        }
        ::close(pipe_ends[1]);
        // Killed after so many that were told.
        std::uint64_t seq = 0;
        for (std::uint32_t left = 1 + static_cast<std::uint32_t>(random() % 50); left > 0; --left) {
            REQUIRE(::read(pipe_ends[0], &seq, sizeof seq) == sizeof seq);
            REQUIRE(seq > told);
            told = seq;
        }
        ::kill(child, SIGKILL);
        while (::read(pipe_ends[0], &seq, sizeof seq) == sizeof seq) told = seq;
        ::close(pipe_ends[0]);
        int status = 0;
        ::waitpid(child, &status, 0);
        REQUIRE(WIFSIGNALED(status));
        const auto after = opened(dir);
        REQUIRE(after->picture()->taps >= told);
        told = after->picture()->taps;  // What was written and not told of counts on too.
    }
}
