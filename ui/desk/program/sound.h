#pragma once
// Sound: the tones of a station, on a thread of their own, so that a sound card that is slow, busy or not there delays
// nothing.
//
//   tap     one short high tone         what was done is on disk
//   error   two low tones               the last key was no use
//   alert   a long falling tone         look at the screen: nobody listens, or nothing is recorded
//
// Each has a visual twin; without a card the dashboard says "no sound" and goes on. play() from any thread, never
// waits.

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

namespace heatline::ui {

enum class Tone : std::uint8_t { tap, error, alert };

// The samples of a tone, 44,100 a second, signed 16 bits; each begins and ends at zero. Pure.
std::vector<std::int16_t> samples_of(Tone tone);

class Sound {
public:
    Sound();
    ~Sound();
    Sound(const Sound&) = delete;
    Sound& operator=(const Sound&) = delete;

    // Taps that come faster than they can sound are heard as one: at most kTonesMax wait.
    void play(Tone tone);
    bool working() const { return working_.load(); }
    bool muted() const { return muted_.load(); }
    void mute(bool on) { muted_.store(on); }

private:
    void run();

    static constexpr std::size_t kTonesMax = 4;

    std::atomic<bool> working_{true}, muted_{false};
    std::mutex mutex_;
    std::condition_variable wake_;
    std::vector<Tone> waiting_;  // Guarded by mutex_.
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace heatline::ui
