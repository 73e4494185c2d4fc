#include "engine/intake.h"

#include <cstring>

namespace heatline {
namespace {

// The fields of a reading, each with its length, in a buffer on the stack: this runs for every reading.
class Flat {
public:
    void put(std::string_view text) {
        put_number(text.size());
        for (std::size_t done = 0; done < text.size();) {
            if (size_ == sizeof bytes_) fold();
            const std::size_t part = std::min(text.size() - done, sizeof bytes_ - size_);
            std::memcpy(bytes_ + size_, text.data() + done, part);
            size_ += part;
            done += part;
        }
    }
    void put_number(std::uint64_t number) {
        if (sizeof bytes_ - size_ < sizeof number) fold();
        std::memcpy(bytes_ + size_, &number, sizeof number);
        size_ += sizeof number;
    }
    std::uint64_t hash() const { return siphash(key_, {bytes_, size_}); }
    explicit Flat(SipKey key) : key_(key) {}

private:
    // Room is made by replacing what is there with its hash: only readings with long texts get here.
    void fold() {
        const std::uint64_t so_far = hash();
        std::memcpy(bytes_, &so_far, sizeof so_far);
        size_ = sizeof so_far;
    }

    SipKey key_;
    std::size_t size_ = 0;
    char bytes_[512];
};

}  // namespace

Intake judge(const State& state, DeviceId device, std::string_view epoch, std::uint64_t seq, std::uint64_t content) {
    for (const EpochLog& log : state.devices[device.index()].epochs) {
        if (log.epoch != epoch) continue;
        if (seq == log.by_seq.size() + 1) return Intake::accept;
        if (seq > log.by_seq.size()) return Intake::gap;
        const StoredReading& held = state.readings[log.by_seq[seq - 1].index()];
        return held.content == content ? Intake::duplicate : Intake::conflict;
    }
    return seq == 1 ? Intake::accept : Intake::gap;
}

std::uint64_t content_of(SipKey key, const Reading& reading) {
    Flat flat{key};
    flat.put_number(static_cast<std::uint64_t>(reading.kind) | static_cast<std::uint64_t>(reading.where) << 8 |
                    static_cast<std::uint64_t>(reading.mode) << 16 |
                    std::uint64_t{!reading.device_time && reading.at} << 24 |
                    std::uint64_t{reading.device_time.has_value()} << 25 | std::uint64_t{reading.position} << 32);
    if (reading.device_time) {
        flat.put_number(static_cast<std::uint64_t>(reading.device_time->us));
        flat.put(reading.device_time->boot);
    } else {
        flat.put_number(reading.at ? static_cast<std::uint64_t>(reading.at->us) : 0);
    }
    flat.put(reading.bib);
    flat.put(reading.tag);
    flat.put(reading.heat);
    flat.put(reading.line);
    flat.put(reading.sent_text.value);
    return flat.hash();
}

std::uint64_t content_of_bytes(SipKey key, std::string_view bytes) { return siphash({key.k0, ~key.k1}, bytes); }

}  // namespace heatline
