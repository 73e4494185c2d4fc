#include "timing/net/answer_head.h"

#include <boost/beast/http/status.hpp>
#include <cstdio>

namespace heatline::timing {

std::string answer_head(const Answer& answer, unsigned version, bool keep_alive) {
    namespace http = boost::beast::http;
    const auto reason = http::obsolete_reason(static_cast<http::status>(answer.status));
    std::string head;
    head.reserve(256);
    head.append("HTTP/1.1 ").append(std::to_string(answer.status)).append(" ").append(reason.data(), reason.size());
    head.append("\r\nContent-Type: ").append(answer.content_type);
    head.append("\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n");
    if (answer.status == 401) head.append("WWW-Authenticate: Bearer\r\n");
    if (!keep_alive) head.append("Connection: close\r\n");
    if (keep_alive && version < 11) head.append("Connection: keep-alive\r\n");
    if (!answer.source) head.append("Content-Length: ").append(std::to_string(answer.body.size())).append("\r\n");
    if (answer.source && version >= 11) head.append("Transfer-Encoding: chunked\r\n");
    return head.append("\r\n");
}

std::string chunk_head(std::size_t bytes) {
    char text[2 * sizeof bytes + 3];
    const int length = std::snprintf(text, sizeof text, "%zx\r\n", bytes);
    return {text, static_cast<std::size_t>(length)};
}

}  // namespace heatline::timing
