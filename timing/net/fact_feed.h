#pragma once
// FactFeed: the facts for stations, as soon as they are durable; timing/PROTOCOL.md part 4.
//
// One coroutine waits for the journal and reads each new row once for everybody, so nothing is here before its commit.
// The latest rows are kept, in two forms: with the texts, for staff and director, and without, for the rest. A station
// is a place in them. Who is further behind reads pages of its own from the journal, with a pause as long as the page
// took. The secret of the links is in neither form. io thread.

#include <boost/asio/awaitable.hpp>
#include <deque>
#include <functional>
#include <memory>
#include <string>

#include "engine/state.h"
#include "timing/journal/hash.h"
#include "timing/pipeline.h"

namespace heatline::timing {

enum class FactForm : std::uint8_t { with_texts, without_texts };

// Those whose facts have the texts; the others learn names from the server.
constexpr bool sees_texts(Role role) { return role == Role::staff || role == Role::director; }

class FactFeed : public std::enable_shared_from_this<FactFeed> {
public:
    // `pipeline` lives as long as the io_context runs. `news` is called when there is more than before.
    FactFeed(Pipeline& pipeline, std::function<void()> news) : pipeline_(pipeline), news_(std::move(news)) {}

    // Follows the journal until it fails, or forever. Calling it again does nothing.
    void follow(const boost::asio::any_io_executor& executor);
    // Tells nobody any more.
    void stop() { news_ = nullptr; }

    // The last fact that can be had.
    Seq last() const { return first_ + rows_.size() - 1; }
    // Whether fact `next` must be read from the journal.
    bool is_behind(Seq next) const { return next < first_; }
    // A frame of rows from `next` on, which is moved behind them. Empty when there are none, or it is behind.
    std::string frame(Seq& next, FactForm form) const;

    // The same out of the journal: up to a page, as frames. False when the journal is busy: ask again later.
    boost::asio::awaitable<bool> read_page(Seq& next, FactForm form, std::deque<std::string>& frames);
    // Whether the fact before `next` has this hash, in hex; of the first fact, whether there is none.
    boost::asio::awaitable<bool> continues(Seq next, std::string_view hash);

private:
    struct KeptRow {
        std::string bare;
        std::string with_texts;  // Empty: it has none, and `bare` is all.
        const std::string& in(FactForm form) const {
            return form == FactForm::with_texts && !with_texts.empty() ? with_texts : bare;
        }
    };

    boost::asio::awaitable<void> run();
    void keep(std::string_view page);

    Pipeline& pipeline_;
    std::function<void()> news_;
    bool following_ = false;
    Seq first_ = 1;  // Of rows_.
    std::deque<KeptRow> rows_;
    std::size_t kept_bytes_ = 0;
};

}  // namespace heatline::timing
