#include "ui/desk/views/results_actions.h"

#include "engine/time_text.h"
#include "ui/desk/command_json.h"
#include "ui/desk/undo.h"
#include "ui/desk/words.h"
#include "ui/format.h"

namespace heatline::ui {
namespace {

// Whether the child is closed by a person's word: what else makes a child accounted for is seen in its state.
bool closed_by_word(const LedgerRow& row) {
    if (!row.accounted) return false;
    switch (row.state) {
        case ChildState::returned:
        case ChildState::withdrawn:
        case ChildState::virtually:
            return false;
        case ChildState::dns:
            return row.seen;
        default:
            return true;
    }
}

// The reading behind a row, by the three that name it; it comes with the heat's side-by-side.
const ShownReading* reading_of(const Desk& desk, HeatId heat, ReadingIndex index) {
    if (!index || !desk.overview || !desk.overview->match || desk.overview->match->heat != heat) return nullptr;
    for (const MatchRow& row : desk.overview->match->rows) {
        for (const auto* shown : {&row.tap, &row.number, &row.second}) {
            if (*shown && (*shown)->reading == index) return &**shown;
        }
    }
    return nullptr;
}

std::string reading_command(const Desk& desk, std::string_view command, std::string_view key, const ShownReading& shown,
                            std::string_view bib, const std::string& reason) {
    CommandJson json{command};
    json.reading(key, device_name(desk, shown.ref.device), shown.ref.epoch, shown.ref.seq);
    if (command == "assign") json.text("bib", bib);
    return json.text("reason", reason).str();
}

const char* status_of(ChildDeed deed) {
    switch (deed) {
        case ChildDeed::did_not_finish:
            return "dnf";
        case ChildDeed::did_not_start:
            return "dns";
        case ChildDeed::disqualify:
            return "dq";
        case ChildDeed::withdraw:
            return "withdrawn";
        default:
            return "none";
    }
}

// The status a person set, as far as the row tells it.
const char* status_of(const Outcome& outcome) {
    if (std::holds_alternative<outcome::Dnf>(outcome)) return "dnf";
    if (std::holds_alternative<outcome::Dns>(outcome)) return "dns";
    if (std::holds_alternative<outcome::Dq>(outcome)) return "dq";
    if (std::holds_alternative<outcome::Withdrawn>(outcome)) return "withdrawn";
    return "none";
}

struct Subject {
    const HeatPicture* heat = nullptr;
    const ResultRow* row = nullptr;
    RunnerId runner;
    std::string who, bib;
};

Subject subject_of(const Desk& desk, ResultRef ref) {
    Subject subject;
    subject.row = row_of(*desk.snapshot, ref);
    if (subject.row) subject.heat = desk.snapshot->heats[ref.heat.index()].get();
    subject.runner = runner_of(*desk.snapshot, ref);
    subject.who = desk.names.label(ref.heat, subject.runner);
    subject.bib = desk.names.bib(subject.runner);
    return subject;
}

intent::Command status_deed(const Subject& subject, ChildDeed deed, const std::string& reason) {
    const auto command = [&](const char* status, const std::string& why) {
        return CommandJson{"status"}
            .text("bib", subject.bib)
            .text("heat", subject.heat->name)
            .text("status", status)
            .text("reason", why)
            .str();
    };
    const char* before = status_of(subject.row->outcome);
    std::string words = subject.who + ": ";
    switch (deed) {
        case ChildDeed::did_not_finish:
            words += "did not finish";
            break;
        case ChildDeed::did_not_start:
            words += "did not start";
            break;
        case ChildDeed::disqualify:
            words += "disqualified";
            break;
        case ChildDeed::withdraw:
            words += "withdrawn";
            break;
        default:
            words += "no status, the readings speak";
    }
    return undoable(command(status_of(deed), reason), words, command(before, "taken back"));
}

intent::Command account_deed(const Subject& subject, bool undo, const std::string& reason) {
    const auto command = [&](bool back, const std::string& why) {
        CommandJson json{"account"};
        json.text("bib", subject.bib).text("reason", why);
        if (back) json.undo();
        return json.str();
    };
    const std::string words = subject.who + (undo ? ": not accounted for any more" : " is accounted for");
    return undoable(command(undo, reason), words, command(!undo, undo ? reason : "taken back"));
}

intent::Command finish_deed(const MeetRules& rules, const Subject& subject, const char* name, std::optional<Instant> at,
                            const std::string& reason) {
    const auto command = [&](bool undo, const std::string& why) {
        CommandJson json{name};
        json.text("heat", subject.heat->name).text("bib", subject.bib);
        if (at && !undo) json.text("at", format_rfc3339(*at, rules.zone_offset_min));
        json.text("reason", why);
        if (undo) json.undo();
        return json.str();
    };
    std::string words = "The finish of " + subject.who;
    if (at) {
        words += " is put in at " + format_time(micros_between(*subject.heat->start, *at), rules.timing.rounding);
    } else {
        words += " is taken out";
    }
    return undoable(command(false, reason), words, command(true, "taken back"));
}

}  // namespace

std::vector<ChildAction> actions_for(const Desk& desk, ResultRef ref) {
    std::vector<ChildAction> actions;
    if (!may_command(desk.link.role)) return actions;
    const Subject subject = subject_of(desk, ref);
    const bool open = subject.heat && subject.heat->state != HeatState::official;
    const bool started = subject.heat && subject.heat->start;
    const std::string& who = subject.who;
    if (!subject.runner) {
        if (open && reading_of(desk, ref.heat, subject.row->tap))
            actions.push_back({ChildDeed::give_to_child, 'G', "give it to a child", "Which number crossed here?",
                               "How is that known?"});
        if (open && reading_of(desk, ref.heat, subject.row->tap))
            actions.push_back({ChildDeed::void_tap, 'T', "nobody crossed: void the tap", {}, "Why is it no tap?"});
        return actions;
    }
    if (subject.bib.empty()) return actions;  // Commands name a child by its number.
    const LedgerRow& ledger = (*desk.snapshot->ledger)[subject.runner.index()];
    if (open) {
        const Outcome& outcome = subject.row->outcome;
        const bool finished = has_finish(outcome);
        const std::string now = status_of(outcome);
        if (started && now != "dnf")
            actions.push_back(
                {ChildDeed::did_not_finish, 'D', "did not finish", {}, "Why did " + who + " not finish?"});
        if (now != "dns" && !finished)
            actions.push_back(
                {ChildDeed::did_not_start, 'N', "did not start", {}, "How is that known of " + who + "?"});
        if (now != "withdrawn" && !finished)
            actions.push_back({ChildDeed::withdraw, 'W', "withdrawn", {}, "Why does " + who + " not run?"});
        if (finished && now != "dq")
            actions.push_back({ChildDeed::disqualify, 'Q', "disqualified", {}, "Why is " + who + " disqualified?"});
        if (now != "none")
            actions.push_back({ChildDeed::clear_status, 'C', "clear the status", {}, "Why does it not hold?"});
        if (started && !finished)
            actions.push_back({ChildDeed::insert_finish, 'I', "put a finish in",
                               "When did " + who + " cross? Since the gun, as 8:32.4", "How is that known?"});
        if (finished)
            actions.push_back({ChildDeed::remove_finish, 'X', "take the finish out", {}, "Why is it no finish?"});
        if (finished && reading_of(desk, ref.heat, subject.row->tap))
            actions.push_back({ChildDeed::void_tap, 'T', "void the tap", {}, "Why is it no tap?"});
        if (finished && reading_of(desk, ref.heat, subject.row->identity))
            actions.push_back({ChildDeed::void_number, 'B', "void the number taken", {}, "Why does it not count?"});
    }
    if (closed_by_word(ledger)) {
        actions.push_back({ChildDeed::take_back_account, 'A', "not accounted for", {}, "Why is that open again?"});
    } else if (!ledger.accounted) {
        actions.push_back({ChildDeed::account, 'A', "account for", {}, "Who has " + who + ", and where?"});
    }
    return actions;
}

std::optional<intent::Command> deed_of(const Desk& desk, ResultRef ref, ChildDeed deed, const std::string& answer,
                                       const std::string& reason, std::string& problem) {
    const Subject subject = subject_of(desk, ref);
    const MeetRules& rules = *desk.snapshot->rules;
    if (deed == ChildDeed::account || deed == ChildDeed::take_back_account)
        return account_deed(subject, deed == ChildDeed::take_back_account, reason);
    if (!subject.heat) {
        problem = "this line is gone; choose the child again";
        return std::nullopt;
    }
    if (deed == ChildDeed::insert_finish) {
        const auto since_gun = parse_elapsed_us(answer);
        if (!since_gun || !subject.heat->start) {
            problem = answer + " is no time since the gun; write it as 8:32.4";
            return std::nullopt;
        }
        return finish_deed(rules, subject, "insert-finish", Instant{subject.heat->start->us + *since_gun}, reason);
    }
    if (deed == ChildDeed::remove_finish) return finish_deed(rules, subject, "remove-finish", std::nullopt, reason);
    if (deed == ChildDeed::void_tap || deed == ChildDeed::void_number || deed == ChildDeed::give_to_child) {
        const bool number = deed == ChildDeed::void_number;
        const ShownReading* shown = reading_of(desk, ref.heat, number ? subject.row->identity : subject.row->tap);
        if (!shown) {
            problem = "the reading is not here any more; look at the line again";
            return std::nullopt;
        }
        const std::string what = (number ? "The number " + shown->bib : std::string{"The tap"}) +
                                 (shown->at ? " of " + clock_time(*shown->at, rules, true) : std::string{});
        if (deed == ChildDeed::give_to_child)
            return undoable(reading_command(desk, "assign", "tap", *shown, answer, reason),
                            what + " is " + answer + "'s",
                            reading_command(desk, "assign", "tap", *shown, "", "taken back"));
        return undoable(reading_command(desk, "void", "reading", *shown, {}, reason), what + " does not count",
                        reading_command(desk, "restore", "reading", *shown, {}, "taken back"));
    }
    return status_deed(subject, deed, reason);
}

}  // namespace heatline::ui
