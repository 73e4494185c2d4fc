#include "timing/links.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

#include "engine/base/check.h"
#include "timing/meet_folder.h"

namespace heatline::timing {

std::string random_secret() { return random_token(); }

std::string tent_path(const std::string& secret, TeamId team) {
    CHECK_THAT(!secret.empty(), "a link needs the meet's secret");
    const std::string what = "tent " + std::to_string(team.value);
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
         reinterpret_cast<const unsigned char*>(what.data()), what.size(), digest.data(), &length);
    // Base 32 of RFC 4648 in lower case: may be read aloud, and copied from paper without doubt about case.
    std::string path = "/tent/";
    unsigned bits = 0, held = 0;
    for (std::size_t i = 0; i < 16; ++i) {
        held = (held << 8) | digest[i];
        for (bits += 8; bits >= 5; bits -= 5) path += "abcdefghijklmnopqrstuvwxyz234567"[(held >> (bits - 5)) & 31];
    }
    path += "abcdefghijklmnopqrstuvwxyz234567"[(held << (5 - bits)) & 31];
    return path;
}

}  // namespace heatline::timing
