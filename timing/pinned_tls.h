#pragma once
// TLS of a client that knows its server by the fingerprint of its certificate and by nothing else: a field has no
// authority, no names and no right clock that a certificate could be checked with. Any thread.

#include <boost/asio/ssl/context.hpp>
#include <string>
#include <string_view>

namespace heatline::timing {

boost::asio::ssl::context make_pinned_tls();

// Whether `text` has the form of a fingerprint: 64 digits of lower hex.
bool is_fingerprint(std::string_view text);

// SHA-256 of the certificate that the other side has shown, in hex; empty when it has shown none.
std::string fingerprint_shown(SSL* connection);

}  // namespace heatline::timing
