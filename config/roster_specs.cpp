// The names, second names and aliases of every roster column. A list to be added to; nothing else is decided here.

#include "config/roster_columns.h"

namespace heatline::config {

std::span<const ColumnSpec> team_specs() {
    static const std::vector<ColumnSpec> specs = {
        {"team",
         {"school"},
         {"team_name", "school_name", "name", "club", "club_name", "organization", "organisation", "site", "klasse"},
         {"school", "team", "club"}},
        {"kind", {}, {"type", "team_kind", "team_type"}},
        {"tent", {}, {"tent_label", "tent_number", "tent_no", "tent_name"}, {"which_tent"}},
        {"tent_row", {}, {"row"}},
        {"tent_col", {}, {"col", "column", "tent_column"}},
        {"coaches", {}, {"coach_count", "number_of_coaches", "coaches_count"}, {"many_coaches"}},
        {"enrolment", {}, {"enrollment", "students", "number_of_students"}, {"many_students"}},
        {"registered_coach", {}, {"coach_registered"}},
        {"background_check", {}, {"background_checked", "coach_background_check"}},
        {"event_training", {}, {"training", "coach_training", "event_day_training"}},
        {"charges_fee", {}, {"fee", "charges_a_fee", "fee_charged"}},
        {"fee_exception", {}, {"exception", "written_exception"}},
    };
    static_assert(static_cast<std::size_t>(TeamColumn::fee_exception) + 1 == kTeamColumns);
    return specs;
}

std::span<const ColumnSpec> runner_specs() {
    static const std::vector<ColumnSpec> specs = {
        {"team",
         {"school"},
         {"team_name", "school_name", "club", "club_name", "organization", "organisation", "klasse", "affiliation"},
         {"school", "team", "club"}},
        {"bib",
         {},
         {"bib_number", "bib_no", "bib_num", "bibnumber", "number", "race_number", "race_no", "startnummer", "startnr"},
         {"bib"}},
        {"first",
         {},
         {"firstname", "first_name", "name1", "given_name", "fname", "vorname", "student_first_name",
          "child_first_name", "childs_first_name", "runner_first_name"},
         {"first_name", "given_name"}},
        {"last",
         {},
         {"lastname", "last_name", "family_name", "lname", "surname", "nachname", "student_last_name",
          "child_last_name", "childs_last_name", "runner_last_name"},
         {"last_name", "family_name", "surname"}},
        {"name",
         {},
         {"full_name", "fullname", "student_name", "participant", "participant_name", "runner_name", "child_name",
          "childs_name"},
         {"full_name", "child_name", "childs_name", "student_name", "students_name", "runner_name", "runners_name",
          "is_your_name"}},
        {"grade", {}, {"grade_level", "year", "school_year", "current_grade"}, {"grade"}},
        {"gender", {}, {"sex", "m_f"}, {"gender", "sex", "boy_girl"}},
        {"birth_date",
         {},
         {"birthdate", "dateofbirth", "date_of_birth", "dob", "birthday", "yearofbirth", "year_of_birth", "birth_year"},
         {"birth", "birthday", "born"}},
        {"age", {}, {"age_on_race_day", "age_on_event_day"}, {"age", "how_old"}},
        {"race", {}, {"contest", "event", "event_name", "sub_event", "distance", "division", "category"}},
        {"heat", {}, {"wave"}},
        {"tag", {}, {"transponder1", "transponder", "chip", "chip_code", "tags", "chip_number"}},
        {"say_it",
         {},
         {"pronunciation", "phonetic", "name_pronunciation", "how_do_you_say_your_name"},
         {"say_name", "pronounce", "pronounced"}},
        {"sibling_group", {"family"}, {"family_id", "siblings", "household"}},
        {"claim_stub", {}, {"claim_ticket", "claim", "stub", "claim_number"}},
        {"public_name", {}, {"name_public", "show_name"}},
        {"registered", {}, {"is_registered"}},
        {"attendance", {}, {"attending", "in_person_or_virtual"}},
        {"seed_time", {}, {"seed", "seed_mark", "entry_time", "best_time", "personal_best"}},
        {"assisted", {}, {"assistance", "guide", "needs_assistance"}},
    };
    static_assert(static_cast<std::size_t>(RunnerColumn::assisted) + 2 == kRunnerColumns);  // `extra` is no column.
    return specs;
}

}  // namespace heatline::config
