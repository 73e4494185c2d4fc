#include "tools/doctor/meet.h"

#include "engine/base/counted.h"

namespace heatline::tools::doctor {

void check_rules(const MeetRulesFile& file, Findings& findings) {
    if (!file.unreadable.empty()) return findings.wrong("meet.toml: " + file.unreadable);
    if (file.problems == 0) {
        return findings.good(file.differs
                                 ? "meet.toml: it has no errors, and was changed since the meet was last opened; "
                                   "its rules hold from the next start"
                                 : "meet.toml: it has no errors");
    }
    const std::string more = file.problems > 1 ? ", and " + std::to_string(file.problems - 1) + " more" : "";
    findings.wrong("meet.toml: " + file.first_problem + more + "; mend it, the meet does not open before");
}

void check_journal(const JournalFile& journal, Findings& findings) {
    if (journal.in_use) {
        return findings.good(
            "journal: in use by another heatline, a running server most likely; it was not disturbed (" +
            std::to_string(journal.bytes / 1024) + " KB)");
    }
    if (!journal.trouble.empty()) return findings.wrong("journal: " + journal.trouble);
    findings.good("journal: " + (journal.contents ? counted(journal.contents->facts, "fact") : "") + ", " +
                  std::to_string(journal.bytes / 1024) + " KB, every fact as it was written");
}

void check_leftovers(const std::vector<std::string>& names, Findings& findings) {
    if (names.empty()) return;
    std::string list;
    for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
    findings.good("folder: left over by a command that was cut off, and may be deleted: " + list);
}

void check_unsent(const std::optional<JournalContents>& contents, Findings& findings) {
    std::string line =
        "unsent readings: no station keeps a journal on this computer; what other devices still hold "
        "is seen on their own screens";
    if (contents && contents->quarantined + contents->conflicts > 0) {
        line += "; received and to be looked at: " + std::to_string(contents->quarantined) + " not understood, " +
                counted(contents->conflicts, "conflict");
    }
    findings.good(line);
}

}  // namespace heatline::tools::doctor
