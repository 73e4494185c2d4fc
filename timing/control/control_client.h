#pragma once
// ControlClient: a command's connection to the server that has its meet open. HTTP/1.1 over the control socket, one
// request at a time, each waited for. One thread.

#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "timing/control/control_socket.h"

namespace heatline::timing {

class ControlClient {
public:
    struct Response {
        int status = 0;
        std::string body;
    };

    explicit ControlClient(Descriptor socket) : socket_(std::move(socket)) {}

    // Any status is an answer; the error says why there was none, as a sentence.
    Result<Response, std::string> get(std::string_view target) { return ask("GET", target, {}); }
    Result<Response, std::string> post(std::string_view target, std::string_view body) {
        return ask("POST", target, body);
    }

private:
    Result<Response, std::string> ask(std::string_view method, std::string_view target, std::string_view body);
    // The error's text; empty when all went out.
    std::string send(std::string_view bytes);

    Descriptor socket_;
};

}  // namespace heatline::timing
