// Figure 7: how long the answers of a big meet take: each table for the first time after a reading came in. Beside it,
// what the same server needs for an answer that needs no table.

#include "tools/bench/big_meet.h"
#include "tools/bench/load.h"
#include "tools/bench/server_process.h"
#include "tools/bench/table.h"
#include "tools/http_client.h"

namespace heatline::bench {

Figure big_meet_answers(const Options& options) {
    constexpr const char* kName = "7 the slowest answer of a big meet";
    const auto meet = make_big_meet(options);
    if (!meet) return not_taken(kName, meet.error());
    const auto server = ServerProcess::start(options.program, meet->dir());
    if (!server) return not_taken(kName, server.error());
    const std::uint16_t port = (*server)->port();
    const auto first = ask_for_everything(*meet, port);
    if (!first) return not_taken(kName, first.error());
    tools::HttpClient client{{"127.0.0.1", port}, meet->director()};
    Samples time;
    for (int i = 0; i < 200; ++i) {
        const std::int64_t began = now_us();
        if (!client.get("/api/v1/time")) return not_taken(kName, "the server does not tell the time");
        time.add(now_us() - began);
    }
    std::vector<Samples> answers(first->size());
    for (int repeat = 0; repeat < 5; ++repeat) {
        const auto requests = meet->paced("answers-" + std::to_string(repeat), 1);
        if (!run_load(port, {requests.data(), 1})) return not_taken(kName, "readings are not taken");
        const auto asked = ask_for_everything(*meet, port);
        if (!asked) return not_taken(kName, asked.error());
        for (std::size_t i = 0; i < asked->size(); ++i) answers[i].add((*asked)[i].us);
    }
    std::int64_t slowest = 0;
    std::string each = "medians:";
    for (std::size_t i = 0; i < answers.size(); ++i) {
        slowest = std::max(slowest, answers[i].median());
        each += " " + (*first)[i].path.substr(8) + " " + duration_text(answers[i].median()) + " (" +
                grouped(static_cast<std::int64_t>((*first)[i].bytes / 1024)) + " KiB)";
    }
    return {{{kName, duration_text(slowest), duration_text(time.median()) + " the time", "", Verdict::shown}},
            {each, "the first picture after the start took " + duration_text(first->front().us)}};
}

}  // namespace heatline::bench
