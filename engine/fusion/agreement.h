#pragma once
// Agreement: how well notes, chips and scans agree that a slot is an arrival's.
//
// Of a window of a line: slots and arrivals are counted from where it begins. Pure; any thread.

#include <cstdint>
#include <vector>

#include "engine/fusion/arrivals.h"
#include "engine/fusion/pair_hmm.h"
#include "engine/fusion/scan_model.h"
#include "engine/fusion/slots.h"

namespace heatline::fusion {

// The slots [slot, slot_end) of a line and the arrivals that may be theirs.
struct Window {
    std::size_t slot = 0, slot_end = 0;
    std::size_t arrival = 0, arrival_end = 0;

    std::size_t slots() const { return slot_end - slot; }
    std::size_t arrivals() const { return arrival_end - arrival; }
    friend bool operator==(const Window&, const Window&) = default;
};

class Agreement : public Likelihood {
public:
    // All are borrowed. `scans` is of the window.
    Agreement(const std::vector<Slot>& slots, const std::vector<Arrival>& arrivals, const Window& window,
              const ScanModel& scans);

    // Of each slot of the window when it is nobody's: the chance that a child crossed there whose number was missed.
    void set_unseen(std::vector<double> by_slot) { unseen_ = std::move(by_slot); }
    // By arrival of the window: the slot of the window that counts kKeptPair times as much.
    void set_kept(const std::vector<std::uint32_t>& kept) { kept_ = &kept; }

    double match(std::size_t slot, std::size_t arrival) const override { return agree(slot, arrival, 0); }
    double match_after_alone(std::size_t slot, std::size_t arrival) const override {
        return agree(slot, arrival, slot > 0 ? unseen_[slot - 1] : 0);
    }
    double between(std::size_t slots, std::size_t arrival) const override;

private:
    double agree(std::size_t slot, std::size_t arrival, double unseen) const;

    const std::vector<Slot>& slots_;
    const std::vector<Arrival>& arrivals_;
    const Window& window_;
    const ScanModel& scans_;
    std::vector<double> unseen_;  // By slot.
    const std::vector<std::uint32_t>* kept_ = nullptr;
};

}  // namespace heatline::fusion
