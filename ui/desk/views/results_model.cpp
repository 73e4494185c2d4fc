#include "ui/desk/views/results_model.h"

#include <algorithm>
#include <array>

#include "ui/desk/words.h"
#include "ui/format.h"

namespace heatline::ui {
namespace {

// The child's heat for names: the one the ledger has it in.
HeatId heat_of(const Snapshot& snapshot, RunnerId runner) {
    const auto& ledger = *snapshot.ledger;
    return runner.index() < ledger.size() ? ledger[runner.index()].heat : HeatId::none();
}

SearchIndex index_of_everybody(const Desk& desk) {
    const Snapshot& snapshot = *desk.snapshot;
    std::vector<Searchable> children;
    children.reserve(snapshot.roster->runners().size());
    for (std::size_t i = 0; i < snapshot.roster->runners().size(); ++i) {
        const RunnerId runner{i};
        const TeamId team = snapshot.roster->brief(runner).team;
        children.push_back({desk.names.bib(runner), desk.names.name(heat_of(snapshot, runner), runner), team.value});
    }
    std::vector<std::string> teams;
    for (const Team& team : snapshot.roster->teams()) teams.push_back(team.name);
    return {children, teams};
}

// Calls `each` with every line there is, in the order of the day; with `heat`, of that heat alone.
template <class Each>
void for_each_line(const Snapshot& snapshot, HeatId heat, Each&& each) {
    for (const auto& picture : snapshot.heats) {
        if (heat && picture->heat != heat) continue;
        for (std::size_t row = 0; row < picture->rows.size(); ++row)
            each(ResultRef{picture->heat, static_cast<std::uint32_t>(row)}, picture->rows[row].runner,
                 &picture->rows[row]);
    }
    if (heat) return;
    for (const LedgerRow& row : *snapshot.ledger) {
        if (row.heat) continue;
        each(ResultRef{HeatId::none(), row.runner.value}, row.runner, static_cast<const ResultRow*>(nullptr));
    }
}

std::size_t lines_of(const Snapshot& snapshot) {
    std::size_t count = 0;
    for (const auto& picture : snapshot.heats) count += picture->rows.size();
    return count + snapshot.totals.unplaced;
}

Fit fit_of_number(const std::string& bib, const std::string& query) {
    if (bib.empty() || !folded(bib).starts_with(query)) return Fit::none;
    return bib.size() == query.size() ? Fit::bib : Fit::bib_begins;
}

}  // namespace

ResultsTable::ResultsTable(const Snapshot& snapshot, HeatId heat) {
    refs_.reserve(lines_of(snapshot));
    for_each_line(snapshot, heat, [&](ResultRef ref, RunnerId, const ResultRow*) { refs_.push_back(ref); });
}

ResultsTable::ResultsTable(const Snapshot& snapshot, HeatId heat, const std::vector<Fit>& fits,
                           const std::string& query) {
    std::array<std::vector<ResultRef>, static_cast<std::size_t>(Fit::none)> by_fit;
    const std::string number = folded(query);
    for_each_line(snapshot, heat, [&](ResultRef ref, RunnerId runner, const ResultRow* row) {
        Fit fit = Fit::none;
        if (runner && runner.index() < fits.size()) fit = fits[runner.index()];
        if (!runner && row) fit = fit_of_number(row->bib, number);
        if (fit != Fit::none) by_fit[static_cast<std::size_t>(fit)].push_back(ref);
    });
    for (const auto& group : by_fit) refs_.insert(refs_.end(), group.begin(), group.end());
}

LineAnchor anchor_of(const Snapshot& snapshot, ResultRef ref) {
    const ResultRow* row = row_of(snapshot, ref);
    const RunnerId runner = runner_of(snapshot, ref);
    return {ref.heat, runner, row && !runner ? row->tap : ReadingIndex::none()};
}

std::size_t ResultsTable::index_of(const Snapshot& snapshot, const LineAnchor& anchor) const {
    // In its heat, else wherever the child stands.
    std::size_t elsewhere = refs_.size();
    for (std::size_t i = 0; i < refs_.size(); ++i) {
        const LineAnchor found = anchor_of(snapshot, refs_[i]);
        if (found == anchor) return i;
        if (anchor.runner && found.runner == anchor.runner && elsewhere == refs_.size()) elsewhere = i;
    }
    return elsewhere;
}

const ResultsTable& ResultsMemo::table(const Desk& desk, HeatId heat, const std::string& query) {
    const IndexKey made_from{desk.snapshot->roster, desk.snapshot->bibs, desk.names.given()};
    return table_.of({desk.snapshot, made_from, heat, query}, [&]() -> ResultsTable {
        ++made_;
        if (folded(query).empty()) return {*desk.snapshot, heat};
        const SearchIndex& index = index_.of(made_from, [&] { return index_of_everybody(desk); });
        return {*desk.snapshot, heat, index.find(query), query};
    });
}

const ResultRow* row_of(const Snapshot& snapshot, ResultRef ref) {
    if (!ref.heat || ref.heat.index() >= snapshot.heats.size()) return nullptr;
    const auto& rows = snapshot.heats[ref.heat.index()]->rows;
    return ref.row < rows.size() ? &rows[ref.row] : nullptr;
}

RunnerId runner_of(const Snapshot& snapshot, ResultRef ref) {
    if (!ref.heat) return RunnerId{ref.row};
    const ResultRow* row = row_of(snapshot, ref);
    return row ? row->runner : RunnerId::none();
}

ResultLine result_line(const Desk& desk, ResultRef ref) {
    const Snapshot& snapshot = *desk.snapshot;
    ResultLine line;
    const RunnerId runner = runner_of(snapshot, ref);
    line.nobody = !runner;
    line.name = desk.names.shows_names() ? desk.names.label(ref.heat, runner) : std::string{};
    line.team = desk.names.team(runner);
    if (runner) {
        const std::string grade = format_grade(snapshot.roster->runner(runner).grade);
        line.grade = grade;
        line.bib = desk.names.bib(runner);
    }
    const ResultRow* row = row_of(snapshot, ref);
    if (!row) {
        line.status = "in no heat";
        line.mark = Mark::look;
        return line;
    }
    const HeatPicture& heat = *snapshot.heats[ref.heat.index()];
    line.heat = heat.name;
    if (!runner) {
        line.name = "Not known";
        if (desk.names.shows_bibs()) line.bib = row->bib;
    }
    if (const auto* finished = std::get_if<outcome::Finished>(&row->outcome)) {
        line.place = std::to_string(finished->place);
        line.time = format_time(finished->elapsed_us, snapshot.rules->timing.rounding);
    }
    line.check = row->review;
    line.status = row->review ? "check" : outcome_words(row->outcome);
    line.mark = row->review ? Mark::look : mark_of(row->outcome);
    return line;
}

const char* outcome_words(const Outcome& outcome) {
    constexpr std::array<const char*, std::variant_size_v<Outcome>> kWords{
        "registered",    "on course",    "finished",  "no time", "did not finish",
        "did not start", "disqualified", "withdrawn", "virtual"};
    return kWords[outcome.index()];
}

Mark mark_of(const Outcome& outcome) {
    if (std::holds_alternative<outcome::OnCourse>(outcome)) return Mark::on_course;
    if (std::holds_alternative<outcome::Finished>(outcome) || std::holds_alternative<outcome::FinishedNoTime>(outcome))
        return Mark::finished;
    if (std::holds_alternative<outcome::Dnf>(outcome) || std::holds_alternative<outcome::Dq>(outcome))
        return Mark::did_not_finish;
    return Mark::absent;
}

std::string heat_choice(const Snapshot& snapshot, HeatId heat) {
    if (!heat || heat.index() >= snapshot.heats.size()) return "All heats";
    const HeatPicture& picture = *snapshot.heats[heat.index()];
    const std::string band = heat_subtitle(picture, *snapshot.rules);
    return heat_title(picture) + (band.empty() ? "" : " · " + band);
}

HeatId next_choice(const Snapshot& snapshot, HeatId heat, int step) {
    const int count = static_cast<int>(snapshot.heats.size()) + 1;
    const int now = heat && heat.index() < snapshot.heats.size() ? static_cast<int>(heat.value) + 1 : 0;
    const int next = ((now + step) % count + count) % count;
    return next == 0 ? HeatId::none() : HeatId{static_cast<std::uint32_t>(next - 1)};
}

}  // namespace heatline::ui
