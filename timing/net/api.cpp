#include "timing/net/api.h"

#include <algorithm>

#include "engine/decide.h"
#include "engine/take_along.h"
#include "timing/journal/fact_json.h"
#include "timing/limits.h"
#include "timing/net/query.h"
#include "timing/net/readings_post.h"

namespace heatline::timing {
namespace {

namespace asio = boost::asio;

Answer journal_failed() {
    return problem(503, "E_JOURNAL", "the journal has failed",
                   "nothing more is taken; keep what you have and send it again");
}

Answer refused_at_the_door(Access access) {
    switch (access) {
        case Access::not_found:
            return problem(404, "E_PATH", "there is nothing here",
                           "check the path; the interface begins with /api/v1/");
        case Access::wrong_method:
            return problem(405, "E_METHOD", "this path takes another method", "reading is GET, sending is POST");
        case Access::token_needed:
            return problem(401, "E_TOKEN", "a valid token is needed",
                           "ask the director for a device token and send it as a bearer");
        case Access::in_the_open:
            return problem(403, "E_PLAIN", "this needs an encrypted connection",
                           "ask with https; beyond the server's own machine only pages are given without it");
        case Access::role_may_not:
        case Access::allowed:
            break;
    }
    return problem(403, "E_ROLE", "this role may not do that",
                   "ask somebody whose role may, or the director for another token");
}

Answer as_json(std::string body) {
    Answer answer;
    answer.body = std::move(body);
    return answer;
}

}  // namespace

Api::Api(Pipeline& pipeline, const Doors& doors, const limits::ServerBounds& bounds, const MeetClock& clock)
    : pipeline_(pipeline),
      doors_(doors),
      clock_(clock),
      streams_(std::make_shared<StreamHub>(pipeline, doors, bounds)),
      stations_(std::make_shared<StationHub>(
          StationHub::Parts{pipeline, bounds, clock,
                            [this](const Caller& caller, std::string_view body) { return command(caller, body); }})) {}

void Api::stop() {
    streams_->stop();
    stations_->stop();
}

bool Api::knows(std::string_view authorization) const {
    return static_cast<bool>(device_of(pipeline_.state(), authorization));
}

asio::awaitable<Answer> Api::answer(Request request) {
    const auto [path, query] = split_target(request.target);
    const Admission admission = admit(pipeline_.state(), request.method, path, request.authorization, request.entrance);
    if (admission.access != Access::allowed) co_return refused_at_the_door(admission.access);
    switch (admission.route) {
        case Route::healthz:
            co_return healthz();
        case Route::time:
            co_return time();
        case Route::readings:
            co_return co_await post_readings(pipeline_, parser_, admission.caller.device, request.body, clock_.now());
        case Route::commands:
            co_return co_await command(admission.caller, request.body);
        case Route::journal:
            co_return co_await journal(query);
        case Route::home:
        case Route::board:
        case Route::tent_page:
            co_return refused_at_the_door(Access::not_found);
        case Route::stream:
            co_return co_await watch(admission.caller, request);
        case Route::station:
            co_return station(admission.caller, request);
        default:
            break;
    }
    co_return co_await table(admission.route, admission.caller, query);
}

asio::awaitable<Answer> Api::watch(const Caller& caller, const Request& request) {
    std::string last_event_id{request.last_event_id};
    std::string peer = request.peer.is_unspecified() ? std::string{} : request.peer.to_string();
    co_return co_await streams_->watch(caller, std::move(last_event_id), std::move(peer));
}

Answer Api::station(const Caller& caller, const Request& request) {
    if (!request.web_socket) {
        return problem(426, "E_UPGRADE", "this path speaks WebSocket",
                       "connect with heatline-dashboard, or ask to upgrade to websocket");
    }
    Answer answer;
    answer.socket = stations_->open(caller);
    return answer;
}

Answer Api::healthz() const {
    std::string body = "{\"status\":\"ok\",\"meet\":";
    append_json_string(body, pipeline_.state().rules->name);
    return as_json(body + ",\"durable_seq\":" + std::to_string(pipeline_.durable_seq()) + "}");
}

Answer Api::time() const { return as_json("{\"server_time\":\"" + format_rfc3339(clock_.now()) + "\"}"); }

asio::awaitable<Answer> Api::command(const Caller& caller, std::string_view body) {
    auto command = parse_command(body, doors_.rosters);
    if (!command) co_return problem(400, "E_COMMAND", "the command cannot be understood", command.error());
    const std::string author = caller.device ? pipeline_.state().devices[caller.device.index()].name : kCommandLine;
    std::optional turn{co_await pipeline_.office().enter()};
    Seq seq = answered(pipeline_.state(), author, command->id);
    if (seq == 0 && needs_snapshot(command->body)) {
        const auto picture = co_await pipeline_.picture();
        if (!picture) co_return journal_failed();
        take_along(command->body, *picture);
        seq = answered(pipeline_.state(), author, command->id);  // The same retry may have come meanwhile.
    }
    if (seq == 0) {
        auto decided = decide(pipeline_.state(), *command, author, clock_.now());
        if (!decided) co_return problem(409, "E_REFUSED", "a rule forbids this", decided.error().sentence);
        for (Fact& fact : *decided) pipeline_.accept(std::move(fact));
        seq = pipeline_.flush();
    }
    turn.reset();  // The next is decided while this becomes durable.
    if (!co_await pipeline_.durable(seq)) co_return journal_failed();
    const std::string number = std::to_string(seq);
    co_return as_json("{\"seq\":" + number + ",\"durable_seq\":" + number + "}");
}

asio::awaitable<Answer> Api::table(Route route, const Caller& caller, std::string_view query) {
    Asker asker{caller.role, TeamId::none()};
    if (caller.device) asker.team = pipeline_.state().devices[caller.device.index()].team;
    auto answer = std::make_shared<Answer>();
    std::function<void(const Snapshot&)> write = [this, route, asker, answer,
                                                  heat = query_value(query, "heat")](const Snapshot& snapshot) {
        *answer = table_of(snapshot, route, asker, heat);
    };
    const auto picture = co_await pipeline_.picture(std::move(write));
    if (!picture) co_return journal_failed();
    co_return std::move(*answer);
}

// On the replica's thread.
Answer Api::table_of(const Snapshot& snapshot, Route route, const Asker& asker, const std::string& heat_name) const {
    switch (route) {
        case Route::meet:
            return as_json(doors_.meet_json(snapshot, snapshot.seq));
        case Route::heats:
            return as_json(doors_.heats_json(snapshot, asker));
        case Route::ledger:
            return as_json(doors_.ledger_json(snapshot));
        case Route::grants:
            return as_json(doors_.grants_json(snapshot));
        default:
            break;
    }
    HeatId heat;
    if (!heat_name.empty()) {
        const auto named = std::find_if(snapshot.heats.begin(), snapshot.heats.end(),
                                        [&](const auto& h) { return h->name == heat_name; });
        if (named == snapshot.heats.end())
            return problem(404, "E_HEAT", "there is no such heat", "check the name; /api/v1/heats lists the heats");
        heat = (*named)->heat;
    }
    return as_json(doors_.results_json(snapshot, asker, heat));
}

asio::awaitable<Answer> Api::journal(std::string_view query) {
    const auto from = query_value(query, "from").empty() ? 1 : query_number(query, "from");
    const auto limit = query_value(query, "limit").empty() ? limits::kJournalPage : query_number(query, "limit");
    if (!from || !limit)
        co_return problem(400, "E_QUERY", "from and limit are whole numbers", "write ?from=1&limit=1000");

    struct Page {
        std::vector<std::string> devices;
        Answer answer;
    };
    auto page = std::make_shared<Page>();
    for (const DeviceLog& device : pipeline_.state().devices) page->devices.push_back(device.name);
    // A function with a name: g++ 12 destroys a capturing temporary twice when it is an argument inside a co_await.
    std::function<void(Store&)> read_page = [page, from = *from, limit = *limit](Store& store) {
        const auto entries =
            store.read(std::max<std::uint64_t>(from, 1), std::min<std::uint64_t>(limit, limits::kJournalPage));
        if (!entries) {
            page->answer = problem(500, "E_JOURNAL", "the journal cannot be read", entries.error().sentence);
            return;
        }
        page->answer.content_type = "application/x-ndjson";
        const auto device_name = [&](DeviceId id) {
            return id.index() < page->devices.size() ? page->devices[id.index()] : std::string{};
        };
        for (const Entry& entry : *entries) append_fact_json(page->answer.body, entry, device_name);
    };
    const bool read = co_await pipeline_.read_journal(std::move(read_page));
    if (!read) co_return problem(503, "E_BUSY", "too many are reading the journal", "ask again in a moment");
    co_return page->answer;
}

}  // namespace heatline::timing
