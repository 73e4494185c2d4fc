#include "tools/bench/plain_insert.h"

#include <sqlite3.h>
#include <unistd.h>

#include <array>
#include <memory>

#include "timing/journal/schema.h"
#include "timing/net/reading_json.h"
#include "tools/bench/measure.h"
#include "tools/bench/requests.h"
#include "tools/bench/temp_meet.h"

namespace heatline::bench {
namespace {

struct Close {
    void operator()(sqlite3* database) const { sqlite3_close(database); }
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

}  // namespace

std::vector<timing::FactBatch> encoded_batches(std::size_t count, std::size_t size) {
    std::vector<timing::FactBatch> batches;
    timing::ReadingParser parser;
    const Instant began = wall_clock();
    std::string line;
    for (std::size_t i = 0; i < count; ++i) {
        if (i % size == 0) batches.emplace_back();
        line.clear();
        append_reading(line, "bench-1", i + 1, began + Millis{static_cast<std::int64_t>(i)});
        line.pop_back();
        auto reading = parser.parse(line);
        CHECK_THAT(reading.ok(), "the bench writes readings that can be read");
        batches.back().add({began, "finish-1", {}, ReadingTaken{DeviceId{0u}, std::move(*reading)}});
    }
    return batches;
}

Result<std::int64_t, std::string> insert_plainly(const std::string& dir,
                                                 const std::vector<timing::FactBatch>& batches) {
    const std::string path = dir + "/plain.db";
    for (const char* suffix : {"", "-wal", "-shm"}) ::unlink((path + suffix).c_str());
    sqlite3* opened = nullptr;
    const int open_code = sqlite3_open_v2(path.c_str(), &opened,
                                          SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    const std::unique_ptr<sqlite3, Close> database{opened};
    const std::string setup =
        "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=" +
        std::to_string(timing::kCheckpointPages) +
        "; CREATE TABLE fact(seq INTEGER PRIMARY KEY, body BLOB NOT NULL, hash BLOB NOT NULL);";
    if (open_code != SQLITE_OK || sqlite3_exec(opened, setup.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
        return Error{"the baseline cannot be made in " + dir + ": " + sqlite3_errmsg(opened)};
    }
    sqlite3_stmt* prepared = nullptr;
    sqlite3_prepare_v2(opened, "INSERT INTO fact(seq, body, hash) VALUES(?, ?, ?)", -1, &prepared, nullptr);
    const std::unique_ptr<sqlite3_stmt, Close> insert{prepared};

    const std::array<std::uint8_t, 32> hash{};
    sqlite3_int64 seq = 0;
    const std::int64_t began = now_us();
    for (const timing::FactBatch& batch : batches) {
        sqlite3_exec(opened, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr);
        for (std::size_t i = 0; i < batch.size(); ++i) {
            const auto body = batch.body(i);
            sqlite3_bind_int64(prepared, 1, ++seq);
            sqlite3_bind_blob64(prepared, 2, body.data(), body.size(), SQLITE_STATIC);
            sqlite3_bind_blob64(prepared, 3, hash.data(), hash.size(), SQLITE_STATIC);
            sqlite3_step(prepared);
            sqlite3_reset(prepared);
        }
        if (sqlite3_exec(opened, "COMMIT", nullptr, nullptr, nullptr) != SQLITE_OK) {
            return Error{std::string{"the baseline's commit failed: "} + sqlite3_errmsg(opened)};
        }
    }
    return now_us() - began;
}

}  // namespace heatline::bench
