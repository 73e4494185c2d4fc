#include "ui/desk/program/said.h"

#include <algorithm>
#include <utility>

#include "ui/desk/views/station_model.h"

namespace heatline::ui {
namespace {

using timing::Recorded;

OwnEntry entry_of(const Reading& reading, std::int64_t offset_us) {
    OwnEntry entry;
    entry.kind = reading.kind;
    entry.bib = reading.bib;
    entry.heat = reading.heat;
    if (reading.at) {
        entry.at = *reading.at;
    } else if (reading.device_time) {
        entry.at = Instant{reading.device_time->us + offset_us};
    }
    return entry;
}

const char* before_of(const Recorded& done) {
    return done.what == Recorded::What::undone ? "removed " : done.what == Recorded::What::redone ? "put back " : "";
}

}  // namespace

std::string words_of(const Recorded& done) {
    if (done.what == Recorded::What::nothing_to_undo) return "there is nothing to take back";
    if (done.what == Recorded::What::nothing_to_redo) return "there is nothing to put back";
    OwnEntry entry = entry_of(done.reading, 0);
    entry.number = done.taps + (done.what == Recorded::What::undone ? 1 : 0);
    return before_of(done) + own_words(entry);
}

bool Said::useless(const Recorded& done) {
    return done.what == Recorded::What::nothing_to_undo || done.what == Recorded::What::nothing_to_redo;
}

void Said::recorded(const Recorded& done, std::int64_t now_us) {
    Station said{words_of(done), now_us, done.reading, before_of(done), useless(done)};
    const std::lock_guard lock{mutex_};
    station_ = std::move(said);
}

void Said::say(std::string words, bool refused, std::int64_t now_us) {
    const std::lock_guard lock{mutex_};
    station_ = {std::move(words), now_us, std::nullopt, "", refused};
}

void Said::answer(bool done, std::string sentence, std::int64_t now_us) {
    const std::lock_guard lock{mutex_};
    foot_ = {done, std::move(sentence), now_us};
}

void Said::write(Desk& desk, std::int64_t now_us, std::int64_t offset_us) const {
    Station said;
    Foot foot;
    {
        const std::lock_guard lock{mutex_};
        said = station_;
        foot = foot_;
    }
    desk.station.said = said.words;
    desk.station.refused_flash = said.useless;
    if (said.us != 0) desk.station.said_ms = (now_us - said.us) / 1'000;
    if (said.of && !said.useless) {
        desk.station.said_of = entry_of(*said.of, offset_us);
        // With the number that it has in the list.
        const auto& entries = *desk.station.entries;
        const auto own = std::find_if(entries.rbegin(), entries.rend(), [&](const OwnEntry& entry) {
            return entry.kind == desk.station.said_of->kind && entry.at == desk.station.said_of->at &&
                   entry.bib == desk.station.said_of->bib;
        });
        if (own != entries.rend()) desk.station.said = said.before + own_words(*own);
    }
    desk.answer.done = foot.done;
    desk.answer.sentence = foot.sentence;
    if (foot.us != 0) desk.answer.age_ms = (now_us - foot.us) / 1'000;
}

}  // namespace heatline::ui
