#include "engine/fusion/crossings.h"

#include <algorithm>

#include "engine/fusion/match.h"
#include "engine/fusion/tuning.h"

namespace heatline::fusion {
namespace {

class Merger {
public:
    Merger(const LineInput& input, const HeatBook& book, CrossingsRoom& room) : taps_(input.taps), book_(book) {
        out_.list = take_room(room.list);
        room_ = &room;
        if (!taps_.empty()) origin_ = taps_.front().at.us;
    }

    Crossings run() {
        keep_presses();
        if (devices_.size() > 1) {
            for (std::size_t d = 1; d < by_device_.size(); ++d) fold(by_device_[d]);
        }
        finish_list();
        doubt_double_presses();
        if (devices_.size() > 1) doubt_lonely_presses();
        if (!by_device_.empty()) room_->drafts = std::move(by_device_[0]);
        return std::move(out_);
    }

private:
    // Drops bounces and what fits no heat, and sorts the rest by device.
    void keep_presses() {
        leader_.assign(taps_.size(), kAlone);
        std::vector<std::uint32_t> last;  // By place in devices_: the press kept last.
        std::size_t d = 0;
        for (std::size_t k = 0; k < taps_.size(); ++k) {
            if (!book_.started_at(taps_[k].at)) continue;
            d = place_of(taps_[k].device, d);
            if (d == last.size()) {
                last.push_back(kAlone);
                by_device_.push_back(d == 0 ? take_room(room_->drafts) : std::vector<Draft>{});
                if (d == 0) by_device_.back().reserve(taps_.size());
            }
            const bool bounce = last[d] != kAlone && taps_[k].at.us - taps_[last[d]].at.us < tuning::kBounce;
            if (bounce) {
                leader_[k] = leader_[last[d]];
                continue;
            }
            last[d] = static_cast<std::uint32_t>(k);
            leader_[k] = static_cast<std::uint32_t>(k);
            by_device_[d].push_back({taps_[k].at.us - origin_, 1, static_cast<std::uint32_t>(k),
                                     d < tuning::kTappersWatched ? 1u << d : 0u});
        }
        order_devices();
    }

    std::size_t place_of(DeviceId device, std::size_t guess) {
        if (guess < devices_.size() && devices_[guess] == device) return guess;
        const auto found = std::find(devices_.begin(), devices_.end(), device);
        const auto place = static_cast<std::size_t>(found - devices_.begin());
        if (place == devices_.size()) devices_.push_back(device);
        return place;
    }

    // Merging starts with the tapper who pressed most: the others are compared with the best list there is.
    void order_devices() {
        if (by_device_.empty()) return;
        std::vector<std::size_t> order(by_device_.size());
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            if (by_device_[a].size() != by_device_[b].size()) return by_device_[a].size() > by_device_[b].size();
            return devices_[a] < devices_[b];
        });
        std::vector<std::vector<Draft>> sorted;
        for (const std::size_t i : order) sorted.push_back(std::move(by_device_[i]));
        by_device_ = std::move(sorted);
    }

    void fold(const std::vector<Draft>& other) {
        std::vector<Draft>& base = by_device_[0];
        std::vector<std::int64_t> a, b;
        for (const Draft& draft : base) a.push_back(draft.mean());
        for (const Draft& draft : other) b.push_back(draft.mean());
        const auto partner = match_in_order(a, b, tuning::kSameCrossing);
        std::vector<bool> merged(other.size(), false);
        for (std::size_t i = 0; i < base.size(); ++i) {
            if (partner[i] == kAlone) continue;
            const Draft& twin = other[partner[i]];
            merged[partner[i]] = true;
            leader_[twin.leader] = base[i].leader;
            base[i].sum += twin.sum;
            base[i].presses += twin.presses;
            base[i].tappers |= twin.tappers;
        }
        for (std::size_t j = 0; j < other.size(); ++j) {
            if (!merged[j]) base.push_back(other[j]);
        }
        std::sort(base.begin(), base.end(), [](const Draft& x, const Draft& y) {
            return x.mean() != y.mean() ? x.mean() < y.mean() : x.leader < y.leader;
        });
    }

    void finish_list() {
        out_.of_tap.assign(taps_.size(), kNoCrossing);
        if (by_device_.empty()) return;
        const std::vector<Draft>& drafts = by_device_[0];
        out_.list.reserve(drafts.size());
        for (const Draft& draft : drafts) {
            out_.list.push_back({Instant{origin_ + draft.mean()}, taps_[draft.leader].reading,
                                 static_cast<std::uint8_t>(std::min(draft.presses, 255u))});
            out_.list.back().taken = !book_.open_at(out_.list.back().at);
        }
        std::vector<std::uint32_t> index(taps_.size(), kNoCrossing);
        for (std::size_t i = 0; i < drafts.size(); ++i) index[drafts[i].leader] = static_cast<std::uint32_t>(i);
        for (std::size_t k = 0; k < taps_.size(); ++k) {
            std::uint32_t leader = leader_[k];
            while (leader != kAlone && leader_[leader] != leader) leader = leader_[leader];
            if (leader != kAlone) out_.of_tap[k] = index[leader];
        }
    }

    void doubt_double_presses() {
        if (by_device_.empty()) return;
        const std::vector<Draft>& drafts = by_device_[0];
        for (std::size_t i = 1; i < drafts.size(); ++i) {
            if (out_.list[i].heard > 1) continue;
            const bool same = taps_[drafts[i].leader].device == taps_[drafts[i - 1].leader].device ||
                              (drafts[i].tappers & drafts[i - 1].tappers) != 0;
            if (same && drafts[i].sum - drafts[i - 1].mean() < tuning::kDoublePress) out_.list[i].again = true;
        }
    }

    void doubt_lonely_presses() {
        const std::vector<Draft>& drafts = by_device_[0];
        const std::size_t n = drafts.size();
        std::vector<std::uint32_t> attended_before(n, 0);
        std::int64_t last[tuning::kTappersWatched];
        const auto sweep = [&](std::size_t i) {
            std::uint32_t attending = 0;
            for (std::size_t d = 0; d < tuning::kTappersWatched; ++d) {
                if (last[d] >= 0 && std::abs(drafts[i].mean() - last[d]) <= tuning::kAttending) attending |= 1u << d;
                if (drafts[i].tappers >> d & 1u) last[d] = drafts[i].mean();
            }
            return attending;
        };
        std::fill(std::begin(last), std::end(last), -1);
        for (std::size_t i = 0; i < n; ++i) attended_before[i] = sweep(i);
        std::fill(std::begin(last), std::end(last), -1);
        for (std::size_t i = n; i-- > 0;) {
            const std::uint32_t both_sides = sweep(i) & attended_before[i];
            const bool someone_else = (both_sides & ~drafts[i].tappers) != 0;
            if (out_.list[i].heard == 1 && someone_else) out_.list[i].unheard = true;
        }
    }

    std::span<const Item> taps_;
    const HeatBook& book_;
    std::int64_t origin_ = 0;
    std::vector<DeviceId> devices_;              // In the order of first press.
    std::vector<std::vector<Draft>> by_device_;  // [0] becomes the merged list.
    std::vector<std::uint32_t> leader_;          // By position in taps_; kAlone when no crossing.
    CrossingsRoom* room_ = nullptr;
    Crossings out_;
};

}  // namespace

Crossings merge_taps(const LineInput& input, const HeatBook& book, CrossingsRoom& room) {
    return Merger(input, book, room).run();
}

}  // namespace heatline::fusion
