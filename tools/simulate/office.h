#pragma once
// Office: the staff's laptop of a simulated day: gives commands, reads reports.
//
// A command carries an id, so that sending it again after a lost answer changes nothing. One thread.

#include <string>
#include <vector>

#include "tools/http_client.h"
#include "tools/simulate/compare.h"
#include "tools/simulate/volunteers.h"

namespace heatline::simulate {

class Office {
public:
    // `run` makes the ids of this run's commands unlike those of another.
    Office(tools::HttpClient staff, std::string run) : staff_(std::move(staff)), run_(std::move(run)) {}

    Result<std::vector<HeatRow>, std::string> heats();
    Result<std::vector<LedgerRow>, std::string> ledger();
    Result<MeetNow, std::string> meet();
    // Waits until what is shown is as new as what is durable, at most kSettleTriesMax times a twentieth of a second.
    Result<Done, std::string> settle();
    Result<ServerSays, std::string> everything();

    // True when done, false when the server refused; then refusals() tells why.
    Result<bool, std::string> give(const Order& order);
    // As an order, with a reason when the server counts children of the heat on the course.
    Result<bool, std::string> make_official(const Order& order);
    Result<bool, std::string> account(const std::string& bib, const std::string& reason);
    Result<bool, std::string> bind_bib(const std::string& runner, const std::string& bib);

    const std::vector<std::string>& refusals() const { return refusals_; }
    std::size_t refused() const { return refused_; }

private:
    Result<bool, std::string> post(std::string command, std::vector<std::pair<std::string, std::string>> fields,
                                   bool say_refusal = true);
    Result<std::string, std::string> get(const std::string& target);

    tools::HttpClient staff_;
    std::string run_;
    std::uint64_t commands_ = 0;
    std::vector<std::string> refusals_;
    std::size_t refused_ = 0;
};

inline constexpr int kSettleTriesMax = 200;
inline constexpr std::size_t kRefusalsKept = 8;

}  // namespace heatline::simulate
