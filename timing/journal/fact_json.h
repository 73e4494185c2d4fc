#pragma once
// fact_json: a fact as one line of JSON, for GET /api/v1/journal and `heatline report journal`.
//
//   {"seq":1,"at":"…Z","device":"finish-1","epoch":"","device_seq":12,"kind":"reading","body":{…},"hash":"…"}
//
// `device` is the author; for what a device said (reading, quarantined, conflict) it is that device, with its epoch
// and seq, which are null otherwise. The body of a reading is the object as the device sent it, byte for byte (but a
// line break between its members becomes a space: here a line is a fact). Once its words are purged the object is
// told from what was understood of it, with "note":null. Other bodies follow engine/fields.h; purged words are null,
// ids are the numbers given in the order of the journal, devices their names. Bytes that are no UTF-8 come out as
// U+FFFD. Pure; any thread.

#include <functional>
#include <string>

#include "timing/journal/store.h"

namespace heatline::timing {

// The name of a device; empty when it is not known.
using DeviceName = std::function<std::string(DeviceId)>;

// Appends the line of `entry`, its line feed included.
void append_fact_json(std::string& out, const Entry& entry, const DeviceName& device_name);

// `text` as a JSON string, with its quotes.
void append_json_string(std::string& out, std::string_view text);

}  // namespace heatline::timing
