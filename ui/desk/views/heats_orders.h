#pragma once
// HeatsOrders: what a person may ask for on the heats view: each as the exact command, the words for the answer, and
// what takes it back; or why not, in words. Reasons are typed before: an order that needs one says which question to
// ask. Pure; any thread.

#include <optional>
#include <string>

#include "ui/desk/screen.h"

namespace heatline::ui {

struct HeatOrder {
    std::optional<Intent> ask;  // None: it may not be, and `refused` says why.
    std::string refused;
};

// ---- the start

// The gun goes now: recorded through this laptop's journal where it has one, with the moment of the key; else set by
// command. `given_us` is when this window last gave it: one heat has one gun, however often the key is hit and whether
// or not the server knows of it.
HeatOrder start_now(const Desk& desk, HeatId heat, std::int64_t pressed_device_us,
                    std::optional<std::int64_t> given_us = std::nullopt);
// Why this window may start no heat at all; empty: it may.
std::string cannot_give_guns(const Desk& desk);
HeatOrder set_start(const Desk& desk, HeatId heat, Instant at, const std::string& reason);
// A false start: what counts as the start counts no more.
HeatOrder take_back_start(const Desk& desk, HeatId heat, const std::string& reason);
// Why the start may not be changed; empty: it may.
std::string cannot_start(const Desk& desk, HeatId heat);

// What another start would do: "9:19:00.2 becomes 9:14:30.0: 87 times get 4:30.2 longer".
std::string start_change(const Desk& desk, HeatId heat, Instant at);

// ---- children

HeatOrder move_child(const Desk& desk, RunnerId child, HeatId from, HeatId to);

// ---- the end of a heat

// Why it cannot be official; empty: it can, perhaps with a reason.
std::string cannot_be_official(const Desk& desk, HeatId heat);
// "Why is Heat 3 official with 2 children out?"; empty: no reason is needed.
std::string official_question(const Desk& desk, HeatId heat);
HeatOrder make_official(const Desk& desk, HeatId heat, const std::string& reason);
HeatOrder reopen(const Desk& desk, HeatId heat, const std::string& reason);
// Clear, or, where it is clear, not clear after all.
HeatOrder course_clear(const Desk& desk, HeatId heat);
// Cancelled, or, where it is cancelled, put back.
HeatOrder cancel_heat(const Desk& desk, HeatId heat, const std::string& reason);

// Gives the order: its intent into the frame. The refusal, if it is one.
std::string give(Frame& frame, HeatOrder order);

}  // namespace heatline::ui
