#pragma once
// Typing: what a person does at a HeadlessDesk, in a word: presses a key, types a line, asks for one command.

#include <string_view>
#include <variant>
#include <vector>

#include "tests/support/headless_desk.h"

namespace heatline::test {

inline std::vector<ui::Intent> press(HeadlessDesk& window, const ui::Desk& desk, ui::Screen& screen, ui::Key key) {
    return window.frame(desk, screen, {pressed(key)});
}

// ASCII, one key a frame, as a person types.
inline std::vector<ui::Intent> type(HeadlessDesk& window, const ui::Desk& desk, ui::Screen& screen,
                                    std::string_view text) {
    std::vector<ui::Intent> all;
    for (const char c : text) {
        const ui::KeyPress key =
            c == ' ' ? pressed(ui::Key::space) : pressed(static_cast<char32_t>(static_cast<unsigned char>(c)));
        for (ui::Intent& intent : window.frame(desk, screen, {key})) all.push_back(std::move(intent));
    }
    return all;
}

// The command that was asked for alone; empty when it was none, or more than one thing.
inline ui::intent::Command only_command(const std::vector<ui::Intent>& intents) {
    if (intents.size() != 1) return {};
    const auto* command = std::get_if<ui::intent::Command>(&intents.front());
    return command ? *command : ui::intent::Command{};
}

}  // namespace heatline::test
