#include "engine/names.h"

namespace heatline {
namespace {

// Each switch has no default: with -Wswitch an enumerator without a word does not compile, and the static_asserts
// below hold kCountOf to the number of words.

constexpr const char* word(Role value) {
    switch (value) {
        case Role::timer:
            return "timer";
        case Role::tent:
            return "tent";
        case Role::marshal:
            return "marshal";
        case Role::announcer:
            return "announcer";
        case Role::staff:
            return "staff";
        case Role::director:
            return "director";
    }
    return nullptr;
}

constexpr const char* word(Status value) {
    switch (value) {
        case Status::none:
            return "none";
        case Status::dnf:
            return "dnf";
        case Status::dns:
            return "dns";
        case Status::dq:
            return "dq";
        case Status::withdrawn:
            return "withdrawn";
    }
    return nullptr;
}

constexpr const char* word(ReadingKind value) {
    switch (value) {
        case ReadingKind::start:
            return "start";
        case ReadingKind::tap:
            return "tap";
        case ReadingKind::bib:
            return "bib";
        case ReadingKind::select:
            return "select";
        case ReadingKind::token:
            return "token";
        case ReadingKind::chip:
            return "chip";
        case ReadingKind::sighting:
            return "sighting";
    }
    return nullptr;
}

constexpr const char* word(Where value) {
    switch (value) {
        case Where::none:
            return "";
        case Where::tent:
            return "tent";
        case Where::staging:
            return "staging";
        case Where::start:
            return "start";
        case Where::course:
            return "course";
        case Where::chute:
            return "chute";
        case Where::medical:
            return "medical";
        case Where::tent_return:
            return "tent-return";
        case Where::guardian:
            return "guardian";
    }
    return nullptr;
}

constexpr const char* word(Mode value) {
    switch (value) {
        case Mode::none:
            return "";
        case Mode::live:
            return "live";
        case Mode::batch:
            return "batch";
    }
    return nullptr;
}

constexpr const char* word(Rounding value) {
    switch (value) {
        case Rounding::up_second:
            return "up-second";
        case Rounding::up_tenth:
            return "up-tenth";
        case Rounding::up_hundredth:
            return "up-hundredth";
    }
    return nullptr;
}

constexpr const char* word(Gender value) {
    switch (value) {
        case Gender::unknown:
            return "";
        case Gender::F:
            return "F";
        case Gender::M:
            return "M";
        case Gender::X:
            return "X";
    }
    return nullptr;
}

constexpr const char* word(BandGender value) {
    switch (value) {
        case BandGender::all:
            return "all";
        case BandGender::F:
            return "F";
        case BandGender::M:
            return "M";
    }
    return nullptr;
}

constexpr const char* word(NameRule value) {
    switch (value) {
        case NameRule::first_initial:
            return "first-initial";
        case NameRule::bib:
            return "bib";
        case NameRule::none:
            return "none";
    }
    return nullptr;
}

constexpr const char* word(Basis value) {
    switch (value) {
        case Basis::registered:
            return "registered";
        case Basis::checked_in:
            return "checked-in";
        case Basis::started:
            return "started";
        case Basis::finished:
            return "finished";
    }
    return nullptr;
}

constexpr const char* word(GrantKind value) {
    switch (value) {
        case GrantKind::per_finisher:
            return "per-finisher";
        case GrantKind::biggest_teams:
            return "biggest-teams";
        case GrantKind::award:
            return "award";
    }
    return nullptr;
}

constexpr const char* word(TieRule value) {
    switch (value) {
        case TieRule::share:
            return "share";
        case TieRule::all_win:
            return "all-win";
    }
    return nullptr;
}

constexpr const char* word(Calling value) {
    switch (value) {
        case Calling::fewest_heats:
            return "fewest-heats";
        case Calling::tent_order:
            return "tent-order";
    }
    return nullptr;
}

constexpr const char* word(TeamKind value) {
    switch (value) {
        case TeamKind::school:
            return "school";
        case TeamKind::club:
            return "club";
        case TeamKind::site:
            return "site";
    }
    return nullptr;
}

constexpr const char* word(Attendance value) {
    switch (value) {
        case Attendance::in_person:
            return "in-person";
        case Attendance::virtually:
            return "virtual";
    }
    return nullptr;
}

constexpr const char* word(Doubt value) {
    switch (value) {
        case Doubt::none:
            return "none";
        case Doubt::tap_without_number:
            return "tap-without-number";
        case Doubt::number_without_tap:
            return "number-without-tap";
        case Doubt::counts_differ:
            return "counts-differ";
        case Doubt::unknown_number:
            return "unknown-number";
        case Doubt::sources_disagree:
            return "sources-disagree";
        case Doubt::entered_twice:
            return "entered-twice";
        case Doubt::wrong_heat:
            return "wrong-heat";
        case Doubt::after_status:
            return "after-status";
        case Doubt::number_repaired:
            return "number-repaired";
        case Doubt::heat_unsure:
            return "heat-unsure";
    }
    return nullptr;
}

constexpr const char* word(Evidence value) {
    switch (value) {
        case Evidence::tap:
            return "tap";
        case Evidence::bib_live:
            return "bib-live";
        case Evidence::bib_batch:
            return "bib-batch";
        case Evidence::select:
            return "select";
        case Evidence::chip:
            return "chip";
        case Evidence::token:
            return "token";
        case Evidence::second_tap:
            return "second-tap";
        case Evidence::assigned:
            return "assigned";
        case Evidence::inserted:
            return "inserted";
        case Evidence::estimated:
            return "estimated";
    }
    return nullptr;
}

// True when exactly the numbers 0 to kCountOf - 1 have a word, each its own.
template <class E>
constexpr bool table_is_whole() {
    for (std::size_t i = 0; i < 256; ++i) {
        const char* w = word(static_cast<E>(i));
        if ((w != nullptr) != (i < kCountOf<E>)) return false;
        for (std::size_t k = 0; w && k < i; ++k)
            if (std::string_view{w} == std::string_view{word(static_cast<E>(k))}) return false;
    }
    return true;
}

static_assert(table_is_whole<Role>());
static_assert(table_is_whole<Status>());
static_assert(table_is_whole<ReadingKind>());
static_assert(table_is_whole<Where>());
static_assert(table_is_whole<Mode>());
static_assert(table_is_whole<Rounding>());
static_assert(table_is_whole<Gender>());
static_assert(table_is_whole<BandGender>());
static_assert(table_is_whole<NameRule>());
static_assert(table_is_whole<Basis>());
static_assert(table_is_whole<GrantKind>());
static_assert(table_is_whole<TieRule>());
static_assert(table_is_whole<Calling>());
static_assert(table_is_whole<TeamKind>());
static_assert(table_is_whole<Attendance>());
static_assert(table_is_whole<Doubt>());

constexpr bool evidence_is_whole() {
    for (unsigned bit = 0; bit < 16; ++bit) {
        const unsigned mask = 1U << bit;
        if ((word(static_cast<Evidence>(mask)) != nullptr) != ((kEvidenceBits & mask) != 0)) return false;
    }
    return true;
}
static_assert(evidence_is_whole());

template <class E>
std::string_view view(E value) {
    const char* w = word(value);
    return w ? std::string_view{w} : std::string_view{};
}

}  // namespace

std::string_view name_of(Role value) { return view(value); }
std::string_view name_of(Status value) { return view(value); }
std::string_view name_of(ReadingKind value) { return view(value); }
std::string_view name_of(Where value) { return view(value); }
std::string_view name_of(Mode value) { return view(value); }
std::string_view name_of(Rounding value) { return view(value); }
std::string_view name_of(Gender value) { return view(value); }
std::string_view name_of(BandGender value) { return view(value); }
std::string_view name_of(NameRule value) { return view(value); }
std::string_view name_of(Basis value) { return view(value); }
std::string_view name_of(GrantKind value) { return view(value); }
std::string_view name_of(TieRule value) { return view(value); }
std::string_view name_of(Calling value) { return view(value); }
std::string_view name_of(TeamKind value) { return view(value); }
std::string_view name_of(Attendance value) { return view(value); }
std::string_view name_of(Doubt value) { return view(value); }
std::string_view name_of(Evidence value) { return view(value); }

}  // namespace heatline
