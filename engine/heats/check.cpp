#include "engine/heats/check.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace heatline::heats {

namespace {

constexpr std::int64_t kMinuteUs = 60 * 1'000'000;

// Names match without regard to ASCII case and to spaces around and repeated within.
std::string plain(const std::string& text) {
    std::string out;
    for (const char c : text) {
        const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
        if (space) {
            if (!out.empty() && out.back() != ' ') out += ' ';
        } else {
            out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        }
    }
    if (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

class Judge {
public:
    Judge(const PlanInput& input, const std::vector<PlannedHeatOut>& heats, bool race_day)
        : input_(input), rules_(input.rules), heats_(heats), race_day_(race_day) {}

    Checked judge() {
        find_units();
        find_tents();
        every_entry_once();
        if (!sound_) return std::move(result_);  // The rest would stumble over heats that do not exist.
        places();
        whole_units();
        times();
        coaches();
        locks();
        figures();
        return std::move(result_);
    }

private:
    void wrong(const char* rule, std::string sentence) { result_.violations.push_back({rule, std::move(sentence)}); }

    bool band_takes(const BandRules& band, const PlanChild& child) const {
        const bool gender = band.gender == BandGender::all ||
                            (band.gender == BandGender::F && child.gender == Gender::F) ||
                            (band.gender == BandGender::M && child.gender == Gender::M);
        bool years = band.grades.empty() && band.ages.empty();
        for (const Grade g : band.grades) years = years || (child.grade.number >= 0 && g == child.grade);
        for (const std::int32_t a : band.ages) years = years || (child.age && *child.age == a);
        return gender && years;
    }

    // The bands that the child runs in, in the order of its races.
    std::vector<std::size_t> bands_of(const PlanChild& child) const {
        std::vector<std::size_t> bands;
        std::vector<std::string> races = child.races;
        if (races.empty()) races.emplace_back();
        for (const std::string& race : races) {
            for (std::size_t b = 0; b < rules_.bands.size(); ++b) {
                if (!plain(race).empty() && plain(race) != plain(rules_.bands[b].race)) continue;
                if (!band_takes(rules_.bands[b], child)) continue;
                if (std::find(bands.begin(), bands.end(), b) == bands.end()) bands.push_back(b);
                break;
            }
        }
        return bands;
    }

    void find_units() {
        for (ChildIndex c = 0; c < input_.children.size(); ++c) {
            for (const std::size_t b : bands_of(input_.children[c])) {
                unit_[{b, input_.children[c].team}].push_back(c);
                expected_.insert({c, b});
            }
        }
    }

    void find_tents() {
        std::int64_t end = 0;
        std::map<std::pair<std::string, TeamIndex>, bool> homeless;
        for (TeamIndex t = 0; t < input_.teams.size(); ++t) {
            const PlanTeam& team = input_.teams[t];
            const bool known = team.tent_row > 0 && team.tent_col > 0 && team.tent_row <= kTentPlaceMax &&
                               team.tent_col <= kTentPlaceMax;
            if (!known) {
                homeless[{team.name, t}] = true;
                continue;
            }
            const std::int64_t in_row = team.tent_row % 2 != 0 ? team.tent_col - 1 : rules_.tent_cols - team.tent_col;
            tent_[t] = std::int64_t{team.tent_row - 1} * rules_.tent_cols + in_row;
            end = std::max(end, tent_[t] + 1);
        }
        for (const auto& [name, yes] : homeless) tent_[name.second] = end++;
    }

    // H1, H2, H3.
    void every_entry_once() {
        std::map<std::pair<ChildIndex, std::size_t>, int> seen;
        std::size_t band_before = 0;
        for (std::size_t h = 0; h < heats_.size(); ++h) {
            const std::size_t band = heats_[h].band.index();
            if (!heats_[h].band || band >= rules_.bands.size()) {
                wrong("H2", "heat " + std::to_string(h + 1) + " is of no band");
                sound_ = false;
                continue;
            }
            if (heats_[h].children.empty()) wrong("H1", "heat " + std::to_string(h + 1) + " is empty");
            if (band < band_before) wrong("H3", "heat " + std::to_string(h + 1) + " runs after a later band");
            band_before = std::max(band_before, band);
            for (const ChildIndex c : heats_[h].children) {
                if (c >= input_.children.size()) {
                    wrong("H1", "heat " + std::to_string(h + 1) + " holds a child that does not exist");
                    sound_ = false;
                } else if (!expected_.contains({c, band})) {
                    wrong("H2",
                          "child " + input_.children[c].key + " is not of the band of heat " + std::to_string(h + 1));
                    sound_ = false;
                } else if (++seen[{c, band}] > 1) {
                    wrong("H1", "child " + input_.children[c].key + " runs twice in one band");
                }
            }
        }
        for (const auto& [c, band] : expected_) {
            if (!seen.contains({c, band}))
                wrong("H1", "child " + input_.children[c].key + " has no heat in '" + rules_.bands[band].name + "'");
        }
    }

    std::int64_t seats(const std::vector<ChildIndex>& children) const {
        std::int64_t total = 0;
        for (const ChildIndex c : children) total += input_.children[c].assisted ? rules_.assist_seats : 1;
        return total;
    }

    std::int64_t helped(const std::vector<ChildIndex>& children) const {
        std::int64_t total = 0;
        for (const ChildIndex c : children) total += input_.children[c].assisted ? 1 : 0;
        return total;
    }

    std::int64_t room(std::size_t band) const {
        const BandRules& b = rules_.bands[band];
        return (b.lanes > 0 ? b.lanes : b.capacity) - (race_day_ ? 0 : b.reserve);
    }

    // H4, lanes included.
    void places() {
        for (std::size_t h = 0; h < heats_.size(); ++h) {
            const std::size_t band = heats_[h].band.index();
            const std::string heat = "heat " + std::to_string(h + 1);
            if (seats(heats_[h].children) > room(band)) wrong("H4", heat + " has more children than places");
            if (helped(heats_[h].children) > rules_.max_assisted)
                wrong("H4", heat + " has more assisted children than helpers");
            if (rules_.bands[band].lanes == 0) continue;
            const std::set<std::int32_t> lanes(heats_[h].lanes.begin(), heats_[h].lanes.end());
            const bool all = lanes.size() == heats_[h].children.size() && heats_[h].lanes.size() == lanes.size();
            if (!all || (!lanes.empty() && (*lanes.begin() < 1 || *lanes.rbegin() > rules_.bands[band].lanes))) {
                wrong("H4", heat + " does not give every child a lane of its own");
            }
        }
    }

    std::int64_t fewest_pieces(const std::vector<ChildIndex>& unit, std::size_t band) const {
        std::int64_t n = 1;
        while (n * room(band) < seats(unit) || n * rules_.max_assisted < helped(unit)) ++n;
        return n;
    }

    // H5.
    void whole_units() {
        for (const auto& [key, unit] : unit_) {
            if (rules_.bands[key.first].lanes > 0) continue;
            std::set<std::size_t> in;
            for (std::size_t h = 0; h < heats_.size(); ++h) {
                if (heats_[h].band.index() != key.first) continue;
                for (const ChildIndex c : heats_[h].children) {
                    if (input_.children[c].team == key.second) in.insert(h);
                }
            }
            if (room(key.first) < 1) continue;  // Told under H4.
            if (helped(unit) > 0 && rules_.max_assisted < 1) continue;
            const std::int64_t need = fewest_pieces(unit, key.first);
            const auto pieces = static_cast<std::int64_t>(in.size());
            if (need == 1 && pieces > 1) {
                wrong("H5", "'" + input_.teams[key.second].name + "' is split in '" + rules_.bands[key.first].name +
                                "' but fits one heat");
            }
            result_.figures.excess_splits += std::max(std::int64_t{0}, pieces - need);
        }
    }

    // H6, and that the starts are those the rules give.
    void times() {
        std::optional<Instant> before;
        for (std::size_t h = 0; h < heats_.size(); ++h) {
            const BandRules& band = rules_.bands[heats_[h].band.index()];
            Instant want = rules_.first_start;
            if (before) {
                want = *before + minutes(rules_.bands[heats_[h - 1].band.index()].interval_min);
                if (heats_[h].band != heats_[h - 1].band) want = want + minutes(rules_.band_gap_min);
            }
            if (band.earliest && *band.earliest > want) want = *band.earliest;
            if (heats_[h].start != want)
                wrong("H6", "heat " + std::to_string(h + 1) + " does not start when the rules say");
            if (heats_[h].start > rules_.latest_start)
                wrong("H6", "heat " + std::to_string(h + 1) + " starts after latest_start");
            before = want;
        }
    }

    // H7.
    void coaches() {
        for (TeamIndex t = 0; t < input_.teams.size(); ++t) {
            if (!input_.teams[t].coaches) continue;
            std::vector<std::pair<Instant, std::int64_t>> uses;
            for (const PlannedHeatOut& heat : heats_) {
                if (rules_.bands[heat.band.index()].lanes > 0) continue;
                std::int64_t children = 0;
                for (const ChildIndex c : heat.children) children += input_.children[c].team == t ? 1 : 0;
                if (children > 0)
                    uses.emplace_back(heat.start, (children + rules_.chaperone_ratio - 1) / rules_.chaperone_ratio);
            }
            for (const auto& [now, own] : uses) {
                std::int64_t busy = 0;
                for (const auto& [start, coaches] : uses) {
                    const std::int64_t ago = micros_between(start, now);
                    if (ago >= 0 && ago < rules_.turnaround_min * kMinuteUs) busy += coaches;
                }
                if (busy > *input_.teams[t].coaches) {
                    wrong("H7", "'" + input_.teams[t].name + "' needs " + std::to_string(busy) +
                                    " coaches at one start and has " + std::to_string(*input_.teams[t].coaches));
                }
            }
        }
    }

    // H8.
    void locks() {
        for (const LockRules& lock : rules_.locks) {
            std::vector<std::size_t> heats;
            for (std::size_t h = 0; h < heats_.size(); ++h) {
                if (plain(rules_.bands[heats_[h].band.index()].name) == plain(lock.band)) heats.push_back(h);
            }
            if (heats.empty()) continue;
            bool kept = false;
            if (lock.heat_in_band >= 1 && static_cast<std::size_t>(lock.heat_in_band) <= heats.size()) {
                for (const ChildIndex c : heats_[heats[static_cast<std::size_t>(lock.heat_in_band) - 1]].children) {
                    kept = kept || plain(input_.teams[input_.children[c].team].name) == plain(lock.team);
                }
            }
            if (!kept)
                wrong("H8", "'" + lock.team + "' does not run in heat " + std::to_string(lock.heat_in_band) + " of '" +
                                lock.band + "'");
        }
        for (ChildIndex c = 0; c < input_.children.size(); ++c) {
            const PlanChild& child = input_.children[c];
            PlanChild first = child;
            if (first.races.size() > 1) first.races.resize(1);
            if (child.heat_lock.empty() || bands_of(first).empty()) continue;
            bool kept = false;
            for (std::size_t h = 0; h < heats_.size(); ++h) {
                if (heats_[h].band.index() != bands_of(first).front()) continue;
                std::string asked = child.heat_lock;
                asked.erase(0, std::min(asked.find_first_not_of('0'), asked.size()));
                const std::vector<ChildIndex>& in = heats_[h].children;
                kept = kept || (asked == std::to_string(h + 1) && std::find(in.begin(), in.end(), c) != in.end());
            }
            if (!kept)
                wrong("H8", "child " + child.key + " does not run in heat " + child.heat_lock +
                                ", which the roster asks for");
        }
    }

    void figures() {
        CheckedFigures& figures = result_.figures;
        figures.heats = static_cast<std::int64_t>(heats_.size());
        std::map<TeamIndex, std::set<Instant>> starts;
        for (const PlannedHeatOut& heat : heats_) {
            std::set<std::int64_t> walked;
            for (const ChildIndex c : heat.children) {
                walked.insert(tent_[input_.children[c].team]);
                starts[input_.children[c].team].insert(heat.start);
            }
            if (rules_.bands[heat.band.index()].lanes > 0 || walked.empty()) continue;
            figures.span += *walked.rbegin() - *walked.begin();
            const std::int64_t free = room(heat.band.index()) - seats(heat.children);
            figures.balance += free * free;
        }
        for (const auto& [team, times] : starts) {
            const std::int64_t wait = micros_between(*times.begin(), *times.rbegin()) / kMinuteUs;
            figures.wait_sum_min += wait;
            figures.wait_max_min = std::max(figures.wait_max_min, wait);
        }
    }

    const PlanInput& input_;
    const HeatRules& rules_;
    const std::vector<PlannedHeatOut>& heats_;
    bool race_day_;
    bool sound_ = true;
    std::map<std::pair<std::size_t, TeamIndex>, std::vector<ChildIndex>> unit_;
    std::set<std::pair<ChildIndex, std::size_t>> expected_;
    std::map<TeamIndex, std::int64_t> tent_;
    Checked result_;
};

}  // namespace

Checked check_heats(const PlanInput& input, const std::vector<PlannedHeatOut>& heats, bool race_day) {
    return Judge(input, heats, race_day).judge();
}

}  // namespace heatline::heats
