#pragma once
// Result<T, E>: a value, or why there is none. For bad input from outside; never for our own mistakes
// (those are CHECK_THAT). Asking a Result for the side it does not hold stops the program. Any thread.

#include <utility>
#include <variant>

#include "engine/base/check.h"

namespace heatline {

// Wraps an error on its way into a Result: `return Error{"no such heat"};`
template <class E>
struct Error {
    E error;
};
template <class E>
Error(E) -> Error<E>;
Error(const char*)->Error<std::string>;

template <class T, class E>
class [[nodiscard]] Result {
public:
    Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}
    template <class F>
    Result(Error<F> error) : held_(std::in_place_index<1>, E(std::move(error.error))) {}

    bool ok() const { return held_.index() == 0; }
    explicit operator bool() const { return ok(); }

    T& value() & {
        CHECK_THAT(ok(), "value() of a Result that holds an error");
        return *std::get_if<0>(&held_);
    }
    const T& value() const& {
        CHECK_THAT(ok(), "value() of a Result that holds an error");
        return *std::get_if<0>(&held_);
    }
    T&& value() && { return std::move(value()); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    const E& error() const {
        CHECK_THAT(!ok(), "error() of a Result that holds a value");
        return *std::get_if<1>(&held_);
    }

private:
    std::variant<T, E> held_;
};

// The value of a Result that has nothing to give but "it went well".
struct Done {
    friend constexpr bool operator==(Done, Done) = default;
};

}  // namespace heatline
