// Figure 5: from the start of the program to the first acknowledgement, on the journal of a big meet (12,000 children,
// 150 teams, a million readings), after a kill -9; the chain is checked on the way. Beside it, reading the rows with
// SQLite and doing nothing with them. And the memory that the server then holds, after every table was asked for.

#include <sqlite3.h>

#include "tools/bench/big_meet.h"
#include "tools/bench/load.h"
#include "tools/bench/server_process.h"
#include "tools/bench/table.h"

namespace heatline::bench {
namespace {

constexpr const char* kName = "5 restart to first acknowledgement, readings";

std::int64_t read_plainly(const std::string& path) {
    const std::int64_t began = now_us();
    sqlite3* database = nullptr;
    sqlite3_stmt* rows = nullptr;
    std::int64_t bytes = 0;
    if (sqlite3_open(path.c_str(), &database) == SQLITE_OK &&
        sqlite3_prepare_v2(database, "SELECT seq, body, hash FROM fact ORDER BY seq", -1, &rows, nullptr) ==
            SQLITE_OK) {
        while (sqlite3_step(rows) == SQLITE_ROW) bytes += sqlite3_column_bytes(rows, 1) + sqlite3_column_bytes(rows, 2);
    }
    sqlite3_finalize(rows);
    sqlite3_close(database);
    return bytes > 0 ? now_us() - began : 0;
}

}  // namespace

Figure restart(const Options& options) {
    const auto meet = make_big_meet(options);
    if (!meet) return not_taken(kName, meet.error());
    const std::string name = kName + (": " + grouped(meet->readings));
    const std::string& dir = meet->dir();
    const std::int64_t plain = read_plainly(dir + "/journal.db");
    Samples listening, acknowledged;
    std::int64_t resident_kib = 0;
    for (int repeat = 0; repeat < options.repeats(); ++repeat) {
        const Requests one = reading_requests(meet->tokens[1], "restart-" + std::to_string(repeat), 1, 1, wall_clock());
        const std::int64_t began = now_us();
        auto server = ServerProcess::start(options.program, dir);
        if (!server) return not_taken(name, server.error());
        listening.add(now_us() - began);
        const auto load = run_load((*server)->port(), {&one, 1});
        if (!load) return not_taken(name, load.error());
        if (load->refused > 0) return not_taken(name, load->first_refusal);
        acknowledged.add(now_us() - began);
        if (const auto asked = ask_for_everything(*meet, (*server)->port()); !asked)
            return not_taken(name, asked.error());
        resident_kib = (*server)->resident_kib();
        (*server)->kill_hard();
    }
    const std::int64_t goal = options.quick ? 250'000 : 2'000'000;
    const std::int64_t mib = resident_kib / 1024;
    return {{{name, duration_text(acknowledged.median()), duration_text(plain) + " plain read",
              "goal " + duration_text(goal), verdict(acknowledged.median() <= goal)},
             {"  and the server's memory, all tables asked for", grouped(mib) + " MiB",
              grouped(meet->journal_mib) + " MiB journal", "goal 300 MiB", verdict(mib <= 300)}},
            {}};
}

}  // namespace heatline::bench
