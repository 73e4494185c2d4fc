// heatline backup: a consistent copy of a meet in one file, also while its server takes readings.

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <memory>

#include "timing/control/reach.h"
#include "timing/descriptor.h"
#include "timing/journal/backup.h"
#include "tools/files.h"
#include "tools/heatline/cli.h"
#include "tools/progress.h"

namespace heatline::tools {
namespace {

namespace fs = std::filesystem;

// Rows are copied in pieces of about this size, each its own transaction.
constexpr std::size_t kPieceBytes = 64 * 1024;

// The file while it is made; whatever happens, it is gone afterwards.
class Unfinished {
public:
    // Beside `file`, under a name that is nobody's.
    explicit Unfinished(const std::string& file) : path_(file + ".part-" + std::to_string(::getpid())) {}
    ~Unfinished() {
        std::error_code ignored;
        fs::remove(path_, ignored);
    }
    Unfinished(const Unfinished&) = delete;
    Unfinished& operator=(const Unfinished&) = delete;
    const std::string& path() const { return path_; }

private:
    std::string path_;
};

// Has what was written so far brought to the disk, without waiting. All at once at the end would hold up the commits of
// a server that takes readings on the same disk.
void begin_write_back(const timing::Descriptor& file) { ::sync_file_range(file.get(), 0, 0, SYNC_FILE_RANGE_WRITE); }

// Copies all rows there are, and gives the seq of the last.
Result<Seq, std::string> copy_rows(const timing::RowSource& rows, const std::string& path) {
    auto copy = timing::Journal::open(path, timing::OpenMode::copy);
    if (!copy) return Error{copy.error().sentence};
    const timing::Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    std::string piece, problem;
    const auto write = [&] {
        if (const auto adopted = (*copy)->adopt(piece); !adopted) problem = adopted.error().sentence;
        piece.clear();
        begin_write_back(file);
        return problem.empty();
    };
    const auto end = rows([&](const timing::Row& row) {
        timing::append_row(piece, row);
        return piece.size() < kPieceBytes || write();
    });
    if (!problem.empty() || !write()) return Error{problem};
    if (!end) return Error{end.error().sentence};
    if (!end->there || end->seq != (*copy)->last_seq() || end->hash != (*copy)->last_hash())
        return Error{std::string{"the journal's end is not what was written; run heatline verify on the meet"}};
    return (*copy)->last_seq();
}

timing::FilesBeside files_beside(const std::string& dir) {
    timing::FilesBeside files;
    for (const std::string_view name : timing::kFilesBeside) {
        if (auto bytes = read_file(dir + "/" + std::string{name})) files[std::string{name}] = std::move(*bytes);
    }
    return files;
}

Exit not_made(const std::string& file, const std::string& why) {
    return fail(Exit::failed, "the backup " + file + " was not made: " + why);
}

Exit run(const std::string& dir, const std::string& file) {
    std::error_code error;
    if (fs::exists(file, error))
        return fail(Exit::conflict, "the backup was not made: " + file + " is there already; choose another name");
    ConsoleProgress progress;
    const auto reached =
        timing::rows_of(dir, [&](Seq done, Seq all) { progress.step("copying the journal", done, all); });
    if (!reached) return fail(reached.error());
    const Unfinished part{file};
    const auto copied = copy_rows(reached->rows, part.path());
    progress.end_line();
    if (!copied) return not_made(file, copied.error());
    if (const auto put_in = timing::put_files(part.path(), files_beside(dir)); !put_in)
        return not_made(file, put_in.error().sentence);
    if (const auto placed = put_in_place(part.path(), file); !placed) return not_made(file, placed.error());
    say("backed up " + std::to_string(*copied) + " facts; bring them back with heatline restore " + file + " DIR");
    return Exit::done;
}

}  // namespace

void add_backup(CLI::App& app, Action& action) {
    auto* command = app.add_subcommand(
        "backup",
        "Example: heatline backup spring-mile /media/stick/spring-mile-1030.backup\n\nWrites a consistent copy of the "
        "meet into one file, also while the server runs. It holds names and keys: keep it like the laptop itself.");
    auto dir = std::make_shared<std::string>();
    auto file = std::make_shared<std::string>();
    command->add_option("DIR", *dir, "the meet folder")->required();
    command->add_option("FILE", *file, "the file to make; it must not be there")->required();
    command->callback([&action, dir, file] { action = [dir, file] { return run(*dir, *file); }; });
}

}  // namespace heatline::tools
