#include <algorithm>
#include <array>

#include "ui/desk/views/announcer_model.h"
#include "ui/desk/views/announcer_names.h"
#include "ui/desk/words.h"
#include "ui/format.h"

namespace heatline::ui {
namespace {

struct Crossing {
    const ResultRow* row = nullptr;
    const outcome::Finished* finished = nullptr;
};

std::vector<Crossing> crossings_of(const HeatPicture& heat) {
    std::vector<Crossing> crossings;
    for (const ResultRow& row : heat.rows) {
        if (const auto* finished = std::get_if<outcome::Finished>(&row.outcome)) crossings.push_back({&row, finished});
    }
    std::stable_sort(crossings.begin(), crossings.end(),
                     [](const Crossing& a, const Crossing& b) { return a.finished->at < b.finished->at; });
    return crossings;
}

// Places in each grade of the heat: shared on a tie, and the next counts on, as in the heat.
class GradePlaces {
public:
    std::uint32_t next(Grade grade, Instant at) {
        if (!grade || static_cast<std::size_t>(grade.number) >= grades_.size()) return 0;
        Seen& seen = grades_[static_cast<std::size_t>(grade.number)];
        ++seen.count;
        if (seen.count == 1 || at != seen.last) seen.place = seen.count;
        seen.last = at;
        return seen.place;
    }

private:
    struct Seen {
        std::uint32_t count = 0, place = 0;
        Instant last;
    };
    std::array<Seen, 13> grades_{};  // K and 1 to 12.
};

std::string about(const NameBook& names, RunnerId child) {
    const std::string grade = names.grade(child), team = names.team(child);
    return grade.empty() || team.empty() ? grade + team : grade + " · " + team;
}

// The newest bunch that has somebody known: bunches begin with the first finisher and then with the first who comes
// three seconds or more after the beginning of the one before.
void find_bunch(HeatSpoken& heat) {
    std::size_t begin = 0;
    std::vector<std::size_t> bunch;
    std::size_t known_until = 0;
    for (std::size_t i = 0; i < heat.by_place.size(); ++i) {
        if (i > begin && micros_between(heat.crossed[begin], heat.crossed[i]) >= kBunch.count * 1000) {
            begin = i;
            bunch.clear();
        }
        if (!heat.by_place[i].known) continue;
        bunch.push_back(i);
        heat.bunch = bunch;
        known_until = i + 1;
    }
    heat.newer_unknown = heat.by_place.size() - known_until;
}

}  // namespace

HeatSpoken speak(const Desk& desk, const HeatPicture& heat) {
    HeatSpoken spoken;
    const AnnouncerNames names{desk, heat};
    const bool official = heat.state == HeatState::official;
    GradePlaces grades;
    for (const Crossing& crossing : crossings_of(heat)) {
        const RunnerId child = crossing.row->runner;
        Spoken line;
        line.place = std::to_string(crossing.finished->place);
        line.time = format_time(crossing.finished->elapsed_us, desk.snapshot->rules->timing.rounding);
        line.checked = crossing.row->review && !official;
        line.known = static_cast<bool>(child);
        if (child) {
            line.name = names.name(child);
            line.say_it = names.say_it(child);
            line.about = about(desk.names, child);
            line.team = desk.names.team(child);
            line.places = ordinal(crossing.finished->place) + " in the heat";
            const std::uint32_t in_grade =
                grades.next(desk.snapshot->roster->runner(child).grade, crossing.finished->at);
            if (in_grade > 0) line.places += " · " + ordinal(in_grade) + " in " + desk.names.grade(child);
        } else {
            line.name = official ? "A finisher who is not known" : "A finisher is being checked";
            line.checked = !official;
        }
        spoken.by_place.push_back(std::move(line));
        spoken.crossed.push_back(crossing.finished->at);
    }
    find_bunch(spoken);
    return spoken;
}

std::vector<RehearsalLine> rehearse(const Desk& desk, const HeatPicture& heat) {
    const AnnouncerNames names{desk, heat};
    std::vector<RehearsalLine> lines;
    for (const ResultRow& row : heat.rows) {
        if (!row.runner) continue;
        if (std::holds_alternative<outcome::Withdrawn>(row.outcome) ||
            std::holds_alternative<outcome::Virtual>(row.outcome))
            continue;
        lines.push_back({names.name(row.runner), names.say_it(row.runner), about(desk.names, row.runner)});
    }
    // Whose name has a line to say comes first: these are the ones to rehearse.
    std::stable_sort(lines.begin(), lines.end(), [](const RehearsalLine& a, const RehearsalLine& b) {
        return std::make_pair(a.say_it.empty(), a.name) < std::make_pair(b.say_it.empty(), b.name);
    });
    return lines;
}

}  // namespace heatline::ui
