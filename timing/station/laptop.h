#pragma once
// Laptop: everything a dashboard has of its own, put together: the station that records, the link to the server, the
// replica that shows. A window pushes what its person does and looks at pictures; `changed` wakes it.
//
//   key press -> push() -> station thread: own journal, sync -> recorded() and the link
//   link thread <-> server          replica thread: facts -> snapshot and overview
//
// Functions may be called from any thread; callbacks come on the threads named above and must not wait.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "timing/station/link.h"
#include "timing/station/replica.h"
#include "timing/station/station.h"

namespace heatline::timing {

class Laptop {
public:
    struct Options {
        // Of the laptop's own journal and of the facts it keeps; empty: it records nothing and watches.
        std::string folder;
        Link::Options link;
    };
    struct Callbacks {
        std::function<void(const std::vector<Recorded>&)> recorded;
        std::function<void()> changed;  // Some picture is another.
    };

    // Never fails: while it cannot record, the station's picture says why, and it tries again by itself.
    Laptop(Options options, Callbacks callbacks);
    ~Laptop();
    Laptop(const Laptop&) = delete;
    Laptop& operator=(const Laptop&) = delete;

    // False: it was not asked to record, or too much waits for the disk; nobody will hear of it.
    [[nodiscard]] bool push(StationInput input);
    void look_at(const Focus& focus) { replica_->look_at(focus); }
    void say_health(LaptopHealth health) { link_->say_health(std::move(health)); }
    void command(std::string body, std::function<void(CommandAnswer)> answer) {
        link_->command(std::move(body), std::move(answer));
    }

    // Null when it was not asked to record.
    std::shared_ptr<const StationPicture> station() const { return station_ ? station_->picture() : nullptr; }
    std::shared_ptr<const LinkPicture> link() const { return link_->picture(); }
    std::shared_ptr<const ReplicaPicture> replica() const { return replica_->picture(); }
    // What was recorded here and is not known to be on the server, what is on its way between the threads included.
    std::uint64_t unsent() const;
    // When the server was last heard, on the laptop's BOOTTIME clock; 0: never. And the last fact that it had then.
    std::int64_t heard_us() const { return link_->heard_us(); }
    Seq server_seq() const { return link_->server_seq(); }

private:
    const Callbacks callbacks_;
    std::unique_ptr<Station> station_;
    std::unique_ptr<Replica> replica_;
    std::unique_ptr<Link> link_;
};

}  // namespace heatline::timing
