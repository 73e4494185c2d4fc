#include "timing/net/tls.h"

#include <boost/asio/ssl/context.hpp>

namespace heatline::timing {

namespace asio = boost::asio;

Result<Tls, MeetProblem> make_tls(const Certificate& certificate) {
    const auto tls = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
    SSL_CTX* const native = tls->native_handle();
    boost::system::error_code error;
    tls->use_certificate_chain(asio::buffer(certificate.certificate_pem), error);
    if (!error) tls->use_private_key(asio::buffer(certificate.key_pem), asio::ssl::context::pem, error);
    const bool set = !error && SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION) == 1 &&
                     SSL_CTX_set_cipher_list(native, "ECDHE+AESGCM:ECDHE+CHACHA20") == 1;
    if (!set) {
        return Error{
            MeetProblem{MeetProblem::Kind::failed, "cannot use the meet's certificate: TLS does not take it" +
                                                       (error ? " (" + error.message() + ")" : std::string{}) +
                                                       "; remove certificate.pem and key.pem to have them made anew"}};
    }
    // HTTP says where an answer ends, so a connection that ends without TLS's goodbye is no truncation.
    SSL_CTX_set_options(native, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE |
                                    SSL_OP_IGNORE_UNEXPECTED_EOF);
    SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);  // Thousands of quiet connections hold no buffers.
    return tls;
}

}  // namespace heatline::timing
