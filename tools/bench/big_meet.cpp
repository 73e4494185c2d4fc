#include "tools/bench/big_meet.h"

#include <filesystem>
#include <fstream>

#include "config/meet_toml.h"
#include "timing/token.h"
#include "tools/bench/large_meet.h"
#include "tools/bench/measure.h"
#include "tools/http_client.h"

namespace heatline::bench {
namespace {

// With the taps, scans and sightings of the day a little more than a million readings.
constexpr std::size_t kChipReads = 79;
constexpr std::size_t kChipReadsQuick = 2;
constexpr std::size_t kFactsABatch = 5'000;
// 2027-05-01T18:55:00Z: in the day's last heat.
constexpr Instant kLastHeat{1'809'197'700'000'000};

// The rules of large_meet.cpp, as the server will read them.
std::string meet_toml() {
    std::string toml =
        "[meet]\nname = \"A big day\"\ndate = 2027-05-01\ntime_zone = \"America/Los_Angeles\"\n"
        "[timing]\nminimum_finish_s = 240\n";
    for (int grade = 1; grade <= 8; ++grade) {
        toml += "[[heats.band]]\nname = \"Grade " + std::to_string(grade) + "\"\nrace = \"mile\"\ngrades = [\"" +
                std::to_string(grade) + "\"]\ndistance_m = 1609\ncapacity = 400\ninterval_min = 6\n";
    }
    return toml + "[[grants]]\nid = \"per-finisher\"\nkind = \"per-finisher\"\namount_usd = \"5.00\"\n";
}

// What one fact of the day becomes in this meet: its first sets the rules.
Result<std::vector<Fact>, std::string> day(const std::string& toml, std::size_t chip_reads) {
    const auto rules = config::parse_meet_toml(toml, "meet.toml");
    if (!rules) return Error{to_line(rules.error().front())};
    std::vector<Fact> facts = large_meet_facts(chip_reads);
    facts.front().body = RulesSet{toml, *rules};
    return facts;
}

}  // namespace

std::vector<Requests> BigMeet::paced(const std::string& epoch, std::int64_t seconds) const {
    const auto count = static_cast<std::size_t>(seconds * 1'000'000 / kPacedEveryUs);
    std::vector<Requests> requests;
    for (std::size_t i = 0; i < kPacedDevices; ++i)
        requests.push_back(reading_requests(tokens[i], epoch, count, 1, kLastHeat));
    return requests;
}

Result<BigMeet, std::string> make_big_meet(const Options& options) {
    auto folder = TempFolder::make(options.dir);
    if (!folder) return Error{folder.error()};
    BigMeet made{std::move(*folder), {}, 0, 0};
    const std::string toml = meet_toml();
    std::ofstream{made.dir() + "/meet.toml", std::ios::binary} << toml;
    auto facts = day(toml, options.quick ? kChipReadsQuick : kChipReads);
    if (!facts) return Error{facts.error()};
    std::uint32_t devices = 0;
    for (const Fact& fact : *facts) {
        made.readings += std::holds_alternative<ReadingTaken>(fact.body) ? 1 : 0;
        devices += std::holds_alternative<DeviceAdded>(fact.body) ? 1 : 0;
    }
    for (std::size_t i = 0; i <= kPacedDevices; ++i) {
        made.tokens.push_back(timing::random_token());
        const bool director = i == kPacedDevices;
        facts->push_back({wall_clock(),
                          "bench",
                          {},
                          DeviceAdded{DeviceId{devices + i}, director ? "director" : "paced-" + std::to_string(i + 1),
                                      director ? Role::director : Role::timer, "finish", TeamId::none(),
                                      timing::token_hash(made.tokens.back())}});
    }
    auto meet = timing::MeetFolder::create(made.dir());
    if (!meet) return Error{meet.error().what};
    for (std::size_t begin = 0; begin < facts->size(); begin += kFactsABatch) {
        timing::FactBatch batch;
        for (std::size_t i = begin; i < std::min(begin + kFactsABatch, facts->size()); ++i) batch.add((*facts)[i]);
        const auto written = meet->journal().append(batch);
        if (!written) return Error{written.error().sentence};
    }
    std::error_code error;
    made.journal_mib =
        static_cast<std::int64_t>(std::filesystem::file_size(made.dir() + "/journal.db", error) / (1024 * 1024));
    return made;
}

Result<std::vector<Asked>, std::string> ask_for_everything(const BigMeet& meet, std::uint16_t port) {
    tools::HttpClient client{{"127.0.0.1", port}, meet.director()};
    std::vector<Asked> asked;
    for (const char* path : {"/api/v1/meet", "/api/v1/heats", "/api/v1/results", "/api/v1/results?heat=40",
                             "/api/v1/ledger", "/api/v1/grants", "/api/v1/journal?from=500000&limit=1000"}) {
        const std::int64_t began = now_us();
        const auto answer = client.get(path);
        if (!answer) return Error{answer.error()};
        if (answer->status != 200) return Error{path + (": " + answer->body)};
        asked.push_back({path, now_us() - began, answer->body.size()});
    }
    return asked;
}

}  // namespace heatline::bench
