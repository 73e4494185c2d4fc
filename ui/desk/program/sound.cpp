#include "ui/desk/program/sound.h"

#include <alsa/asoundlib.h>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace heatline::ui {
namespace {

constexpr unsigned kRate = 44'100;
constexpr double kPi = 3.14159265358979;
constexpr auto kLookAgain = std::chrono::seconds{10};

// ALSA writes its own complaints to standard error; a laptop without a card is nothing to complain of.
void say_nothing(const char*, int, const char*, int, const char*, ...) {}

void add_tone(std::vector<std::int16_t>& samples, double from_hz, double to_hz, unsigned ms) {
    const std::size_t count = std::size_t{kRate} * ms / 1000;
    const std::size_t fade = std::min<std::size_t>(count / 4, kRate / 200);
    double phase = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const double way = static_cast<double>(i) / static_cast<double>(count);
        phase += 2 * kPi * (from_hz + (to_hz - from_hz) * way) / kRate;
        const double loud = std::min({1.0, static_cast<double>(i) / static_cast<double>(fade),
                                      static_cast<double>(count - 1 - i) / static_cast<double>(fade)});
        samples.push_back(static_cast<std::int16_t>(24'000 * loud * std::sin(phase)));
    }
}
void add_pause(std::vector<std::int16_t>& samples, unsigned ms) {
    samples.insert(samples.end(), std::size_t{kRate} * ms / 1000, 0);
}

class Card {
public:
    Card() {
        snd_lib_error_set_handler(&say_nothing);
        if (snd_pcm_open(&pcm_, "default", SND_PCM_STREAM_PLAYBACK, 0) < 0) pcm_ = nullptr;
        // 50 ms of buffer: a tap is heard when it is recorded.
        if (pcm_ &&
            snd_pcm_set_params(pcm_, SND_PCM_FORMAT_S16, SND_PCM_ACCESS_RW_INTERLEAVED, 1, kRate, 1, 50'000) < 0)
            close();
    }
    ~Card() { close(); }
    Card(const Card&) = delete;
    Card& operator=(const Card&) = delete;
    bool there() const { return pcm_ != nullptr; }
    bool play(const std::vector<std::int16_t>& samples) {
        std::size_t at = 0;
        for (int tries = 0; at < samples.size() && tries < 8;) {
            const snd_pcm_sframes_t written = snd_pcm_writei(pcm_, samples.data() + at, samples.size() - at);
            if (written < 0) {
                ++tries;
                if (snd_pcm_recover(pcm_, static_cast<int>(written), 1) < 0) return false;
                continue;
            }
            at += static_cast<std::size_t>(written);
        }
        // Out of the buffer, so that the next tone does not come behind old silence.
        return snd_pcm_drain(pcm_) >= 0 && snd_pcm_prepare(pcm_) >= 0;
    }

private:
    void close() {
        if (pcm_) snd_pcm_close(pcm_);
        pcm_ = nullptr;
    }
    snd_pcm_t* pcm_ = nullptr;
};

}  // namespace

std::vector<std::int16_t> samples_of(Tone tone) {
    std::vector<std::int16_t> samples;
    switch (tone) {
        case Tone::tap:
            add_tone(samples, 1'760, 1'760, 60);
            break;
        case Tone::error:
            add_tone(samples, 330, 330, 110);
            add_pause(samples, 60);
            add_tone(samples, 330, 330, 110);
            break;
        case Tone::alert:
            add_tone(samples, 880, 440, 900);
            break;
    }
    return samples;
}

Sound::Sound() : thread_([this] { run(); }) {}

Sound::~Sound() {
    {
        const std::lock_guard lock{mutex_};
        stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

void Sound::play(Tone tone) {
    {
        const std::lock_guard lock{mutex_};
        if (waiting_.size() >= kTonesMax) return;
        waiting_.push_back(tone);
    }
    wake_.notify_one();
}

void Sound::run() {
    auto looked = std::chrono::steady_clock::now();
    auto card = std::make_unique<Card>();
    working_ = card->there();
    for (;;) {
        std::vector<Tone> now;
        {
            std::unique_lock lock{mutex_};
            wake_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
            if (stopping_) return;
            now.swap(waiting_);
        }
        if (!card->there() && std::chrono::steady_clock::now() - looked > kLookAgain) {
            card = std::make_unique<Card>();
            looked = std::chrono::steady_clock::now();
        }
        bool works = card->there();
        for (const Tone tone : now) {
            if (works && !muted_.load()) works = card->play(samples_of(tone));
        }
        working_ = works;
    }
}

}  // namespace heatline::ui
