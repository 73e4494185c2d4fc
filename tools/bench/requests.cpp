#include "tools/bench/requests.h"

namespace heatline::bench {

void append_reading(std::string& lines, std::string_view epoch, std::uint64_t seq, Instant at) {
    lines += "{\"epoch\":\"";
    lines += epoch;
    lines += "\",\"seq\":" + std::to_string(seq) + ",\"kind\":\"";
    const bool is_tap = seq % 2 == 1;
    lines += is_tap ? "tap" : "bib";
    lines += "\",\"at\":\"" + format_rfc3339(at);
    lines += is_tap ? "\"}\n" : "\",\"bib\":\"" + std::to_string(1000 + seq / 2 % 9000) + "\",\"mode\":\"live\"}\n";
}

Requests reading_requests(const std::string& token, std::string_view epoch, std::size_t count, std::size_t readings,
                          Instant from) {
    Requests requests;
    std::uint64_t seq = 0;
    std::string body;
    for (std::size_t i = 0; i < count; ++i) {
        body.clear();
        for (std::size_t r = 0; r < readings; ++r) {
            ++seq;
            append_reading(body, epoch, seq, from + Millis{static_cast<std::int64_t>(seq)});
        }
        requests.bytes += "POST /api/v1/readings HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token +
                          "\r\nContent-Type: application/x-ndjson\r\nContent-Length: " + std::to_string(body.size()) +
                          "\r\n\r\n" + body;
        requests.ends.push_back(requests.bytes.size());
    }
    return requests;
}

}  // namespace heatline::bench
