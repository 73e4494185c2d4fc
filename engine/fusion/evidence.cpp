// What the evidence of a finish is worth, and how to say it.

#include "engine/fusion/fuse.h"
#include "engine/fusion/rows.h"

namespace heatline::fusion {
namespace {

// Chances in thousandths that child, heat and time (to half a second) are right.
constexpr std::uint16_t kByHand = 1000;       // A person said so.
constexpr std::uint16_t kAssigned = 990;      // A person said whose tap it is.
constexpr std::uint16_t kChipAndTap = 985;    // Two machines and a person agree.
constexpr std::uint16_t kChip = 700;          // The first read is up to 0.7 s before the line.
constexpr std::uint16_t kSelectAndTap = 985;  // A note beside its tap.
constexpr std::uint16_t kSelect = 930;        // A note alone: a quarter of a second, and a slip of the pen.
constexpr std::uint16_t kTapAndNumber = 950;  // In a stretch that adds up; silent swaps are what is left.
constexpr std::uint16_t kTapAndKeyed = 930;   // The same without scan times.
constexpr std::uint16_t kToken = 930;         // Tokens are handed out in order; a missed tap shifts them.
constexpr std::uint16_t kEstimated = 350;     // The walk alone varies by more than a second.
constexpr std::uint16_t kDisagree = 500;      // One of two sources is wrong.
constexpr std::uint16_t kWrongHeat = 600;
constexpr std::uint16_t kUnknownNumber = 500;  // A stranger, or a slip of the pen.
constexpr std::uint16_t kTwice = 200;          // Most likely somebody else.
constexpr std::uint16_t kFirstOfTwo = 500;     // The first of two that nothing tells apart.
constexpr std::uint16_t kNameless = 500;       // A child, or an extra press: a coin toss.
constexpr std::uint16_t kNoTime = 100;

std::uint16_t by_evidence(const Finish& row) {
    const EvidenceSet e = row.evidence;
    if (e.has(Evidence::inserted)) return kByHand;
    if (!row.at) return kNoTime;
    if (e.has(Evidence::assigned)) return kAssigned;
    if (e.has(Evidence::estimated)) return kEstimated;
    const bool tap = e.has(Evidence::tap);
    if (e.has(Evidence::chip)) return tap ? kChipAndTap : kChip;
    if (e.has(Evidence::select)) return tap ? kSelectAndTap : kSelect;
    if (e.has(Evidence::token)) return kToken;
    if (e.has(Evidence::bib_live)) return kTapAndNumber;
    return e.has(Evidence::bib_batch) ? kTapAndKeyed : kNameless;
}

std::uint16_t by_doubt(const Finish& row) {
    switch (row.doubt) {
        case Doubt::none:
        case Doubt::after_status:
            return kByHand;
        case Doubt::number_without_tap:
        case Doubt::counts_differ:
        case Doubt::number_repaired:
        case Doubt::heat_unsure:
            return kByHand;  // In the chance itself.
        case Doubt::tap_without_number:
            return kNameless;
        case Doubt::unknown_number:
            return kUnknownNumber;
        case Doubt::sources_disagree:
            return kDisagree;
        case Doubt::entered_twice:
            return row.runner ? kFirstOfTwo : kTwice;
        case Doubt::wrong_heat:
            return kWrongHeat;
    }
    return kNameless;
}

const char* words_for(Doubt doubt) {
    switch (doubt) {
        case Doubt::none:
            return "";
        case Doubt::tap_without_number:
            return "; no number was taken";
        case Doubt::number_without_tap:
            return "; nobody pressed the key";
        case Doubt::counts_differ:
            return "; counts differ here";
        case Doubt::unknown_number:
            return "; the number is nobody's";
        case Doubt::sources_disagree:
            return "; the sources disagree";
        case Doubt::entered_twice:
            return "; the number was taken twice";
        case Doubt::wrong_heat:
            return "; not entered in this heat";
        case Doubt::heat_unsure:
            return "; the time fits another heat better";
        case Doubt::number_repaired:
            return "; the number was taken wrongly";
        case Doubt::after_status:
            return "; was marked as not finishing";
    }
    return "";
}

}  // namespace

std::uint16_t confidence_of(const Finish& row) {
    const std::uint16_t evidence = row.confidence_milli == kByEvidence ? by_evidence(row) : row.confidence_milli;
    const std::uint16_t doubt = by_doubt(row);
    return evidence < doubt ? evidence : doubt;
}

std::string evidence_text(const Finish& finish, const std::function<std::string(Evidence)>& source) {
    const EvidenceSet e = finish.evidence;
    std::string text;
    const auto say = [&](Evidence one, const char* words) {
        if (!e.has(one)) return;
        if (!text.empty()) text += " + ";
        text += words;
        if (source) text += source(one);
    };
    say(Evidence::inserted, "entered by hand");
    say(Evidence::assigned, "assigned by hand");
    say(Evidence::chip, "chip");
    say(Evidence::select, "select");
    say(Evidence::tap, "tap");
    say(Evidence::second_tap, "second tap");
    say(Evidence::token, "finish token");
    say(Evidence::bib_live, "chute number");
    say(Evidence::bib_batch, "number keyed later");
    say(Evidence::estimated, "time estimated");
    if (text.empty()) text = "no evidence recorded";
    if (!finish.at) text += "; no time";
    return text + words_for(finish.doubt);
}

}  // namespace heatline::fusion
