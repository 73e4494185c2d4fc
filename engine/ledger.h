#pragma once
// The ledger: where a child is, and whether we may stop worrying; contract part 4.
//
// One child's day is a handful of observations: sightings, a finish, the guns of its heats, a status, a person's
// word. The latest observation by instant tells the state. A status and a person's word have no instant of their
// own; against them the order of the journal decides: a finish told of later beats dnf, dns and withdrawn, and a child
// seen after it was marked dns or withdrawn is where it was seen. A child who is back, or in medical care, is shown so
// whatever its status. The status that counts is that of the heat started last. Pure; any thread.
//
// A finish without a time is later than the gun of its heat and than every sighting since but a return; the gun of
// the child's next heat is later still.

#include <span>

#include "engine/sightings.h"

namespace heatline {

// One heat that the child is entered in and whose gun has gone.
struct StartedHeat {
    HeatId heat;
    Instant gun;
    Seq gun_seq = 0;  // When the meet first heard of that gun.
    bool official = false;
    bool went = false;             // went_on_course, and not marked dns or withdrawn.
    Status status = Status::none;  // What somebody set for the child in this heat…
    Seq status_seq = 0;            // …and when.
};

struct ChildDay {
    RunnerId runner;
    bool virtually = false;
    const ChildSeen* seen = nullptr;
    std::span<const StartedHeat> started;     // By gun, the latest last.
    HeatId first_heat;                        // Where it is placed first; none when unplaced.
    bool all_cancelled = false;               // It is placed, and every heat of its is cancelled: it will not start.
    Status status_before_gun = Status::none;  // Of first_heat.
    Seq status_before_gun_seq = 0;
    // The latest of the child's finishes that stands in the results: of the heat started last.
    bool finished = false;
    bool crossed_and_dq = false;        // Disqualified after a finish, which still counts as one.
    HeatId finish_heat;                 // It may be one that the child is not entered in.
    std::optional<Instant> finish_gun;  // Of that heat.
    std::optional<Instant> finish_at;   // None also for a finish without a time.
    Seq finish_seq = 0;                 // Of the reading or command that names the child.
    bool finish_after_status = false;   // It came after a dnf, dns or withdrawal in its heat.
    Seq accounted = 0;                  // When a person closed the child with a reason; 0: nobody did.
};

LedgerRow ledger_row(const ChildDay& day);

}  // namespace heatline
