// heatline fuse: the finish fusion on plain files, with no meet folder. The work is plain_line's.

#include <memory>

#include "tools/files.h"
#include "tools/fusion_days/day_csv.h"
#include "tools/heatline/cli.h"
#include "tools/heatline/plain_line.h"

namespace heatline::tools {
namespace {

struct Files {
    std::string runners, starts, readings, config, out;
};

// Reads `path` and feeds it; an empty path is an empty text.
Exit feed(PlainLine& line, PlainLine::Fed (PlainLine::*into)(std::string_view, const std::string&),
          const std::string& path) {
    std::string text;
    if (!path.empty()) {
        auto read = read_file(path);
        if (!read) return fail(Exit::failed, read.error());
        text = std::move(*read);
    }
    const auto fed = (line.*into)(text, path);
    if (fed) return Exit::done;
    return fail_with("no finishes were made: " + path + " has errors; mend them and try again", fed.error());
}

Exit run(const Files& files) {
    ConsoleProgress progress;
    PlainLine line{progress};
    for (const auto& [into, path] :
         {std::pair{&PlainLine::feed_rules, &files.config}, std::pair{&PlainLine::feed_runners, &files.runners},
          std::pair{&PlainLine::feed_starts, &files.starts}, std::pair{&PlainLine::feed_readings, &files.readings}}) {
        if (const Exit fed = feed(line, into, *path); fed != Exit::done) return fed;
    }
    return put(files.out, fusion_days::finishes_csv(line.finishes()));
}

}  // namespace

void add_fuse(CLI::App& app, Action& action) {
    auto* command =
        app.add_subcommand("fuse",
                           "Example: heatline fuse --runners R.csv --starts S.csv --readings E.csv --out F.csv\n\n"
                           "The finish fusion on plain files, with no meet folder.");
    auto files = std::make_shared<Files>();
    command->add_option("--runners", files->runners, "runners.csv, with their heats")->required();
    command->add_option("--starts", files->starts, "starts.csv: heat,at")->required();
    command->add_option("--readings", files->readings, "readings.csv")->required();
    command->add_option("--config", files->config, "a meet.toml; without it the defaults");
    command->add_option("--out", files->out, "where to write the finishes")->required();
    command->callback([&action, files] { action = [files] { return run(*files); }; });
}

}  // namespace heatline::tools
