#include "timing/pinned_tls.h"

#include <openssl/evp.h>
#include <openssl/sha.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <memory>

namespace heatline::timing {

boost::asio::ssl::context make_pinned_tls() {
    boost::asio::ssl::context tls{boost::asio::ssl::context::tls_client};
    SSL_CTX_set_min_proto_version(tls.native_handle(), TLS1_2_VERSION);
    SSL_CTX_set_options(tls.native_handle(), SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION);
    // No chain is checked: who asks compares the fingerprint before it sends anything.
    SSL_CTX_set_verify(tls.native_handle(), SSL_VERIFY_NONE, nullptr);
    return tls;
}

bool is_fingerprint(std::string_view text) {
    return text.size() == 2 * SHA256_DIGEST_LENGTH && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

std::string fingerprint_shown(SSL* connection) {
    const std::unique_ptr<X509, decltype(&X509_free)> certificate{SSL_get1_peer_certificate(connection), X509_free};
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest;
    if (!certificate || X509_digest(certificate.get(), EVP_sha256(), digest.data(), nullptr) != 1) return {};
    std::string text;
    for (const unsigned char byte : digest) {
        text.push_back("0123456789abcdef"[byte >> 4]);
        text.push_back("0123456789abcdef"[byte & 0xf]);
    }
    return text;
}

}  // namespace heatline::timing
