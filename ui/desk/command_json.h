#pragma once
// CommandJson: a command as contract part 6 has it, written key by key, for intent::Command.
//
//   CommandJson{"make-official"}.text("heat", "3").text("reason", why).str()
//
// Pure; any thread.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace heatline::ui {

class CommandJson {
public:
    explicit CommandJson(std::string_view command);

    CommandJson& text(std::string_view key, std::string_view value);
    CommandJson& texts(std::string_view key, const std::vector<std::string>& values);
    CommandJson& number(std::string_view key, std::int64_t value);
    // `"undo":true`: takes back what the same command did.
    CommandJson& undo();
    // A reading by the three that name it, as `"reading"` or `"tap"`.
    CommandJson& reading(std::string_view key, std::string_view device, std::string_view epoch, std::uint64_t seq);

    std::string str() const { return json_ + '}'; }

private:
    void key(std::string_view key);

    std::string json_;
};

}  // namespace heatline::ui
