#pragma once
// PEM texts of keys and certificates, and OpenSSL's objects owned. Any thread.

#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <memory>
#include <string>

namespace heatline::timing {

template <auto free_it>
struct FreeWith {
    template <class T>
    void operator()(T* object) const {
        free_it(object);
    }
};
template <class T, auto free_it>
using Owned = std::unique_ptr<T, FreeWith<free_it>>;

// What a memory BIO holds.
inline std::string text_of(BIO& bio) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(&bio, &data);
    return size > 0 ? std::string(data, static_cast<std::size_t>(size)) : std::string{};
}

// Null when the text is no private key, or one behind a passphrase: a server that starts by itself has nobody to ask.
inline Owned<EVP_PKEY, EVP_PKEY_free> read_key_pem(const std::string& pem) {
    const Owned<BIO, BIO_free_all> text{BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()))};
    const auto no_passphrase = [](char*, int, int, void*) { return -1; };
    return Owned<EVP_PKEY, EVP_PKEY_free>{PEM_read_bio_PrivateKey(text.get(), nullptr, no_passphrase, nullptr)};
}

// The first certificate of the text; null when there is none.
inline Owned<X509, X509_free> read_certificate_pem(const std::string& pem) {
    const Owned<BIO, BIO_free_all> text{BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()))};
    return Owned<X509, X509_free>{PEM_read_bio_X509(text.get(), nullptr, nullptr, nullptr)};
}

}  // namespace heatline::timing
