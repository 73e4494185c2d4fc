#pragma once
// TlsClient: one TLS connection for a test, waiting as long as it takes. It checks no certificate; it says which it
// saw.

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace heatline::test {

class TlsClient {
public:
    using Response = boost::beast::http::response<boost::beast::http::string_body>;

    // `newest`: the newest version it offers, as OpenSSL numbers them; 0 for what there is.
    explicit TlsClient(std::uint16_t port, int newest = 0, const std::string& address = "127.0.0.1") {
        SSL_CTX_set_max_proto_version(context_.native_handle(), newest);
        SSL_CTX_set_min_proto_version(context_.native_handle(), 0);
        SSL_CTX_set_security_level(context_.native_handle(), 0);
        stream_.emplace(io_, context_);
        stream_->lowest_layer().connect({boost::asio::ip::make_address(address), port});
        boost::system::error_code error;
        stream_->handshake(boost::asio::ssl::stream_base::client, error);
        shook_hands = !error;
    }

    std::string version() { return SSL_get_version(stream_->native_handle()); }
    std::string fingerprint() {
        X509* const shown = SSL_get1_peer_certificate(stream_->native_handle());
        std::array<unsigned char, 32> digest{};
        X509_digest(shown, EVP_sha256(), digest.data(), nullptr);
        X509_free(shown);
        std::string text;
        for (const unsigned char byte : digest) {
            char digits[3];
            std::snprintf(digits, sizeof digits, "%02x", byte);
            text += digits;
        }
        return text;
    }
    bool send(std::string_view bytes) {
        boost::system::error_code error;
        boost::asio::write(*stream_, boost::asio::buffer(bytes.data(), bytes.size()), error);
        return !error;
    }
    std::optional<Response> read() {
        boost::beast::http::response_parser<boost::beast::http::string_body> parser;
        parser.body_limit(boost::none);
        boost::system::error_code error;
        boost::beast::http::read(*stream_, buffer_, parser, error);
        if (error) return std::nullopt;
        return parser.release();
    }
    std::optional<Response> ask(std::string_view bytes) {
        if (!send(bytes)) return std::nullopt;
        return read();
    }
    // Ends the connection without a goodbye, as a laptop does that is closed.
    void leave() { stream_->lowest_layer().close(); }

    bool shook_hands = false;

private:
    boost::asio::io_context io_;
    boost::asio::ssl::context context_{boost::asio::ssl::context::tls_client};
    std::optional<boost::asio::ssl::stream<boost::asio::ip::tcp::socket>> stream_;
    boost::beast::flat_buffer buffer_;
};

}  // namespace heatline::test
