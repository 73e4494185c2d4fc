#include "timing/station/kept_facts.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <sstream>

#include "timing/limits.h"

namespace heatline::timing {
namespace {

constexpr std::size_t kHead = 128;
constexpr const char* kKind = "heatline facts 1";

std::string head_of(const KeptFacts::Moment& moment) {
    std::string head = std::string{kKind} + " " + moment.boot + " " + std::to_string(moment.boottime_us) + " " +
                       std::to_string(moment.wall_us) + " " +
                       (moment.offset_us ? std::to_string(*moment.offset_us) : "-");
    head.resize(kHead, ' ');
    return head;
}

std::optional<KeptFacts::Moment> moment_of(const std::string& head) {
    if (!head.starts_with(kKind)) return std::nullopt;
    std::istringstream words{head.substr(std::string_view{kKind}.size())};
    KeptFacts::Moment moment;
    std::string offset;
    if (!(words >> moment.boot >> moment.boottime_us >> moment.wall_us >> offset)) return std::nullopt;
    std::istringstream number{offset};
    if (std::int64_t us = 0; number >> us) moment.offset_us = us;
    return moment;
}

}  // namespace

KeptFacts::KeptFacts(const std::string& path) {
    if (path.empty()) return;
    file_ = Descriptor{::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)};
    ours_ = file_ && ::flock(file_.get(), LOCK_EX | LOCK_NB) == 0;
}

std::optional<KeptFacts::Kept> KeptFacts::read() {
    if (!file_) return std::nullopt;
    const ::off_t size = ::lseek(file_.get(), 0, SEEK_END);
    if (size <= static_cast<::off_t>(kHead)) return std::nullopt;
    std::string bytes(std::min(static_cast<std::size_t>(size), kHead + limits::kKeptFactsBytes), '\0');
    std::size_t have = 0;
    while (have < bytes.size()) {
        const ssize_t got = ::pread(file_.get(), bytes.data() + have, bytes.size() - have, static_cast<::off_t>(have));
        if (got <= 0) break;
        have += static_cast<std::size_t>(got);
    }
    bytes.resize(have);
    if (have <= kHead) return std::nullopt;
    const auto moment = moment_of(bytes.substr(0, kHead));
    if (!moment) return std::nullopt;
    rows_ = have - kHead;
    return Kept{*moment, bytes.substr(kHead)};
}

void KeptFacts::cut(std::size_t bytes) {
    rows_ = bytes;
    if (!ours_) return;
    const std::size_t size = bytes == 0 ? 0 : kHead + bytes;
    whole_ = ::ftruncate(file_.get(), static_cast<::off_t>(size)) == 0;
}

void KeptFacts::append(std::string_view rows, const Moment& moment) {
    if (!ours_ || !whole_ || rows.empty()) return;
    // Behind a row that is left out nothing is kept: it would hang in the air.
    whole_ = rows_ + rows.size() <= limits::kKeptFactsBytes && write(rows, kHead + rows_);
    if (!whole_) return;
    rows_ += rows.size();
    write(head_of(moment), 0);
}

bool KeptFacts::write(std::string_view bytes, std::size_t at) {
    while (!bytes.empty()) {
        const ssize_t wrote = ::pwrite(file_.get(), bytes.data(), bytes.size(), static_cast<::off_t>(at));
        if (wrote <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(wrote));
        at += static_cast<std::size_t>(wrote);
    }
    return true;
}

}  // namespace heatline::timing
