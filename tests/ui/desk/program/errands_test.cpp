// What a frame asked for: said to be done when it is done, never before.

#include "ui/desk/program/errands.h"

#include <catch2/catch.hpp>
#include <condition_variable>
#include <filesystem>
#include <mutex>

using namespace heatline;
using namespace heatline::ui;

namespace {

namespace fs = std::filesystem;

// A laptop without a server, with a journal in a folder of its own.
struct Alone {
    fs::path folder = fs::temp_directory_path() / ("heatline-errands-" + std::to_string(::getpid()));
    std::mutex mutex;
    std::condition_variable came;
    std::vector<timing::Recorded> recorded;  // Guarded by mutex.
    std::unique_ptr<timing::Laptop> laptop;

    explicit Alone(bool records = true) {
        fs::remove_all(folder);
        timing::Laptop::Options options;
        if (records) options.folder = folder.string();
        options.link.server = {"127.0.0.1", 1};
        options.link.token = "nobody";
        laptop = std::make_unique<timing::Laptop>(
            std::move(options), timing::Laptop::Callbacks{[this](const auto& done) {
                                                              const std::lock_guard lock{mutex};
                                                              recorded.insert(recorded.end(), done.begin(), done.end());
                                                              came.notify_all();
                                                          },
                                                          [] {}});
    }
    ~Alone() {
        laptop.reset();
        fs::remove_all(folder);
    }
    timing::Recorded wait() {
        std::unique_lock lock{mutex};
        came.wait(lock, [this] { return !recorded.empty(); });
        return recorded.front();
    }
};

intent::Record tap_put_in() {
    intent::Record record;
    record.reading.kind = ReadingKind::tap;
    record.device_us = 70'000'000;
    record.words = "a tap is put in";
    return record;
}

}  // namespace

TEST_CASE("The words of a reading come back with its record, and nobody says them before", "[ui][errands]") {
    Alone alone;
    Teller teller{false};
    bool answered = false;
    Errands errands{*alone.laptop, teller, 1, [&](bool, const std::string&) { answered = true; }};
    errands.carry_out(tap_put_in(), 75'000'000, 1'000'000'000);
    const timing::Recorded done = alone.wait();
    CHECK(done.say == "a tap is put in");
    REQUIRE(done.reading.device_time);
    CHECK(done.reading.device_time->us == 70'000'000);        // When its key went down,
    CHECK(done.reading.device_time->wall_us == 995'000'000);  // on both clocks.
    CHECK_FALSE(answered);
}

TEST_CASE("Where nothing is recorded a reading is refused at once, with the reason", "[ui][errands]") {
    Alone watching{false};
    Teller teller{false};
    std::optional<bool> done;
    Errands errands{*watching.laptop, teller, 1, [&](bool was, const std::string&) { done = was; }};
    errands.carry_out(tap_put_in(), 75'000'000, 1'000'000'000);
    CHECK(done == false);
}
