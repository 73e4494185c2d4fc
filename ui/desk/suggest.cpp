#include "ui/desk/suggest.h"

#include <algorithm>
#include <tuple>

#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

constexpr std::size_t kWrongFrom = 3;  // Fewer signs, one of them wrong, would be anybody's.
constexpr int kNoMatch = 9;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }
bool same(char a, char b) { return lower(a) == lower(b); }

bool begins(std::string_view bib, std::string_view typed) {
    return bib.size() >= typed.size() && std::equal(typed.begin(), typed.end(), bib.begin(), same);
}

bool begins_but_for_one(std::string_view bib, std::string_view typed) {
    if (typed.size() < kWrongFrom || bib.size() < typed.size()) return false;
    std::size_t first = 0;
    while (first < typed.size() && same(typed[first], bib[first])) ++first;
    const auto rest_is_same = [&](std::size_t from) {
        return from <= typed.size() && begins(bib.substr(from), typed.substr(from));
    };
    if (rest_is_same(first + 1)) return true;
    return first + 1 < typed.size() && same(typed[first], bib[first + 1]) && same(typed[first + 1], bib[first]) &&
           rest_is_same(first + 2);
}

// 1, 2 or 3 as the header says; kNoMatch.
int rank(std::string_view bib, std::string_view typed, std::size_t shared) {
    if (begins(bib, typed)) return 1;
    for (std::size_t cut = 0; cut <= std::min(shared, bib.size()); ++cut) {
        std::string_view rest = bib.substr(cut);
        if (begins(rest, typed)) return 2;
        while (rest.starts_with('0')) {
            rest.remove_prefix(1);
            if (begins(rest, typed)) return 2;
        }
    }
    return begins_but_for_one(bib, typed) ? 3 : kNoMatch;
}

bool number_before(const std::string& a, const std::string& b) {
    return std::tuple{a.size(), std::string_view{a}} < std::tuple{b.size(), std::string_view{b}};
}

}  // namespace

SuggestField::SuggestField(const Snapshot& snapshot, std::string_view line) {
    for (const auto& heat : snapshot.heats) {
        if (heat->state != HeatState::running || !heat->start || line_of(snapshot, *heat) != line) continue;
        for (const ResultRow& row : heat->rows) {
            if (!row.runner || row.bib.empty()) continue;
            StillOut out{row.runner, heat->heat, row.bib, *heat->start, {}, {}};
            if (const auto* finished = std::get_if<outcome::Finished>(&row.outcome)) {
                const bool taken = row.evidence.has(Evidence::bib_live) || row.evidence.has(Evidence::bib_batch) ||
                                   row.evidence.has(Evidence::inserted);
                if (taken) continue;
                out.crossed = finished->at;
            } else if (!std::holds_alternative<outcome::OnCourse>(row.outcome)) {
                continue;
            }
            const auto seed = snapshot.roster->runner(row.runner).seed_time_ms;
            if (seed) out.due = *heat->start + Millis{*seed};
            out_.push_back(std::move(out));
        }
    }
    if (out_.size() < 2) return;
    shared_ = out_.front().bib.size();
    for (const StillOut& out : out_) {
        const auto apart =
            std::mismatch(out.bib.begin(), out.bib.end(), out_.front().bib.begin(),
                          out_.front().bib.begin() + static_cast<std::ptrdiff_t>(std::min(out.bib.size(), shared_)));
        shared_ = static_cast<std::size_t>(apart.second - out_.front().bib.begin());
    }
}

std::vector<Suggestion> SuggestField::suggest(std::string_view typed, const std::set<std::string>& taken,
                                              Instant now) const {
    struct Ranked {
        int rank = kNoMatch;
        const StillOut* out = nullptr;
    };
    const auto better = [now](const Ranked& a, const Ranked& b) {
        if (a.rank != b.rank) return a.rank < b.rank;
        if (a.out->crossed.has_value() != b.out->crossed.has_value()) return a.out->crossed.has_value();
        const Instant a_due = a.out->crossed ? *a.out->crossed : a.out->due.value_or(now);
        const Instant b_due = b.out->crossed ? *b.out->crossed : b.out->due.value_or(now);
        if (a_due != b_due) return a_due < b_due;
        if (a.out->gun != b.out->gun) return a.out->gun < b.out->gun;
        return number_before(a.out->bib, b.out->bib);
    };
    std::vector<Ranked> best;
    for (const StillOut& out : out_) {
        const Ranked it{rank(out.bib, typed, shared_), &out};
        if (it.rank == kNoMatch || taken.contains(out.bib)) continue;
        if (best.size() == kSuggestions && !better(it, best.back())) continue;
        best.insert(std::upper_bound(best.begin(), best.end(), it, better), it);
        if (best.size() > kSuggestions) best.pop_back();
    }
    std::vector<Suggestion> answer;
    for (const Ranked& it : best) answer.push_back({*it.out, it.rank == 3});
    return answer;
}

std::shared_ptr<const SuggestField> SuggestMemo::field(const std::shared_ptr<const Snapshot>& snapshot,
                                                       std::string_view line) {
    if (snapshot != snapshot_ || line != line_) {
        snapshot_ = snapshot;
        line_ = line;
        field_ =
            snapshot ? std::make_shared<const SuggestField>(*snapshot, line) : std::make_shared<const SuggestField>();
    }
    return field_;
}

}  // namespace heatline::ui
