#pragma once
// Token: what a person copies onto a device, SECRET.FINGERPRINT: who it is, and which server it may be told to. The
// secret alone is a token too, for a server on the same machine. Pure; any thread.

#include <string>
#include <string_view>

namespace heatline::timing {

struct Token {
    std::string_view secret;       // What the server knows the device by.
    std::string_view fingerprint;  // SHA-256 of the server's certificate in hex; empty where the token carries none.
};

// Everything from the first dot on is the fingerprint. Points into `token`.
inline Token split_token(std::string_view token) {
    const std::size_t dot = token.find('.');
    if (dot == std::string_view::npos) return {token, {}};
    return {token.substr(0, dot), token.substr(dot + 1)};
}

inline std::string join_token(std::string_view secret, std::string_view fingerprint) {
    return std::string{secret} + "." + std::string{fingerprint};
}

// What is stored of a token's secret, and what a device is known by: its SHA-256 in hex.
std::string token_hash(std::string_view secret);

}  // namespace heatline::timing
