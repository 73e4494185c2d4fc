#pragma once
// HttpClient: one keep-alive HTTP/1.1 connection to a Heatline server, with one bearer token.
//
// Over https the server must show the certificate whose fingerprint the token carries: before that, not one byte of a
// request is sent. Plain http is for this machine: beyond it no token is sent that way.
//
// Every call has a deadline and every failure is a sentence: what, why, what to do. A call that failed leaves the
// connection closed; the next call connects anew. Whether to send again is the caller's to decide, because only the
// caller knows whether that is harmless. One client belongs to one thread at a time; different clients to different
// threads.

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "timing/server_address.h"

namespace heatline::tools {

inline constexpr std::chrono::seconds kConnectWithin{5};
inline constexpr std::chrono::seconds kAnswerWithin{15};
// A longer answer is an error: no report of a meet of 200,000 children comes near.
inline constexpr std::size_t kAnswerBytesMax = 256 * 1024 * 1024;

struct Response {
    int status = 0;
    std::string type;  // Content-Type, as sent.
    std::string body;
};

class HttpClient {
public:
    using Answer = Result<Response, std::string>;

    // Does not connect yet. `token` may be empty: then nothing is said about who asks.
    explicit HttpClient(timing::ServerAddress server, std::string token = {});
    ~HttpClient();
    HttpClient(HttpClient&&) noexcept;
    HttpClient& operator=(HttpClient&&) noexcept;

    // Any status is an answer; an error is that there was none.
    Answer get(std::string_view target);
    Answer post_json(std::string_view target, std::string_view body);
    Answer post_ndjson(std::string_view target, std::string_view body);

    // Sends the whole request and hangs up before the answer: what a laptop does that loses its Wi-Fi at that moment.
    // The server may have taken it or not.
    Result<Done, std::string> post_ndjson_and_hang_up(std::string_view target, std::string_view body);

    void close();

private:
    struct Connection;
    std::unique_ptr<Connection> connection_;
};

}  // namespace heatline::tools
