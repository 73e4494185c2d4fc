// The meet's certificate: made once, kept, and people's own left alone. Every file lies in a folder that goes away.

#include "timing/certificate.h"

#include <openssl/evp.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <thread>
#include <vector>

#include "tests/timing/journal/world.h"
#include "timing/pem.h"
#include "timing/self_signed.h"

using namespace heatline;
using namespace heatline::timing;

namespace {

unsigned mode_of(const std::string& path) {
    struct stat told {};
    REQUIRE(::stat(path.c_str(), &told) == 0);
    return told.st_mode & 0777;
}

std::string problem_in(const test::TempDir& dir) {
    const auto certificate = ensure_certificate(dir.file(""));
    REQUIRE_FALSE(certificate);
    CHECK(certificate.error().what.find(": ") != std::string::npos);
    CHECK(certificate.error().what.find("; ") != std::string::npos);
    CHECK(certificate.error().what.find('\n') == std::string::npos);
    return certificate.error().what;
}

}  // namespace

TEST_CASE("A certificate is made once and stays, its key for nobody else to read", "[timing][certificate]") {
    const test::TempDir dir;
    const auto made = ensure_certificate(dir.file(""));
    REQUIRE(made);
    CHECK(mode_of(dir.file("key.pem")) == 0600);
    CHECK(test::contents(dir.file("certificate.pem")) == made->certificate_pem);
    CHECK(test::contents(dir.file("key.pem")) == made->key_pem);
    CHECK(made->fingerprint.size() == 64);
    const auto again = ensure_certificate(dir.file(""));
    REQUIRE(again);
    CHECK(again->fingerprint == made->fingerprint);
    CHECK(again->key_pem == made->key_pem);

    const test::TempDir other;
    CHECK(ensure_certificate(other.file(""))->fingerprint != made->fingerprint);
}

TEST_CASE("The certificate is P-256, valid since yesterday for ten years, and names this machine",
          "[timing][certificate]") {
    const test::TempDir dir;
    const auto made = ensure_certificate(dir.file(""));
    REQUIRE(made);
    const auto certificate = read_certificate_pem(made->certificate_pem);
    REQUIRE(certificate);
    EVP_PKEY* key = X509_get0_pubkey(certificate.get());
    CHECK(EVP_PKEY_get_base_id(key) == EVP_PKEY_EC);
    CHECK(EVP_PKEY_get_bits(key) == 256);
    CHECK(X509_verify(certificate.get(), key) == 1);
    int days = 0, seconds = 0;
    REQUIRE(ASN1_TIME_diff(&days, &seconds, X509_get0_notBefore(certificate.get()), nullptr) == 1);
    CHECK(days == 1);
    REQUIRE(ASN1_TIME_diff(&days, &seconds, nullptr, X509_get0_notAfter(certificate.get())) == 1);
    CHECK(days >= 3'649);
    for (const char* name : {"heatline", "localhost"}) {
        CHECK(X509_check_host(certificate.get(), name, 0, 0, nullptr) == 1);
    }
    CHECK(X509_check_ip_asc(certificate.get(), "127.0.0.1", 0) == 1);
    CHECK(X509_check_host(certificate.get(), "example.org", 0, 0, nullptr) == 0);
}

TEST_CASE("Programs that need the certificate at the same moment end with the same one", "[timing][certificate]") {
    const test::TempDir dir;
    std::array<std::string, 8> found;
    std::vector<std::thread> threads;
    for (std::string& fingerprint : found) {
        threads.emplace_back([&fingerprint, &dir] {
            const auto certificate = ensure_certificate(dir.file(""));
            if (certificate) fingerprint = certificate->fingerprint;
        });
    }
    for (std::thread& thread : threads) thread.join();
    for (const std::string& fingerprint : found) CHECK(fingerprint == ensure_certificate(dir.file(""))->fingerprint);
}

TEST_CASE("A crash after the key and before the certificate is mended by the next start", "[timing][certificate]") {
    const test::TempDir dir;
    REQUIRE(ensure_certificate(dir.file("")));
    const std::string key = test::contents(dir.file("key.pem"));
    REQUIRE(::unlink(dir.file("certificate.pem").c_str()) == 0);
    const auto mended = ensure_certificate(dir.file(""));
    REQUIRE(mended);
    CHECK(mended->key_pem == key);
}

TEST_CASE("A pair that people put there is used as it is", "[timing][certificate]") {
    const test::TempDir dir;
    const std::string key = make_key_pem();
    const std::string own = "# our own\n" + make_self_signed_pem(key);
    test::write_contents(dir.file("key.pem"), key);
    test::write_contents(dir.file("certificate.pem"), own);
    const auto used = ensure_certificate(dir.file(""));
    REQUIRE(used);
    CHECK(used->certificate_pem == own);
    CHECK(test::contents(dir.file("certificate.pem")) == own);
}

TEST_CASE("Files that are no pair are refused with a sentence and stay as they are", "[timing][certificate]") {
    const test::TempDir dir;
    const std::string key = make_key_pem();
    test::write_contents(dir.file("certificate.pem"), make_self_signed_pem(key));
    CHECK(problem_in(dir).find("key.pem is not there") != std::string::npos);

    test::write_contents(dir.file("key.pem"), make_key_pem());
    CHECK(problem_in(dir).find("not a certificate of the key") != std::string::npos);

    test::write_contents(dir.file("key.pem"), "-----BEGIN PRIVATE KEY-----\nnonsense\n-----END PRIVATE KEY-----\n");
    CHECK(problem_in(dir).find("no private key") != std::string::npos);

    test::write_contents(dir.file("key.pem"), key);
    test::write_contents(dir.file("certificate.pem"), "hello");
    CHECK(problem_in(dir).find("no certificate") != std::string::npos);

    test::write_contents(dir.file("certificate.pem"), std::string(100'000, 'x'));
    CHECK(problem_in(dir).find("too long") != std::string::npos);
    test::write_contents(dir.file("certificate.pem"), "");
    CHECK(problem_in(dir).find("empty") != std::string::npos);
    CHECK(test::contents(dir.file("key.pem")) == key);
}

TEST_CASE("A folder that cannot take a certificate says so", "[timing][certificate]") {
    const test::TempDir dir;
    const auto nowhere = ensure_certificate(dir.file("nowhere"));
    REQUIRE_FALSE(nowhere);
    CHECK(nowhere.error().what.find('\n') == std::string::npos);
}
