#pragma once
// TomlReader: one table of a TOML file, read key by key, every mistake noted with its line and key.
//
// Each read_… takes the key if it is there and leaves the default alone if it is not, or if what stands there is
// wrong; a wrong value is noted as a problem. `done` then notes every key that nobody asked for, with the nearest
// one that exists. Internal to this library; the document must outlive its readers. Not for sharing across threads.

#include <toml++/toml.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/problem.h"
#include "engine/base/money.h"
#include "engine/base/result.h"
#include "engine/base/time.h"

namespace heatline::config {

// A longer meet.toml is refused: nobody wrote it by hand.
inline constexpr std::size_t kTomlBytesMax = 1024 * 1024;
// A longer text in a meet.toml (a name, an address) is a problem.
inline constexpr std::size_t kTomlTextMax = 200;

// Parses the text (any encoding of encoding.h). Otherwise notes what is wrong, and where, and returns nothing.
std::optional<toml::table> parse_toml(std::string_view bytes, ProblemList& problems);

template <class E>
using WordOf = std::pair<std::string_view, E>;

class TomlReader {
public:
    // `path` is how the table is called in problems, as in `heats.band`; empty for the top of the file.
    TomlReader(const toml::table& table, std::string path, ProblemList& problems);

    // The line on which the table begins, at least 1.
    int row() const { return row_; }
    // The line of the key's value; the table's own when the key is not there.
    int row_of(std::string_view key) const;
    bool has(std::string_view key) const { return table_.contains(key); }
    // Notes a problem of this key.
    void wrong(std::string_view key, std::string text);

    void read_text(std::string_view key, std::string& into);
    void read_int(std::string_view key, std::int32_t& into, std::int32_t min, std::int32_t max);
    void read_int(std::string_view key, std::optional<std::int32_t>& into, std::int32_t min, std::int32_t max);
    void read_bool(std::string_view key, bool& into);
    void read_date(std::string_view key, Date& into);
    // "HH:MM" or a TOML time: minutes since midnight.
    void read_clock(std::string_view key, std::optional<std::int32_t>& into);
    void read_usd(std::string_view key, Cents& into);
    void read_usd_list(std::string_view key, std::vector<Cents>& into);
    void read_texts(std::string_view key, std::vector<std::string>& into);
    // Each item in turn, whatever its type; notes a value that is no list.
    void each_item(std::string_view key, const std::function<void(const toml::node&)>& take);
    template <class E>
    void read_word(std::string_view key, E& into, std::span<const WordOf<E>> words) {
        const auto text = text_of(key);
        if (!text) return;
        std::vector<std::string_view> allowed;
        for (const auto& [word, value] : words) {
            if (word == *text) {
                into = value;
                return;
            }
            allowed.push_back(word);
        }
        wrong_word(key, *text, allowed);
    }

    // The table under `key`, as in [meet]; nothing when it is not there or no table.
    std::optional<TomlReader> table(std::string_view key);
    // The tables under `key`, as in [[grants]].
    std::vector<TomlReader> tables(std::string_view key);

    // Notes every key that was not asked for. To be called once, last.
    void done();

private:
    const toml::node* find(std::string_view key);
    std::optional<std::string> text_of(std::string_view key);
    void wrong_word(std::string_view key, const std::string& text, std::span<const std::string_view> allowed);
    std::optional<Cents> usd_of(std::string_view key, const toml::node& node);
    std::string name_of(std::string_view key) const;

    const toml::table& table_;
    std::string path_;
    ProblemList* problems_;
    int row_ = 1;
    std::vector<std::string_view> known_;
};

// What a value is, for a sentence: `the text "ten"`, `a decimal number`, `a list`.
std::string describe(const toml::node& node);

}  // namespace heatline::config
