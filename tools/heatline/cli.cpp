#include "tools/heatline/cli.h"

#include <cstdio>

#include "tools/files.h"

namespace heatline::tools {

Exit fail(Exit exit, std::string_view what) {
    say("heatline: " + std::string{what});
    return exit;
}

Exit fail_with(const std::string& what, const std::vector<config::Problem>& problems) {
    say("heatline: " + what);
    for (const config::Problem& problem : problems) say(to_line(problem));
    return Exit::input;
}

Exit fail(const timing::MeetProblem& problem) {
    using Kind = timing::MeetProblem::Kind;
    const bool conflict = problem.kind == Kind::in_use || problem.kind == Kind::refused;
    return fail(conflict ? Exit::conflict : Exit::failed, problem.what);
}

void say(std::string_view line) {
    std::fprintf(stderr, "%.*s\n", static_cast<int>(line.size()), line.data());
    std::fflush(stderr);
}

Exit put(const std::string& path, std::string_view data) {
    if (!path.empty()) {
        const auto written = write_file(path, data);
        return written ? Exit::done : fail(Exit::failed, written.error());
    }
    if (std::fwrite(data.data(), 1, data.size(), stdout) != data.size() || std::fflush(stdout) != 0) {
        return fail(Exit::failed, "cannot write the output: standard output is closed or full; give --out FILE");
    }
    return Exit::done;
}

}  // namespace heatline::tools
