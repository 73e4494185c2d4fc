#include "tools/heatline/replan_text.h"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

namespace heatline::tools {

namespace json = boost::json;

namespace {

struct QuestionJson {
    json::object& o;
    void operator()(const race_day::Late& q) const {
        json::array bibs;
        for (const std::string& bib : q.bibs) bibs.emplace_back(bib);
        o["late"] = std::move(bibs);
    }
    void operator()(const race_day::TeamLate& q) const {
        o["team_late"] = q.team;
        if (q.at) o["at"] = format_rfc3339(*q.at);
        if (q.minutes) o["minutes"] = *q.minutes;
    }
    void operator()(const race_day::TeamAbsent& q) const { o["team_absent"] = q.team; }
    void operator()(const race_day::TeamCoaches& q) const {
        o["team_coaches"] = q.team;
        o["coaches"] = q.coaches;
    }
    void operator()(const race_day::ChildTo& q) const {
        o["child"] = q.bib;
        o["heat"] = q.heat;
    }
    void operator()(const race_day::TeamTo& q) const {
        o["team"] = q.team;
        if (!q.from.empty()) o["from"] = q.from;
        o["heat"] = q.heat;
    }
    void operator()(const race_day::Cancel& q) const { o["cancel"] = q.heat; }
};

class ChangeJson {
public:
    ChangeJson(const race_day::Day& day, const race_day::Change& change) : day_(day), change_(change) {}

    json::object all(const std::vector<std::string>& words) const {
        json::object o;
        o["digest"] = change_.digest;
        json::array moves;
        for (const race_day::Move& move : change_.moves) {
            moves.push_back(json::object{{"team", day_.roster->team(move.team).name},
                                         {"from", heat(move.from)},
                                         {"to", heat(move.to)},
                                         {"bibs", bibs(move.children)},
                                         {"asked", move.asked},
                                         {"left", move.left ? json::value(instant(*move.left)) : json::value()},
                                         {"leaves", instant(move.leaves)}});
        }
        o["moves"] = std::move(moves);
        json::array later;
        for (const race_day::Later& one : change_.later) {
            later.push_back(
                json::object{{"heat", heat(one.heat)}, {"before", instant(one.before)}, {"after", instant(one.after)}});
        }
        o["later"] = std::move(later);
        o["added"] = nullptr;
        if (change_.added) {
            o["added"] = json::object{{"heat", change_.added->name},
                                      {"band", day_.rules->heats.bands[change_.added->band.index()].name},
                                      {"start", instant(change_.added->start)}};
        }
        o["cancels"] = change_.cancels ? heat(*change_.cancels) : json::value();
        o["gone"] = bibs(change_.gone);
        o["stays"] = bibs(change_.stays);
        o["others_moved"] = change_.others_moved;
        o["fewest"] = change_.fewest;
        o["walk_before"] = change_.walk_before;
        o["walk_after"] = change_.walk_after;
        json::array offers;
        for (const race_day::Offer& offer : change_.offers) {
            offers.push_back(json::object{{"bib", bib(offer.runner)},
                                          {"heat", heat(offer.heat)},
                                          {"walk", offer.walk},
                                          {"leaves", instant(offer.leaves)}});
        }
        o["offers"] = std::move(offers);
        o["words"] = json::array(words.begin(), words.end());
        return o;
    }

private:
    std::string instant(Instant at) const { return format_rfc3339(at, day_.rules->zone_offset_min); }
    json::value heat(HeatId id) const {
        // Parentheses: braces would make a list of one.
        if (!id) return json::value();
        return json::value(id.index() < day_.heats.size() ? day_.heats[id.index()].name : change_.added->name);
    }
    std::string bib(RunnerId runner) const {
        const std::string& worn = (*day_.bibs)[runner.index()];
        return worn.empty() ? "#" + std::to_string(runner.value) : worn;
    }
    json::array bibs(const std::vector<RunnerId>& runners) const {
        json::array list;
        for (const RunnerId runner : runners) list.emplace_back(bib(runner));
        return list;
    }

    const race_day::Day& day_;
    const race_day::Change& change_;
};

}  // namespace

std::string replan_command_json(const ReplanHeats& command, const std::string& reason) {
    json::object o;
    o["command"] = "replan";
    if (command.undo) {
        o["undo"] = true;
    } else {
        std::visit(QuestionJson{o}, command.question);
    }
    if (!command.accept.empty()) o["accept"] = command.accept;
    if (!reason.empty()) o["reason"] = reason;
    return json::serialize(o);
}

std::string change_json(const race_day::Day& day, const race_day::Change& change,
                        const std::vector<std::string>& words) {
    return json::serialize(ChangeJson{day, change}.all(words));
}

}  // namespace heatline::tools
