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

TEST_CASE("A reading that a view put in is answered when it is on disk, and not before", "[ui][errands]") {
    Alone alone;
    Teller teller{false};
    std::vector<std::string> said;
    Errands errands{teller, 1, [&](const Intent& asked, bool done, const std::string& sentence) {
                        CHECK(std::holds_alternative<intent::Record>(asked));
                        CHECK(done);
                        said.push_back(sentence);
                    }};
    errands.carry_out(tap_put_in(), *alone.laptop, 75'000'000, 1'000'000'000);
    const timing::Recorded done = alone.wait();
    REQUIRE(done.reading.device_time);
    CHECK(done.reading.device_time->us == 70'000'000);        // When its key went down,
    CHECK(done.reading.device_time->wall_us == 995'000'000);  // on both clocks.
    CHECK(said.empty());
    CHECK(errands.recorded(done));
    CHECK(said == std::vector<std::string>{"a tap is put in"});
    CHECK_FALSE(errands.recorded(done));                // Once.
    CHECK_FALSE(errands.recorded(timing::Recorded{}));  // A tap of the station is nobody's errand.
}

TEST_CASE("Where nothing is recorded a reading is refused at once, with the reason", "[ui][errands]") {
    Alone watching{false};
    Teller teller{false};
    std::optional<bool> done;
    Errands errands{teller, 1, [&](const Intent&, bool was, const std::string&) { done = was; }};
    errands.carry_out(tap_put_in(), *watching.laptop, 75'000'000, 1'000'000'000);
    CHECK(done == false);
}
