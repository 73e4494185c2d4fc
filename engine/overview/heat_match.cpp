#include "engine/overview/heat_match.h"

#include <algorithm>
#include <map>

#include "engine/fusion/match.h"

namespace heatline {
namespace {

constexpr std::int64_t kBesideUs = 1'000'000;

class Matcher {
public:
    Matcher(const State& state, const HeatPicture& heat) : state_(state), heat_(heat) {}

    HeatMatch match() {
        HeatMatch match{heat_.heat, {}, {}};
        const DeviceId first = first_timer();
        for (const Finish& finish : heat_.finishes) match.rows.push_back(row_of(finish, first));
        add_other_timers(match.rows, first);
        if (heat_.state != HeatState::official) match.shift = find_shift(match.rows);
        return match;
    }

private:
    const StoredReading& reading(ReadingIndex index) const { return state_.readings[index.index()]; }
    bool is_tap(ReadingIndex index) const { return index && reading(index).kind == ReadingKind::tap; }

    ShownReading shown(ReadingIndex index) const {
        const StoredReading& stored = reading(index);
        const DeviceLog& device = state_.devices[stored.device.index()];
        ShownReading shown;
        shown.reading = index;
        shown.ref = {stored.device, device.epochs[stored.epoch].epoch, stored.device_seq};
        shown.kind = stored.kind;
        if (stored.has_at) shown.at = stored.at;
        shown.bib = state_.symbols.text(stored.bib ? stored.bib : stored.tag);
        shown.voided = stored.voided;
        return shown;
    }

    DeviceId first_timer() const {
        std::map<DeviceId, std::size_t> taps;
        for (const Finish& finish : heat_.finishes) {
            if (is_tap(finish.tap)) ++taps[reading(finish.tap).device];
        }
        DeviceId first;
        for (const auto& [device, count] : taps) {
            if (!first || count > taps[first]) first = device;
        }
        return first;
    }

    MatchRow row_of(const Finish& finish, DeviceId first) const {
        MatchRow row;
        if (is_tap(finish.tap)) (reading(finish.tap).device == first ? row.tap : row.second) = shown(finish.tap);
        if (finish.identity) row.number = shown(finish.identity);
        row.runner = finish.runner;
        row.at = finish.at;
        row.doubt = finish.doubt;
        row.disagrees = finish.doubt == Doubt::sources_disagree;
        const EvidenceSet e = finish.evidence;
        row.mark = e.has(Evidence::select) || e.has(Evidence::chip) || e.has(Evidence::assigned) || row.disagrees;
        return row;
    }

    // The presses of the other timers, put beside the crossings in order.
    void add_other_timers(std::vector<MatchRow>& rows, DeviceId first) const {
        std::vector<std::int64_t> crossings;
        std::vector<std::size_t> row_of;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (!rows[i].tap || !rows[i].tap->at) continue;
            crossings.push_back(rows[i].tap->at->us);
            row_of.push_back(i);
        }
        if (crossings.empty()) return;
        std::sort(crossings.begin(), crossings.end());
        std::sort(row_of.begin(), row_of.end(),
                  [&](std::size_t a, std::size_t b) { return *rows[a].tap->at < *rows[b].tap->at; });
        std::vector<ReadingIndex> others;
        for (const ReadingIndex tap : state_.lines[state_.heats[heat_.heat.index()].line.index()].taps) {
            const StoredReading& stored = reading(tap);
            if (stored.device == first || stored.voided || stored.at.us < crossings.front() - kBesideUs) continue;
            if (stored.at.us <= crossings.back() + kBesideUs) others.push_back(tap);
        }
        const auto before = [&](ReadingIndex a, ReadingIndex b) {
            return std::pair{reading(a).at, a} < std::pair{reading(b).at, b};
        };
        std::sort(others.begin(), others.end(), before);
        std::vector<std::int64_t> instants;
        for (const ReadingIndex tap : others) instants.push_back(reading(tap).at.us);
        const std::vector<std::uint32_t> partners = fusion::match_in_order(crossings, instants, kBesideUs);
        for (std::size_t i = 0; i < partners.size(); ++i) {
            if (partners[i] != fusion::kAlone) rows[row_of[i]].second = shown(others[partners[i]]);
        }
    }

    const State& state_;
    const HeatPicture& heat_;
};

}  // namespace

std::optional<HeatMatch> HeatMatcher::look(const State& state, const Snapshot& snapshot, HeatId heat) {
    if (!heat || heat.index() >= snapshot.heats.size()) return std::nullopt;
    const std::shared_ptr<const HeatPicture>& picture = snapshot.heats[heat.index()];
    const std::size_t taps = state.lines[state.heats[heat.index()].line.index()].taps.size();
    if (match_ && picture_ == picture && taps_ == taps && taps_voided_ == state.taps_voided) return match_;
    picture_ = picture;
    taps_ = taps;
    taps_voided_ = state.taps_voided;
    match_ = Matcher{state, *picture}.match();
    return match_;
}

}  // namespace heatline
