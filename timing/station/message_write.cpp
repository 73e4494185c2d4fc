#include "engine/names.h"
#include "timing/station/json_text.h"
#include "timing/station/message.h"

namespace heatline::timing::message {
namespace {

void put_health(ObjectText& out, const Health& health) {
    out.number("unsent", health.unsent);
    if (health.battery) out.number("battery", *health.battery).yes("charging", health.charging);
    out.text("view", health.view).text("trouble", health.trouble);
}

}  // namespace

std::string to_text(const Hello& m) {
    return ObjectText{"hello"}
        .number("version", m.version)
        .given("epoch", m.epoch)
        .given("boot", m.boot)
        .given("facts_from", m.facts_from)
        .given("facts_hash", m.facts_hash)
        .given("operator", m.operator_name)
        .done();
}

std::string to_text(const Readings& m) {
    return ObjectText{"readings"}
        .number("first", m.first)
        .list("readings", m.readings, [](const std::string& reading) -> const std::string& { return reading; })
        .done();
}

std::string to_text(const TakeBack& m) {
    const std::string reading = ObjectText{}.text("epoch", m.epoch).number("seq", m.seq).done();
    return ObjectText{"take-back"}.text("id", m.id).raw("reading", reading).yes("back", m.back).done();
}

std::string to_text(const ProbeAnswer& m) {
    return ObjectText{"probe"}
        .number("id", m.id)
        .number("received_us", m.received_us)
        .number("sent_us", m.sent_us)
        .done();
}

std::string to_text(const Command& m) { return ObjectText{"command"}.number("ask", m.ask).raw("body", m.body).done(); }

std::string to_text(const Health& m) {
    ObjectText out{"health"};
    put_health(out, m);
    return out.done();
}

std::string to_text(const Welcome& m) {
    return ObjectText{"welcome"}
        .number("version", m.version)
        .text("device", m.device)
        .text("role", m.role)
        .given("line", m.line)
        .given("tent", m.tent)
        .number("durable_through", m.durable_through)
        .number("durable_seq", m.durable_seq)
        .given("facts_from", m.facts_from)
        .number("server_us", m.server_us)
        .done();
}

std::string to_text(const End& m) { return ObjectText{"end"}.text("code", m.code).text("text", m.text).done(); }

std::string to_text(const Durable& m) {
    ObjectText out{"durable"};
    out.number("through", m.through);
    if (!m.problems.empty()) {
        out.list("problems", m.problems, [](const Durable::Problem& p) {
            return ObjectText{}.number("seq", p.seq).text("code", p.code).text("detail", p.detail).done();
        });
    }
    return out.done();
}

std::string to_text(const Refused& m) {
    ObjectText out{"refused"};
    out.text("code", m.code);
    if (m.want != 0) out.number("want", m.want);
    return out.text("detail", m.detail).done();
}

std::string to_text(const TakenBack& m) {
    return ObjectText{"taken-back"}.text("id", m.id).given("error", m.error).done();
}

std::string to_text(const Probe& m) {
    return ObjectText{"probe"}
        .number("id", m.id)
        .number("server_us", m.server_us)
        .number("durable_seq", m.durable_seq)
        .given("offset_us", m.offset_us)
        .given("bound_us", m.bound_us)
        .done();
}

std::string to_text(const Names& m) {
    return ObjectText{"names"}
        .number("seq", m.seq)
        .list("names", m.names,
              [](const Names::Name& n) {
                  return ObjectText{}
                      .number("heat", n.heat)
                      .number("runner", n.runner)
                      .text("name", n.name)
                      .given("say_it", n.say_it)
                      .done();
              })
        .done();
}

std::string to_text(const CommandAnswer& m) {
    return ObjectText{"answer"}.number("ask", m.ask).number("status", m.status).raw("body", m.body).done();
}

std::string to_text(const Stations& m) {
    return ObjectText{"stations"}
        .list("stations", m.stations,
              [](const Stations::Station& s) {
                  ObjectText out;
                  out.text("device", s.device).yes("connected", s.connected).number("windows", s.windows);
                  out.number("heard_us", s.heard_us);
                  put_health(out, s.health);
                  return out.given("operator", s.operator_name)
                      .given("offset_us", s.offset_us)
                      .given("bound_us", s.bound_us)
                      .done();
              })
        .done();
}

std::string reading_text(const Reading& r) {
    const std::string& sent = r.has_free_text ? r.sent_text.value : r.sent;
    if (!sent.empty()) return sent;
    ObjectText out;
    out.text("kind", name_of(r.kind));
    if (r.at) out.text("at", format_rfc3339(*r.at));
    out.given("bib", r.bib).given("tag", r.tag).given("heat", r.heat).given("line", r.line);
    if (r.where != Where::none) out.text("where", name_of(r.where));
    if (r.mode != Mode::none) out.text("mode", name_of(r.mode));
    if (r.position != 0) out.number("position", r.position);
    if (r.device_time && !r.at) {
        out.text("boot", r.device_time->boot).number("device_us", r.device_time->us);
        out.number("wall_us", r.device_time->wall_us);
    }
    return out.done();
}

}  // namespace heatline::timing::message
