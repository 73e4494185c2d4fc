#pragma once
// reading_json: one NDJSON line to a Reading; contract part 6. Flat JSON, read without building a tree.
//
//   {"epoch":"…","seq":1,"kind":"tap","at":"2027-05-01T15:08:12.345Z","bib":"1044","tag":"058A…","heat":"3",
//    "where":"tent","mode":"live","line":"finish","position":1,"note":"…"}
//
// `bib`, `tag` and `heat` may also be written as whole numbers; null is the same as not there. A note, or any key
// not listed, is kept as free text. Never throws. One parser belongs to one thread; it is reused line by line.

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

private:
    struct Machine;
    std::unique_ptr<Machine> machine_;
};

}  // namespace heatline::timing
