#include "tools/bench/fusion/one_more.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "engine/fusion/fuse.h"
#include "engine/fusion/fuser.h"
#include "engine/line_items.h"
#include "engine/overview/settled.h"
#include "tools/bench/table.h"
#include "tools/heatline/plain_line.h"

namespace heatline::bench {
namespace {

constexpr std::size_t kAnewEvery = 50;

using Stream = std::span<const fusion::Item>;

// What had come in by the k-th instant of a line; numbers keyed without one come last.
class Prefix {
public:
    explicit Prefix(const fusion::LineInput& whole) : whole_(whole) {
        for (const Stream stream : {whole.taps, whole.bibs, whole.selects, whole.tokens, whole.chips}) {
            for (const fusion::Item& item : stream) instants_.push_back(item.at);
        }
        std::sort(instants_.begin(), instants_.end());
    }
    std::size_t count() const { return instants_.size() + whole_.untimed.size(); }

    fusion::LineInput first(std::size_t count) const {
        fusion::LineInput input = whole_;
        const std::size_t timed = std::min(count, instants_.size());
        for (Stream* stream : {&input.taps, &input.bibs, &input.selects, &input.tokens, &input.chips})
            *stream = timed == 0 ? Stream{} : up_to(*stream, instants_[timed - 1]);
        input.untimed = input.untimed.first(count - timed);
        input.streams = count;
        return input;
    }

private:
    static Stream up_to(Stream stream, Instant last) {
        const auto end = std::upper_bound(stream.begin(), stream.end(), last,
                                          [](Instant at, const fusion::Item& item) { return at < item.at; });
        return stream.first(static_cast<std::size_t>(end - stream.begin()));
    }

    fusion::LineInput whole_;
    std::vector<Instant> instants_;
};

template <class Work>
std::int64_t cpu_of(Work work) {
    const std::int64_t began = thread_cpu_us();
    work();
    return thread_cpu_us() - began;
}

}  // namespace

Result<OneMore, std::string> measure_one_more(const FusionCase& of, std::size_t readings) {
    tools::NoProgress silent;
    tools::PlainLine line{silent};
    if (auto fed = feed(line, of); !fed) return Error{fed.error()};
    OneMore figure;
    figure.name = of.name;
    for (std::size_t index = 0; index < line.state().lines.size(); ++index) {
        LineItems items;
        const Prefix prefix{items.input(line.state(), LineId{index})};
        const std::size_t from = prefix.count() / 2, to = std::min(prefix.count(), from + readings);
        figure.readings = std::max(figure.readings, to);
        fusion::Fuser fuser;
        std::vector<Finish> before = fuser.fuse(prefix.first(from));
        for (std::size_t k = from + 1; k <= to; ++k) {
            const fusion::LineInput input = prefix.first(k);
            const std::vector<Finish>* after = nullptr;
            figure.more.add(cpu_of([&] { after = &fuser.fuse(input); }));
            figure.moved += moved_times(before, *after).size();
            before = *after;
            if ((k - from) % kAnewEvery == 0) figure.anew.add(cpu_of([&] { fusion::fuse(input); }));
        }
    }
    return figure;
}

std::string one_more_text(const std::vector<OneMore>& all) {
    std::string text = fmt::format("{:<20} {:>9} {:>11} {:>11} {:>11} {:>11} {:>14}\n", "one more reading", "readings",
                                   "median", "99 of 100", "most", "anew", "settled moved");
    for (const OneMore& one : all) {
        text += fmt::format("{:<20} {:>9} {:>11} {:>11} {:>11} {:>11} {:>14}\n", one.name, one.readings,
                            duration_text(one.more.median()), duration_text(one.more.p99()),
                            duration_text(one.more.max()), duration_text(one.anew.median()), one.moved);
    }
    return text;
}

}  // namespace heatline::bench
