#pragma once
// What the server's TLS connections share: the certificate, and what is spoken: TLS 1.2 with forward secrecy, or 1.3.
// Made once, before the server runs.

#include <memory>

#include "timing/certificate.h"

namespace boost::asio::ssl {
class context;
}

namespace heatline::timing {

using Tls = std::shared_ptr<boost::asio::ssl::context>;

// An error says in one line why this pair cannot be used.
Result<Tls, MeetProblem> make_tls(const Certificate& certificate);

}  // namespace heatline::timing
