#pragma once
// reading_json: one NDJSON line to a Reading; contract part 6. Flat JSON, read without building a tree.
//
//   {"epoch":"…","seq":1,"kind":"tap","at":"2027-05-01T15:08:12.345Z","bib":"1044","tag":"058A…","heat":"3",
//    "where":"tent","mode":"live","line":"finish","position":1,"note":"…"}
//
// `bib`, `tag` and `heat` may also be written as whole numbers; null is the same as not there. A note, or any key
// not listed, is kept as free text. Never throws. One parser belongs to one thread; it is reused line by line.
//
// A station's reading (timing/PROTOCOL.md part 2) is the same without `epoch` and `seq`, which stand around it, and may
// have its device's own time instead of `at`: "boot":"5d1e…","device_us":73512345678,"wall_us":1809788891345678.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "engine/reading.h"

namespace heatline::timing {

// Why a line could not be understood, and what could be read of its identity all the same.
struct LineProblem {
    const char* code = "E_JSON";  // E_JSON, E_SEQ, E_KIND, E_TIME, E_FIELD.
    std::string detail;           // A sentence: what, why, what to do.
    std::optional<std::string> epoch;
    std::optional<std::uint64_t> seq;
};

class ReadingParser {
public:
    ReadingParser();
    ~ReadingParser();
    ReadingParser(const ReadingParser&) = delete;
    ReadingParser& operator=(const ReadingParser&) = delete;

    Result<Reading, LineProblem> parse(std::string_view line);
    // What a station sent as number `seq` of `epoch`.
    Result<Reading, LineProblem> parse_sent(std::string_view object, const std::string& epoch, std::uint64_t seq);

private:
    // Whether the text is one object; what it says is in the machine then.
    bool is_object(std::string_view text, bool of_station);

    struct Machine;
    std::unique_ptr<Machine> machine_;
};

}  // namespace heatline::timing
