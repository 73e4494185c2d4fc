// The keys of the heats view, and the lines that are typed there; those of its parts are in files of their own.

#include <algorithm>

#include "ui/desk/prompt.h"
#include "ui/desk/undo.h"
#include "ui/desk/views/heats_parts.h"
#include "ui/desk/views/start_text.h"
#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

constexpr const char* kStartAt = "heats.start-at";
constexpr const char* kSure = "heats.sure";

// Chooses a row from elsewhere than its list: it comes into sight, with two of those before it.
void choose(ListState& state, std::size_t row) { state = {row, row > 2 ? row - 2 : 0}; }

class Keys {
public:
    explicit Keys(const HeatsLook& look) : look_(look), frame_(look.frame), desk_(look.desk()) {}

    void take() {
        if (frame_.screen.prompt) return typed();
        if (look_.moving_team().team) return take_team_keys(look_);
        if (look_.moving()) return move_keys();
        if (look_.picture().start) frame_.screen.guns.erase(look_.picture().name);
        heat_keys();
        take_card_keys(look_);
        if (look_.place() != HeatsPlace::heats && frame_.take(Key::escape)) look_.go(HeatsPlace::heats);
        if (frame_.take(Key::tab)) next_place();
        if (look_.place() == HeatsPlace::children) child_keys();
        if (look_.place() == HeatsPlace::match) take_match_keys(look_);
    }

private:
    std::string title() const { return heat_title(look_.picture()); }

    void next_place() const {
        look_.go(static_cast<HeatsPlace>((static_cast<int>(look_.place()) + 1) % 3));
        // Whoever opens the match looks for where it is out of step.
        ListState& rows = frame_.screen.lists["heats.match"];
        if (look_.place() == HeatsPlace::match && look_.match && look_.match->shift && rows.selected == 0)
            choose(rows, entry_of(look_.entries, look_.match->shift->row));
    }

    void heat_keys() const {
        const auto pressed = std::find_if(frame_.keys.begin(), frame_.keys.end(), [](const KeyPress& key) {
            return key.key == Key::letter && !key.ctrl && (key.text == U's' || key.text == U'S');
        });
        if (pressed != frame_.keys.end()) {
            const std::int64_t device_us = pressed->device_us;
            frame_.keys.erase(pressed);
            start(device_us);
        }
        const std::string no_command = cannot_command(desk_);
        const std::string no_start = no_command.empty() ? cannot_start(desk_, look_.heat) : no_command;
        if (frame_.take_letter('t'))
            look_.ask_unless(no_start, "heats.start",
                             "When did " + title() + " start? 9:14:30, or -12 for 12 seconds ago");
        if (frame_.take_letter('x')) {
            const bool started = look_.picture().start.has_value();
            look_.ask_unless(!no_start.empty() ? no_start
                             : started         ? std::string{}
                                               : title() + " has not started; S starts it",
                             "heats.false-start", "Why does the start of " + title() + " not count?");
        }
        if (frame_.take_letter('o')) official();
        if (frame_.take_letter('p')) {
            const bool official = look_.picture().state == HeatState::official;
            look_.ask_unless(!no_command.empty() ? no_command
                             : official          ? std::string{}
                                                 : title() + " is not official, so it is open",
                             "heats.reopen", "Why is " + title() + " opened again?");
        }
        if (frame_.take_letter('c')) look_.give_or_say(course_clear(desk_, look_.heat));
        if (frame_.take(Key::remove)) cancel(no_command);
        if (frame_.take_letter('l'))
            look_.ask_unless(no_command, "heats.late", "Which number is to run in " + title() + "?");
    }

    void start(std::int64_t device_us) const {
        std::map<std::string, std::int64_t>& guns = frame_.screen.guns;
        const std::string& heat = look_.picture().name;
        const auto given = guns.find(heat);
        HeatOrder order =
            start_now(desk_, look_.heat, device_us, given == guns.end() ? std::nullopt : std::optional{given->second});
        if (order.ask) guns[heat] = device_us;
        look_.give_or_say(std::move(order));
    }

    void official() const {
        if (std::string why = cannot_be_official(desk_, look_.heat); !why.empty()) return look_.say(std::move(why));
        std::int64_t& sure = frame_.screen.numbers[kSure];
        const std::uint32_t doubts = look_.picture().counts.review;
        if (doubts > 0 && sure != look_.heat.value + 1) {
            sure = look_.heat.value + 1;
            return look_.say(counted(doubts, "finish is doubtful", "finishes are doubtful") +
                             ": D goes through them, O again makes " + title() + " official as it is");
        }
        sure = 0;
        std::string question = official_question(desk_, look_.heat);
        if (!question.empty()) return look_.ask("heats.official", std::move(question));
        look_.give_or_say(make_official(desk_, look_.heat, {}));
    }

    void cancel(const std::string& no_command) const {
        const HeatPicture& heat = look_.picture();
        if (heat.state == HeatState::cancelled) return look_.give_or_say(cancel_heat(desk_, look_.heat, {}));
        look_.ask_unless(!no_command.empty() ? no_command
                         : heat.start        ? title() + " has started; it cannot be cancelled any more"
                                             : std::string{},
                         "heats.cancel", "Why is " + title() + " cancelled?");
    }

    void child_keys() const {
        const bool child_asked = frame_.take_letter('m'), team_asked = frame_.take_letter('g');
        if ((!child_asked && !team_asked) || look_.children.empty()) return;
        const auto chosen = chosen_row(frame_.screen.lists["heats.children"], look_.children.size());
        if (!chosen) return look_.say(kRowGone);
        const ChildPlace& child = look_.children[*chosen];
        if (team_asked && !child_asked) {
            if (child.guest) return look_.say("this child ran along and is not entered here; M places it");
            return start_team_move(look_, {desk_.snapshot->roster->brief(child.runner).team, look_.heat}, {});
        }
        start_move(child.runner, child.guest ? HeatId::none() : look_.heat);
    }

    // `from`: none for a child that is in no heat yet.
    void start_move(RunnerId child, HeatId from) const {
        if (std::string why = cannot_command(desk_); !why.empty()) return look_.say(std::move(why));
        if (from && desk_.snapshot->heats[from.index()]->state == HeatState::official)
            return look_.say(heat_title(*desk_.snapshot->heats[from.index()]) + " is official; P reopens it first");
        frame_.screen.numbers[kHeatsMoving] = child.value + 1;
        frame_.screen.numbers[kHeatsFrom] = from ? from.value + 1 : 0;
        const std::vector<MoveCost> costs = look_.costs();
        choose(frame_.screen.lists["heats.targets"], best_move(costs, *desk_.snapshot, from));
    }
    void end_move() const { frame_.screen.numbers[kHeatsMoving] = 0; }

    void move_keys() const {
        if (frame_.take(Key::escape)) return end_move();
        if (!frame_.take(Key::enter)) return;
        const std::vector<MoveCost> costs = look_.costs();
        if (costs.empty()) return end_move();
        ListState& rows = frame_.screen.lists["heats.targets"];
        hold_row(rows, costs.size(), {[&](std::size_t i) { return RowKey{costs[i].to.value} + 1; }, {}});
        const auto chosen = chosen_row(rows, costs.size());
        if (!chosen) return look_.say(kRowGone);
        const MoveCost& cost = costs[*chosen];
        if (!cost.refused.empty()) return look_.say(cost.title + ": " + cost.refused);
        look_.give_or_say(move_child(desk_, look_.moving(), look_.moving_from(), cost.to));
        end_move();
    }

    void typed() const {
        const std::string purpose = frame_.screen.prompt->purpose;
        if (!purpose.starts_with("heats.")) return;
        if (frame_.screen.numbers[kHeatsAsked] != look_.heat.value) {
            frame_.screen.prompt.reset();
            return look_.say("another heat is looked at now; ask again");
        }
        const auto line = type_into_prompt(frame_);
        if (!line) return;
        if (purpose == "heats.start") return typed_start(*line);
        if (purpose == "heats.start-why") {
            const Instant at{frame_.screen.numbers[kStartAt]};
            return look_.give_or_say(set_start(desk_, look_.heat, at, *line));
        }
        if (purpose == "heats.false-start") return look_.give_or_say(take_back_start(desk_, look_.heat, *line));
        if (purpose == "heats.official") return look_.give_or_say(make_official(desk_, look_.heat, *line));
        if (purpose == "heats.reopen") return look_.give_or_say(reopen(desk_, look_.heat, *line));
        if (purpose == "heats.cancel") return look_.give_or_say(cancel_heat(desk_, look_.heat, *line));
        if (purpose == "heats.late") return typed_late(*line);
        if (purpose == kHeatsTeam) return typed_for_team(look_, *line);
        if (purpose == "heats.card") return typed_for_card(look_, *line);
        if (purpose == kHeatsAssign) return typed_for_match(look_, *line);
    }

    void typed_start(const std::string& line) const {
        const auto at = parse_start_text(line, desk_.now, *desk_.snapshot->rules);
        if (!at) {
            look_.say(at.error());
            // What was typed stays, to be put right.
            return look_.ask("heats.start", "When did " + title() + " start?", line);
        }
        // Nothing moves when it had no start: then there is nothing to give a reason for.
        if (!look_.picture().start) return look_.give_or_say(set_start(desk_, look_.heat, *at, {}));
        frame_.screen.numbers[kStartAt] = at->us;
        look_.ask("heats.start-why", start_change(desk_, look_.heat, *at) + ". Why?");
    }

    void typed_late(const std::string& bib) const {
        const std::vector<std::string>& bibs = *desk_.snapshot->bibs;
        const auto found = std::find(bibs.begin(), bibs.end(), bib);
        if (found == bibs.end()) return look_.say("nobody wears " + bib + "; look the child up in the results");
        const RunnerId child{static_cast<std::size_t>(found - bibs.begin())};
        const HeatId from = (*desk_.snapshot->ledger)[child.index()].heat;
        if (from == look_.heat) return look_.say(bib + " runs in " + title() + " already");
        start_move(child, from);
        const std::vector<MoveCost> costs = look_.costs();  // None when it may not be moved.
        const auto here =
            std::find_if(costs.begin(), costs.end(), [&](const MoveCost& c) { return c.to == look_.heat; });
        if (here != costs.end())
            choose(frame_.screen.lists["heats.targets"], static_cast<std::size_t>(here - costs.begin()));
    }

    const HeatsLook& look_;
    Frame& frame_;
    const Desk& desk_;
};

}  // namespace

void heats_keys(const HeatsLook& look) { Keys{look}.take(); }

}  // namespace heatline::ui
