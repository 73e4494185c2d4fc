#pragma once
// Review: the places of a heat where a person should look, as cards: one place, one question, at most three answers.
//
// Cards are derived from a state and its snapshot and are never stored; an answer becomes commands of the contract, and
// what they do makes the card go away. Cards hold no names: a sentence comes in words, of which some stand for a child,
// and whoever shows it writes the name there if the viewer may see it. All is pure; any thread.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/command.h"
#include "engine/snapshot.h"
#include "engine/state.h"

namespace heatline {

enum class ReviewCause : std::uint8_t {
    press_without_number,   // Somebody crossed and no number was taken.
    number_without_press,   // A number was taken and nobody pressed the key.
    counts_differ,          // Between two certain rows presses and numbers do not fit one to one.
    note_disagrees,         // A note or a chip says another time than the order of the chute.
    number_repaired,        // The number is nobody's, or came before; taken as that of a child who was not seen.
    number_unknown,         // The number is nobody's.
    entered_twice,          // One number at two places.
    no_sign_of_start,       // No other sign of this child today, and a missing child's number is nearly the same.
    heat_doubtful,          // The child is not entered in the heat that the time fits, or the time fits two heats.
    tapper_away,            // Many numbers in a row and no press.
    ring_keyed_later,       // Numbers keyed after live scans: their order is not certain.
    after_status,           // A finish of a child that somebody had marked as not finishing.
    no_numbers,             // Presses only. Information.
    queue_without_presses,  // Scans only, and the scanner had a queue. Information.
    double_press,           // Two presses right after each other, one number. Information.
    press_not_counted,      // A press with nobody's number, not counted: an adult, say. Information.
};

// What a wrong answer at this place would do. The queue is in this order.
enum class Harm : std::uint8_t {
    wrong_child,  // A child gets the finish of another.
    heat,
    prize,  // It may change who is among the first ten of the heat.
    rest,
    none,  // Information only: nothing needs to be answered.
};

// A piece of a sentence, with the spaces that belong around it in `text`. Where `child` is set, `text` is the child's
// number: without names "Ava (103)" is "103".
struct ReviewWord {
    std::string text;
    RunnerId child;
    friend bool operator==(const ReviewWord&, const ReviewWord&) = default;
};

// One crossing, press or number that a card speaks of.
struct ReviewLine {
    std::uint32_t finish = ResultRow::kNoFinish;  // Its place in HeatPicture::finishes, and in HeatMatch::rows.
    std::uint32_t row = ResultRow::kNoFinish;     // Its place in HeatPicture::rows.
    std::optional<Instant> at;
    RunnerId child;                      // None: nobody known.
    std::string bib;                     // As worn now; of somebody unknown, as taken; may be empty.
    std::string taken;                   // The number as it was taken; empty where none was.
    std::vector<ReadingIndex> presses;   // All that stand for this crossing; at most kReviewPressesMax.
    std::optional<ReadingIndex> number;  // The bib, token, select or chip that names the child.
    bool marked = false;                 // Doubtful itself; the others are shown with it.
    friend bool operator==(const ReviewLine&, const ReviewLine&) = default;
};

// What a person has to enter with an answer.
enum class ReviewNeeds : std::uint8_t {
    nothing,
    number,  // A bib.
    time,    // Since the gun, as "10:42.3" or "1:02:03".
    runner,  // "First Last, Team".
};

// One thing that an answer does; it becomes one command. What the person enters goes where `entered` says.
struct ReviewAction {
    enum class Verb : std::uint8_t { take_out, assign, release, insert, remove, clear_status, add_runner };
    Verb verb = Verb::take_out;
    ReadingName reading;           // take_out, assign, release; clear_status: the press, if there is one.
    std::string bib;               // Of assign and insert, empty: the number that is entered.
    std::string before;            // assign, release: whose the tap was by a person's word; often nobody's.
    std::string heat;              // insert, remove, clear_status, add_runner.
    std::optional<Instant> at;     // insert; none: the time that is entered. clear_status: of the finish.
    Status status = Status::none;  // clear_status: the one that was there.
    friend bool operator==(const ReviewAction&, const ReviewAction&) = default;
};

struct ReviewAnswer {
    std::string label;  // "Extra press", "Keep", "Heat 1".
    ReviewNeeds needs = ReviewNeeds::nothing;
    // Does nothing but open the card's lines for the person ("Show the 21").
    bool shows = false;
    std::vector<ReviewAction> actions;
    friend bool operator==(const ReviewAnswer&, const ReviewAnswer&) = default;
};

struct ReviewCard {
    ReviewCause cause = ReviewCause::counts_differ;
    Harm harm = Harm::rest;
    HeatId heat;
    std::optional<Instant> gun;       // Of the heat: entered times count from here.
    std::optional<Instant> from, to;  // Of the marked lines.
    // The nearest certain rows around.
    std::optional<ReviewLine> before, after;
    // What it is about, in the order of crossing; at most kReviewLinesMax: a longer place is cut into several cards.
    std::vector<ReviewLine> lines;
    std::vector<ReviewWord> sentence;
    std::vector<ReviewAnswer> answers;  // At most three; of information often none.
    std::uint64_t key = 0;              // What it is about: the same as long as the place stands.
    friend bool operator==(const ReviewCard&, const ReviewCard&) = default;
};

inline constexpr std::size_t kReviewPressesMax = 8;
inline constexpr std::size_t kReviewLinesMax = 64;
// Cards of one heat at most; the least harmful are left out.
inline constexpr std::size_t kReviewCardsMax = 500;

// The places of this heat by harm, then by instant; information last. Empty when there is no such heat or it is
// official: its rows are declared. O(rows of the heat, and readings of its line).
std::vector<ReviewCard> review_queue(const State& state, const Snapshot& snapshot, HeatId heat);

// The commands of `answer`, one of the card's. `entered` is what it needs; spaces around do not count. Several commands
// are one step: give them in this order, stop at the first that is refused, and take back what was done. Or a sentence
// why not. The rules of the meet may still refuse them, with their own sentence.
Result<std::vector<Command>, std::string> commands_for(const ReviewCard& card, const ReviewAnswer& answer,
                                                       const std::string& entered = {});

// What takes the same step back, in this order. A runner who was added stays in the roster, without bib and heat; a
// status that was cleared is set again and its finish said again, so that the question stands as before.
std::vector<Command> undo_of(const ReviewCard& card, const ReviewAnswer& answer, const std::string& entered = {});

// The answers for one line of a card that is shown ("Show the 21"): enter its number; its press was one too many.
std::vector<ReviewAnswer> answers_for_line(const State& state, const ReviewCard& card, std::size_t line);

// The sentence with numbers in place of names.
std::string plain_text(const std::vector<ReviewWord>& sentence);

}  // namespace heatline
