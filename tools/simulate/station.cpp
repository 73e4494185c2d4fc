#include "tools/simulate/station.h"

#include <algorithm>
#include <boost/json.hpp>
#include <utility>

namespace heatline::simulate {

namespace json = boost::json;

namespace {

std::string reading_text(const Note& note, const std::string& epoch, std::uint64_t seq) {
    json::object reading;
    reading["epoch"] = epoch;
    reading["seq"] = seq;
    reading["kind"] = note.kind;
    if (note.at) reading["at"] = format_rfc3339(*note.at);
    if (!note.bib.empty()) reading["bib"] = note.bib;
    if (!note.heat.empty()) reading["heat"] = note.heat;
    if (*note.where != '\0') reading["where"] = note.where;
    if (*note.mode != '\0') reading["mode"] = note.mode;
    return json::serialize(reading);
}

std::int64_t number(const json::object& object, const char* key) {
    const json::value* value = object.if_contains(key);
    if (!value) return 0;
    if (const auto* whole = value->if_int64()) return *whole;
    return 0;
}

std::string text(const json::object& object, const char* key) {
    const json::value* value = object.if_contains(key);
    const json::string* held = value ? value->if_string() : nullptr;
    return held ? std::string{held->data(), held->size()} : std::string{};
}

}  // namespace

Station::Station(std::string name, Uplink& uplink, std::function<std::string()> new_epoch, std::size_t readings,
                 const Mistakes& mistakes, std::uint64_t seed)
    : name_(std::move(name)),
      uplink_(uplink),
      new_epoch_(std::move(new_epoch)),
      draw_(seed, "station " + name_),
      lost_answer_permille_(mistakes.lost_answer),
      restart_at_(readings),
      epoch_(new_epoch_()) {
    if (readings == 0) return;
    Tally& restarts = tally_of(tallies_, &Mistakes::restart);
    ++restarts.chances;
    if (draw_.chance(mistakes.restart)) {
        ++restarts.made;
        restart_at_ = static_cast<std::size_t>(draw_.below(static_cast<std::int64_t>(readings)));
    }
}

void Station::note(const Note& note) {
    if (lines_.size() == restart_at_ && !lines_.empty()) {
        epoch_ = new_epoch_();
        seq_ = 0;
    }
    ++seq_;
    lines_.push_back({epoch_, seq_, reading_text(note, epoch_, seq_)});
    ++delivered_.readings;
}

Result<Done, std::string> Station::deliver() {
    int tries = 0;
    while (durable_ < lines_.size()) {
        const std::size_t end = std::min(durable_ + kBatchReadings, lines_.size());
        std::string body;
        for (std::size_t i = durable_; i < end; ++i) body += lines_[i].text + "\n";

        if (tries == 0) {
            Tally& lost = tally_of(tallies_, &Mistakes::lost_answer);
            ++lost.chances;
            // Whether the server got it does not matter here: the same batch goes out once more below.
            if (draw_.chance(lost_answer_permille_) && uplink_.post_and_hang_up(body)) ++lost.made;
        }
        const auto answer = uplink_.post(body);
        std::string why;
        if (answer) {
            const auto verdict = understand(*answer, end);
            if (!verdict) return Error{"deliver readings of " + name_ + ": " + verdict.error()};
            if (*verdict == Verdict::durable) {
                tries = 0;
                continue;
            }
            why = "the server answered " + std::to_string(answer->status);
        } else {
            why = answer.error();
        }
        if (++tries == kTriesMax) {
            return Error{"deliver readings of " + name_ + ": " + why + ", " + std::to_string(kTriesMax) +
                         " times; check that the server runs and is not out of disk space"};
        }
        ++delivered_.tries_again;
        uplink_.pause(tries);
    }
    return Done{};
}

Result<Station::Verdict, std::string> Station::understand(const tools::Response& response, std::size_t end) {
    if (response.status >= 500 || response.status == 408 || response.status == 429) return Verdict::again;
    json::error_code error;
    const json::value parsed = json::parse(response.body, error);
    const json::object* object = error ? nullptr : parsed.if_object();
    const std::string said =
        object ? text(*object, "code") + " " + text(*object, "detail") : response.body.substr(0, 200);

    if (response.status == 200) {
        if (!object) return Error{"the answer is no JSON object; is this a Heatline server?"};
        const std::int64_t accepted = number(*object, "accepted");
        const std::int64_t duplicates = number(*object, "duplicates");
        const std::int64_t quarantined = number(*object, "quarantined");
        const auto sent = static_cast<std::int64_t>(end - durable_);
        // A quarantined line that comes again is a duplicate, so each line is counted once.
        if (accepted + duplicates + quarantined < sent) {
            return Error{"of " + std::to_string(sent) + " readings the server counted " +
                         std::to_string(accepted + duplicates + quarantined) + "; look at the server's journal"};
        }
        delivered_.accepted += accepted;
        delivered_.duplicates += duplicates;
        delivered_.quarantined += quarantined;
        durable_ = end;
        return Verdict::durable;
    }
    if (response.status == 409 && object && text(*object, "code") == "E_GAP") {
        // The server misses one of ours: go back to it. It is in our own list, because nothing ever leaves that.
        const std::int64_t want = number(*object, "want");
        const std::int64_t line = number(*object, "line");
        delivered_.accepted += number(*object, "accepted");
        delivered_.duplicates += number(*object, "duplicates");
        const std::size_t at =
            std::min(durable_ + static_cast<std::size_t>(std::max<std::int64_t>(line, 1)) - 1, lines_.size() - 1);
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            if (lines_[i].epoch != lines_[at].epoch || lines_[i].seq != static_cast<std::uint64_t>(want)) continue;
            durable_ = i;
            return Verdict::moved;
        }
        return Error{"the server wants reading " + std::to_string(want) + ", which this station never made; " + said};
    }
    return Error{"the server answered " + std::to_string(response.status) + " " + said +
                 "; check the device's role and token"};
}

}  // namespace heatline::simulate
