#include "engine/fusion/heats_said.h"

#include <cstdlib>

#include "engine/fusion/tuning.h"

namespace heatline::fusion {

void HeatsSaid::add(HeatId heat, RunnerId runner, Symbol bib) { said_.insert(key(heat, runner, bib)); }

bool HeatsSaid::find(SaidFinish& said, bool& twice) const {
    HeatId best;
    std::int64_t least = tuning::kSettledExplains + 1;
    const auto spoken_of = [&](HeatId heat) { return is_said(heat, said.runner, said.bib); };
    if (said.person != kNobody) {
        line_.book.each_claim(said.person, [&](const Claim& claim) {
            if (!is_row(claim.row)) return;
            const Finish& row = line_.rows.row(claim.row);
            const std::uint32_t heat = line_.book.find(row.heat);
            if (!row.at || heat == kNoHeat || !line_.book.fits(heat, said.at) || spoken_of(row.heat)) return;
            const std::int64_t off = std::abs(row.at->us - said.at.us);
            if (off >= least) return;
            least = off;
            best = row.heat;
            said.doubt = row.doubt == Doubt::wrong_heat ? row.doubt : Doubt::none;
        });
    }
    if (best) return said.heat = best, true;
    bool closed = false;
    std::uint32_t own = kNoHeat, again = kNoHeat;
    const auto later = [](std::uint32_t a, std::uint32_t b) { return b == kNoHeat || a > b; };
    if (said.runner && said.person != kNobody) {
        for (const Entrant& entry : line_.book.entries(said.person)) {
            const std::uint32_t heat = line_.book.find(entry.heat);
            if (heat == kNoHeat || !line_.book.fits(heat, said.at)) continue;
            closed |= line_.book.is_official(heat);
            if (line_.book.is_official(heat)) continue;
            std::uint32_t& which = spoken_of(entry.heat) ? again : own;
            if (later(heat, which)) which = heat;
        }
    }
    if (own == kNoHeat && again == kNoHeat) {
        if (closed) return false;
        const std::uint32_t other = line_.book.latest_open(said.at);
        if (other == kNoHeat) return false;
        (spoken_of(input_.heats[other].heat) ? again : own) = other;
        said.doubt = said.runner ? Doubt::wrong_heat : Doubt::unknown_number;
    }
    twice = own == kNoHeat;
    said.heat = input_.heats[twice ? again : own].heat;
    return true;
}

}  // namespace heatline::fusion
