#include "timing/journal/rows.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace heatline::timing {

Result<Rows, SqlError> Rows::from(Database& database, Seq first) {
    auto facts = database.prepare("SELECT seq, body, hash FROM fact WHERE seq >= ? ORDER BY seq");
    if (!facts) return Error{facts.error()};
    auto texts = database.prepare("SELECT seq, slot, salt, body FROM text WHERE seq >= ? ORDER BY seq, slot");
    if (!texts) return Error{texts.error()};
    const std::int64_t bound = first == 0 ? std::numeric_limits<std::int64_t>::min() : static_cast<std::int64_t>(first);
    facts->bind(1, bound);
    texts->bind(1, bound);
    Rows rows{std::move(facts).value(), std::move(texts).value()};
    if (const auto stepped = rows.step_text(); !stepped) return Error{stepped.error()};
    return rows;
}

Result<Done, SqlError> Rows::step_text() {
    const auto there = texts_.step();
    if (!there) return Error{there.error()};
    text_there_ = *there;
    return Done{};
}

Result<bool, SqlError> Rows::next(Row& row) {
    held_.clear();
    const auto there = facts_.step();
    if (!there) return Error{there.error()};
    const std::int64_t seq = *there ? facts_.integer(0) : std::numeric_limits<std::int64_t>::max();
    row.seq = static_cast<Seq>(seq);
    while (text_there_ && texts_.integer(0) <= seq) {
        if (*there && texts_.integer(0) == seq) {
            if (words_.size() == held_.size()) words_.emplace_back();
            const auto salt = texts_.blob(2);
            const auto body = texts_.blob(3);
            words_[held_.size()].assign(reinterpret_cast<const char*>(body.data()), body.size());
            StoredText text;
            text.slot = static_cast<std::uint32_t>(texts_.integer(1));
            std::copy_n(salt.begin(), std::min(salt.size(), text.salt.size()), text.salt.begin());
            held_.push_back(text);
        } else {
            ++stray_;
        }
        if (const auto stepped = step_text(); !stepped) return Error{stepped.error()};
    }
    if (!*there) return false;
    for (std::size_t i = 0; i < held_.size(); ++i) held_[i].text = words_[i];  // After the last growth of words_.
    row.body = facts_.blob(1);
    row.hash = facts_.blob(2);
    row.texts = held_;
    return true;
}

}  // namespace heatline::timing
