#pragma once
// A folder that goes away with the test, and the few facts that journal tests tell their stories with.

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "engine/fact.h"
#include "timing/journal/journal.h"
#include "timing/journal/verify.h"

namespace heatline::test {

class TempDir {
public:
    TempDir() {
        std::string name = (std::filesystem::temp_directory_path() / "heatline-journal-XXXXXX").string();
        if (!::mkdtemp(name.data())) std::abort();
        path_ = name;
    }
    ~TempDir() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TempDir(const TempDir&) = delete;
    TempDir& operator=(const TempDir&) = delete;
    std::string file(const std::string& name) const { return (path_ / name).string(); }

private:
    std::filesystem::path path_;
};

inline std::string contents(const std::string& path) {
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

inline void write_contents(const std::string& path, const std::string& bytes) {
    std::ofstream{path, std::ios::binary} << bytes;
}

inline timing::ChainReport verify(timing::Journal& journal) {
    return timing::verify_chain([&](const auto& take) { return journal.for_each_row(0, take); });
}

// The tap of device 0 with this seq, `seq` seconds into the day.
inline Fact tap(std::uint64_t seq) {
    Reading reading;
    reading.seq = seq;
    reading.kind = ReadingKind::tap;
    reading.at = Instant{1'809'158'400'000'000} + seconds(static_cast<std::int64_t>(seq));
    reading.sent = R"({"epoch":"","seq":)" + std::to_string(seq) + R"(,"kind":"tap","at":"2027-05-01T08:00:00Z"})";
    return {*reading.at, "finish-1", "", ReadingTaken{DeviceId{0u}, reading}};
}

// A child on the roster, with three texts: first name, last name, say-it line.
inline Fact child(std::uint32_t id, const std::string& first, const std::string& last) {
    Runner runner;
    runner.team = TeamId{0u};
    runner.first = first;
    runner.last = last;
    runner.say_it = first + ", as in " + first;
    runner.grade = Grade{3};
    runner.gender = Gender::F;
    return {Instant{1'809'100'000'000'000}, "import", "", RunnerSaved{RunnerId{id}, runner}};
}

}  // namespace heatline::test
