#include "ui/desk/program/desk_maker.h"

#include <algorithm>

namespace heatline::ui {
namespace {

using timing::LinkPicture;
using timing::ReplicaPicture;

constexpr std::int64_t kSecond = 1'000'000;

// Who may record on this laptop: those who stand at a line or mend what others recorded there.
bool may_record(Role role) { return role == Role::timer || role == Role::staff || role == Role::director; }

LinkLook look_of(const LinkPicture& link, const ReplicaPicture& replica, std::int64_t device_us) {
    LinkLook look;
    switch (link.state) {
        case LinkPicture::State::connecting:
            look.state = LinkLook::State::connecting;
            break;
        case LinkPicture::State::live:
            look.state = LinkLook::State::live;
            break;
        case LinkPicture::State::lost:
            look.state = LinkLook::State::lost;
            break;
        case LinkPicture::State::refused:
            look.state = LinkLook::State::refused;
            break;
    }
    look.sentence = link.sentence;
    if (link.state == LinkPicture::State::live && replica.state != ReplicaPicture::State::following) {
        look.state = LinkLook::State::newer;
        look.sentence = replica.sentence;
    }
    look.since_s = std::max<std::int64_t>(0, (device_us - link.since_us) / kSecond);
    look.device = link.device;
    look.line = link.line;
    std::string tent = link.tent;
    if (link.role) look.role = *link.role;
    if (!link.role && replica.self) {
        // Started anew, and not reached since: what it knows is of before, and as old as that.
        look.since_s = std::max<std::int64_t>(0, (device_us - replica.heard_us) / kSecond);
        look.device = replica.self->device;
        look.role = replica.self->role;
        look.line = replica.self->line;
        tent = replica.self->tent;
    }
    if (look.line.empty()) look.line = "finish";
    if (replica.snapshot && !tent.empty()) look.team = replica.snapshot->roster->find_team(tent);
    return look;
}

std::vector<OtherStation> stations_of(const LinkPicture& link) {
    std::vector<OtherStation> stations;
    for (const auto& said : link.stations) {
        OtherStation station;
        station.device = said.device;
        station.connected = said.connected;
        station.windows = static_cast<std::uint32_t>(said.windows);
        if (said.heard_us != 0) station.heard = Instant{said.heard_us};
        station.unsent = said.health.unsent;
        if (said.health.battery) station.battery_percent = static_cast<int>(*said.health.battery);
        station.charging = said.health.charging;
        station.view = said.health.view;
        station.person = said.operator_name;
        station.trouble = said.health.trouble;
        station.offset_us = said.offset_us;
        station.bound_us = said.bound_us;
        stations.push_back(std::move(station));
    }
    return stations;
}

std::vector<OwnEntry> entries_from(const timing::StationPicture& station, std::int64_t offset_us,
                                   std::uint64_t unsent) {
    std::vector<OwnEntry> entries;
    std::uint64_t taps = 0, bibs = 0, others = 0;
    for (const timing::BookEntry& from : station.latest) {
        taps += from.reading.kind == ReadingKind::tap ? 1 : 0;
        bibs += from.reading.kind == ReadingKind::bib ? 1 : 0;
    }
    // The picture holds the latest; their numbers end with the counts of all.
    taps = station.all_taps - taps;
    bibs = station.all_bibs - bibs;
    for (const timing::BookEntry& from : station.latest) {
        OwnEntry entry;
        entry.kind = from.reading.kind;
        entry.number = entry.kind == ReadingKind::tap ? ++taps : entry.kind == ReadingKind::bib ? ++bibs : ++others;
        if (from.reading.at) entry.at = *from.reading.at;
        if (!from.reading.at && from.reading.device_time) entry.at = Instant{from.reading.device_time->us + offset_us};
        entry.bib = from.reading.bib;
        entry.heat = from.reading.heat;
        entry.undone = from.voided;
        entries.push_back(std::move(entry));
    }
    // The unsent are the last; take-backs among them make this a little pessimistic, never optimistic.
    const std::size_t sent = entries.size() - std::min<std::size_t>(entries.size(), unsent);
    for (std::size_t i = 0; i < sent; ++i) entries[i].sent = true;
    return entries;
}

}  // namespace

Desk DeskMaker::make(const timing::Laptop& laptop, std::int64_t device_us, std::int64_t wall_us) {
    const auto link = laptop.link();
    const auto replica = laptop.replica();
    Desk desk;
    if (link->offset_us) offset_us_ = link->offset_us;
    if (!offset_us_) offset_us_ = replica->offset_before_us;
    // Until the server's clock was heard, this laptop's own has to do.
    desk.now = Instant{offset_us_ ? device_us + *offset_us_ : wall_us};
    desk.link = look_of(*link, *replica, device_us);
    desk.snapshot = replica->snapshot;
    desk.overview = replica->overview;
    if (desk.snapshot) desk.moved = moved_.look(*desk.snapshot, desk.now);
    const std::int64_t heard_us = laptop.heard_us() != 0 ? laptop.heard_us() : replica->heard_us;
    desk.heard_s = heard_us == 0 ? 0 : std::max<std::int64_t>(0, (device_us - heard_us) / kSecond);
    desk.names = names(replica->snapshot, desk.link.role, link->names);
    desk.stations = stations_of(*link);
    add_station(desk, laptop, link->role || replica->self);
    return desk;
}

const NameBook& DeskMaker::names(const std::shared_ptr<const Snapshot>& snapshot, Role role,
                                 const std::shared_ptr<const timing::KnownNames>& known) {
    if (known != named_known_) {
        auto given = std::make_shared<GivenNames>();
        for (const auto& [key, name] : *known)
            (*given)[given_name_key(key.first, key.second)] = {name.name, name.say_it};
        given_ = std::move(given);
    }
    if (snapshot != named_snapshot_ || known != named_known_ || role != named_role_)
        names_ = NameBook{snapshot, role, given_};
    named_snapshot_ = snapshot;
    named_known_ = known;
    named_role_ = role;
    return names_;
}

void DeskMaker::add_station(Desk& desk, const timing::Laptop& laptop, bool role_known) {
    StationLook& look = desk.station;
    const auto station = laptop.station();
    // Whether a role may record is known once the server was reached; before that whoever has a journal records.
    look.records = station != nullptr && (!role_known || may_record(desk.link.role));
    if (!station) return;
    look.timed = offset_us_.has_value();
    look.unsent = laptop.unsent();
    look.trouble = station->trouble;
    look.can_undo = station->undos > 0;
    look.can_redo = station->redos > 0;
    if (station != entries_of_ || offset_us_ != entries_offset_ || look.unsent != entries_unsent_) {
        entries_ =
            std::make_shared<const std::vector<OwnEntry>>(entries_from(*station, offset_us_.value_or(0), look.unsent));
        entries_of_ = station;
        entries_offset_ = offset_us_;
        entries_unsent_ = look.unsent;
    }
    look.entries = entries_;
}

}  // namespace heatline::ui
