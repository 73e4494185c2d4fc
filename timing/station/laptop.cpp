#include "timing/station/laptop.h"

#include <utility>

#include "timing/token.h"

namespace heatline::timing {

Laptop::Laptop(Options options, Callbacks callbacks) : callbacks_(std::move(callbacks)) {
    Replica::Options keeping{{}, token_hash(split_token(options.link.token).secret), options.link.clock};
    if (!options.folder.empty()) {
        station_ = std::make_unique<Station>(door_to_folder(options.folder),
                                             Station::Options{options.link.clock->boot(), limits::kStationRetry});
        keeping.keep_in = options.folder + "/facts";
    }
    replica_ = std::make_unique<Replica>(
        std::move(keeping),
        Replica::Callbacks{callbacks_.changed, [this] { link_->connect_anew(); }, [this] { link_->room(); }});
    Link::Callbacks heard{callbacks_.changed, {}};
    if (station_) {
        heard.conflict = [this](const std::string& epoch, std::uint64_t seq) { station_->go_on_from(epoch, seq); };
    }
    link_ = std::make_unique<Link>(std::move(options.link), std::move(heard), replica_.get());
    if (station_) {
        station_->start({callbacks_.recorded, [this](std::vector<OutItem> items) { link_->send(std::move(items)); },
                         callbacks_.changed});
    }
    link_->start();
}

// The link's thread ends first: it calls the others. They may still call it, and then nothing happens.
Laptop::~Laptop() {
    link_->stop();
    station_.reset();
    replica_.reset();
}

std::uint64_t Laptop::unsent() const {
    const auto sent = link();  // Before the station: what was handed only grows.
    return station_ ? sent->unsent + station()->handed - sent->handed : 0;
}

bool Laptop::push(StationInput input) { return station_ && station_->push(std::move(input)); }

}  // namespace heatline::timing
