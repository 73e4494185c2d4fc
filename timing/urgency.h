#pragma once
// Urgency: who goes first where two cores do everything. The threads between a reading and its acknowledgement do
// little and want it soon; whoever derives, reports or backs up has time.
//
// Each of these asks the system for the calling thread alone, needs no rights, and is no more than a wish: a system
// that does not know it goes on as before. Any thread.

namespace heatline::timing {

// Little, and soon: ends the turn of a thread that has time. Linux 6.12 and later; before that, waking up did as much.
void go_first();
// Has time, within a server.
void give_way();
// Has time, as a command beside a running race.
void give_way_to_the_race();

}  // namespace heatline::timing
