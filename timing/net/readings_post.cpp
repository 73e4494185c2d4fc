#include "timing/net/readings_post.h"

#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <set>

#include "engine/base/limits.h"
#include "engine/intake.h"
#include "timing/journal/fact_json.h"
#include "timing/limits.h"
#include "timing/net/reading_intake.h"

namespace heatline::timing {
namespace {

namespace asio = boost::asio;

// Lines taken before others get a turn on the thread.
constexpr std::size_t kLinesATurn = 500;

std::string_view without_return(std::string_view line) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t") == std::string_view::npos; }

// The next line of `rest`, which is moved past it.
std::string_view take_line(std::string_view& rest) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = without_return(rest.substr(0, end));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    return line;
}

// One request's lines on their way in.
class Post {
public:
    Post(Pipeline& pipeline, ReadingParser& parser, DeviceId device, std::string_view body, Instant now)
        : pipeline_(pipeline), parser_(parser), device_(device), rest_(body), now_(now) {}

    // Takes up to kLinesATurn lines. False when there are no more to take.
    bool take_some() {
        for (std::size_t i = 0; i < kLinesATurn && !rest_.empty() && !stopped_; ++i) {
            const std::string_view line = take_line(rest_);
            ++line_number_;
            if (is_blank(line)) continue;
            ++order_;
            take(line);
        }
        return !rest_.empty() && !stopped_;
    }

    Answer answer() const {
        if (!stopped_) {
            Answer answer;
            answer.body = "{" + counts() + "}";
            return answer;
        }
        const std::string at = ",\"line\":" + std::to_string(line_number_) +
                               (want_ ? ",\"want\":" + std::to_string(want_) : "") + "," + counts();
        switch (*stopped_) {
            case Stop::gap:
                return problem(409, "E_GAP", "a reading before this one is missing",
                               "line " + std::to_string(line_number_) + " skips a number; send number " +
                                   std::to_string(want_) + " first",
                               at);
            case Stop::conflict:
                return problem(
                    409, "E_CONFLICT", "another reading has this number already",
                    "line " + std::to_string(line_number_) +
                        " says something else under a number that is taken; both are kept; start a new epoch",
                    at);
            case Stop::role:
                break;
        }
        return problem(403, "E_ROLE", "this role may not record that",
                       "line " + std::to_string(line_number_) + " is a reading that this device's role may not post",
                       at);
    }

private:
    enum class Stop : std::uint8_t { gap, conflict, role };

    const State& state() const { return pipeline_.state(); }

    void take(std::string_view line) {
        auto parsed = parser_.parse(line);
        if (!parsed) return quarantine(line, parsed.error());
        const std::string epoch = parsed->epoch;
        const std::uint64_t seq = parsed->seq;
        const Took took = take_reading(pipeline_, device_, std::move(*parsed), line, now_);
        note(took, epoch, seq);
        if (took != Took::accepted) return;
        ++accepted_;
        if (last_is_far_off(state())) tell(kFarOffCode, kFarOffDetail);
    }

    void quarantine(std::string_view line, const LineProblem& why) {
        const Name name = why.epoch && why.seq ? Name{*why.epoch, *why.seq} : due(why.epoch, line);
        const Took took = take_quarantined(pipeline_, device_, name.epoch, name.seq, why.code, line, now_);
        note(took, name.epoch, name.seq);
        if (took != Took::duplicate) tell(why.code, why.detail);  // A duplicate was told when it came first.
        if (took == Took::accepted) ++quarantined_;
    }

    // Counts a duplicate, stops at what cannot be taken.
    void note(Took took, const std::string& epoch, std::uint64_t seq) {
        if (took == Took::role) {
            stopped_ = Stop::role;
            return;
        }
        epochs_.insert(epoch);
        if (took == Took::gap) {
            want_ = next_device_seq(state(), device_, epoch);
            stopped_ = Stop::gap;
        } else if (took == Took::conflict) {
            stopped_ = Stop::conflict;
        } else {
            last_epoch_ = epoch;
            last_seq_ = seq;
            if (took == Took::duplicate) ++duplicates_;
        }
    }

    // The next line behind this one that says its number.
    struct Ahead {
        std::size_t order =
            0;  // Its place among the lines that are not blank; without a seq, that of the last looked at.
        std::optional<std::uint64_t> seq;
        std::string epoch;
    };

    // Looks at every line once, however many in a row cannot be read.
    const Ahead& look_ahead() {
        if (ahead_.order > order_) return ahead_;
        ahead_ = {order_, std::nullopt, {}};
        std::string_view rest = rest_;
        while (!rest.empty() && !ahead_.seq && ahead_.order < order_ + kLinesATurn) {
            const std::string_view line = take_line(rest);
            if (is_blank(line)) continue;
            ++ahead_.order;
            const auto next = parser_.parse(line);
            ahead_.seq = next ? std::optional{next->seq} : next.error().seq;
            ahead_.epoch = next ? next->epoch : next.error().epoch.value_or("");
        }
        return ahead_;
    }

    struct Name {
        std::string epoch;
        std::uint64_t seq = 0;
    };

    // The name of a line whose own number cannot be read, and perhaps not its epoch: one more than the line before it,
    // or one less than the line behind it. With neither, the same bytes again are the same line again, and anything
    // else is next.
    Name due(const std::optional<std::string>& own_epoch, std::string_view line) {
        const auto& epochs = state().devices[device_.index()].epochs;
        const std::string latest = last_seq_ != 0 ? last_epoch_ : epochs.empty() ? std::string{} : epochs.back().epoch;
        const std::string epoch = own_epoch.value_or(latest);
        const std::uint64_t content = content_of_bytes(state().content_key, line);
        const bool follows = last_seq_ != 0 && last_epoch_ == epoch;

        const Ahead& ahead = look_ahead();
        const std::uint64_t distance = ahead.order - order_;
        if (ahead.seq && *ahead.seq > distance) {
            const Name before{ahead.epoch, *ahead.seq - distance};
            if (before.epoch == epoch && !follows) return before;
            if (before.epoch != epoch && !own_epoch) {  // The first of a new epoch, if it fits there.
                const Intake intake = judge(state(), device_, before.epoch, before.seq, content);
                if (intake == Intake::accept || intake == Intake::duplicate) return before;
            }
        }
        if (follows) return {epoch, last_seq_ + 1};

        const std::size_t from_end = static_cast<std::size_t>(ahead.seq ? distance : distance + 1);
        for (auto log = epochs.rbegin(); log != epochs.rend(); ++log) {
            if ((own_epoch && log->epoch != epoch) || log->by_seq.size() < from_end) continue;
            const std::size_t place = log->by_seq.size() - from_end;
            if (state().readings[log->by_seq[place].index()].content == content) return {log->epoch, place + 1};
        }
        return {epoch, next_device_seq(state(), device_, epoch)};
    }

    // Told in the answer; beyond the bound only the counts tell.
    void tell(const char* code, std::string_view detail) {
        if (problems_.size() >= limits::kProblemsShown) return;
        std::string told = "{\"line\":" + std::to_string(line_number_) + ",\"code\":\"" + code + "\",\"detail\":";
        append_json_string(told, detail);
        problems_.push_back(told + "}");
    }

    // The members of the answer, without the braces.
    std::string counts() const {
        const DeviceLog& device = state().devices[device_.index()];
        std::string out = "\"device\":";
        append_json_string(out, device.name);
        out += ",\"durable_through\":{";
        for (const EpochLog& log : device.epochs) {
            if (!epochs_.contains(log.epoch)) continue;
            if (out.back() != '{') out += ",";
            append_json_string(out, log.epoch);
            out += ":" + std::to_string(log.by_seq.size());
        }
        out += "},\"accepted\":" + std::to_string(accepted_) + ",\"duplicates\":" + std::to_string(duplicates_) +
               ",\"quarantined\":" + std::to_string(quarantined_) + ",\"problems\":[";
        for (std::size_t i = 0; i < problems_.size(); ++i) {
            out += (i == 0 ? "" : ",") + problems_[i];
        }
        return out + "]";
    }

    Pipeline& pipeline_;
    ReadingParser& parser_;
    const DeviceId device_;
    std::string_view rest_;
    const Instant now_;

    std::size_t line_number_ = 0;
    std::size_t order_ = 0;  // As line_number_, blank lines not counted.
    Ahead ahead_;
    std::uint64_t accepted_ = 0, duplicates_ = 0, quarantined_ = 0, want_ = 0;
    std::vector<std::string> problems_;
    std::set<std::string, std::less<>> epochs_;
    std::string last_epoch_;      // Of the line before, in this request…
    std::uint64_t last_seq_ = 0;  // …and its number; 0: there was none.
    std::optional<Stop> stopped_;
};

bool has_long_line(std::string_view body) {
    while (!body.empty()) {
        if (take_line(body).size() > heatline::limits::kReadingBytesMax) return true;
    }
    return false;
}

}  // namespace

asio::awaitable<Answer> post_readings(Pipeline& pipeline, ReadingParser& parser, DeviceId device, std::string_view body,
                                      Instant now) {
    if (has_long_line(body)) {
        co_return problem(413, "E_LENGTH", "a line is too long",
                          "a reading is at most 4,096 bytes; nothing of this request was taken");
    }
    Post post{pipeline, parser, device, body, now};
    for (bool more = true; more;) {
        co_await pipeline.room();
        more = post.take_some();
        pipeline.flush();
        if (more) co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
    }
    const Answer answer = post.answer();
    if (!co_await pipeline.durable(pipeline.state().seq)) {
        co_return problem(503, "E_JOURNAL", "the journal has failed",
                          "nothing more is taken; keep the readings and send them again");
    }
    co_return answer;
}

}  // namespace heatline::timing
