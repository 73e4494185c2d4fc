#include "timing/journal/verify.h"

#include <algorithm>
#include <vector>

namespace heatline::timing {
namespace {

void bad(ChainReport& report, Seq seq, std::string what) {
    report.first_bad_seq = seq;
    report.sentence =
        std::move(what) + "; the " + std::to_string(report.facts_checked) +
        " facts before it are as they were written: keep this file as it is, restore the last backup, and "
        "let the stations send again";
}

// Counts the texts of a fact that is sound.
void count_texts(ChainReport& report, const Row& row, const std::vector<Hash>& hashes) {
    std::uint64_t here = 0;
    for (const StoredText& text : row.texts) {
        const bool named = text.slot < hashes.size();
        if (named) ++here;
        if (named && text_hash(text.salt, text.text) == hashes[text.slot])
            ++report.texts_present;
        else
            ++report.texts_wrong;
    }
    report.texts_purged += hashes.size() - here;
}

void check_end(ChainReport& report, const JournalEnd& end) {
    report.texts_wrong += end.stray_texts;
    const Seq last = report.facts_checked;
    if (!end.there) return bad(report, last + 1, "the journal's head is missing, so its end may have been cut off");
    if (end.seq > last)
        return bad(report, last + 1,
                   "facts " + std::to_string(last + 1) + " to " + std::to_string(end.seq) + " are missing at the end");
    if (end.seq < last)
        return bad(report, end.seq + 1, "fact " + std::to_string(end.seq + 1) + " stands behind the journal's head");
    if (end.hash != report.last_hash)
        return bad(report, std::max<Seq>(last, 1), "the journal's head does not name fact " + std::to_string(last));
}

}  // namespace

Result<Entry, ChainCheck::Bad> ChainCheck::next(const Row& row) {
    const Seq seq = last_seq_ + 1;
    const std::string name = "fact " + std::to_string(seq);
    if (row.seq != seq) {
        const bool before_first = static_cast<std::int64_t>(row.seq) < 1;
        return Error{Bad{before_first ? "facts stand before the first" : name + " is missing"}};
    }
    const Hash hash = chain_hash(last_hash_, seq, row.body);
    if (!std::equal(hash.begin(), hash.end(), row.hash.begin(), row.hash.end()))
        return Error{Bad{name + " is not what was written: its hash differs"}};
    hashes_.clear();
    auto fact = decode_fact(row.body, row.texts, &hashes_);
    if (!fact) return Error{Bad{name + " cannot be understood: " + fact.error(), true}};
    last_hash_ = hash;
    last_seq_ = seq;
    return Entry{seq, std::move(fact).value(), hash};
}

ChainReport verify_chain(const RowSource& rows, const std::function<void(Entry&&)>& each) {
    ChainReport report;
    ChainCheck check;
    const auto end = rows([&](const Row& row) {
        auto entry = check.next(row);
        if (!entry) {
            bad(report, check.last_seq() + 1, entry.error().what);
            return false;
        }
        count_texts(report, row, check.text_hashes());
        report.facts_checked = entry->seq;
        if (each) each(std::move(*entry));
        return true;
    });
    report.last_hash = check.last_hash();
    if (report.first_bad_seq) return report;
    if (!end) {
        const std::string next = std::to_string(report.facts_checked + 1);
        bad(report, report.facts_checked + 1, "fact " + next + " cannot be read: " + end.error().sentence);
        return report;
    }
    check_end(report, *end);
    if (report.first_bad_seq) return report;
    report.sentence = std::to_string(report.facts_checked) + " facts are as they were written, " +
                      std::to_string(report.texts_present) + " texts are there and " +
                      std::to_string(report.texts_purged) + " purged";
    if (report.texts_wrong > 0) {
        report.sentence += "; " + std::to_string(report.texts_wrong) +
                           " names or notes are not what was written: restore the last backup";
    }
    return report;
}

}  // namespace heatline::timing
