#include "engine/fusion/settle.h"

#include "engine/fusion/tuning.h"

namespace heatline::fusion {
namespace {

// The claim that explains this number; nullptr when none does.
Claim* explained_by(Line& line, const Number& number) {
    if (!line.book.has_claims(number.person)) return nullptr;
    return line.book.find_claim(number.person, [&](const Claim& claim) {
        if (claim.numbered) return false;
        if (!number.live) return true;
        if (!claim.at) return line.book.fits(claim.heat, number.at);
        const std::int64_t lag = number.at.us - claim.at->us;
        return lag >= -tuning::kScanBeforeChip && lag <= tuning::kSettledExplains;
    });
}

}  // namespace

void settle_numbers(Line& line, Numbers& numbers) {
    for (Number& number : numbers.list) {
        if (number.settled) continue;
        if (line.is_official(number.reading)) {
            number.settled = true;
        } else if (Claim* claim = explained_by(line, number)) {
            claim->numbered = number.settled = true;
            number.crossing = claim->crossing;
            if (is_row(claim->row)) {
                const Evidence bib = number.live ? Evidence::bib_live : Evidence::bib_batch;
                line.rows.row(claim->row).evidence.add(bib);
            }
        } else {
            const auto at = number.live ? std::optional{number.at} : std::nullopt;
            const Fit fit = line.book.choose(number.person, at).fit;
            number.settled = fit == Fit::closed || fit == Fit::none;
        }
    }
}

}  // namespace heatline::fusion
