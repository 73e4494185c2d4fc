#include "engine/trail.h"

#include "engine/fusion/fuse.h"

namespace heatline {
namespace {

ReadingSource source_of(const State& state, ReadingIndex reading) {
    if (!reading) return {};
    const StoredReading& said = state.readings[reading.index()];
    return {said.device, said.epoch, said.device_seq, said.kind};
}

Seq said_in(const State& state, const Finish& finish) {
    if (finish.evidence.has(Evidence::inserted)) {
        const auto entered = state.entered.find({finish.heat, finish.runner});
        return entered == state.entered.end() ? 0 : entered->second.seq;
    }
    if (!finish.evidence.has(Evidence::assigned)) return 0;
    const auto assigned = state.assigned_at.find(finish.tap);
    return assigned == state.assigned_at.end() ? 0 : assigned->second;
}

bool speaks_of(const ReadingSource& source, Evidence evidence) {
    switch (evidence) {
        case Evidence::tap:
            return source.kind == ReadingKind::tap;
        case Evidence::bib_live:
        case Evidence::bib_batch:
            return source.kind == ReadingKind::bib;
        case Evidence::select:
            return source.kind == ReadingKind::select;
        case Evidence::chip:
            return source.kind == ReadingKind::chip;
        case Evidence::token:
            return source.kind == ReadingKind::token;
        case Evidence::second_tap:
        case Evidence::assigned:
        case Evidence::inserted:
        case Evidence::estimated:
            break;
    }
    return false;
}

std::string words_of(const Snapshot& snapshot, const ReadingSource& source) {
    std::string words = " no. " + std::to_string(source.seq) + " of " + (*snapshot.devices)[source.device.index()];
    if (source.epoch > 0) words += ", its count " + std::to_string(source.epoch + 1);
    return words;
}

std::string text_of(const Snapshot& snapshot, const Finish& finish, const FinishTrail& trail) {
    return fusion::evidence_text(finish, [&](Evidence evidence) -> std::string {
        const bool by_a_person = evidence == Evidence::inserted || evidence == Evidence::assigned;
        if (by_a_person && trail.said > 0) return ", journal " + std::to_string(trail.said);
        for (const ReadingSource& source : {trail.tap, trail.identity}) {
            if (source.device && speaks_of(source, evidence)) return words_of(snapshot, source);
        }
        return {};
    });
}

}  // namespace

FinishTrail trail_of(const State& state, const Finish& finish) {
    return {source_of(state, finish.tap), source_of(state, finish.identity), said_in(state, finish)};
}

std::string trail_text(const Snapshot& snapshot, const HeatPicture& heat, std::uint32_t finish) {
    return text_of(snapshot, heat.finishes[finish], heat.trails[finish]);
}

std::string trail_text(const Snapshot& snapshot, const HeatPicture& heat, const ResultRow& row) {
    if (row.finish == ResultRow::kNoFinish) return {};
    Finish finish = heat.finishes[row.finish];
    finish.doubt = row.doubt;
    return text_of(snapshot, finish, heat.trails[row.finish]);
}

}  // namespace heatline
