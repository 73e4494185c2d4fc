#include "ui/desk/key_desk.h"

#include <algorithm>
#include <utility>

#include "ui/desk/station_heats.h"
#include "ui/desk/utf8.h"

namespace heatline::ui {
namespace {

using key_action::ForView;
using key_action::Practice;
using key_action::Record;
using key_action::Refused;

constexpr const char* kNotRecording = "this window does not record";

bool is_digit(char32_t sign) { return sign >= U'0' && sign <= U'9'; }
char32_t upper(char32_t sign) { return sign >= U'a' && sign <= U'z' ? sign - (U'a' - U'A') : sign; }

bool is_letter(const KeyPress& key, char32_t lower) {
    return key.key == Key::letter && upper(key.text) == upper(lower);
}
bool is_undo(const KeyPress& key) {
    return (key.key == Key::f8 && !key.shift && !key.ctrl) || (key.ctrl && !key.shift && is_letter(key, U'z'));
}
bool is_redo(const KeyPress& key) {
    return (key.key == Key::f8 && key.shift && !key.ctrl) || (key.ctrl && !key.shift && is_letter(key, U'y'));
}

bool is_for_shell(const KeyPress& key) {
    if (key.alt) return false;
    if (key.key == Key::plus || key.key == Key::minus) return key.ctrl;
    if (key.key == Key::letter) return key.ctrl && key.text == U'0';
    return key.key == Key::f9 && !key.ctrl && !key.shift;
}
bool is_menu(const KeyPress& key) { return key.key == Key::f2 && !key.ctrl && !key.shift && !key.alt; }

// Held down, it goes on moving or deleting.
bool moves(Key key) {
    return key == Key::up || key == Key::down || key == Key::left || key == Key::right || key == Key::page_up ||
           key == Key::page_down || key == Key::backspace;
}

Record record(Record::Kind kind, const RawKey& raw, std::string text = {}) {
    return {kind, std::move(text), raw.press.device_us, raw.wall_us};
}

}  // namespace

std::optional<KeyAction> KeyDesk::press(const RawKey& raw, const KeyScene& scene) {
    const KeyPress& key = raw.press;
    if (scene.view != view_) {
        view_ = scene.view;
        clear();
    }
    const bool left_before = std::exchange(left_once_, false);
    if (is_for_shell(key)) {
        return raw.repeat ? std::optional<KeyAction>{} : ForView{key};
    }
    const bool station = view_ == View::finish || view_ == View::chute;
    if (station && key.alt && key.key != Key::space) return std::nullopt;
    if (is_menu(key)) {
        if (!raw.repeat) open_menu(scene);
        return std::nullopt;
    }
    if (std::optional<KeyAction> action; menu_.open && in_menu(raw, scene, action)) return action;
    if (!station) {
        // Nothing below the list hears a key that was meant for it.
        if (menu_.open || (raw.repeat && !moves(key.key))) return std::nullopt;
        return ForView{key};
    }
    if (scene.practising && key.key == Key::escape && !raw.repeat) {
        left_once_ = true;
        if (left_before) {
            left_once_ = false;
            clear();
            return Practice{false};
        }
    }
    if (auto action = on_both(raw, scene)) return action;
    return view_ == View::finish ? on_finish(raw, scene) : on_chute(raw, scene);
}

void KeyDesk::open_menu(const KeyScene& scene) {
    const auto here = std::find(scene.views.begin(), scene.views.end(), view_);
    menu_.open = !menu_.open;
    menu_.chosen = here == scene.views.end() ? 0 : static_cast<std::size_t>(here - scene.views.begin());
}

bool KeyDesk::in_menu(const RawKey& raw, const KeyScene& scene, std::optional<KeyAction>& action) {
    const KeyPress& key = raw.press;
    const std::size_t last = scene.views.empty() ? 0 : scene.views.size() - 1;
    // As Ctrl and the view's digit, which the shell knows: stations have no such keys of their own.
    const auto choose = [&](std::size_t which) {
        if (which >= scene.views.size()) return;
        menu_.open = false;
        KeyPress shown = key;
        shown.key = Key::letter;
        shown.ctrl = true;
        shown.text = U'1' + static_cast<char32_t>(scene.views[which]);
        action = ForView{shown};
    };
    switch (key.key) {
        case Key::up:
            menu_.chosen -= menu_.chosen > 0 ? 1 : 0;
            return true;
        case Key::down:
            menu_.chosen = std::min(last, menu_.chosen + 1);
            return true;
        case Key::page_up:
        case Key::home:
            menu_.chosen = 0;
            return true;
        case Key::page_down:
        case Key::end:
            menu_.chosen = last;
            return true;
        case Key::enter:
            if (!raw.repeat) choose(menu_.chosen);
            return true;
        case Key::escape:
            if (!raw.repeat) menu_.open = false;
            return true;
        case Key::letter:
            if (key.ctrl || !is_digit(key.text)) return false;
            if (!raw.repeat && key.text > U'0') choose(static_cast<std::size_t>(key.text - U'1'));
            return true;
        default:
            return false;
    }
}

std::optional<KeyAction> KeyDesk::on_both(const RawKey& raw, const KeyScene& scene) {
    const KeyPress& key = raw.press;
    if (key.key == Key::backspace && !key.ctrl) {
        if (!typed_.empty()) typed_.pop_back();
        offered_.clear();
        chosen_ = -1;
        return std::nullopt;
    }
    if (raw.repeat) return std::nullopt;
    if (key.key == Key::escape) {
        clear();
        return std::nullopt;
    }
    if (is_undo(key) || is_redo(key)) {
        if (!scene.records) return Refused{kNotRecording};
        last_gun_us_.reset();
        return record(is_undo(key) ? Record::Kind::undo : Record::Kind::redo, raw);
    }
    if (key.key == Key::f5 && !key.ctrl && !key.shift && !scene.practising) {
        if (!scene.may_practise) return Refused{"practice has to wait: a heat runs"};
        clear();
        return Practice{true};
    }
    return std::nullopt;
}

std::optional<KeyAction> KeyDesk::on_finish(const RawKey& raw, const KeyScene& scene) {
    const KeyPress& key = raw.press;
    if (raw.repeat) return std::nullopt;
    if (key.key == Key::space) {
        if (!scene.records) return Refused{kNotRecording};
        std::string bib = to_utf8(typed_);
        clear();
        return bib.empty() ? record(Record::Kind::tap, raw) : record(Record::Kind::select, raw, std::move(bib));
    }
    if (key.key == Key::f4 && !key.ctrl && !key.shift) {
        if (!scene.records) return Refused{kNotRecording};
        // A practice has a heat of its own.
        if (!scene.practising && !scene.heats_known)
            return Refused{"the heats are not known here yet; write down the time of the gun"};
        if (!scene.practising && scene.next_heat.empty()) return Refused{"no heat is left to start on this line"};
        if (last_gun_us_ && key.device_us - *last_gun_us_ < kGunAgainUs)
            return Refused{"a heat was started just now; F8 takes it back"};
        // Two people pressed for one gun: the second press would be the gun of the heat behind it.
        if (scene.line_gun_us && key.device_us - *scene.line_gun_us < kGunAgainUs)
            return Refused{"this gun was heard already, on another laptop"};
        last_gun_us_ = key.device_us;
        return record(Record::Kind::start, raw, scene.next_heat);
    }
    return type(raw, scene);
}

std::optional<KeyAction> KeyDesk::on_chute(const RawKey& raw, const KeyScene& scene) {
    const KeyPress& key = raw.press;
    if ((key.key == Key::up || key.key == Key::down) && !key.ctrl) {
        choose(key.key == Key::down ? 1 : -1, scene);
        return std::nullopt;
    }
    if (raw.repeat) return std::nullopt;
    if (key.key == Key::space) return Refused{"SPACE records on the finish view; this is the chute"};
    if (key.key == Key::enter && !key.ctrl) {
        if (!scene.records) return Refused{kNotRecording};
        std::string bib = chosen_ >= 0 ? offered_[static_cast<std::size_t>(chosen_)] : to_utf8(typed_);
        if (bib.empty()) return Refused{"type a number first; 0 for a child without one"};
        clear();
        return record(Record::Kind::bib, raw, std::move(bib));
    }
    return type(raw, scene);
}

std::optional<KeyAction> KeyDesk::type(const RawKey& raw, const KeyScene& scene) {
    const KeyPress& key = raw.press;
    if (key.key != Key::letter || key.ctrl) return std::nullopt;
    char32_t sign = key.text;
    if (!is_digit(sign)) {
        const auto has = [&](char32_t of) { return scene.bib_signs.find(of) != std::u32string::npos; };
        if (view_ != View::chute) return std::nullopt;
        if (!has(sign)) sign = upper(sign);
        if (!has(sign)) return std::nullopt;
    }
    if (!scene.records) return Refused{kNotRecording};
    if (typed_.size() >= kTypedMax) return Refused{"no number is that long; Esc clears it"};
    typed_.push_back(sign);
    offered_.clear();
    chosen_ = -1;
    return std::nullopt;
}

void KeyDesk::choose(int by, const KeyScene& scene) {
    if (offered_.empty()) {
        if (by < 0) return;
        if (scene.offered) offered_ = scene.offered(to_utf8(typed_));
        chosen_ = -1;
    }
    chosen_ = std::clamp(chosen_ + by, -1, static_cast<int>(offered_.size()) - 1);
    if (chosen_ < 0) offered_.clear();  // Back above the first: what was typed counts again.
}

void KeyDesk::clear() {
    typed_.clear();
    offered_.clear();
    chosen_ = -1;
}

void KeyDesk::show(View view, StationLook& look) const {
    const bool here = view == view_;
    look.typed = here ? to_utf8(typed_) : std::string{};
    look.offered = here ? offered_ : std::vector<std::string>{};
    look.chosen = here ? chosen_ : -1;
}

std::u32string bib_signs(const Snapshot& snapshot) {
    std::u32string signs;
    for (const std::string& bib : *snapshot.bibs) {
        if (std::all_of(bib.begin(), bib.end(), [](char c) { return c >= '0' && c <= '9'; })) continue;
        for (const char32_t sign : from_utf8(bib)) {
            if (!is_digit(sign) && sign != U' ' && signs.find(sign) == std::u32string::npos) signs.push_back(sign);
        }
    }
    return signs;
}

}  // namespace heatline::ui
