#pragma once
// The inside of Replica: what was folded so far, and how it stands with it. The replica's thread only.

#include <chrono>
#include <string>
#include <string_view>

#include "engine/derive.h"
#include "engine/state.h"
#include "timing/journal/verify.h"
#include "timing/station/kept_facts.h"
#include "timing/station/replica.h"

namespace heatline::timing {

struct Replica::Fold {
    using State = ReplicaPicture::State;

    explicit Fold(const std::string& keep_in) : kept(keep_in) {}

    // Takes rows in their order, and puts them behind `keep` without their texts. False when it breaks here: then what
    // comes is of no use until somebody has asked for the wish.
    bool fold(std::string_view rows);
    // The next rows begin with the first fact.
    void forget();
    // The facts of before a restart, as far as they are good. Nothing when they do not know the token.
    std::optional<KeptFacts::Moment> restore(const std::string& token_hash);
    Wish wish();
    void follows();

    ChainCheck chain;
    heatline::State state;
    Deriver deriver;
    Overviewer overviewer;
    Focus focus;
    std::int64_t heard_us = 0;
    std::optional<std::int64_t> offset_before_us;
    bool changed = false;  // Since the last picture.
    bool broken = false;   // What comes is not looked at until somebody asks for the wish.

    State how = State::following;
    std::string sentence;
    std::chrono::steady_clock::time_point next_picture{};

    KeptFacts kept;
    std::string keep;  // Folded, and to be kept.

private:
    bool give_up(State why, std::string what);
    bool stumble();

    bool resting = false;  // The connection after giving up has no facts.
    int attempts = 0;      // That broke behind one another…
    Seq broke_at = 0;      // …none of them behind this fact.
};

}  // namespace heatline::timing
