#include "config/toml_reader.h"

#include <fmt/format.h>

#include "config/encoding.h"
#include "config/words.h"

namespace heatline::config {

namespace {

int row_of_region(const toml::source_region& region, int otherwise) {
    return region.begin.line > 0 ? static_cast<int>(region.begin.line) : otherwise;
}

bool has_control(std::string_view text) {
    for (const char c : text) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return true;
    }
    return false;
}

std::optional<std::int32_t> parse_clock(std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || colon < 1 || colon > 2 || text.size() != colon + 3) return std::nullopt;
    const auto hour = parse_whole(text.substr(0, colon), 23);
    const auto minute = parse_whole(text.substr(colon + 1), 59);
    if (!hour || !minute) return std::nullopt;
    return static_cast<std::int32_t>(*hour * 60 + *minute);
}

}  // namespace

std::optional<toml::table> parse_toml(std::string_view bytes, ProblemList& problems) {
    if (bytes.size() > kTomlBytesMax) {
        problems.add(1, "file",
                     fmt::format("the file is larger than {} KiB; is it the right one?", kTomlBytesMax >> 10));
        return std::nullopt;
    }
    const auto text = decode_text(bytes, problems.file());
    if (!text) {
        for (const Problem& problem : text.error()) problems.add(problem);
        return std::nullopt;
    }
    try {
        return toml::parse(*text, std::string_view(problems.file()));
    } catch (const toml::parse_error& error) {
        problems.add(row_of_region(error.source(), 1), "syntax", fmt::format("{}", error.description()));
    } catch (const std::exception& error) {
        problems.add(1, "syntax", error.what());
    }
    return std::nullopt;
}

std::string describe(const toml::node& node) {
    if (const auto* text = node.as_string()) return "the text " + quoted(text->get());
    if (const auto* number = node.as_integer()) return fmt::format("{}", number->get());
    if (node.is_floating_point()) return "a decimal number";
    if (const auto* yes = node.as_boolean()) return yes->get() ? "true" : "false";
    if (node.is_array()) return "a list";
    if (node.is_table()) return "a table";
    return "a date or a time";
}

TomlReader::TomlReader(const toml::table& table, std::string path, ProblemList& problems)
    : table_(table), path_(std::move(path)), problems_(&problems), row_(row_of_region(table.source(), 1)) {}

std::string TomlReader::name_of(std::string_view key) const {
    return path_.empty() ? std::string(key) : fmt::format("{}.{}", path_, key);
}

int TomlReader::row_of(std::string_view key) const {
    const toml::node* node = table_.get(key);
    return node ? row_of_region(node->source(), row_) : row_;
}

void TomlReader::wrong(std::string_view key, std::string text) {
    problems_->add(row_of(key), name_of(key), std::move(text));
}

const toml::node* TomlReader::find(std::string_view key) {
    known_.push_back(key);
    return table_.get(key);
}

std::optional<std::string> TomlReader::text_of(std::string_view key) {
    const toml::node* node = find(key);
    if (!node) return std::nullopt;
    const auto* text = node->as_string();
    if (!text) {
        wrong(key, fmt::format("must be text in quotes, not {}", describe(*node)));
        return std::nullopt;
    }
    if (has_control(text->get())) {
        wrong(key, "holds a control character; write the text on one line");
        return std::nullopt;
    }
    if (text->get().size() > kTomlTextMax) {
        wrong(key, fmt::format("is longer than {} bytes; shorten it", kTomlTextMax));
        return std::nullopt;
    }
    return std::string(trimmed(text->get()));
}

void TomlReader::wrong_word(std::string_view key, const std::string& text, std::span<const std::string_view> allowed) {
    wrong(key, fmt::format("{} is not known here; write {}", quoted(text), list_of(allowed)));
}

void TomlReader::read_text(std::string_view key, std::string& into) {
    if (auto text = text_of(key)) into = std::move(*text);
}

void TomlReader::read_int(std::string_view key, std::optional<std::int32_t>& into, std::int32_t min, std::int32_t max) {
    const toml::node* node = find(key);
    if (!node) return;
    const auto* number = node->as_integer();
    if (!number || number->get() < min || number->get() > max) {
        wrong(key, fmt::format("must be a whole number from {} to {}, not {}", min, max, describe(*node)));
        return;
    }
    into = static_cast<std::int32_t>(number->get());
}

void TomlReader::read_int(std::string_view key, std::int32_t& into, std::int32_t min, std::int32_t max) {
    std::optional<std::int32_t> number;
    read_int(key, number, min, max);
    if (number) into = *number;
}

void TomlReader::read_bool(std::string_view key, bool& into) {
    const toml::node* node = find(key);
    if (!node) return;
    if (const auto* yes = node->as_boolean()) {
        into = yes->get();
    } else {
        wrong(key, fmt::format("must be true or false, without quotes, not {}", describe(*node)));
    }
}

void TomlReader::read_date(std::string_view key, Date& into) {
    const toml::node* node = find(key);
    if (!node) return;
    std::optional<Date> date;
    if (const auto* day = node->as_date()) {
        date = parse_date(fmt::format("{:04}-{:02}-{:02}", day->get().year, day->get().month, day->get().day));
    } else if (const auto* text = node->as_string()) {
        date = parse_date(trimmed(text->get()));
    }
    constexpr std::int32_t kYearMin = 1970;
    constexpr std::int32_t kYearMax = 2200;
    if (!date) {
        wrong(key, fmt::format("must be a day of the calendar as in 2027-05-01, not {}", describe(*node)));
    } else if (date->year < kYearMin || date->year > kYearMax) {
        wrong(key, fmt::format("the year must lie between {} and {}", kYearMin, kYearMax));
    } else {
        into = *date;
    }
}

void TomlReader::read_clock(std::string_view key, std::optional<std::int32_t>& into) {
    const toml::node* node = find(key);
    if (!node) return;
    std::optional<std::int32_t> minute;
    if (const auto* time = node->as_time()) {
        if (time->get().second == 0 && time->get().nanosecond == 0) minute = time->get().hour * 60 + time->get().minute;
    } else if (const auto* text = node->as_string()) {
        minute = parse_clock(trimmed(text->get()));
    }
    if (minute) {
        into = minute;
    } else {
        wrong(key, fmt::format("must be a time of day as in \"08:00\", from 00:00 to 23:59, not {}", describe(*node)));
    }
}

std::optional<Cents> TomlReader::usd_of(std::string_view key, const toml::node& node) {
    std::optional<Cents> amount;
    if (const auto* text = node.as_string()) amount = parse_usd(trimmed(text->get()));
    if (const auto* number = node.as_integer()) amount = parse_usd(fmt::format("{}", number->get()));
    if (!amount) {
        wrong(key, fmt::format("must be an amount in dollars, in quotes, as in \"5.00\", not {}", describe(node)));
    }
    return amount;
}

void TomlReader::read_usd(std::string_view key, Cents& into) {
    const toml::node* node = find(key);
    if (!node) return;
    if (const auto amount = usd_of(key, *node)) into = *amount;
}

void TomlReader::each_item(std::string_view key, const std::function<void(const toml::node&)>& take) {
    const toml::node* node = find(key);
    if (!node) return;
    const auto* list = node->as_array();
    if (!list) {
        wrong(key, fmt::format("must be a list in square brackets, not {}", describe(*node)));
        return;
    }
    for (const toml::node& item : *list) take(item);
}

void TomlReader::read_usd_list(std::string_view key, std::vector<Cents>& into) {
    each_item(key, [&](const toml::node& item) {
        if (const auto amount = usd_of(key, item)) into.push_back(*amount);
    });
}

void TomlReader::read_texts(std::string_view key, std::vector<std::string>& into) {
    each_item(key, [&](const toml::node& item) {
        if (const auto* text = item.as_string()) {
            into.emplace_back(trimmed(text->get()));
        } else {
            wrong(key, fmt::format("each item must be text in quotes, not {}", describe(item)));
        }
    });
}

std::optional<TomlReader> TomlReader::table(std::string_view key) {
    const toml::node* node = find(key);
    if (!node) return std::nullopt;
    const auto* inner = node->as_table();
    if (!inner) {
        wrong(key, fmt::format("must be a table that begins with [{}], not {}", name_of(key), describe(*node)));
        return std::nullopt;
    }
    return TomlReader(*inner, name_of(key), *problems_);
}

std::vector<TomlReader> TomlReader::tables(std::string_view key) {
    std::vector<TomlReader> all;
    const toml::node* node = find(key);
    if (!node) return all;
    const auto* list = node->as_array();
    if (!list) {
        wrong(key, fmt::format("each must begin with [[{}]], in two pairs of square brackets", name_of(key)));
        return all;
    }
    for (const toml::node& item : *list) {
        if (const auto* inner = item.as_table()) {
            all.emplace_back(*inner, name_of(key), *problems_);
        } else {
            wrong(key, fmt::format("each must begin with [[{}]], not be {}", name_of(key), describe(item)));
        }
    }
    return all;
}

void TomlReader::done() {
    for (const auto& [key, node] : table_) {
        bool known = false;
        for (const std::string_view name : known_) known |= name == key.str();
        if (known) continue;
        const int row = row_of_region(key.source(), row_of_region(node.source(), row_));
        problems_->add(row, name_of(key.str()),
                       fmt::format("unknown key; did you mean \"{}\"?", nearest(key.str(), known_)));
    }
}

}  // namespace heatline::config
