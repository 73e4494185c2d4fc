#pragma once
// What staff and directors may do with one child in the results view: few things, each with its key, its question and
// the command that takes it back. Nothing here is final. Pure; any thread.

#include <optional>
#include <string>
#include <vector>

#include "ui/desk/screen.h"
#include "ui/desk/views/results_model.h"

namespace heatline::ui {

enum class ChildDeed : std::uint8_t {
    did_not_finish,
    did_not_start,
    disqualify,
    withdraw,
    clear_status,
    account,
    take_back_account,
    insert_finish,
    remove_finish,
    void_tap,
    void_number,
    give_to_child,  // A finisher who is not known gets a child.
};

struct ChildAction {
    ChildDeed deed = ChildDeed::account;
    char key = 'A';
    std::string does;  // "did not finish", beside the key.
    std::string
        question;     // What the line at the foot asks before the reason: a time, a number. Empty: the reason only.
    std::string why;  // What it asks for the reason.
    friend bool operator==(const ChildAction&, const ChildAction&) = default;
};

// What may be done with this line now, by this role; empty for those who may only look.
std::vector<ChildAction> actions_for(const Desk& desk, ResultRef ref);

// The command, with what takes it back.
// `answer` is what was typed to the question. Nothing where it is no answer; `problem` then says so.
std::optional<intent::Command> deed_of(const Desk& desk, ResultRef ref, ChildDeed deed, const std::string& answer,
                                       const std::string& reason, std::string& problem);

}  // namespace heatline::ui
