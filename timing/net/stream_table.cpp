#include "timing/net/stream_table.h"

#include <algorithm>
#include <limits>

namespace heatline::timing {

const std::string_view kStreamStart =
    "event: message\n"
    "data: {\"code\":\"start\",\"text\":\"everything follows; forget the rows you have\"}\n"
    "id: 0\n\n";

void StreamTable::apply(Seq seq, std::vector<StreamChange> changes) {
    if (seq_ == 0) begin_ = end_ = {seq, 0};
    seq_ = seq;
    for (StreamChange& change : changes) {
        const StreamPlace place{seq, ++changes_};
        if (const auto held = place_of_.find(change.key); held != place_of_.end()) {
            lines_.erase(held->second);
            gone_.erase(held->second);
        }
        place_of_[change.key] = place;
        if (change.gone) gone_.insert(gone_.end(), place);
        lines_.emplace_hint(lines_.end(), place, std::move(change));
        end_ = place;
    }
    while (gone_.size() > gone_max_) forget_oldest_gone();
}

void StreamTable::forget_oldest_gone() {
    const auto line = lines_.find(*gone_.begin());
    begin_ = std::max(begin_, line->first);
    place_of_.erase(line->second.key);
    lines_.erase(line);
    gone_.erase(gone_.begin());
}

StreamReader StreamTable::reader(std::optional<Seq> seen, TeamId team) const {
    StreamReader reader{team, std::nullopt, {}};
    if (seen && *seen <= seq_) reader.at = StreamPlace{*seen, std::numeric_limits<std::uint64_t>::max()};
    return reader;
}

bool StreamTable::must_start(const StreamReader& reader) const {
    return !reader.at || std::max(*reader.at, reader.began) < begin_;
}

bool StreamTable::has_news(const StreamReader& reader) const { return must_start(reader) || *reader.at < end_; }

std::string StreamTable::next(StreamReader& reader, std::size_t bytes_max) const {
    std::string text;
    if (must_start(reader)) {
        text = kStreamStart;
        reader.at = StreamPlace{};
        reader.began = end_;
    }
    auto line = lines_.upper_bound(*reader.at);
    const auto skip_unheard_of = [&] {
        while (line != lines_.end() && line->second.gone && line->first <= reader.began) ++line;
    };
    skip_unheard_of();
    for (bool is_first = true; line != lines_.end(); is_first = false) {
        const auto& [place, change] = *line;
        const std::string& words = change.own && change.team == reader.team ? *change.own : *change.text;
        if (!is_first && text.size() + words.size() > bytes_max) return text;
        text += words;
        reader.at = place;
        ++line;
        skip_unheard_of();
        if (line == lines_.end() || line->first.seq != place.seq)
            text.append("id: ").append(std::to_string(place.seq)).append("\n");
        text += '\n';
    }
    reader.at = std::max(*reader.at, end_);
    return text;
}

}  // namespace heatline::timing
