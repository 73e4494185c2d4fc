#pragma once
// StreamTable: what one kind of onlooker may see of the heats, each line at the place where it changed last.
//
// A line is a row of results, or a heat; a key says whose. When it changes, its new text takes the end of the table and
// the old one is forgotten: a reader who is behind skips what was overtaken, and holds nothing but how far it is.
//
// Lines stand by the seq of the snapshot that changed them. The last line of a seq carries that seq as its `id`, so
// whoever has seen an id has seen everything up to it, and resumes behind it without loss; what comes twice after that
// is the same. A table begins with its first snapshot and forgets the oldest of the rows that are gone
// (kStreamGoneMax); a reader from before either cannot know what it missed: it gets the message `start`, and everything
// again.
//
// Plain values in memory; one thread at a time.

#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/base/ids.h"
#include "timing/limits.h"

namespace heatline::timing {

// What stands in the table from now on under `key`. Texts are shared, because whoever made them keeps them too.
struct StreamChange {
    std::uint64_t key = 0;
    std::shared_ptr<const std::string> text;  // `event: …` and `data: …`, each with its line end.
    std::shared_ptr<const std::string> own;   // What the tent of `team` sees instead; may be null.
    TeamId team;
    bool gone = false;  // A row that is no more; `text` says so.
};

struct StreamPlace {
    Seq seq = 0;
    std::uint64_t number = 0;  // Of the change, counted over the table's life from 1.
    friend auto operator<=>(const StreamPlace&, const StreamPlace&) = default;
};

// How far somebody has read.
struct StreamReader {
    TeamId team;                    // Of a tent.
    std::optional<StreamPlace> at;  // Everything up to here was sent. None: everything is wanted.
    StreamPlace began;              // Where the table ended at the last `start`: of what was gone then it never heard.
};

// The message that stands before everything. Its id is 0, before the first fact: who breaks off before the next id has
// forgotten what it had, and must not resume behind it.
extern const std::string_view kStreamStart;

class StreamTable {
public:
    explicit StreamTable(std::size_t gone_max = limits::kStreamGoneMax) : gone_max_(gone_max) {}

    // The changes from the last snapshot to that of `seq`; in this order they are sent. O(changes * log lines).
    void apply(Seq seq, std::vector<StreamChange> changes);

    // A reader who has seen the id `seen`, or who has seen nothing. An id from behind the table's end is of another
    // meet or of a journal that was restored: nothing is known of such a reader.
    StreamReader reader(std::optional<Seq> seen, TeamId team = TeamId::none()) const;
    bool has_news(const StreamReader& reader) const;
    // What comes next, at most `bytes_max` of it but always one line, and moves the reader behind it. Empty when there
    // is nothing new.
    std::string next(StreamReader& reader, std::size_t bytes_max = limits::kStreamChunkBytes) const;

private:
    void forget_oldest_gone();
    bool must_start(const StreamReader& reader) const;

    std::size_t gone_max_;
    Seq seq_ = 0;                // Of the last snapshot.
    std::uint64_t changes_ = 0;  // So far.
    StreamPlace begin_;          // Before the first line, or the last row gone that was forgotten.
    StreamPlace end_;            // The last line.
    std::map<StreamPlace, StreamChange> lines_;
    std::unordered_map<std::uint64_t, StreamPlace> place_of_;
    std::set<StreamPlace> gone_;
};

}  // namespace heatline::timing
