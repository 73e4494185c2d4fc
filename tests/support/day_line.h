#pragma once
// DayLine: a day of tools/fusion_days, or a recorded one, as a line that people correct.
//
// Corrections are kept as the engine keeps them: the last word on a tap, a finish or a reading holds, and can be taken
// back. The truth is there for the test alone. Times are those of the day.

#include <algorithm>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <tuple>
#include <variant>
#include <vector>

#include "engine/base/symbols.h"
#include "engine/fusion/fuse.h"
#include "tools/fusion_days/day_csv.h"
#include "tools/fusion_days/generate.h"

namespace heatline::test {

inline fusion_days::Day recorded_day(const std::string& name) {
    const std::string folder = std::string{HEATLINE_SOURCE_DIR} + "/tests/data/fusion-cases/" + name + "/";
    const auto text = [&](const char* file) {
        std::ifstream in(folder + file, std::ios::binary);
        std::ostringstream out;
        out << in.rdbuf();
        return out.str();
    };
    auto day = fusion_days::from_csv({text("runners.csv"), text("starts.csv"), text("events.csv"), text("truth.csv")});
    if (!day) throw std::runtime_error(day.error());
    return *day;
}

// One word of a person, as the desk would send it.
struct Correction {
    enum class Kind { assign, enter, remove, take_back } kind;
    ReadingIndex reading{};  // assign, take_back
    RunnerId runner{};       // assign, enter, remove
    HeatId heat{};           // enter, remove
    Instant at{};            // enter
};

class DayLine {
public:
    explicit DayLine(fusion_days::Day day) : day_(std::move(day)) {
        for (const auto& start : day_.starts) {
            heat_ids_[start.heat] = HeatId{heats_.size()};
            heats_.push_back({HeatId{heats_.size()}, start.at, seconds(120), seconds(10), nullptr});
        }
        for (const auto& runner : day_.runners) {
            const RunnerId id{bib_of_.size()};
            by_bib_[runner.bib] = id;
            if (!runner.tag.empty()) by_tag_[runner.tag] = id;
            bib_of_.push_back(symbols_.intern(runner.bib));
            if (heat_ids_.count(runner.heat)) entrants_.push_back({id, heat_ids_[runner.heat], bib_of_.back()});
        }
        for (const auto& reading : day_.readings) devices_.emplace(reading.device, DeviceId{devices_.size()});
        take_readings(day_.readings.size());
    }

    // The line as it was after the first `count` readings. Corrections stay.
    void take_readings(std::size_t count) {
        for (auto* stream : {&taps_, &bibs_, &selects_, &chips_, &untimed_}) stream->clear();
        for (std::size_t k = 0; k < count; ++k) add(day_.readings[k], k);
        const auto by_time = [](const auto& a, const auto& b) {
            return std::tie(a.at, a.device, a.order) < std::tie(b.at, b.device, b.order);
        };
        for (auto* stream : {&taps_, &bibs_, &selects_, &chips_}) std::sort(stream->begin(), stream->end(), by_time);
        std::sort(untimed_.begin(), untimed_.end(), [](const auto& a, const auto& b) {
            return std::tie(a.device, a.order) < std::tie(b.device, b.order);
        });
        streams_ = ++last_streams();
    }

    void say(const Correction& c) {
        switch (c.kind) {
            case Correction::Kind::assign:
                assigned_[c.reading] = c.runner;
                return;
            case Correction::Kind::enter:
                entered_[{c.heat, c.runner}] = c.at;
                return;
            case Correction::Kind::remove:
                entered_[{c.heat, c.runner}] = std::nullopt;
                return;
            case Correction::Kind::take_back:
                voided_.insert(c.reading);
        }
    }
    void unsay(const Correction& c) {
        switch (c.kind) {
            case Correction::Kind::assign:
                assigned_.erase(c.reading);
                return;
            case Correction::Kind::enter:
            case Correction::Kind::remove:
                entered_.erase({c.heat, c.runner});
                return;
            case Correction::Kind::take_back:
                voided_.erase(c.reading);
        }
    }
    void unsay_all() {
        assigned_.clear();
        entered_.clear();
        voided_.clear();
    }

    // Valid until this object changes.
    fusion::LineInput input() {
        said_taps_.clear();
        for (const auto& [tap, runner] : assigned_) {
            const bool there =
                std::any_of(taps_.begin(), taps_.end(), [t = tap](const auto& i) { return i.reading == t; });
            if (there && !voided_.count(tap)) said_taps_.push_back({tap, bib_of_[runner.index()], runner});
        }
        said_finishes_.clear();
        for (const auto& [key, at] : entered_)
            said_finishes_.push_back({key.first, key.second, !at, at.value_or(Instant{})});
        said_voided_.assign(voided_.begin(), voided_.end());
        return {heats_,   entrants_,  taps_,          bibs_,        selects_, {},       chips_,
                untimed_, said_taps_, said_finishes_, said_voided_, streams_, &symbols_};
    }
    std::vector<Finish> fuse() { return fusion::fuse(input()); }

    const fusion_days::Day& day() const { return day_; }
    const std::vector<fusion::Item>& taps() const { return taps_; }
    const std::vector<fusion::Item>& bibs() const { return bibs_; }
    const std::vector<fusion::Item>& selects() const { return selects_; }
    std::size_t runners() const { return bib_of_.size(); }
    const std::vector<fusion::RunningHeat>& heats() const { return heats_; }

    std::optional<RunnerId> runner_of(const fusion_days::Crossing& truth) const {
        const auto found = by_bib_.find(truth.bib);
        return found == by_bib_.end() ? std::nullopt : std::optional{found->second};
    }
    HeatId heat_of(const fusion_days::Crossing& truth) const { return heat_ids_.at(truth.heat); }

    // True finishers with the right number, the right heat and a time within half a second.
    std::vector<bool> right(const std::vector<Finish>& rows) const {
        std::map<std::pair<HeatId, Symbol>, const Finish*> by_name;
        for (const Finish& row : rows) {
            if (row.doubt == Doubt::entered_twice && !row.runner) continue;
            by_name.insert({{row.heat, row.runner ? bib_of_[row.runner.index()] : row.bib}, &row});
        }
        std::vector<bool> out;
        for (const auto& child : day_.truth) {
            const auto found = by_name.find({heat_ids_.at(child.heat), symbols_.find(child.bib)});
            const bool there = found != by_name.end() && symbols_.find(child.bib) && found->second->at;
            out.push_back(there && std::abs(found->second->at->us - child.at.us) <= 500'000);
        }
        return out;
    }

private:
    static std::uint64_t& last_streams() {
        static std::uint64_t streams = 0;  // No two lines share a number.
        return streams;
    }

    void add(const fusion_days::DayReading& reading, std::size_t index) {
        fusion::Item item;
        item.reading = ReadingIndex{index};
        item.device = devices_.at(reading.device);
        item.order = reading.seq;
        item.kind = reading.kind;
        item.mode = reading.mode;
        item.has_at = reading.at.has_value();
        if (reading.at) item.at = *reading.at;
        if (!reading.bib.empty()) {
            item.bib = symbols_.intern(reading.bib);
            if (const auto found = by_bib_.find(reading.bib); found != by_bib_.end()) item.runner = found->second;
        }
        if (const auto found = by_tag_.find(reading.tag); !reading.tag.empty() && found != by_tag_.end())
            item.runner = found->second;
        switch (reading.kind) {
            case ReadingKind::tap:
                return taps_.push_back(item);
            case ReadingKind::select:
                return selects_.push_back(item);
            case ReadingKind::chip:
                return chips_.push_back(item);
            case ReadingKind::bib:
                return (item.has_at ? bibs_ : untimed_).push_back(item);
            default:
                return;
        }
    }

    fusion_days::Day day_;
    Symbols symbols_;
    std::map<std::string, HeatId> heat_ids_;
    std::map<std::string, RunnerId> by_bib_, by_tag_;
    std::map<std::string, DeviceId> devices_;
    std::vector<Symbol> bib_of_;  // By runner.
    std::vector<fusion::RunningHeat> heats_;
    std::vector<fusion::Entrant> entrants_;
    std::vector<fusion::Item> taps_, bibs_, selects_, chips_, untimed_;
    std::uint64_t streams_ = 0;
    std::map<ReadingIndex, RunnerId> assigned_;
    std::map<std::pair<HeatId, RunnerId>, std::optional<Instant>> entered_;
    std::set<ReadingIndex> voided_;
    std::vector<fusion::AssignedTap> said_taps_;
    std::vector<fusion::EnteredFinish> said_finishes_;
    std::vector<ReadingIndex> said_voided_;
};

}  // namespace heatline::test
