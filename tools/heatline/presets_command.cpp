// heatline presets: the programs that a meet can begin from.

#include "config/preset_store.h"
#include "tools/heatline/cli.h"

namespace heatline::tools {

void add_presets(CLI::App& app, Action& action) {
    auto* command =
        app.add_subcommand("presets", "Example: heatline presets\n\nLists the program presets: name, tab, what it is.");
    command->callback([&action] {
        action = [] {
            std::string lines;
            for (const config::Preset& preset : config::presets()) {
                lines += std::string{preset.name} + "\t" + std::string{preset.description()} + "\n";
            }
            return put({}, lines);
        };
    });
}

}  // namespace heatline::tools
