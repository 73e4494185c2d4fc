#include "engine/rulings/lookup.h"

#include <algorithm>

#include "engine/base/limits.h"

namespace heatline::rulings {

Error<Refusal> refuse(std::string sentence) { return Error{Refusal{std::move(sentence)}}; }

std::string quoted(std::string_view text) { return "\"" + std::string{text} + "\""; }

std::string listed(const std::vector<std::string>& names, std::size_t count) {
    std::string list;
    for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
    return count > names.size() ? list + " and " + std::to_string(count - names.size()) + " more" : list;
}

HeatId Lookup::heat(const std::string& name) {
    const HeatId id = find_heat(s_, name);
    if (!id) problem_ = "there is no heat " + quoted(name) + "; check the name, or write the plan first";
    return id;
}

HeatId Lookup::open_heat(const std::string& name) {
    const HeatId id = heat(name);
    if (id && at(id).official) {
        problem_ = "heat " + name + " is official; reopen it first";
        return HeatId::none();
    }
    return id;
}

HeatId Lookup::coming_heat(const std::string& name) {
    const HeatId id = open_heat(name);
    if (id && is_cancelled(s_, at(id))) {
        problem_ = "heat " + name + " is cancelled; take that back first, with cancel-heat and undo";
        return HeatId::none();
    }
    return id;
}

RunnerId Lookup::runner(const std::string& bib) {
    const RunnerId id = find_runner_by_bib(s_, bib);
    if (!id) problem_ = "bib " + quoted(bib) + " is nobody's; bind it to a runner first";
    return id;
}

RunnerId Lookup::runner_by_number_or_bib(const std::string& text) {
    if (const RunnerId id = find_runner_by_bib(s_, text)) return id;
    if (text.starts_with('#') && text.size() > 1 && text.size() <= 10) {
        std::uint32_t number = 0;
        for (const char digit : std::string_view{text}.substr(1)) {
            if (digit < '0' || digit > '9') return runner_by_name(text);
            number = number * 10 + static_cast<std::uint32_t>(digit - '0');
        }
        if (number < s_.roster->runners().size()) return RunnerId{number};
        problem_ = "there is no runner " + text + "; look the number up in the journal";
        return RunnerId::none();
    }
    return runner_by_name(text);
}

RunnerId Lookup::runner_by_name(const std::string& text) {
    RunnerId found;
    const auto& runners = s_.roster->runners();
    for (std::size_t i = 0; i < runners.size(); ++i) {
        if (runners[i].first.value + " " + runners[i].last.value != text) continue;
        if (found) {
            problem_ = "two runners are called " + quoted(text) + "; use the runner's number or bib";
            return RunnerId::none();
        }
        found = RunnerId{i};
    }
    if (!found) problem_ = "there is no runner with the bib or name " + quoted(text) + "; check the spelling";
    return found;
}

std::optional<ReadingRef> Lookup::reading(const ReadingName& name) {
    ReadingRef ref{find_device_by_name(name.device), name.epoch, name.seq};
    if (!find_reading(s_, ref)) {
        problem_ = "there is no reading " + std::to_string(name.seq) + " of device " + quoted(name.device) +
                   (name.epoch.empty() ? "" : " in epoch " + quoted(name.epoch)) + "; look it up in the journal";
        return std::nullopt;
    }
    return ref;
}

// Also a revoked device: what it said can still be corrected. Of several of one name, the last.
DeviceId Lookup::find_device_by_name(const std::string& name) const {
    for (std::size_t i = s_.devices.size(); i-- > 0;) {
        if (s_.devices[i].name == name) return DeviceId{i};
    }
    return DeviceId::none();
}

bool Lookup::placed(RunnerId child, HeatId id) const {
    const auto& heats = s_.heats_of[child.index()];
    return std::find(heats.begin(), heats.end(), id) != heats.end();
}

bool Lookup::name_fits(const std::string& text, const char* what) {
    if (!text.empty() && text.size() <= limits::kNameBytesMax) return true;
    problem_ = std::string{"the "} + what + (text.empty() ? " is empty" : " is longer than 64 bytes") + "; check it";
    return false;
}

}  // namespace heatline::rulings
