#include "timing/token.h"

#include <openssl/sha.h>

#include "timing/journal/hash.h"

namespace heatline::timing {

std::string token_hash(std::string_view secret) {
    Hash digest;
    SHA256(reinterpret_cast<const unsigned char*>(secret.data()), secret.size(), digest.data());
    return to_hex(digest);
}

}  // namespace heatline::timing
