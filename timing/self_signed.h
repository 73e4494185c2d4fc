#pragma once
// A private key and a certificate that it signs for itself, as PEM. Any thread.

#include <string>

namespace heatline::timing {

// A new ECDSA P-256 key.
std::string make_key_pem();

// A certificate of the key in `key_pem`, which is any that OpenSSL signs with; empty when it cannot. Valid from a day
// ago, because the clocks of laptops in a field are off, for ten years. Names: heatline, localhost, 127.0.0.1.
std::string make_self_signed_pem(const std::string& key_pem);

}  // namespace heatline::timing
