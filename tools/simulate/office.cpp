#include "tools/simulate/office.h"

#include <boost/json.hpp>
#include <chrono>
#include <thread>
#include <utility>

namespace heatline::simulate {

namespace json = boost::json;

namespace {

constexpr int kCommandTriesMax = 4;
constexpr std::chrono::milliseconds kPause{50};

}  // namespace

Result<std::string, std::string> Office::get(const std::string& target) {
    auto answer = staff_.get(target);
    if (!answer) return Error{answer.error()};
    if (answer->status != 200) {
        return Error{"ask for " + target + ": the server answered " + std::to_string(answer->status) + ", " +
                     read_problem(answer->body) + "; check the staff token"};
    }
    return std::move(answer->body);
}

Result<std::vector<HeatRow>, std::string> Office::heats() {
    const auto body = get("/api/v1/heats");
    if (!body) return Error{body.error()};
    return read_heats(*body);
}

Result<std::vector<LedgerRow>, std::string> Office::ledger() {
    const auto body = get("/api/v1/ledger");
    if (!body) return Error{body.error()};
    return read_ledger(*body);
}

Result<MeetNow, std::string> Office::meet() {
    const auto body = get("/api/v1/meet");
    if (!body) return Error{body.error()};
    return read_meet(*body);
}

Result<Done, std::string> Office::settle() {
    const auto health = get("/healthz");
    if (!health) return Error{health.error()};
    const auto durable = read_durable_seq(*health);
    if (!durable) return Error{durable.error()};
    for (int tries = 0; tries < kSettleTriesMax; ++tries) {
        const auto shown = meet();
        if (!shown) return Error{shown.error()};
        if (shown->durable_seq >= *durable) return Done{};
        std::this_thread::sleep_for(kPause);
    }
    return Error{"wait for the server's reports: they are still behind its journal after " +
                 std::to_string(kSettleTriesMax * kPause.count() / 1'000) +
                 " seconds; check that the server is not overloaded"};
}

Result<ServerSays, std::string> Office::everything() {
    ServerSays says;
    auto now = meet();
    if (!now) return Error{now.error()};
    says.meet = std::move(*now);
    const auto results_body = get("/api/v1/results");
    if (!results_body) return Error{results_body.error()};
    auto results = read_results(*results_body);
    if (!results) return Error{results.error()};
    says.results = std::move(*results);
    auto children = ledger();
    if (!children) return Error{children.error()};
    says.ledger = std::move(*children);
    const auto grants_body = get("/api/v1/grants");
    if (!grants_body) return Error{grants_body.error()};
    auto grants = read_grants(*grants_body);
    if (!grants) return Error{grants.error()};
    says.grants = std::move(*grants);
    return says;
}

Result<bool, std::string> Office::post(std::string command, std::vector<std::pair<std::string, std::string>> fields,
                                       bool say_refusal) {
    json::object object;
    object["command"] = command;
    object["id"] = run_ + "-" + std::to_string(++commands_);
    std::string about;
    for (const auto& [key, value] : fields) {
        if (value.empty()) continue;
        object[key] = value;
        if (key == "heat" || key == "bib") about += " " + key + " " + value;
    }
    const std::string body = json::serialize(object);
    std::string why;
    for (int tries = 0; tries < kCommandTriesMax; ++tries) {
        if (tries > 0) std::this_thread::sleep_for(kPause * tries);
        const auto answer = staff_.post_json("/api/v1/commands", body);
        if (!answer) {
            why = answer.error();
            continue;
        }
        if (answer->status == 200) return true;
        if (answer->status == 409) {
            if (!say_refusal) return false;
            ++refused_;
            if (refusals_.size() < kRefusalsKept)
                refusals_.push_back(command + about + ": " + read_problem(answer->body));
            return false;
        }
        why = "the server answered " + std::to_string(answer->status) + ", " + read_problem(answer->body);
        if (answer->status < 500) break;
    }
    return Error{"command " + command + about + ": " + why + "; check the server's log"};
}

Result<bool, std::string> Office::give(const Order& order) {
    if (order.command == "make-official") return make_official(order);
    return post(order.command, {{"heat", order.heat},
                                {"bib", order.bib},
                                {"status", order.status},
                                {"at", order.at ? format_rfc3339(*order.at) : std::string{}},
                                {"reason", order.reason}});
}

Result<bool, std::string> Office::make_official(const Order& order) {
    const auto without = post("make-official", {{"heat", order.heat}}, false);
    if (!without || *without) return without;
    // Refused because somebody is still on the course: nobody is, or a marshal walks with the last ones. Anything else
    // is refused again, and said.
    return post("make-official",
                {{"heat", order.heat}, {"reason", "the tail walker is in; those still missing are looked for"}});
}

Result<bool, std::string> Office::account(const std::string& bib, const std::string& reason) {
    return post("account", {{"bib", bib}, {"reason", reason}});
}

Result<bool, std::string> Office::bind_bib(const std::string& runner, const std::string& bib) {
    return post("bind-bib", {{"runner", runner}, {"bib", bib}, {"reason", "spare bib at check-in"}}, false);
}

}  // namespace heatline::simulate
