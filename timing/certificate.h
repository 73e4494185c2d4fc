#pragma once
// Certificate: what the meet's server shows who it is with.
//
//   DIR/certificate.pem    the certificate, with its chain if it has one      DIR/key.pem    its private key, mode 0600
//
// Made on first use, by whoever needs it first: ECDSA P-256, signed by itself, because a field has no authority to
// ask; clients know it by its fingerprint, which every token carries. Two programs that make it at once end with the
// same one, and a crash leaves either none or a whole one. Files that people put there are used as they are. Any
// thread.

#include <string>

#include "engine/base/result.h"
#include "timing/meet.h"

namespace heatline::timing {

struct Certificate {
    std::string certificate_pem;
    std::string key_pem;
    std::string fingerprint;  // SHA-256 of the certificate in DER, 64 digits of lower hex.
};

// The certificate of the meet in `dir`, made if there is none.
Result<Certificate, MeetProblem> ensure_certificate(const std::string& dir);

}  // namespace heatline::timing
