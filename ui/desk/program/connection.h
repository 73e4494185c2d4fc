#pragma once
// Connection: what the command line says about the server and this laptop, worked out: where the server is, with which
// token, where the laptop's own journal lies; and with --serve the server itself. Made on the main thread.

#include <memory>
#include <string>

#include "engine/base/result.h"
#include "timing/station/laptop.h"
#include "ui/desk/program/options.h"
#include "ui/desk/program/server_child.h"

namespace heatline::ui {

struct Connection {
    timing::Laptop::Options laptop;
    std::unique_ptr<ServerChild> server;  // Null without --serve.
};

// `changed` is called when the server begins or ends. The error is a sentence; where a token is wanted and none was
// given it says how to get one.
Result<Connection, std::string> connect(const Options& options, std::function<void()> changed);

}  // namespace heatline::ui
