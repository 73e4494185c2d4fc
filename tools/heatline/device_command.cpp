// heatline device: the laptops and hardware that may talk to the meet, and their tokens.

#include "tools/heatline/device_command.h"

#include <algorithm>
#include <memory>

#include "engine/base/limits.h"
#include "engine/names.h"
#include "timing/certificate.h"
#include "timing/token.h"
#include "tools/heatline/cli.h"
#include "tools/heatline/meet.h"

namespace heatline::tools {
namespace {

Exit list(const std::string& dir) {
    auto meet = open_meet(dir);
    if (!meet) return meet.error();
    const auto state = state_of(**meet);
    if (!state) return state.error();
    std::string lines;
    for (const DeviceLog& device : (*state)->devices) {
        std::size_t readings = 0;
        for (const EpochLog& epoch : device.epochs) readings += epoch.by_seq.size();
        lines += device.name + "\t" + std::string{name_of(device.role)} + "\t" +
                 (*state)->lines[device.line.index()].name + "\t" +
                 (device.team ? (*state)->roster->team(device.team).name : "") + "\t" + std::to_string(readings) +
                 " readings\t" +
                 (device.revoked              ? "revoked"
                  : device.token_hash.empty() ? "no token"
                                              : "active") +
                 "\n";
    }
    return put({}, lines);
}

Exit revoke(const std::string& dir, const std::string& name) {
    auto meet = open_meet(dir);
    if (!meet) return meet.error();
    bool known = false;
    const auto changed = (*meet)->change([&](const State& state) -> std::vector<Fact> {
        const DeviceId device = find_device(state, name);
        known = bool(device);
        if (!known) return {};
        return {{wall_clock(), kCommandLine, {}, DeviceRevoked{device}}};
    });
    if (!changed) return fail(changed.error());
    if (known) return Exit::done;
    return fail(Exit::failed, "there is no device " + name + " that could be revoked; see heatline device list " + dir);
}

Exit add(const std::string& dir, const NewDevice& wanted) {
    auto meet = open_meet(dir);
    if (!meet) return meet.error();
    const auto token = add_device_to(**meet, wanted);
    if (!token) return fail(Exit::failed, token.error());
    return put({}, *token + "\n");
}

// Why the device cannot be added to the meet as it is; nothing when it can.
std::optional<std::string> why_not(const State& state, const NewDevice& wanted, Replace replace) {
    if (wanted.name.empty() || wanted.name.size() > limits::kNameBytesMax ||
        std::any_of(wanted.name.begin(), wanted.name.end(),
                    [](char c) { return static_cast<unsigned char>(c) < 0x20; }))
        return "a name has 1 to 64 bytes and no control characters; choose another name";
    if (replace == Replace::no && find_device(state, wanted.name))
        return "there is one of this name; revoke it first, or choose another name";
    if (state.devices.size() >= limits::kDevicesMax) return "the meet has 1,000 devices already; use one of them";
    if (wanted.role == Role::tent && !state.roster->find_team(wanted.team))
        return "there is no team " + (wanted.team.empty() ? "given" : wanted.team) + "; name its team with --team";
    return std::nullopt;
}

}  // namespace

Result<std::string, std::string> add_device_to(timing::Meet& meet, const NewDevice& wanted, Replace replace) {
    const auto certificate = timing::ensure_certificate(meet.dir());
    if (!certificate) return Error{certificate.error().what};
    const std::string secret = timing::random_token();
    std::optional<std::string> why;
    const auto changed = meet.change([&](const State& state) -> std::vector<Fact> {
        why = why_not(state, wanted, replace);
        if (why) return {};
        std::vector<Fact> facts;
        if (const DeviceId before = find_device(state, wanted.name))
            facts.push_back({wall_clock(), kCommandLine, {}, DeviceRevoked{before}});
        const TeamId team = wanted.role == Role::tent ? state.roster->find_team(wanted.team) : TeamId::none();
        facts.push_back({wall_clock(),
                         kCommandLine,
                         {},
                         DeviceAdded{DeviceId{state.devices.size()}, wanted.name, wanted.role, wanted.line, team,
                                     timing::token_hash(secret)}});
        return facts;
    });
    if (why) return Error{"cannot add the device " + wanted.name + ": " + *why};
    if (!changed) return Error{changed.error().what};
    return timing::join_token(secret, certificate->fingerprint);
}

void add_device(CLI::App& app, Action& action) {
    auto* command = app.add_subcommand(
        "device",
        "Example: heatline device add spring-mile finish-1 --role timer\n\nMakes, lists and revokes devices.");
    command->require_subcommand(1);

    auto dir = std::make_shared<std::string>();
    auto wanted = std::make_shared<NewDevice>();
    auto role = std::make_shared<std::string>();
    auto* add_command = command->add_subcommand(
        "add",
        "Example: heatline device add spring-mile tent-lincoln --role tent --team Lincoln\n\n"
        "Makes a device and prints its token, alone on one line. The token is kept nowhere: write it down.");
    add_command->add_option("DIR", *dir, "the meet folder")->required();
    add_command->add_option("NAME", wanted->name, "the device's name")->required();
    add_command->add_option("--role", *role, "timer, tent, marshal, announcer, staff or director")->required();
    add_command->add_option("--line", wanted->line, "the finish line that a timer stands at")->capture_default_str();
    add_command->add_option("--team", wanted->team, "the team of a tent");
    add_command->callback([&action, dir, wanted, role] {
        action = [dir, wanted, role] {
            const auto known = parse_name<Role>(*role);
            if (!known)
                return fail(Exit::usage,
                            "there is no role " + *role +
                                ": the roles are timer, tent, marshal, announcer, staff, director; choose one of them");
            wanted->role = *known;
            return add(*dir, *wanted);
        };
    });

    auto* list_command = command->add_subcommand(
        "list", "Example: heatline device list spring-mile\n\nLists devices: name, role, line, team, readings, state.");
    list_command->add_option("DIR", *dir, "the meet folder")->required();
    list_command->callback([&action, dir] { action = [dir] { return list(*dir); }; });

    auto* revoke_command = command->add_subcommand(
        "revoke",
        "Example: heatline device revoke spring-mile finish-1\n\nTakes a device's token away. Its readings stay.");
    revoke_command->add_option("DIR", *dir, "the meet folder")->required();
    revoke_command->add_option("NAME", wanted->name, "the device's name")->required();
    revoke_command->callback([&action, dir, wanted] { action = [dir, wanted] { return revoke(*dir, wanted->name); }; });
}

}  // namespace heatline::tools
