#pragma once
// What embed.cmake writes at build time: the texts of presets/ and samples/. Internal to preset_store.cpp. Any thread.

#include <span>

#include "config/preset_store.h"

namespace heatline::config {

std::span<const Preset> embedded_presets();

}  // namespace heatline::config
