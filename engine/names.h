#pragma once
// The words for every enum that stands in a fact: what the contract, meet.toml and the files write.
//
// One table both ways: parse_name(name_of(e)) is e for every e. names.cpp ties each table to its enum at compile
// time, so an enumerator without a word does not build. Where a value means "not given" its word is empty (Where,
// Mode, Gender); where people name it, the word is "none" (Status, Doubt, NameRule). Pure; any thread.

#include <cstddef>
#include <optional>
#include <string_view>

#include "engine/fact.h"

namespace heatline {

// How many enumerators E has; they count from 0 without a gap. 0 for an enum without a table.
template <class E>
inline constexpr std::size_t kCountOf = 0;
template <>
inline constexpr std::size_t kCountOf<Role> = 6;
template <>
inline constexpr std::size_t kCountOf<Status> = 5;
template <>
inline constexpr std::size_t kCountOf<ReadingKind> = 7;
template <>
inline constexpr std::size_t kCountOf<Where> = 9;
template <>
inline constexpr std::size_t kCountOf<Mode> = 3;
template <>
inline constexpr std::size_t kCountOf<Rounding> = 3;
template <>
inline constexpr std::size_t kCountOf<Gender> = 4;
template <>
inline constexpr std::size_t kCountOf<BandGender> = 3;
template <>
inline constexpr std::size_t kCountOf<NameRule> = 3;
template <>
inline constexpr std::size_t kCountOf<Basis> = 4;
template <>
inline constexpr std::size_t kCountOf<GrantKind> = 3;
template <>
inline constexpr std::size_t kCountOf<TieRule> = 2;
template <>
inline constexpr std::size_t kCountOf<Calling> = 2;
template <>
inline constexpr std::size_t kCountOf<TeamKind> = 3;
template <>
inline constexpr std::size_t kCountOf<Attendance> = 2;
template <>
inline constexpr std::size_t kCountOf<Doubt> = 11;

// The word of a value; empty for a number that is no enumerator.
std::string_view name_of(Role value);
std::string_view name_of(Status value);
std::string_view name_of(ReadingKind value);
std::string_view name_of(Where value);
std::string_view name_of(Mode value);
std::string_view name_of(Rounding value);
std::string_view name_of(Gender value);
std::string_view name_of(BandGender value);
std::string_view name_of(NameRule value);
std::string_view name_of(Basis value);
std::string_view name_of(GrantKind value);
std::string_view name_of(TieRule value);
std::string_view name_of(Calling value);
std::string_view name_of(TeamKind value);
std::string_view name_of(Attendance value);
std::string_view name_of(Doubt value);
// One bit of an EvidenceSet; empty for a number that is not exactly one known bit.
std::string_view name_of(Evidence value);

// Every bit that Evidence names.
inline constexpr std::uint16_t kEvidenceBits = 0x03FF;

// The value whose word this is, letter for letter; nothing when no value has it.
template <class E>
requires(kCountOf<E> > 0) std::optional<E> parse_name(std::string_view word) {
    for (std::size_t i = 0; i < kCountOf<E>; ++i) {
        const E value = static_cast<E>(i);
        if (name_of(value) == word) return value;
    }
    return std::nullopt;
}

}  // namespace heatline
