#include "timing/net/command_json.h"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <optional>

#include "engine/names.h"

namespace heatline::timing {
namespace {

namespace json = boost::json;

// Reads one command's keys. The first that is missing or odd becomes the sentence; what was read then is not used.
class CommandReader {
public:
    CommandReader(const json::object& object, const RosterDoor& rosters) : object_(object), rosters_(rosters) {}

    Result<Command, std::string> read() {
        Command command;
        const std::string name = text("command");
        command.id = optional_text("id");
        command.reason = optional_text("reason");
        const auto maker = kMakers.find(name);
        if (problem_.empty() && maker == kMakers.end())
            problem_ = "there is no command \"" + name + "\"; see the list in the contract";
        if (!problem_.empty()) return Error{problem_};
        command.body = (this->*maker->second)();
        if (!problem_.empty()) return Error{problem_};
        return command;
    }

private:
    using Maker = CommandBody (CommandReader::*)();
    static const std::map<std::string, Maker, std::less<>> kMakers;

    CommandBody void_reading() { return VoidReading{reading("reading")}; }
    CommandBody restore_reading() { return RestoreReading{reading("reading")}; }
    CommandBody assign() { return AssignTap{reading("tap"), text_or_none("bib")}; }
    CommandBody insert_finish() { return InsertFinish{text("heat"), text("bib"), instant_unless_undo("at"), undo()}; }
    CommandBody remove_finish() { return RemoveFinish{text("heat"), text("bib"), undo()}; }
    CommandBody move() { return MoveRunner{text("bib"), optional_text("from"), text_or_none("heat")}; }
    CommandBody bind_bib() {
        const json::value* runner_key = object_.if_contains("runner");
        const bool nobody = runner_key && runner_key->is_string() && runner_key->get_string().empty();
        return BindBib{nobody ? std::string{} : runner(), text("bib")};
    }
    CommandBody swap_bibs() { return SwapBibs{text("bib"), text("other")}; }
    CommandBody assign_tag() { return AssignTag{text_or_none("bib"), text("tag")}; }
    CommandBody set_status() {
        SetStatus command{text("bib"), optional_text("heat"), Status::none};
        const std::string word = text("status");
        if (const auto status = parse_name<Status>(word)) {
            command.status = *status;
        } else {
            fail("status is none of dnf, dns, dq, withdrawn, none");
        }
        return command;
    }
    CommandBody set_start() { return SetStart{text("heat"), instant_unless_undo("at"), undo()}; }
    CommandBody account() { return AccountChild{text("bib"), undo()}; }
    CommandBody make_official() { return MakeOfficial{text("heat"), 0, {}, 0}; }
    CommandBody reopen() { return ReopenHeat{text("heat")}; }
    CommandBody delay() {
        const auto minutes = whole_number("minutes");
        if (!minutes) fail("minutes is missing; this command needs it");
        return DelayHeats{text("heat"), minutes.value_or(0)};
    }
    CommandBody hold() { return HoldHeats{}; }
    CommandBody resume() { return ResumeHeats{whole_number("minutes")}; }
    CommandBody cancel_heat() { return CancelHeat{text("heat"), undo()}; }
    CommandBody add_heat() {
        AddHeat command{text("heat"), instant("start"), optional_text("band"), optional_text("race"),
                        optional_text("line")};
        if (command.band.empty() && command.race.empty()) fail("band is missing; name the heat's band, or its race");
        return command;
    }
    // One of the keys says what happened; see engine/race_day/question.h.
    CommandBody replan() {
        ReplanHeats command{race_day::Late{}, optional_text("accept"), undo()};
        if (command.undo) return command;
        int said = 0;
        const auto says = [&](const char* key) {
            const json::value* value = object_.if_contains(key);
            const bool is_said = value && !value->is_null();
            said += is_said ? 1 : 0;
            return is_said;
        };
        if (says("late")) command.question = race_day::Late{texts("late")};
        if (says("team_late")) {
            std::optional<Instant> at;
            if (!optional_text("at").empty()) at = instant("at");
            command.question = race_day::TeamLate{text("team_late"), at, whole_number("minutes")};
        }
        if (says("team_absent")) command.question = race_day::TeamAbsent{text("team_absent")};
        if (says("team_coaches")) {
            const auto coaches = whole_number("coaches");
            if (!coaches) fail("coaches is missing; this command needs it");
            command.question = race_day::TeamCoaches{text("team_coaches"), coaches.value_or(0)};
        }
        if (says("child")) command.question = race_day::ChildTo{text("child"), text("heat")};
        if (says("team")) command.question = race_day::TeamTo{text("team"), optional_text("from"), text("heat")};
        if (says("cancel")) command.question = race_day::Cancel{text("cancel")};
        if (said != 1)
            fail("say what happened with one of late, team_late, team_absent, team_coaches, child, team and cancel");
        return command;
    }
    CommandBody course_clear() { return ClearCourse{text("heat"), undo()}; }
    CommandBody award() {
        GiveAward command{text("team"), optional_text("grant"), {}};
        const json::value* value = object_.if_contains("amount");
        const auto* written = value ? value->if_string() : nullptr;
        const std::string amount = written ? std::string{written->data(), written->size()} : std::string{};
        const auto parsed = parse_usd(amount);
        // Written in full, so that 250 cents and 250 dollars are never taken for each other.
        if (!parsed || format_usd(*parsed) != amount) fail("amount is no amount; write a text like \"250.00\"");
        command.amount = parsed.value_or(Cents{});
        return command;
    }
    CommandBody approve_grants() {
        const bool takes_back = undo();
        return ApproveGrants{text("by"), takes_back ? optional_text("digest") : text("digest"), takes_back};
    }
    CommandBody close_meet() { return CloseMeet{undo()}; }
    CommandBody add_runner() { return AddRunner{runner_columns()}; }
    CommandBody edit_runner() {
        const std::string who = runner();
        return EditRunner{who, runner_columns()};
    }
    CommandBody edit_team() {
        auto team = rosters_.team(columns());
        if (!team) {
            fail(team.error());
            return SaveTeam{};
        }
        team->must_exist = true;
        return *team;
    }

    void fail(std::string sentence) {
        if (problem_.empty()) problem_ = std::move(sentence);
    }

    // Texts may also be written as whole numbers: a bib is digits more often than not.
    std::optional<std::string> text_of(const json::value& value) {
        if (const auto* string = value.if_string()) return std::string{string->data(), string->size()};
        if (const auto* number = value.if_int64()) return std::to_string(*number);
        if (value.is_bool()) return value.get_bool() ? "yes" : "no";
        return std::nullopt;
    }
    std::string optional_text(std::string_view key) {
        const json::value* value = object_.if_contains(key);
        if (!value || value->is_null()) return {};
        const auto found = text_of(*value);
        if (!found) fail(std::string{key} + " is not a text");
        return found.value_or("");
    }
    std::string text(std::string_view key) {
        const std::string found = optional_text(key);
        if (found.empty()) fail(std::string{key} + " is missing; this command needs it");
        return found;
    }
    // A list of texts, or one.
    std::vector<std::string> texts(std::string_view key) {
        const json::value* value = object_.if_contains(key);
        if (!value || !value->is_array()) return {text(key)};
        std::vector<std::string> found;
        for (const json::value& item : value->get_array()) {
            const auto one = text_of(item);
            if (!one) fail(std::string{key} + " is not a list of texts");
            found.push_back(one.value_or(""));
        }
        return found;
    }
    // Empty says "none"; a key that is not there says nothing.
    std::string text_or_none(std::string_view key) {
        const json::value* value = object_.if_contains(key);
        if (value && value->is_string() && value->get_string().empty()) return {};
        return text(key);
    }
    bool undo() {
        const json::value* value = object_.if_contains("undo");
        if (!value || value->is_null()) return false;
        if (!value->is_bool()) fail("undo is neither true nor false");
        return value->is_bool() && value->get_bool();
    }
    std::optional<std::int64_t> whole_number(std::string_view key) {
        const json::value* value = object_.if_contains(key);
        if (!value || value->is_null()) return std::nullopt;
        if (!value->is_int64()) fail(std::string{key} + " is not a whole number");
        return value->is_int64() ? std::optional{value->get_int64()} : std::nullopt;
    }
    // The runner: a bib, a name, "#" and a number, or the number itself.
    std::string runner() {
        const json::value* value = object_.if_contains("runner");
        if (!value || value->is_null()) return text("bib");
        if (value->is_int64()) return "#" + std::to_string(value->get_int64());
        return text("runner");
    }
    Instant instant(std::string_view key) {
        const auto at = parse_rfc3339(text(key));
        if (!at) fail(std::string{key} + " is no instant; write it like 2027-05-01T15:08:12.345Z");
        return at.value_or(Instant{});
    }
    Instant instant_unless_undo(std::string_view key) { return undo() ? Instant{} : instant(key); }
    ReadingName reading(std::string_view key) {
        ReadingName name;
        const json::value* value = object_.if_contains(key);
        if (!value || !value->is_object()) {
            fail(std::string{key} + " is missing; name it like {\"device\":\"finish-1\",\"epoch\":\"\",\"seq\":12}");
            return name;
        }
        CommandReader inner{value->get_object(), rosters_};
        name.device = inner.text("device");
        name.epoch = inner.optional_text("epoch");
        const json::value* seq = value->get_object().if_contains("seq");
        if (!seq || !seq->is_int64() || seq->get_int64() < 1) inner.fail("seq is not a whole number from 1");
        if (inner.problem_.empty()) name.seq = static_cast<std::uint64_t>(seq->get_int64());
        fail_if(inner.problem_);
        return name;
    }
    void fail_if(const std::string& problem) {
        if (!problem.empty()) fail(problem);
    }
    RosterDoor::Columns columns() {
        RosterDoor::Columns columns;
        for (const auto& [key, value] : object_) {
            if (key == "command" || key == "id" || key == "reason" || key == "runner" || value.is_null()) continue;
            const auto cell = text_of(value);
            if (!cell) fail(std::string{key} + " is not a text");
            columns[std::string{key}] = cell.value_or("");
        }
        return columns;
    }
    RunnerColumns runner_columns() {
        auto columns_read = rosters_.runner(columns());
        if (!columns_read) fail(columns_read.error());
        return columns_read.ok() ? *columns_read : RunnerColumns{};
    }

    const json::object& object_;
    const RosterDoor& rosters_;
    std::string problem_;
};

const std::map<std::string, CommandReader::Maker, std::less<>> CommandReader::kMakers{
    {"void", &CommandReader::void_reading},
    {"restore", &CommandReader::restore_reading},
    {"assign", &CommandReader::assign},
    {"insert-finish", &CommandReader::insert_finish},
    {"remove-finish", &CommandReader::remove_finish},
    {"move", &CommandReader::move},
    {"bind-bib", &CommandReader::bind_bib},
    {"swap-bibs", &CommandReader::swap_bibs},
    {"assign-tag", &CommandReader::assign_tag},
    {"status", &CommandReader::set_status},
    {"set-start", &CommandReader::set_start},
    {"account", &CommandReader::account},
    {"make-official", &CommandReader::make_official},
    {"reopen", &CommandReader::reopen},
    {"add-runner", &CommandReader::add_runner},
    {"edit-runner", &CommandReader::edit_runner},
    {"edit-team", &CommandReader::edit_team},
    {"delay", &CommandReader::delay},
    {"hold", &CommandReader::hold},
    {"resume", &CommandReader::resume},
    {"cancel-heat", &CommandReader::cancel_heat},
    {"add-heat", &CommandReader::add_heat},
    {"replan", &CommandReader::replan},
    {"course-clear", &CommandReader::course_clear},
    {"award", &CommandReader::award},
    {"approve-grants", &CommandReader::approve_grants},
    {"close-meet", &CommandReader::close_meet},
};

}  // namespace

Result<Command, std::string> parse_command(std::string_view text, const RosterDoor& rosters) {
    boost::system::error_code error;
    const json::value value = json::parse(json::string_view{text.data(), text.size()}, error);
    if (error || !value.is_object()) return Error{std::string{"the body is not one JSON object; send one command"}};
    return CommandReader{value.get_object(), rosters}.read();
}

}  // namespace heatline::timing
