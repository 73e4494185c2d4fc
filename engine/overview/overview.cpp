#include "engine/overview/overview.h"

namespace heatline {

struct Overviewer::Memory {};

Overviewer::Overviewer() : memory_(std::make_unique<Memory>()) {}
Overviewer::~Overviewer() = default;
Overviewer::Overviewer(Overviewer&&) noexcept = default;
Overviewer& Overviewer::operator=(Overviewer&&) noexcept = default;

Overview Overviewer::look(const State&, const Snapshot&, const Focus&) { return {}; }

}  // namespace heatline
