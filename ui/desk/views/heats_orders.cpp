#include "ui/desk/views/heats_orders.h"

#include <cstdlib>

#include "ui/desk/command_json.h"
#include "ui/desk/station_heats.h"
#include "ui/desk/undo.h"
#include "ui/desk/views/heats_model.h"
#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

HeatOrder refuse(std::string why) { return {std::nullopt, std::move(why)}; }

HeatOrder command(std::string json, std::string words, std::string undo_json) {
    return {undoable(std::move(json), std::move(words), std::move(undo_json)), {}};
}

const HeatPicture& picture(const Desk& desk, HeatId heat) { return *desk.snapshot->heats[heat.index()]; }

std::string rfc3339(const Desk& desk, Instant at) { return format_rfc3339(at, desk.snapshot->rules->zone_offset_min); }

// All that was said about this heat's gun, where the overview tells of it.
const HeatGun* gun_of(const Desk& desk, HeatId heat) {
    if (!desk.overview || !desk.overview->gun || desk.overview->gun->heat != heat) return nullptr;
    return &*desk.overview->gun;
}

std::size_t times_of(const HeatPicture& heat) {
    std::size_t count = 0;
    for (const ResultRow& row : heat.rows) count += std::holds_alternative<outcome::Finished>(row.outcome) ? 1 : 0;
    return count;
}

// A length in tenths of a second, without its sign: "4:30.2", "0.4 s".
std::string by_how_much(std::int64_t us) {
    const std::int64_t tenths = (std::abs(us) + 50'000) / 100'000;
    if (tenths < 600) return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " s";
    return running_clock({0}, {tenths * 100'000});
}

CommandJson& because(CommandJson& json, const std::string& reason) {
    return reason.empty() ? json : json.text("reason", reason);
}

// What puts the start back as it is now.
std::string start_as_it_is(const Desk& desk, const HeatPicture& heat) {
    const HeatGun* gun = gun_of(desk, heat.heat);
    CommandJson json{"set-start"};
    json.text("heat", heat.name);
    if (gun && gun->set) return json.text("at", rfc3339(desk, *gun->set)).str();
    return json.undo().str();
}

Instant instant_of(const Desk& desk, std::int64_t device_us) {
    if (desk.now_device_us == 0 || device_us == 0) return desk.now;
    return {desk.now.us - (desk.now_device_us - device_us)};
}

}  // namespace

std::string cannot_start(const Desk& desk, HeatId id) {
    const HeatPicture& heat = picture(desk, id);
    const bool may = may_command(desk.link.role);
    if (heat.state == HeatState::official)
        return heat_title(heat) +
               (may ? " is official; P reopens it first" : " is official; ask the office to reopen it");
    if (heat.state == HeatState::cancelled)
        return heat_title(heat) + (may ? " is cancelled; Delete puts it back first" : " is cancelled; ask the office");
    return {};
}

std::string cannot_give_guns(const Desk& desk) { return desk.station.records ? std::string{} : cannot_command(desk); }

HeatOrder start_now(const Desk& desk, HeatId id, std::int64_t pressed_device_us, std::optional<std::int64_t> given_us) {
    if (std::string why = cannot_give_guns(desk); !why.empty()) return refuse(std::move(why));
    if (std::string why = cannot_start(desk, id); !why.empty()) return refuse(std::move(why));
    const HeatPicture& heat = picture(desk, id);
    if (heat.start) {
        return refuse(
            heat_title(heat) + " began at " + start_clock(*heat.start, *desk.snapshot->rules) +
            (may_command(desk.link.role) ? "; X takes that back first" : "; ask the office if that is wrong"));
    }
    // What the server does not know yet stands in this laptop's journal, or waits for its disk.
    if (const OwnEntry* own = own_gun(desk, heat); own && !own->sent)
        return refuse("the gun of " + heat_title(heat) + " was given here" +
                      (desk.station.timed ? " at " + start_clock(own->at, *desk.snapshot->rules) : "") +
                      "; F8 on the finish line takes it back");
    if (given_us && (pressed_device_us - *given_us < kGunAgainUs || !desk.station.trouble.empty()))
        return refuse("the gun of " + heat_title(heat) + " was given just now; F8 takes it back");
    const Instant pressed = instant_of(desk, pressed_device_us);
    const std::string words = heat_title(heat) + " starts at " + start_clock(pressed, *desk.snapshot->rules);
    if (desk.station.records) {
        intent::Record record;
        record.reading.kind = ReadingKind::start;
        record.reading.heat = heat.name;
        if (pressed_device_us != 0) {
            record.device_us = pressed_device_us;
        } else {
            record.reading.at = desk.now;
        }
        record.words = words;
        return {std::move(record), {}};
    }
    return command(CommandJson{"set-start"}.text("heat", heat.name).text("at", rfc3339(desk, pressed)).str(), words,
                   start_as_it_is(desk, heat));
}

std::string start_change(const Desk& desk, HeatId id, Instant at) {
    const HeatPicture& heat = picture(desk, id);
    const MeetRules& rules = *desk.snapshot->rules;
    if (!heat.start) return heat_title(heat) + " began at " + start_clock(at, rules);
    const std::size_t times = times_of(heat);
    std::string words =
        heat_title(heat) + ": " + start_clock(*heat.start, rules) + " becomes " + start_clock(at, rules);
    const std::int64_t longer = micros_between(at, *heat.start);
    if (times == 0) return words + ", no time moves yet";
    return words + ", " + counted(times, "time gets ", "times get ") + by_how_much(longer) +
           (longer >= 0 ? " longer" : " shorter");
}

HeatOrder set_start(const Desk& desk, HeatId id, Instant at, const std::string& reason) {
    if (std::string why = cannot_start(desk, id); !why.empty()) return refuse(std::move(why));
    if (std::string why = cannot_command(desk); !why.empty()) return refuse(std::move(why));
    const HeatPicture& heat = picture(desk, id);
    CommandJson json{"set-start"};
    json.text("heat", heat.name).text("at", rfc3339(desk, at));
    return command(because(json, reason).str(), start_change(desk, id, at), start_as_it_is(desk, heat));
}

HeatOrder take_back_start(const Desk& desk, HeatId id, const std::string& reason) {
    if (std::string why = cannot_start(desk, id); !why.empty()) return refuse(std::move(why));
    if (std::string why = cannot_command(desk); !why.empty()) return refuse(std::move(why));
    const HeatPicture& heat = picture(desk, id);
    if (!heat.start) return refuse(heat_title(heat) + " has not started; S starts it");
    const HeatGun* gun = gun_of(desk, id);
    std::string words =
        heat_title(heat) + ": the start at " + start_clock(*heat.start, *desk.snapshot->rules) + " is taken back";
    if (gun && gun->set) {
        if (gun->heard) words += "; the gun heard at " + start_clock(gun->heard->at, *desk.snapshot->rules) + " counts";
        CommandJson json{"set-start"};
        json.text("heat", heat.name).undo();
        return command(because(json, reason).str(), words, start_as_it_is(desk, heat));
    }
    const std::string device = gun && gun->heard ? device_name(desk, gun->heard->ref.device) : std::string{};
    if (device.empty()) return refuse("who heard the start is not known yet; do it again in a moment");
    const ReadingRef& ref = gun->heard->ref;
    CommandJson json{"void"};
    json.reading("reading", device, ref.epoch, ref.seq);
    return command(because(json, reason).str(), words,
                   CommandJson{"restore"}.reading("reading", device, ref.epoch, ref.seq).str());
}

HeatOrder move_child(const Desk& desk, RunnerId child, HeatId from, HeatId to) {
    if (std::string why = cannot_command(desk); !why.empty()) return refuse(std::move(why));
    const std::string& bib = (*desk.snapshot->bibs)[child.index()];
    if (bib.empty()) return refuse("the child has no number; give it one at check-in first");
    const HeatPicture& target = picture(desk, to);
    if (from && picture(desk, from).state == HeatState::official)
        return refuse(heat_title(picture(desk, from)) + " is official; P reopens it first");
    const std::string from_name = from ? picture(desk, from).name : std::string{};
    const std::string words = desk.names.label(to, child) + " runs in " + heat_title(target) +
                              (from ? ", not in " + heat_title(picture(desk, from)) : "");
    CommandJson json{"move"}, back{"move"};
    json.text("bib", bib);
    if (from) json.text("from", from_name);
    json.text("heat", target.name);
    back.text("bib", bib).text("from", target.name).text("heat", from_name);
    return command(json.str(), words, back.str());
}

std::string cannot_be_official(const Desk& desk, HeatId id) {
    if (std::string why = cannot_command(desk); !why.empty()) return why;
    const HeatPicture& heat = picture(desk, id);
    if (heat.state == HeatState::official) return heat_title(heat) + " is official already; P reopens it";
    if (!heat.start) return heat_title(heat) + " has not started; S starts it";
    return {};
}

std::string official_question(const Desk& desk, HeatId id) {
    const HeatPicture& heat = picture(desk, id);
    if (heat.counts.on_course == 0) return {};
    return "Why is " + heat_title(heat) + " official with " +
           counted(heat.counts.on_course, "child out?", "children out?");
}

HeatOrder make_official(const Desk& desk, HeatId id, const std::string& reason) {
    if (std::string why = cannot_be_official(desk, id); !why.empty()) return refuse(std::move(why));
    if (reason.empty() && !official_question(desk, id).empty()) return refuse(official_question(desk, id));
    const HeatPicture& heat = picture(desk, id);
    CommandJson json{"make-official"};
    json.text("heat", heat.name);
    return command(because(json, reason).str(), heat_title(heat) + " is official",
                   CommandJson{"reopen"}.text("heat", heat.name).text("reason", "taken back at once").str());
}

HeatOrder reopen(const Desk& desk, HeatId id, const std::string& reason) {
    if (std::string why = cannot_command(desk); !why.empty()) return refuse(std::move(why));
    const HeatPicture& heat = picture(desk, id);
    if (heat.state != HeatState::official) return refuse(heat_title(heat) + " is not official, so it is open");
    CommandJson json{"reopen"};
    json.text("heat", heat.name);
    return command(because(json, reason).str(), heat_title(heat) + " is open again and unofficial",
                   CommandJson{"make-official"}.text("heat", heat.name).text("reason", "as it was before").str());
}

HeatOrder course_clear(const Desk& desk, HeatId id) {
    if (std::string why = cannot_command(desk); !why.empty()) return refuse(std::move(why));
    const HeatPicture& heat = picture(desk, id);
    if (!heat.start) return refuse(heat_title(heat) + " has not started; its course cannot be clear yet");
    const std::string plain = CommandJson{"course-clear"}.text("heat", heat.name).str();
    const std::string undone = CommandJson{"course-clear"}.text("heat", heat.name).undo().str();
    if (heat.course_clear) return command(undone, "the course of " + heat_title(heat) + " is not clear", plain);
    return command(plain, "the course of " + heat_title(heat) + " is clear", undone);
}

HeatOrder cancel_heat(const Desk& desk, HeatId id, const std::string& reason) {
    if (std::string why = cannot_command(desk); !why.empty()) return refuse(std::move(why));
    const HeatPicture& heat = picture(desk, id);
    CommandJson plain{"cancel-heat"}, undone{"cancel-heat"};
    plain.text("heat", heat.name);
    undone.text("heat", heat.name).undo();
    if (heat.state == HeatState::cancelled)
        return command(undone.str(), heat_title(heat) + " takes place after all", plain.str());
    if (heat.start) return refuse(heat_title(heat) + " has started; it cannot be cancelled any more");
    return command(because(plain, reason).str(), heat_title(heat) + " is cancelled", undone.str());
}

std::string give(Frame& frame, HeatOrder order) {
    if (!order.ask) return order.refused;
    frame.intents.push_back(std::move(*order.ask));
    return {};
}

}  // namespace heatline::ui
