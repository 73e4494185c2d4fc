#include "tools/doctor/look.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/statfs.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "timing/descriptor.h"
#include "timing/meet_folder.h"
#include "tools/http_client.h"
#include "tools/progress.h"

namespace heatline::tools::doctor {
namespace {

namespace fs = std::filesystem;

// A file that is gone when this object is.
struct Scratch {
    explicit Scratch(const std::string& folder)
        : path(folder + "/.heatline-doctor-XXXXXX"), file(::mkostemp(path.data(), O_CLOEXEC)) {}
    ~Scratch() {
        if (file.get() >= 0) ::unlink(path.c_str());
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    std::string path;
    timing::Descriptor file;
};

std::string why_disk(const char* what, const char* to_do) {
    return std::string{what} + " (" + std::strerror(errno) + "); " + to_do;
}

// How long each of a few synced writes took; `trouble` says why there are none.
std::vector<Millis> time_syncs(const Scratch& scratch, std::string& trouble) {
    using Steady = std::chrono::steady_clock;
    std::vector<Millis> syncs;
    const std::string page(4096, 'h');
    const auto began = Steady::now();
    for (int i = 0; i < kSyncs; ++i) {
        const auto start = Steady::now();
        const auto wrote = ::pwrite(scratch.file.get(), page.data(), page.size(), i * 4096);
        if (wrote != static_cast<ssize_t>(page.size())) {
            trouble = why_disk("a file cannot be written there", "make room, and check the disk");
            return {};
        }
        if (::fdatasync(scratch.file.get()) != 0) {
            trouble = why_disk("what is written there cannot be synced", "put the meet on another disk");
            return {};
        }
        const auto now = Steady::now();
        syncs.push_back({std::chrono::ceil<std::chrono::milliseconds>(now - start).count()});
        if (now - began > std::chrono::milliseconds{kSyncsWithin.count}) break;
    }
    return syncs;
}

// The first line of a small file of the system; empty when there is none.
std::string first_line(const fs::path& path) {
    std::ifstream file{path};
    std::string line;
    std::getline(file, line);
    return line;
}

std::optional<std::uint64_t> leading_number(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} ? std::optional{number} : std::nullopt;
}

bool heatline_answers(std::uint16_t port) {
    // One that wants TLS here too says so instead.
    const auto answer = HttpClient{{"127.0.0.1", port}}.get("/healthz");
    return answer && (answer->body.find("\"durable_seq\"") != std::string::npos ||
                      answer->body.find("\"E_PLAIN\"") != std::string::npos);
}

void count(const timing::Entry& entry, JournalContents& contents) {
    ++contents.facts;
    contents.last_fact = std::max(contents.last_fact.value_or(entry.fact.at), entry.fact.at);
    if (const auto* rules = std::get_if<RulesSet>(&entry.fact.body)) contents.toml = rules->toml;
    contents.quarantined += std::holds_alternative<ReadingQuarantined>(entry.fact.body) ? 1 : 0;
    contents.conflicts += std::holds_alternative<ReadingConflicted>(entry.fact.body) ? 1 : 0;
}

}  // namespace

std::int32_t local_offset_min(Instant now) {
    const time_t s = now.us / 1'000'000;
    struct tm local {};
    ::localtime_r(&s, &local);
    return static_cast<std::int32_t>(local.tm_gmtoff / 60);
}

Disk look_at_disk(const std::string& folder) {
    Disk disk;
    disk.folder = folder;
    struct statfs about {};
    if (::statfs(folder.c_str(), &about) != 0) {
        disk.trouble = why_disk("the folder cannot be looked at", "check the path");
        return disk;
    }
    disk.kind = static_cast<std::int64_t>(static_cast<std::uint32_t>(about.f_type));
    disk.free_bytes = static_cast<std::uint64_t>(about.f_bavail) * static_cast<std::uint64_t>(about.f_bsize);
    const Scratch scratch{folder};
    if (scratch.file.get() < 0) {
        disk.trouble =
            why_disk("no file can be made there", "check that you may write there and the disk is not read-only");
    } else if (::flock(scratch.file.get(), LOCK_EX | LOCK_NB) != 0) {
        disk.trouble = why_disk("files cannot be locked there", "put the meet on the computer's own disk");
    } else {
        disk.syncs = time_syncs(scratch, disk.trouble);
    }
    return disk;
}

std::string find_font() {
    for (const char* path :
         {"/usr/share/fonts/truetype/roboto/unhinted/RobotoTTF/Roboto-Regular.ttf",
          "/usr/share/fonts/truetype/roboto/unhinted/RobotoTTF/Roboto-Medium.ttf",
          "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf", "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"}) {
        if (::access(path, R_OK) == 0) return path;
    }
    return {};
}

PortUse look_at_port(std::uint16_t port) {
    const timing::Descriptor socket{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    const int yes = 1;  // As the server does: a port that was just left is free.
    ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const bool bound = ::bind(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 &&
                       ::listen(socket.get(), 1) == 0;
    if (bound) return PortUse::free;
    if (errno == EACCES) return PortUse::forbidden;
    return heatline_answers(port) ? PortUse::heatline : PortUse::other;
}

Power look_at_power() {
    Power power;
    std::error_code error;
    for (const auto& supply : fs::directory_iterator{"/sys/class/power_supply", error}) {
        const std::string type = first_line(supply.path() / "type");
        if (type == "Battery" && first_line(supply.path() / "scope") != "Device") {  // A mouse has one too.
            if (const auto charge = leading_number(first_line(supply.path() / "capacity")))
                power.battery_percent = static_cast<int>(std::min<std::uint64_t>(*charge, 100));
        } else if (first_line(supply.path() / "online") == "1") {
            power.plugged_in = true;
        }
    }
    return power;
}

std::optional<std::uint64_t> available_memory() {
    std::ifstream file{"/proc/meminfo"};
    constexpr std::string_view kKey = "MemAvailable:";
    for (std::string line; std::getline(file, line);) {
        if (!line.starts_with(kKey)) continue;
        const std::size_t digits = line.find_first_not_of(' ', kKey.size());
        if (digits == std::string::npos) return std::nullopt;
        const auto kilobytes = leading_number(std::string_view{line}.substr(digits));
        if (kilobytes) return *kilobytes * 1024;
    }
    return std::nullopt;
}

JournalFile look_at_journal(const std::string& dir) {
    const std::string path = dir + "/journal.db";
    JournalFile journal;
    std::error_code error;
    const std::uintmax_t bytes = fs::file_size(path, error);
    if (!error) journal.bytes = bytes;
    const auto own = timing::open_journal(dir);
    if (!own) {
        journal.in_use = own.error().kind == timing::MeetProblem::Kind::in_use;
        journal.trouble = journal.in_use ? "" : own.error().what;
        return journal;
    }
    timing::Journal& facts = *own->journal;
    ConsoleProgress progress;
    const Seq all = facts.last_seq();
    JournalContents contents;
    const auto read = facts.for_each(1, [&](timing::Entry&& entry) {
        count(entry, contents);
        progress.step("reading the journal", entry.seq, all);
        return true;
    });
    progress.end_line();
    if (!read) journal.trouble = read.error().sentence;
    journal.contents = std::move(contents);
    return journal;
}

std::vector<std::string> find_leftovers(const std::string& dir) {
    std::vector<std::string> names;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator{dir, error}) {
        const fs::path name = entry.path().filename();
        if (name.extension() == ".tmp" || name.string().starts_with(".heatline-doctor-"))
            names.push_back(name.string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace heatline::tools::doctor
