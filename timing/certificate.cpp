#include "timing/certificate.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <optional>

#include "timing/descriptor.h"
#include "timing/limits.h"
#include "timing/meet_folder.h"
#include "timing/pem.h"
#include "timing/self_signed.h"

namespace heatline::timing {
namespace {

MeetProblem cannot_use(const std::string& path, const std::string& why, const std::string& what_to_do) {
    return {MeetProblem::Kind::failed, "cannot use " + path + ": " + why + "; " + what_to_do};
}
MeetProblem system_problem(const std::string& path) {
    return cannot_use(path, std::strerror(errno), "check that it is a file and that you may read and write there");
}

// Empty when there is no such file.
Result<std::string, MeetProblem> read_pem(const std::string& path) {
    const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (file.get() < 0 && errno == ENOENT) return std::string{};
    if (file.get() < 0) return Error{system_problem(path)};
    std::string text(limits::kPemBytesMax + 1, '\0');
    std::size_t size = 0;
    while (size < text.size()) {
        const ssize_t got = ::read(file.get(), text.data() + size, text.size() - size);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return Error{system_problem(path)};
        if (got == 0) break;
        size += static_cast<std::size_t>(got);
    }
    if (size == 0 || size > limits::kPemBytesMax) {
        return Error{cannot_use(path, size == 0 ? "it is empty" : "it is too long for a PEM file",
                                "put the right file there, or remove it and key.pem to have both made anew")};
    }
    text.resize(size);
    return text;
}

bool write_and_sync(int fd, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(fd, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return ::fsync(fd) == 0;
}

// Puts `text` at `path` whole, unless somebody else was first: then theirs stays.
std::optional<MeetProblem> put_if_absent(const std::string& dir, const std::string& path, const std::string& text,
                                         mode_t mode) {
    const std::string half = path + "." + random_token().substr(0, 16);
    const Descriptor file{::open(half.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)};
    if (file.get() < 0) return system_problem(path);
    bool done = write_and_sync(file.get(), text) && (::link(half.c_str(), path.c_str()) == 0 || errno == EEXIST);
    const int why = errno;
    ::unlink(half.c_str());
    errno = why;
    if (!done) return system_problem(path);
    const Descriptor folder{::open(dir.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    done = folder.get() >= 0 && ::fsync(folder.get()) == 0;
    return done ? std::nullopt : std::optional{system_problem(dir)};
}

std::string fingerprint_of(const X509& certificate) {
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest;
    unsigned size = 0;
    X509_digest(&certificate, EVP_sha256(), digest.data(), &size);
    std::string text;
    for (const unsigned char byte : digest) {
        text.push_back("0123456789abcdef"[byte >> 4]);
        text.push_back("0123456789abcdef"[byte & 0xf]);
    }
    return text;
}

}  // namespace

Result<Certificate, MeetProblem> ensure_certificate(const std::string& dir) {
    const std::string certificate_path = dir + "/certificate.pem";
    const std::string key_path = dir + "/key.pem";
    const std::string mend = "put a pair there that belongs together, or remove both to have them made anew";
    // The certificate is looked for first and made last: where it is, the key is too.
    auto certificate_pem = read_pem(certificate_path);
    if (!certificate_pem) return Error{certificate_pem.error()};
    auto key_pem = read_pem(key_path);
    if (!key_pem) return Error{key_pem.error()};
    if (key_pem->empty()) {
        if (!certificate_pem->empty()) return Error{cannot_use(certificate_path, "its key.pem is not there", mend)};
        if (const auto problem = put_if_absent(dir, key_path, make_key_pem(), 0600)) return Error{*problem};
        key_pem = read_pem(key_path);
        if (!key_pem) return Error{key_pem.error()};
    }
    const auto key = read_key_pem(*key_pem);
    if (!key) return Error{cannot_use(key_path, "it is no private key without a passphrase", mend)};
    if (certificate_pem->empty()) {
        const std::string made = make_self_signed_pem(*key_pem);
        if (made.empty()) return Error{cannot_use(key_path, "no certificate can be signed with it", mend)};
        if (const auto problem = put_if_absent(dir, certificate_path, made, 0644)) return Error{*problem};
        certificate_pem = read_pem(certificate_path);
        if (!certificate_pem) return Error{certificate_pem.error()};
    }
    const auto certificate = read_certificate_pem(*certificate_pem);
    if (!certificate) return Error{cannot_use(certificate_path, "it is no certificate in PEM", mend)};
    if (X509_check_private_key(certificate.get(), key.get()) != 1)
        return Error{cannot_use(certificate_path, "it is not a certificate of the key in key.pem", mend)};
    return Certificate{std::move(*certificate_pem), std::move(*key_pem), fingerprint_of(*certificate)};
}

}  // namespace heatline::timing
