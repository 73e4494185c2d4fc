#!/usr/bin/env python3
"""Who may know whom, as a test: reads every #include and says which ones cross a layer.

    tools/layers.py [--root DIR]     one line a violation, FILE:LINE: sentence; exit 1 if there is one
    tools/layers.py --self-test      proves on a made-up tree that each rule can fail

The rules: parts know the engine and never each other; the engine knows nothing but itself and the standard library;
a library that is heavy or that owns the outside world (SQLite, sockets, TOML) stays behind the folder that wraps it.
One name is one type: no struct, class, union or enum of the same full name stands in two files.
A new folder gets a row in RULES; a new library gets a row in LIBRARIES and a place in the rows that may use it.
"""

import argparse
import re
import sys
import tempfile
from pathlib import Path

LINES_MAX = 800
FOLDERS = ("engine", "timing", "ui", "config", "tools", "tests")

# No clock, thread, file or stream among these: the engine is handed what it needs. <chrono> is for calendar dates
# (its clocks are looked for by name), <cstdio> for formatting and for the last words of a failed check.
PURE_STD = set("""
    algorithm any array bit bitset cassert cctype cerrno charconv chrono climits cmath compare concepts cstdarg cstddef
    cstdint cstdio cstdlib cstring deque exception expected functional initializer_list iterator limits list map memory
    memory_resource new numbers numeric optional queue random ranges ratio set source_location span stack stdexcept
    string string_view system_error tuple type_traits typeindex typeinfo unordered_map unordered_set utility variant
    vector version iosfwd
""".split())
WORLD_STD = set("""
    atomic barrier cfenv cinttypes clocale codecvt condition_variable coroutine csetjmp csignal ctime cuchar cwchar
    cwctype execution filesystem format fstream future iomanip ios iostream istream latch locale mutex ostream regex
    semaphore shared_mutex sstream stop_token streambuf syncstream thread valarray
""".split())

# What an <include> belongs to; the first match counts.
LIBRARIES = (
    ("sqlite", r"sqlite3(ext)?\.h"),
    ("sodium", r"sodium(\.h|/.*)"),
    ("openssl", r"openssl/.*"),
    ("json", r"boost/json(\.hpp|/.*)"),
    ("net", r"boost/(asio|beast|system)(\.hpp|/.*)"),
    ("boost", r"boost/.*"),
    ("fmt", r"fmt/.*"),
    ("spdlog", r"spdlog/.*"),
    ("toml", r"toml\+\+/.*"),
    ("unicode", r"unicode/.*"),
    ("date", r"date/.*"),
    ("cli", r"CLI/.*"),
    ("catch", r"catch2/.*"),
    ("window", r"(imgui|implot|misc|GLFW|GL|GLES[23]|EGL|KHR|ft2build|freetype|backends|png|alsa).*"),
    ("print", r"(cairo|pango|glib).*"),
    ("posix", r"(stdlib|stdio|string|unistd|fcntl|poll|spawn|signal|errno|pthread|dirent|netdb|termios|time|dlfcn|ifaddrs)\.h|"
              r"(sys|arpa|netinet|linux|net)/.*\.h"),
)
ANY = {name for name, _ in LIBRARIES}
NET = {"net", "boost", "json", "fmt", "spdlog", "posix", "sodium", "openssl"}

# (folder or file prefix, what of ours it may include, libraries it may include). The longest prefix that fits counts.
RULES = (
    ("engine/", ("engine/",), set()),
    ("config/", ("config/", "engine/"), {"toml", "unicode", "date", "fmt"}),
    # Files beside the folders: what all of timing shares, and the assembly. Sockets only where a row below says so.
    ("timing/", ("timing/", "engine/"), NET - {"net"}),
    ("timing/boost_json.cpp", (), {"json"}),
    ("timing/devices/", ("timing/devices/", "timing/limits.h", "engine/"), {"fmt", "json"}),
    ("timing/journal/", ("timing/journal/", "timing/limits.h", "timing/clock.h", "timing/urgency.h", "engine/"),
     {"sqlite", "sodium", "openssl", "json", "fmt", "posix"}),
    ("timing/control/", ("timing/", "engine/"), NET),
    ("timing/net/", ("timing/", "engine/"), NET),
    ("timing/station/", ("timing/", "engine/"), NET),
    ("timing/pinned_tls", ("timing/", "engine/"), NET),
    ("timing/server.cpp", ("timing/", "engine/"), NET),
    ("timing/pipeline", ("timing/", "engine/"), NET),
    ("ui/format", ("ui/format", "engine/"), {"fmt", "json"}),
    ("ui/paper/", ("ui/paper/", "ui/format", "engine/"), {"fmt", "json"}),
    ("ui/paper/pdf/", ("ui/paper/", "ui/format", "engine/"), {"fmt", "print"}),
    ("ui/web/", ("ui/web/", "ui/format", "engine/"), {"fmt", "json"}),
    # Views and what they draw with know snapshots and intents, never sockets, the journal or a window.
    ("ui/desk/views/", ("ui/desk/", "ui/format", "engine/"), {"fmt", "window"}),
    ("ui/desk/", ("ui/desk/", "ui/format", "engine/"), {"fmt", "unicode", "window", "posix"}),
    ("ui/desk/program/", ("ui/", "timing/", "engine/"), ANY - {"sqlite", "catch"}),
    ("tools/", ("tools/", "timing/", "ui/", "config/", "engine/"), ANY - {"sqlite", "catch"}),
    ("tools/bench/", ("tools/", "timing/", "ui/", "config/", "engine/"), ANY - {"catch"}),
    # Simulated finish lines, pure: tests of the engine may use them too.
    ("tools/draw", ("tools/draw.h",), set()),
    ("tools/fusion_days/", ("tools/fusion_days/", "tools/draw.h", "engine/"), set()),
    ("tests/support/", FOLDERS, ANY),
    ("tests/sim/", FOLDERS, ANY),
    ("tests/tools/", ("tests/tools/", "tests/support/", "tools/", "timing/", "ui/", "config/", "engine/"), ANY),
    ("tests/engine/", ("tests/engine/", "tests/support/", "engine/"), {"catch", "fmt", "json", "posix"}),
    ("tests/engine/fusion/", ("tests/engine/", "tests/support/", "tools/fusion_days/", "engine/"), {"catch", "fmt", "json", "posix"}),
    ("tests/config/", ("tests/config/", "tests/support/", "config/", "engine/"), ANY - {"sqlite", "net", "window"}),
    ("tests/timing/", ("tests/timing/", "tests/support/", "timing/", "engine/"), ANY - {"window"}),
    ("tests/ui/", ("tests/ui/", "tests/support/", "ui/", "engine/"), ANY - {"sqlite", "net"}),
)

INCLUDE = re.compile(r'^\s*#\s*include\s*(?:<([^>]+)>|"([^"]+)")')
ENGINE_CLOCK = re.compile(r"\b(steady_clock|system_clock|high_resolution_clock|utc_clock)\b|"
                          r"\bstd::(random_device|this_thread)\b")


def rule_for(path):
    fitting = [rule for rule in RULES if path.startswith(rule[0])]
    return max(fitting, key=lambda rule: len(rule[0])) if fitting else None


def code_lines(text):
    """(number, line) without comments, so that an #include in an explanation is no include."""
    text = re.sub(r"/\*.*?\*/", lambda found: "\n" * found.group().count("\n"), text, flags=re.S)
    for number, line in enumerate(text.split("\n"), 1):
        yield number, re.sub(r"(^|\s)//.*", "", line)


def judge_own(path, name, rule, root):
    """What is wrong with `#include "name"` in `path`, or nothing."""
    if ".." in name.split("/") or not name.startswith(tuple(folder + "/" for folder in FOLDERS)):
        return f'"{name}" is not written from the root; write it as "engine/base/ids.h" is written'
    if not (root / name).is_file():
        return f'"{name}" is no file of the tree'
    if not name.startswith(rule[1]):
        allowed = ", ".join(rule[1]) or "nothing of ours"
        return f'{rule[0]} must not know "{name}"; it may include {allowed}'
    return None


def judge_library(path, name, rule):
    """What is wrong with `#include <name>` in `path`, or nothing."""
    if name in PURE_STD:
        return None
    if name in WORLD_STD:
        if (path, name) == ("engine/base/shared.h", "atomic"):
            return None  # A fence and nothing else: copy on write with shared_ptr needs one.
        if path.startswith("engine/"):
            return f"<{name}> in the engine: it holds no clock, thread, file or stream; hand the value in"
        return None
    for library, pattern in LIBRARIES:
        if re.fullmatch(pattern, name):
            if library in rule[2]:
                return None
            where = [prefix for prefix, _, libraries in RULES if library in libraries]
            return f"<{name}> must not be included in {rule[0]}; only in {', '.join(where)}"
    if name.startswith(tuple(folder + "/" for folder in FOLDERS)):
        return f'<{name}> is ours: write it with quotes'
    return f"<{name}> is no header that tools/layers.py knows; add it to LIBRARIES if it is wanted"


TEST_NAME_CUT = re.compile(r'TEST_CASE\("[^"]*;[^"]*"')


def check_source(root, path):
    text = (root / path).read_text(encoding="utf-8", errors="replace")
    rule = rule_for(path)
    if rule is None:
        yield 1, "stands in a folder that no rule of tools/layers.py names; add a rule"
        return
    if path.endswith(".h") and text.split("\n", 1)[0].strip() != "#pragma once":
        yield 1, "a header starts with #pragma once"
    for number, line in code_lines(text):
        found = INCLUDE.match(line)
        if found:
            wrong = judge_own(path, found[2], rule, root) if found[2] else judge_library(path, found[1], rule)
            if wrong:
                yield number, wrong
        elif TEST_NAME_CUT.search(line):
            yield number, "ctest cuts a test's name at a semicolon and then runs nothing; write a comma"
        elif path.startswith("engine/") and ENGINE_CLOCK.search(line):
            yield number, ("a clock, a wait or chance in the engine: the same facts must always give the same answer; "
                           "hand it in")


# ---- one name, one type

TOKEN = re.compile(r"""
    //[^\n]* | /\*.*?\*/ | ^[ \t]*\#(?:[^\n\\]|\\.)*                            # Comments, and what the preprocessor reads.
    | R"([^(\s]*)\(.*?\)\1" | "(?:\\.|[^"\\\n])*" | (?<!\w)'(?:\\.|[^'\\\n])*'   # Texts and signs; no 1'000.
    | [A-Za-z_]\w* | :: | [{}();<>=,:\[\]~&*]
    """, re.S | re.M | re.X)


def types_of(text):
    """(line, qualified name) of each struct, class, union and enum that is defined at namespace scope. What stands in
    an unnamed namespace is the file's own."""
    scopes = []  # Of each open brace: the name of its namespace; None for all else.
    statement = []  # Tokens since the last one ended.
    for found in TOKEN.finditer(text):
        token = found.group()
        if not re.fullmatch(r"\w+|::|[{}();<>=,:\[\]~&*]", token):
            continue
        if token == ";":
            statement = []
        elif token == "}":
            if scopes:
                scopes.pop()
            statement = []
        elif token == "{":
            kind = next((word for word in statement if word in ("namespace", "struct", "class", "union", "enum")), None)
            if kind == "namespace":
                scopes.append("".join(statement[statement.index("namespace") + 1:]) or "(unnamed)")
            else:
                name = type_name(statement) if None not in scopes and "(unnamed)" not in scopes else None
                if name:
                    yield text.count("\n", 0, found.start()) + 1, "::".join(scopes + [name])
                scopes.append(None)
            statement = []
        else:
            statement.append(token)


def type_name(statement):
    """The name that `statement`, all before a brace, defines as a type; nothing when it defines none."""
    depth, words = 0, []
    for token in statement:  # Without template parameters and attributes.
        depth += token in ("<", "[") and 1 or token in (">", "]") and -1 or 0
        if depth == 0 and token not in (">", "]"):
            words.append(token)
        elif depth == 1 and token == "<" and words and words[-1] != "template" and ":" not in words:
            return None  # A specialisation is no new name.
    kinds = [at for at, word in enumerate(words) if word in ("struct", "class", "union", "enum")]
    if not kinds or "(" in words[:kinds[0]] or "=" in words[:kinds[0]]:
        return None
    rest = [word for word in words[kinds[0] + 1:] if word not in ("struct", "class")]
    while len(rest) > 1 and rest[1] == "(":  # alignas(…)
        rest = rest[rest.index(")") + 1:] if ")" in rest else []
    if not rest or not re.fullmatch(r"[A-Za-z_]\w*", rest[0]) or (len(rest) > 1 and rest[1] not in (":", "final")):
        return None
    return rest[0]


def twice_defined(root, paths):
    """A type of the same full name in two files: who includes both does not compile, and a program of which each part
    includes one has two types that the linker takes for one. A source keeps its own in an unnamed namespace."""
    first = {}
    for path in paths:
        for number, name in types_of((root / path).read_text(encoding="utf-8", errors="replace")):
            where = first.setdefault(name, (path, number))
            if where[0] != path:
                yield path, number, f"{name} is defined in {where[0]}:{where[1]} too; one name is one type"


def check_length(root, path):
    count = len((root / path).read_text(encoding="utf-8", errors="replace").splitlines())
    if count > LINES_MAX:
        yield LINES_MAX + 1, f"{count} lines; a file has at most {LINES_MAX}: it holds more than one idea, part it"


def violations(root):
    """Every (file, line, sentence), and how many files were read."""
    paths = sorted(str(path.relative_to(root)) for folder in FOLDERS for path in (root / folder).rglob("*")
                   if path.is_file() and path.suffix in (".h", ".cpp", ".py", ".hpp", ".cc", ".c"))
    found = []
    for path in paths:
        if path.startswith("tests/data/"):
            continue
        checks = [check_length(root, path)]
        if path.endswith((".h", ".cpp")):
            checks.append(check_source(root, path))
        elif not path.endswith(".py"):
            found.append((path, 1, "sources are named .h and .cpp"))
        for check in checks:
            found.extend((path, number, sentence) for number, sentence in check)
    sources = [path for path in paths if path.endswith((".h", ".cpp")) and not path.startswith("tests/data/")]
    found.extend(twice_defined(root, sources))
    return found, len(paths)


# ---- the proof that it can fail

CLEAN = {
    "engine/base/ids.h": "#pragma once\n#include <cstdint>\n",
    "engine/state.h": "#pragma once\n// Not this: #include <thread>\n/* nor\n#include <mutex>\n*/\n"
                      '#include "engine/base/ids.h"\n',
    "config/meet_toml.cpp": '#include <toml++/toml.h>\n#include "engine/state.h"\n',
    "timing/limits.h": "#pragma once\n",
    "timing/journal/journal.cpp": "#include <sqlite3.h>\n#include <thread>\n"
                                  '#include "engine/state.h"\n#include "timing/limits.h"\n',
    "timing/journal/journal.h": "#pragma once\n",
    "timing/net/http.cpp": '#include <boost/beast.hpp>\n#include "timing/journal/journal.h"\n',
    "timing/server.h": "#pragma once\n",
    "timing/server.cpp": '#include <boost/asio.hpp>\n#include "timing/server.h"\n',
    "timing/pipeline.cpp": "#include <boost/asio/io_context.hpp>\n",
    "ui/format.h": "#pragma once\n",
    "ui/paper/csv.cpp": '#include "ui/format.h"\n#include <fmt/format.h>\n',
    "tools/heatline/main.cpp": '#include <CLI/CLI.hpp>\n#include "config/meet_toml.h"\n#include "timing/server.h"\n',
    "config/meet_toml.h": "#pragma once\n",
    "tests/engine/state_test.cpp": "#include <catch2/catch.hpp>\n"
                                   '#include "engine/state.h"\n#include "tests/support/builders.h"\n',
    "tests/support/builders.h": "#pragma once\n",
    "tests/timing/journal_test.cpp": '#include <sqlite3.h>\n#include "timing/journal/journal.h"\n',
    # The same word is another name in another namespace, in another type and where it is only declared, and a file's
    # own in an unnamed namespace.
    "timing/message.h": "#pragma once\nnamespace heatline::timing::message {\n"
                        "struct Answer { enum class Kind { a }; };\n}\n",
    "timing/link.h": "#pragma once\nnamespace heatline::timing {\nstruct Answer;  // struct Told {\n"
                     'class Link : std::vector<Answer> { enum class Kind { a }; const char* s = "struct Told {"; };\n'
                     "Answer* make(struct Told* told) { return nullptr; }\ntemplate <> struct Of<Answer> {};\n}\n",
    "timing/laptop.h": "#pragma once\nnamespace heatline::timing {\ntemplate <class T, int N = (1 > 0)> struct Of {};\n"
                       "inline int n(int c) { struct Told { int x; }; return c > 1 ? 1'000 : 0; }\n}\n",
    "timing/told.h": "#pragma once\nnamespace heatline {\nnamespace timing {\nstruct Told final {};\n}\n}\n",
    "timing/net/own.cpp": "namespace heatline::timing {\nnamespace {\nstruct Told {};\n}\n}\n",
}
# file -> (content, the line and a word of the sentence that must come)
FAULTS = {
    "engine/clock.cpp": ("#include <thread>\n", 1, "<thread> in the engine"),
    "engine/now.cpp": ("#include <chrono>\nauto now() { return std::chrono::steady_clock::now(); }\n", 2, "a clock"),
    "engine/store.cpp": ("#include <sqlite3.h>\n", 1, "sqlite3.h"),
    "engine/upward.cpp": ('#include "timing/server.h"\n', 1, "must not know"),
    "engine/nested/fmt.cpp": ("\n\n#include <fmt/format.h>\n", 3, "fmt/format.h"),
    "engine/bare.h": ("#include <vector>\n", 1, "#pragma once"),
    "engine/near.cpp": ('#include "ids.h"\n', 1, "not written from the root"),
    "engine/dots.cpp": ('#include "engine/base/../state.h"\n', 1, "not written from the root"),
    "engine/gone.cpp": ('#include "engine/nowhere.h"\n', 1, "no file of the tree"),
    "engine/angle.cpp": ("#include <engine/state.h>\n", 1, "with quotes"),
    "engine/long.cpp": ("// a\n" * (LINES_MAX + 1), LINES_MAX + 1, "at most"),
    "config/peer.cpp": ('#include "timing/server.h"\n', 1, "must not know"),
    "config/socket.cpp": ("#include <boost/asio.hpp>\n", 1, "boost/asio.hpp"),
    "config/spaced.cpp": ("  #  include  <sqlite3.h>\n", 1, "sqlite3.h"),
    "timing/journal/up.cpp": ('#include "timing/server.h"\n', 1, "must not know"),
    "timing/journal/net.cpp": ("#include <boost/asio.hpp>\n", 1, "boost/asio.hpp"),
    "timing/devices/peer.cpp": ('#include "timing/journal/journal.h"\n', 1, "must not know"),
    "timing/net/paper.cpp": ('#include "ui/format.h"\n', 1, "must not know"),
    "timing/net/rules.cpp": ('#include "config/meet_toml.h"\n', 1, "must not know"),
    "timing/net/store.cpp": ("#include <sqlite3.h>\n", 1, "sqlite3.h"),
    "ui/paper/live.cpp": ('#include "timing/server.h"\n', 1, "must not know"),
    "ui/paper/socket.cpp": ("#include <boost/beast.hpp>\n", 1, "boost/beast.hpp"),
    "ui/format.cpp": ('#include "ui/paper/csv.h"\n', 1, ""),
    "tools/fusion_days/server.cpp": ('#include "timing/server.h"\n', 1, "must not know"),
    "tools/heatline/store.cpp": ("#include <sqlite3.h>\n", 1, "sqlite3.h"),
    "tools/heatline/odd.cpp": ("#include <left_pad.h>\n", 1, "no header that"),
    "tests/engine/peer_test.cpp": ('#include "timing/server.h"\n', 1, "must not know"),
    "tests/ui/peer_test.cpp": ('#include "config/meet_toml.h"\n', 1, "must not know"),
    "tests/engine/cut_test.cpp": ('TEST_CASE("a; b", "[x]") {}\n', 1, "semicolon"),
    "tests/odd/odd_test.cpp": ("#include <vector>\n", 1, "no rule"),
    "tools/old.cc": ("\n", 1, "named .h and .cpp"),
    "timing/told_again.h": ("#pragma once\n\nnamespace heatline::timing {\ntemplate <class T>\nstruct Told {};\n}\n", 5,
                            "heatline::timing::Told is defined in timing/told.h:4 too"),
    "timing/told_enum.cpp": ("namespace heatline::timing {\nenum class Told : int { yes };\n}\n", 2,
                             "one name is one type"),
    "timing/zlink.h": ("#pragma once\n#define OPEN {\nnamespace heatline::timing {\n"
                       'inline auto u() { return "http://x{"; }\nclass Link : public std::shared<Link> {\n};\n}\n', 5,
                       "heatline::timing::Link"),
}


def plant(root, files):
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, encoding="utf-8")


def self_test():
    failures = []
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        plant(root, CLEAN)
        found, _ = violations(root)
        failures += [f"a clean tree was blamed: {violation}" for violation in found]
        plant(root, {name: content for name, (content, _, _) in FAULTS.items()})
        found, _ = violations(root)
        for name, (_, line, words) in FAULTS.items():
            here = [(number, sentence) for path, number, sentence in found if path == name]
            if not any(number == line and words in sentence for number, sentence in here):
                failures.append(f"{name}:{line}: nobody complained of “{words}”; what came: {here}")
        strangers = sorted({path for path, _, _ in found} - set(FAULTS))
        failures += [f"{path} is clean and was blamed" for path in strangers]
    for failure in failures:
        print(failure)
    print(f"self-test: {len(FAULTS)} faults planted, {len(failures)} problems")
    return 1 if failures else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parent.parent)
    parser.add_argument("--self-test", action="store_true")
    options = parser.parse_args()
    if options.self_test:
        return self_test()
    found, count = violations(options.root)
    for path, line, sentence in found:
        print(f"{path}:{line}: {sentence}")
    if count == 0:
        print(f"{options.root}: no sources found; nothing was checked")
        return 1
    print(f"layers: {count} files, {len(found)} violations")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
