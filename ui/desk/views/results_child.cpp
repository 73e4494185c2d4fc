#include "ui/desk/views/results_child.h"

#include "engine/trail.h"
#include "ui/desk/words.h"
#include "ui/format.h"

namespace heatline::ui {
namespace {

std::string about_words(const Desk& desk, RunnerId runner, const ResultRow* row) {
    std::string words;
    const auto add = [&](const std::string& part) {
        if (!part.empty()) words += (words.empty() ? "" : " · ") + part;
    };
    if (!runner) {
        if (row && desk.names.shows_bibs() && !row->bib.empty()) add("number " + row->bib + " taken");
        return words;
    }
    if (desk.names.shows_bibs()) {
        const std::string bib = desk.names.bib(runner);
        add(bib.empty() ? "no number" : bib);
    }
    add(desk.names.team(runner));
    add(desk.names.grade(runner));
    return words;
}

std::string result_words(const Desk& desk, const HeatPicture& heat, const ResultRow& row) {
    const MeetRules& rules = *desk.snapshot->rules;
    if (const auto* finished = std::get_if<outcome::Finished>(&row.outcome)) {
        return format_time(finished->elapsed_us, rules.timing.rounding) + ", " + ordinal(finished->place) + " in " +
               heat_title(heat);
    }
    if (std::holds_alternative<outcome::OnCourse>(row.outcome) && heat.start)
        return "On the course since " + clock_time(*heat.start, rules);
    if (std::holds_alternative<outcome::Registered>(row.outcome))
        return heat_title(heat) + " starts at " + clock_time(heat.planned, rules);
    std::string words = outcome_words(row.outcome);
    words[0] = static_cast<char>(words[0] - 'a' + 'A');
    return words + ", " + heat_title(heat);
}

// "Rests on tap no. 212 of finish-1 + chute number no. 209 of chute-1. Of 100 such finishes about 95 are right."
std::string rests_words(const Snapshot& snapshot, const HeatPicture& heat, const ResultRow& row) {
    std::string words = trail_text(snapshot, heat, row);
    if (words.empty()) return words;
    words = "Rests on " + words + ".";
    const int right = row.confidence_milli / 10;
    if (right >= 100 || row.evidence.has(Evidence::inserted)) return words;
    return words + " Of 100 such finishes about " + std::to_string(right) + " are right.";
}

void say_where(const Desk& desk, const LedgerRow& row, ChildSheet& sheet) {
    sheet.accounted = row.accounted;
    sheet.where_mark = mark_of(row.state);
    if (row.last_seen_at) {
        const std::int64_t age = micros_between(*row.last_seen_at, desk.now) / 1'000'000;
        sheet.where = "Last seen " + clock_time(*row.last_seen_at, *desk.snapshot->rules) + " · " +
                      seen_at_words(row.last_seen_where) + " · " + ago(age);
    } else {
        sheet.where = "Not seen today";
    }
}

void tell_story(const Desk& desk, RunnerId runner, ChildSheet& sheet) {
    const Overview* overview = desk.overview.get();
    if (!overview || !overview->story || overview->story->runner != runner) {
        sheet.loading = true;
        return;
    }
    for (const StoryLine& line : overview->story->lines) {
        StoryText text;
        if (line.at) text.at = clock_time(*line.at, *desk.snapshot->rules, true);
        text.what = line.what;
        text.decided = line.kind == StoryLine::Kind::status || line.kind == StoryLine::Kind::correction;
        text.voided = line.voided;
        sheet.story.push_back(std::move(text));
    }
}

}  // namespace

ChildSheet child_sheet(const Desk& desk, ResultRef ref) {
    const Snapshot& snapshot = *desk.snapshot;
    const RunnerId runner = runner_of(snapshot, ref);
    const ResultRow* row = row_of(snapshot, ref);
    ChildSheet sheet;
    sheet.name = runner ? desk.names.label(ref.heat, runner) : "A finisher who is not known";
    sheet.say_it = desk.names.say_it(ref.heat, runner);
    sheet.about = about_words(desk, runner, row);
    if (row) {
        sheet.mark = ui::mark_of(row->outcome);
        sheet.result = result_words(desk, *snapshot.heats[ref.heat.index()], *row);
        sheet.rests = rests_words(snapshot, *snapshot.heats[ref.heat.index()], *row);
        if (row->review) sheet.check = doubt_words(row->doubt);
        if (row->review && sheet.check.empty()) sheet.check = "somebody should look";
    } else {
        sheet.mark = Mark::look;
        sheet.result = "In no heat";
    }
    if (runner && runner.index() < snapshot.ledger->size()) {
        say_where(desk, (*snapshot.ledger)[runner.index()], sheet);
        tell_story(desk, runner, sheet);
    }
    return sheet;
}

}  // namespace heatline::ui
