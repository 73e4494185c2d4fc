#include "ui/desk/prompt.h"

#include "ui/desk/utf8.h"

namespace heatline::ui {
namespace {

bool is_function_key(Key key) { return key >= Key::f1 && key <= Key::f12; }

void drop_last_letter(std::string& text) {
    while (!text.empty()) {
        const bool continues = (static_cast<unsigned char>(text.back()) & 0xC0) == 0x80;
        text.pop_back();
        if (!continues) return;
    }
}

std::string without_outer_spaces(const std::string& text) {
    const std::size_t first = text.find_first_not_of(' ');
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

}  // namespace

void open_prompt(Frame& frame, std::string purpose, std::string label, std::string typed) {
    frame.screen.prompt = Prompt{std::move(label), std::move(typed), std::move(purpose)};
}

bool prompt_is(const Frame& frame, std::string_view purpose) {
    return frame.screen.prompt && frame.screen.prompt->purpose == purpose;
}

std::optional<std::string> type_into_prompt(Frame& frame) {
    if (!frame.screen.prompt) return std::nullopt;
    std::string& typed = frame.screen.prompt->typed;
    bool& empty_given = frame.screen.prompt->empty_given;
    std::optional<std::string> given;
    bool open = true;
    for (auto at = frame.keys.begin(); open && at != frame.keys.end();) {
        if (at->ctrl || is_function_key(at->key)) {
            ++at;
            continue;
        }
        const KeyPress press = *at;
        at = frame.keys.erase(at);
        empty_given = false;
        if (press.key == Key::letter || press.key == Key::space) {
            const std::string letter = press.key == Key::space ? " " : utf8_of(press.text);
            if (typed.size() + letter.size() <= kPromptBytesMax) typed += letter;
        } else if (press.key == Key::backspace) {
            drop_last_letter(typed);
        } else if (press.key == Key::escape) {
            open = false;
        } else if (press.key == Key::enter) {
            std::string line = without_outer_spaces(typed);
            if (line.empty()) {
                empty_given = true;
                continue;
            }
            given = std::move(line);
            open = false;
        }
    }
    if (!open) frame.screen.prompt.reset();
    return given;
}

}  // namespace heatline::ui
