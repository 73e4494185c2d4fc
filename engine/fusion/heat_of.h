#pragma once
// HeatBook: in which heat a finish counts, and who has finished where already.
//
// A known child finishes in the latest started heat that it is entered in, that the instant fits (not sooner than the
// least time after the gun, not later than limits::kHeatLongest) and where it has no finish yet. When none of its own
// heats fits, the latest started open heat that does: the child ran with the wrong heat, and a person should look.
// Official heats take nothing new. One object per call of fuse; not shared between threads.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/fusion/line_input.h"
#include "engine/fusion/persons.h"

namespace heatline::fusion {

inline constexpr std::uint32_t kNoHeat = 0xFFFF'FFFF;

enum class Fit : std::uint8_t {
    own,     // A heat the child is entered in.
    other,   // Somebody else's heat, and none of its own would fit.
    twice,   // The heat that fits has a finish of this child already.
    closed,  // The heat that fits is official.
    none,    // No heat fits.
};

struct HeatChoice {
    Fit fit = Fit::none;
    std::uint32_t heat = kNoHeat;  // Index into input.heats.
};

// A finish that a child has been given.
struct Claim {
    std::uint32_t heat = kNoHeat;
    std::uint32_t row = 0xFFFF'FFFF;       // Of the caller; none for an official row.
    std::uint32_t crossing = 0xFFFF'FFFF;  // That it took, if any.
    std::optional<Instant> at{};
    bool numbered = false;  // A number of the chute belongs to it already.
    std::int32_t next = -1;
    Person person = kNobody;
};

class HeatBook {
public:
    // `input` must outlive this object. `room` is empty: memory to write claims in, which take_back() gives back.
    HeatBook(const LineInput& input, const Persons& persons, std::vector<Claim> room);
    std::vector<Claim> take_back() { return std::move(claims_); }

    // Index into input.heats; kNoHeat when that heat is not of this line or its gun has not gone.
    std::uint32_t find(HeatId heat) const;
    bool fits(std::uint32_t heat, Instant at) const;
    bool is_official(std::uint32_t heat) const { return input_.heats[heat].official != nullptr; }
    // Some heat fits; some heat that is not official fits. Ask in any order; cheapest in the order of time.
    bool started_at(Instant at) const { return started_.holds(at); }
    bool open_at(Instant at) const { return open_.holds(at); }
    bool is_entered(Person person, std::uint32_t heat) const;
    // The latest started open heat that fits; kNoHeat when none does.
    std::uint32_t latest_open(Instant at) const;
    // The latest started heat that is open, whatever the instant: for a finish without one.
    std::uint32_t latest_open() const;

    HeatChoice choose(Person person, std::optional<Instant> at) const;
    // Whether the child is entered in a heat that started after `heat` and that `at` fits.
    bool entered_after(Person person, std::uint32_t heat, Instant at) const;
    // Whether the child is entered in any heat of the line, started or not.
    bool entered_anywhere(Person person) const;

    void claim(Person person, Claim claim);
    // What was claimed after mark() is taken back by undo() with its answer.
    std::size_t mark() const { return claims_.size(); }
    void undo(std::size_t mark);
    // The claim of this row is no more.
    void drop(Person person, std::uint32_t row);
    // What people said of finishes in the input has changed.
    void hear_words();
    bool claimed(Person person, std::uint32_t heat) const;
    bool has_claims(Person person) const { return !heads_.empty() && heads_[person] >= 0; }
    // The first claim of `person` for which `match` is true; nullptr when there is none. Latest claim first.
    template <class Match>
    Claim* find_claim(Person person, Match match) {
        for (std::int32_t at = heads_[person]; at >= 0; at = claims_[static_cast<std::size_t>(at)].next) {
            Claim& claim = claims_[static_cast<std::size_t>(at)];
            if (match(claim)) return &claim;
        }
        return nullptr;
    }
    template <class Each>
    void each_claim(Person person, Each each) const {
        for (std::int32_t at = heads_[person]; at >= 0; at = claims_[static_cast<std::size_t>(at)].next)
            each(claims_[static_cast<std::size_t>(at)]);
    }
    std::span<const Entrant> entries(Person person) const;
    // Whether a person said that this child did not finish in `heat`.
    bool removed(std::uint32_t heat, RunnerId runner) const;

private:
    // Stretches of time, merged and ascending.
    class Windows {
    public:
        void add(const RunningHeat& heat);
        void merge();
        bool holds(Instant at) const;

    private:
        struct Window {
            Instant from, to;
        };
        std::vector<Window> list_;
        mutable std::size_t hint_ = 0;
    };

    const LineInput& input_;
    std::size_t runners_;
    std::vector<std::uint32_t> local_;        // By HeatId.
    std::vector<std::uint32_t> first_entry_;  // By runner, one more at the end.
    Windows started_, open_;
    std::vector<std::int32_t> heads_;  // By person, into claims_.
    std::vector<Claim> claims_;
    bool any_removed_ = false;
};

}  // namespace heatline::fusion
