#include "timing/self_signed.h"

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "engine/base/check.h"
#include "timing/pem.h"

namespace heatline::timing {
namespace {

constexpr long kDaySeconds = 24 * 60 * 60;
constexpr int kValidDays = 3'650;
constexpr int kSerialBits = 127;  // Unlike any other of this name, and positive in 16 bytes.
constexpr const char* kName = "heatline";
constexpr const char* kNames = "DNS:heatline, DNS:localhost, IP:127.0.0.1";

bool set_serial(X509& certificate) {
    const Owned<BIGNUM, BN_free> number{BN_new()};
    return number && BN_rand(number.get(), kSerialBits, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1 &&
           BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(&certificate)) != nullptr;
}

bool set_names(X509& certificate) {
    X509_NAME* name = X509_get_subject_name(&certificate);
    return X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>(kName), -1, -1,
                                      0) == 1 &&
           X509_set_issuer_name(&certificate, name) == 1;
}

bool add_extension(X509& certificate, int kind, const char* value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, &certificate, &certificate, nullptr, nullptr, 0);
    const Owned<X509_EXTENSION, X509_EXTENSION_free> extension{X509V3_EXT_conf_nid(nullptr, &context, kind, value)};
    return extension && X509_add_ext(&certificate, extension.get(), -1) == 1;
}

}  // namespace

std::string make_key_pem() {
    const Owned<EVP_PKEY, EVP_PKEY_free> key{EVP_EC_gen("P-256")};
    CHECK_THAT(key != nullptr, "the system makes a P-256 key");
    const Owned<BIO, BIO_free_all> text{BIO_new(BIO_s_mem())};
    CHECK_THAT(text && PEM_write_bio_PrivateKey(text.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1,
               "a key has a text");
    return text_of(*text);
}

std::string make_self_signed_pem(const std::string& key_pem) {
    const auto key = read_key_pem(key_pem);
    const Owned<X509, X509_free> certificate{X509_new()};
    const Owned<BIO, BIO_free_all> text{BIO_new(BIO_s_mem())};
    const bool made = key && certificate && text && X509_set_version(certificate.get(), X509_VERSION_3) == 1 &&
                      set_serial(*certificate) && set_names(*certificate) &&
                      X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -kDaySeconds) &&
                      X509_time_adj_ex(X509_getm_notAfter(certificate.get()), kValidDays, 0, nullptr) &&
                      X509_set_pubkey(certificate.get(), key.get()) == 1 &&
                      add_extension(*certificate, NID_basic_constraints, "critical,CA:FALSE") &&
                      add_extension(*certificate, NID_key_usage, "critical,digitalSignature") &&
                      add_extension(*certificate, NID_ext_key_usage, "serverAuth") &&
                      add_extension(*certificate, NID_subject_alt_name, kNames) &&
                      X509_sign(certificate.get(), key.get(), EVP_sha256()) > 0 &&
                      PEM_write_bio_X509(text.get(), certificate.get()) == 1;
    return made ? text_of(*text) : std::string{};
}

}  // namespace heatline::timing
