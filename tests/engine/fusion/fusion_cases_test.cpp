// The recorded lines of tests/data/fusion-cases, each with its true result: never worse than counting alone.

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "engine/base/symbols.h"
#include "engine/fusion/fuse.h"
#include "tests/support/plain_csv.h"

using namespace heatline;

namespace {

struct Case {
    Symbols symbols;
    std::map<std::string, HeatId> heat_ids;
    std::vector<fusion::RunningHeat> heats;
    std::vector<fusion::Entrant> entrants;
    std::vector<fusion::Item> taps, bibs, selects, chips, untimed;
    std::vector<Symbol> bib_of;  // By runner.
    std::vector<test::CsvRow> truth;

    explicit Case(const std::string& name) {
        const std::string dir = std::string{HEATLINE_SOURCE_DIR} + "/tests/data/fusion-cases/" + name;
        for (test::CsvRow& row : test::read_plain_csv(dir + "/starts.csv")) {
            heat_ids[row["heat"]] = HeatId{heats.size()};
            heats.push_back({HeatId{heats.size()}, *parse_rfc3339(row["at"]), seconds(120), seconds(10), nullptr});
        }
        std::map<std::string, RunnerId> by_bib, by_tag;
        for (test::CsvRow& row : test::read_plain_csv(dir + "/runners.csv")) {
            const RunnerId runner{bib_of.size()};
            by_bib[row["bib"]] = by_tag[row["tag"]] = runner;
            bib_of.push_back(symbols.intern(row["bib"]));
            entrants.push_back({runner, heat_ids[row["heat"]], bib_of.back()});
        }
        std::map<std::string, DeviceId> devices;
        std::size_t next = 0;
        for (test::CsvRow& row : test::read_plain_csv(dir + "/events.csv")) {
            const auto device = devices.emplace(row["device"], DeviceId{devices.size()}).first->second;
            fusion::Item item;
            item.reading = ReadingIndex{next++};
            item.device = device;
            item.order = std::strtoull(row["seq"].c_str(), nullptr, 10);
            item.has_at = !row["at"].empty();
            if (item.has_at) item.at = *parse_rfc3339(row["at"]);
            item.bib = symbols.intern(row["bib"]);
            if (const auto found = by_bib.find(row["bib"]); found != by_bib.end()) item.runner = found->second;
            if (!row["tag"].empty() && by_tag.count(row["tag"])) item.runner = by_tag[row["tag"]];
            file_away(item, row["kind"], row["mode"]);
        }
        const auto by_time = [](const auto& a, const auto& b) {
            return std::tie(a.at, a.device, a.order) < std::tie(b.at, b.device, b.order);
        };
        for (auto* stream : {&taps, &bibs, &selects, &chips}) std::sort(stream->begin(), stream->end(), by_time);
        truth = test::read_plain_csv(dir + "/truth.csv");
    }

    void file_away(fusion::Item item, const std::string& kind, const std::string& mode) {
        if (kind == "tap") taps.push_back(item);
        if (kind == "select") item.kind = ReadingKind::select, selects.push_back(item);
        if (kind == "chip") item.kind = ReadingKind::chip, chips.push_back(item);
        if (kind != "bib") return;
        item.kind = ReadingKind::bib;
        item.mode = mode == "live" ? Mode::live : Mode::batch;
        (item.mode == Mode::live ? bibs : untimed).push_back(item);
    }

    fusion::LineInput input() const {
        return {heats, entrants, taps, bibs, selects, {}, chips, untimed, {}, {}, {}, 0, &symbols};
    }

    // True finishers with the right number, the right heat and a time within half a second, in thousandths.
    int right(const std::vector<Finish>& rows) {
        int count = 0;
        for (test::CsvRow& child : truth) {
            const Symbol bib = symbols.find(child["bib"]);
            for (const Finish& row : rows) {
                const Symbol named = row.bib ? row.bib : (row.runner ? bib_of[row.runner.index()] : Symbol::none());
                if (!bib || named != bib || row.heat != heat_ids[child["heat"]] || !row.at) continue;
                count += std::abs(row.at->us - parse_rfc3339(child["at"])->us) <= 500'000;
                break;
            }
        }
        return count * 1'000 / static_cast<int>(truth.size());
    }
};

}  // namespace

TEST_CASE("A line where nothing goes wrong is perfect and asks nothing", "[engine][fusion][cases]") {
    Case clean("1-clean-60");
    const auto rows = fusion::fuse(clean.input());
    CHECK(rows.size() == 60);
    CHECK(clean.right(rows) == 1'000);
    for (const Finish& row : rows) CHECK_FALSE(row.review);
}

TEST_CASE("The recorded lines do not get worse", "[engine][fusion][cases]") {
    // Counting alone, and counting restarted at the nearest tap of every note, do far worse in each: see the README.
    const auto [name, floor] = GENERATE(table<const char*, int>({{"2-typical-150", 930},
                                                                 {"3-heavy-200", 720},
                                                                 {"4-batch-180", 890},
                                                                 {"5-two-tappers-250", 870},
                                                                 {"6-chips-300", 990},
                                                                 {"7-no-taps-100", 300},
                                                                 {"9-strangers-3-heats", 920}}));
    CAPTURE(name);
    Case recorded(name);
    CHECK(recorded.right(fusion::fuse(recorded.input())) >= floor);
}

TEST_CASE("Taps alone give times and no names", "[engine][fusion][cases]") {
    Case taps_only("8-taps-only-100");
    const auto rows = fusion::fuse(taps_only.input());
    CHECK(rows.size() == taps_only.taps.size());
    for (const Finish& row : rows) CHECK_FALSE(row.runner);
}
