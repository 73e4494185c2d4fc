#include "tools/simulate/compare.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

#include "tools/simulate/dollars.h"

namespace heatline::simulate {
namespace {

bool is_finish(const ResultRow& row) { return row.status == "finished" || row.status == "finished-no-time"; }

class Comparer {
public:
    Comparer(const Plan& plan, const Truth& truth, const ServerSays& server)
        : plan_(plan), truth_(truth), server_(server) {
        for (std::size_t i = 0; i < plan.children.size(); ++i) child_at_[plan.children[i].bib] = i;
        for (std::size_t i = 0; i < plan.heats.size(); ++i) heat_at_[plan.heats[i].name] = i;
        for (const Run& run : truth.runs) {
            if (run.ending != Ending::finished) continue;
            crossed_[{run.heat, run.child}] = run.ended;
            finished_.insert(run.child);
        }
        starts_.resize(plan.heats.size());
        for (const HeatNow& heat : server.meet.heats) {
            if (const auto at = heat_at_.find(heat.heat); at != heat_at_.end()) starts_[at->second] = heat.start;
        }
    }

    Comparison all(const std::vector<GrantRules>& grants) {
        score_heats();
        score_ledger();
        score_money(grants);
        return std::move(made_);
    }

private:
    void score_heats() {
        std::vector<std::map<std::string, Instant>> crossed(plan_.heats.size());  // By heat: bib to crossing.
        for (const auto& [key, at] : crossed_) crossed[key.first][plan_.children[key.second].bib] = at;
        std::vector<std::vector<fusion_days::FinishRow>> listed(plan_.heats.size());
        std::vector<std::int64_t> without_time(plan_.heats.size());
        for (const ResultRow& row : server_.results) {
            const auto heat = heat_at_.find(row.heat);
            if (heat == heat_at_.end() || !is_finish(row)) continue;
            const auto finish = finish_row(row, heat->second);
            if (!finish.at && crossed[heat->second].erase(finish.bib) > 0) {
                ++without_time[heat->second];
            } else {
                listed[heat->second].push_back(finish);
            }
        }
        std::set<std::string> children;
        for (const Child& child : plan_.children) children.insert(child.bib);
        for (std::size_t i = 0; i < plan_.heats.size(); ++i) {
            std::vector<fusion_days::Crossing> truth;
            for (const auto& [bib, at] : crossed[i]) truth.push_back({plan_.heats[i].name, bib, at});
            HeatScore score;
            score.heat = plan_.heats[i].name;
            score.score = fusion_days::score(truth, listed[i], children);
            score.without_time = without_time[i];
            if (starts_[i]) score.gun_off_ms = (starts_[i]->us - truth_.guns[i].us) / 1'000;
            add_to_total(score);
            made_.heats.push_back(std::move(score));
        }
    }

    // Without a number where it is nobody's, and under a number that nobody has where the child finished another heat.
    fusion_days::FinishRow finish_row(const ResultRow& row, std::size_t heat) const {
        fusion_days::FinishRow finish;
        finish.heat = row.heat;
        finish.review = row.review;
        finish.confidence_milli = row.confidence_milli;
        if (row.elapsed_ms && starts_[heat]) finish.at = *starts_[heat] + Millis{*row.elapsed_ms};
        if (const auto child = child_at_.find(row.bib); child != child_at_.end()) {
            const bool elsewhere = finished_.contains(child->second) && !crossed_.contains({heat, child->second});
            finish.bib = elsewhere ? "finished elsewhere: " + row.bib : row.bib;
        }
        return finish;
    }

    void add_to_total(const HeatScore& score) {
        HeatScore& total = made_.total;
        total.score.add(score.score);
        total.without_time += score.without_time;
        if (score.gun_off_ms && std::abs(*score.gun_off_ms) >= std::abs(total.gun_off_ms.value_or(0)))
            total.gun_off_ms = score.gun_off_ms;
    }

    void score_ledger() {
        LedgerScore& score = made_.ledger;
        for (std::size_t i = 0; i < plan_.children.size(); ++i) {
            if (plan_.children[i].virtually) continue;
            ++score.children;
            score.came += truth_.days[i].came ? 1 : 0;
        }
        for (const LedgerRow& row : server_.ledger) {
            if (!row.accounted) ++score.not_accounted;
            if (row.state == "virtual" || row.state == "registered" || row.state == "dns") continue;
            ++score.seen_by_server;
            const auto child = child_at_.find(row.bib);
            if (child != child_at_.end() && !truth_.days[child->second].came) ++score.absent_but_listed;
        }
        made_.all_accounted = score.not_accounted == 0;
    }

    std::vector<TeamCount> true_counts() const {
        std::vector<TeamCount> counts;
        for (const std::string& team : plan_.teams) {
            TeamCount count;
            count.team = team;
            counts.push_back(count);
        }
        std::vector<char> started(plan_.children.size());
        for (const Run& run : truth_.runs) {
            if (run.ending != Ending::stayed) started[run.child] = 1;
        }
        for (std::size_t i = 0; i < plan_.children.size(); ++i) {
            const Child& child = plan_.children[i];
            if (!child.registered) continue;
            TeamCount& count = counts[child.team];
            count.virtuals += child.virtually ? 1 : 0;
            count.registered += child.virtually ? 0 : 1;
            count.checked_in += truth_.days[i].came ? 1 : 0;
            count.started += started[i] ? 1 : 0;
            count.finished += finished_.contains(i) ? 1 : 0;
        }
        return counts;
    }

    void score_money(const std::vector<GrantRules>& grants) {
        std::vector<TeamCount> counts = true_counts();
        std::map<std::string, std::size_t> team_at, grant_at;
        for (std::size_t i = 0; i < counts.size(); ++i) team_at[counts[i].team] = i;
        for (std::size_t i = 0; i < grants.size(); ++i) grant_at[grants[i].id] = i;
        for (const Statement& statement : server_.grants) {
            const auto team = team_at.find(statement.team);
            if (team != team_at.end()) counts[team->second].eligible = statement.eligible;
        }
        const std::vector<std::vector<Cents>> owed = dollars(grants, counts);
        made_.statements = server_.grants.size();
        for (const Statement& statement : server_.grants) {
            TeamDollars money;
            money.team = statement.team;
            money.grant = statement.grant;
            money.finished_by_server = statement.finished;
            money.by_server = statement.amount;
            const auto team = team_at.find(statement.team);
            const auto grant = grant_at.find(statement.grant);
            if (grant == grant_at.end()) {
                // People enter such a grant, or its rule is not known here: nothing to compare.
                made_.money_known = false;
                money.truly = statement.amount;
            } else if (team != team_at.end()) {
                money.truly = owed[grant->second][team->second];
            }
            if (team != team_at.end()) money.finished_truly = counts[team->second].finished;
            made_.dollars_truly += money.truly;
            made_.dollars_by_server += money.by_server;
            if (money.truly != money.by_server) made_.money.push_back(money);
        }
    }

    const Plan& plan_;
    const Truth& truth_;
    const ServerSays& server_;
    std::map<std::string, std::size_t> child_at_, heat_at_;
    std::map<std::pair<std::size_t, std::size_t>, Instant> crossed_;  // By heat and child.
    std::set<std::size_t> finished_;                                  // Children who finished anything.
    std::vector<std::optional<Instant>> starts_;                      // By heat, as the server has them.
    Comparison made_;
};

}  // namespace

Comparison compare(const Plan& plan, const Truth& truth, const std::vector<GrantRules>& grants,
                   const ServerSays& server) {
    return Comparer{plan, truth, server}.all(grants);
}

std::int64_t out_by_ledger(const std::vector<LedgerRow>& ledger) {
    return std::count_if(ledger.begin(), ledger.end(), [](const LedgerRow& row) {
        return !row.accounted &&
               (row.state == "on-course" || row.state == "finished" || row.state == "dnf" || row.state == "medical");
    });
}

}  // namespace heatline::simulate
