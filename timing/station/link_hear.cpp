#include <algorithm>

#include "timing/station/link_impl.h"

namespace heatline::timing {
namespace {

constexpr std::pair<const char*, Role> kRoles[] = {{"timer", Role::timer},     {"tent", Role::tent},
                                                   {"marshal", Role::marshal}, {"announcer", Role::announcer},
                                                   {"staff", Role::staff},     {"director", Role::director}};

std::optional<Role> role_of(const std::string& name) {
    for (const auto& [known, role] : kRoles) {
        if (name == known) return role;
    }
    return std::nullopt;
}

}  // namespace

void Link::Impl::publish() {
    shown.unsent = outbox.unsent();
    picture.set(shown);
    if (callbacks.changed) callbacks.changed();
}

void Link::Impl::show(LinkPicture::State state, std::string sentence) {
    if (shown.state == state && shown.sentence == sentence) return;
    if (shown.state != state) shown.since_us = options.clock->boottime_us();
    shown.state = state;
    shown.sentence = std::move(sentence);
    publish();
}

void Link::Impl::hear(std::string bytes, bool binary) {
    if (binary) {
        if (!welcomed || !wish.facts) return end_connection();
        return replica->give(std::move(bytes), heard_us);
    }
    auto said = message::parse_message(bytes);
    if (!said) return end_connection();
    const bool begins = std::holds_alternative<message::Welcome>(*said);
    const bool always = std::holds_alternative<message::End>(*said) || std::holds_alternative<message::Unknown>(*said);
    if (begins == welcomed && !always) return end_connection();
    std::visit([this](auto& message) { hear(message); }, *said);
}

void Link::Impl::hear(message::Welcome& welcome) {
    if (wish.facts && welcome.facts_from != wish.from) {
        if (welcome.facts_from != std::uint64_t{1}) return end_connection();
        replica->forget();  // Another meet, or a restored one.
        wish.from = 1;
    }
    if (wish.facts && welcome.durable_seq < wish.from) replica->has_all();
    // All come again: one that was taken away meanwhile must not stay.
    shown.names = std::make_shared<const KnownNames>();
    welcomed = true;
    health_due = true;
    server_seq = welcome.durable_seq;
    outbox.connected(welcome.durable_through);
    shown.device = welcome.device;
    shown.role = role_of(welcome.role);
    shown.line = welcome.line;
    shown.tent = welcome.tent;
    show(LinkPicture::State::live, {});
    wake.cancel();
}

void Link::Impl::hear(message::Probe& probe) {
    if (probes.size() >= limits::kProbesWaiting) probes.pop_front();
    probes.push_back({probe.id, heard_us});
    wake.cancel();
    server_seq = probe.durable_seq;
    if (shown.offset_us == probe.offset_us && shown.bound_us == probe.bound_us) return;
    if (replica && probe.offset_us) replica->clock_is(*probe.offset_us);
    shown.offset_us = probe.offset_us;
    shown.bound_us = probe.bound_us;
    publish();
}

void Link::Impl::hear(message::Durable& durable) {
    outbox.durable(durable.through);
    if (!durable.problems.empty()) {
        const auto& last = durable.problems.back();
        shown.reading_problem = "reading " + std::to_string(last.seq) + " was kept as it is: " + last.detail;
    }
    publish();
    wake.cancel();
}

void Link::Impl::hear(message::Refused& refused) {
    if (refused.code == "E_GAP") {
        if (++gaps > limits::kGapsMended) return end_connection();
        outbox.gap(refused.want);
        return wake.cancel(), void();
    }
    readings_stop = true;
    if (refused.code == "E_CONFLICT") {
        if (callbacks.conflict) {
            callbacks.conflict(outbox.epoch(), refused.want != 0 ? refused.want : outbox.acknowledged() + 1);
        }
        return;
    }
    shown.reading_problem = "this token may not record that; the readings stay on this laptop; ask the office";
    publish();
}

void Link::Impl::hear(message::TakenBack& taken_back) {
    std::string problem = outbox.taken_back(taken_back);
    if (!problem.empty()) shown.reading_problem = std::move(problem);
    publish();
    wake.cancel();
}

void Link::Impl::hear(message::Names& names) {
    auto known = std::make_shared<KnownNames>(*shown.names);
    for (auto& one : names.names) {
        const std::pair key{HeatId{one.heat}, RunnerId{one.runner}};
        if (one.name.empty()) {
            known->erase(key);
        } else if (known->size() < limits::kKnownNamesMax || known->contains(key)) {
            known->insert_or_assign(key, KnownName{std::move(one.name), std::move(one.say_it)});
        }
    }
    shown.names = std::move(known);
    publish();
}

void Link::Impl::hear(message::CommandAnswer& answer) {
    const auto asked = std::find_if(commands.begin(), commands.end(),
                                    [&](const Command& command) { return command.ask == answer.ask; });
    if (asked == commands.end()) return;
    const auto tell = std::move(asked->answer);
    commands.erase(asked);
    tell({answer.status, std::move(answer.body)});
}

void Link::Impl::hear(message::Stations& stations) {
    shown.stations = std::move(stations.stations);
    publish();
}

void Link::Impl::hear(message::End& end) {
    if (end.code == "revoked") {
        show(LinkPicture::State::refused, "this token is no longer good; get a new one from the office");
    } else if (end.code == "failed") {
        show(LinkPicture::State::lost, "the server's disk failed; tell the office; recording goes on here");
    } else {
        show(LinkPicture::State::lost, end.code == "stop" ? "the server has stopped; trying again by itself"
                                                          : "the server ended the connection; trying again by itself");
    }
    end_connection();
}

}  // namespace heatline::timing
