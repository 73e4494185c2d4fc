#include "timing/journal/verify.h"

#include <algorithm>
#include <vector>

#include "timing/journal/rows.h"

namespace heatline::timing {
namespace {

constexpr std::uint64_t kProgressEvery = 10'000;

struct Head {
    bool there = false;
    Seq seq = 0;
    Hash hash{};
};

Result<Head, SqlError> read_head(Database& database) {
    auto statement = database.prepare("SELECT seq, hash FROM head WHERE id = 1");
    if (!statement) return Error{statement.error()};
    const auto row = statement->step();
    if (!row) return Error{row.error()};
    Head head;
    if (!*row) return head;
    const auto hash = statement->blob(1);
    head.there = hash.size() == head.hash.size();
    head.seq = static_cast<Seq>(statement->integer(0));
    if (head.there) std::copy(hash.begin(), hash.end(), head.hash.begin());
    return head;
}

void bad(ChainReport& report, Seq seq, std::string what) {
    report.first_bad_seq = seq;
    report.sentence =
        std::move(what) + "; the " + std::to_string(report.facts_checked) +
        " facts before it are as they were written: keep this file as it is, restore the last backup, and "
        "let the stations send again";
}

// Counts the texts of a fact that is sound.
void count_texts(ChainReport& report, const Rows::Row& row, const std::vector<Hash>& hashes) {
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

// Follows the chain to the end or to the first fact that is not as it was written.
void follow(Database& database, ChainReport& report, const std::function<void(std::uint64_t)>& progress) {
    const auto broken = [&](const SqlError& error) {
        bad(report, report.facts_checked + 1,
            "fact " + std::to_string(report.facts_checked + 1) + " cannot be read, SQLite says " + error.text);
    };
    const auto before_first = database.number("SELECT count(*) FROM fact WHERE seq < 1");
    if (!before_first) return broken(before_first.error());
    if (*before_first > 0) return bad(report, 1, "facts stand before the first");
    auto rows = Rows::from(database, 1);
    if (!rows) return broken(rows.error());

    std::vector<Hash> hashes;
    while (true) {
        Rows::Row row;
        const auto there = rows->next(row);
        if (!there) return broken(there.error());
        if (!*there) break;
        const Seq seq = report.facts_checked + 1;
        const std::string name = "fact " + std::to_string(seq);
        if (row.seq != seq) return bad(report, seq, name + " is missing");
        const Hash hash = chain_hash(report.last_hash, seq, row.body);
        if (!std::equal(hash.begin(), hash.end(), row.hash.begin(), row.hash.end()))
            return bad(report, seq, name + " is not what was written: its hash differs");
        hashes.clear();
        if (const auto fact = decode_fact(row.body, row.texts, &hashes); !fact)
            return bad(report, seq, name + " cannot be understood: " + fact.error());
        count_texts(report, row, hashes);
        report.last_hash = hash;
        report.facts_checked = seq;
        if (progress && seq % kProgressEvery == 0) progress(seq);
    }
    report.texts_wrong += rows->stray_texts();

    const auto head = read_head(database);
    if (!head) return broken(head.error());
    const Seq last = report.facts_checked;
    if (!head->there) return bad(report, last + 1, "the journal's head is missing, so its end may have been cut off");
    if (head->seq > last)
        return bad(
            report, last + 1,
            "facts " + std::to_string(last + 1) + " to " + std::to_string(head->seq) + " are missing at the end");
    if (head->seq < last)
        return bad(report, head->seq + 1,
                   "fact " + std::to_string(head->seq + 1) + " stands behind the journal's head");
    if (head->hash != report.last_hash)
        return bad(report, std::max<Seq>(last, 1), "the journal's head does not name fact " + std::to_string(last));
}

}  // namespace

ChainReport verify_chain(Database& database, const std::function<void(std::uint64_t)>& progress) {
    ChainReport report;
    report.last_hash = genesis_hash();
    follow(database, report, progress);
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
