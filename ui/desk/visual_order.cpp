#include "ui/desk/visual_order.h"

#include <unicode/ubidi.h>
#include <unicode/unistr.h>
#include <unicode/ushape.h>

#include <memory>

namespace heatline::ui {
namespace {

// Hebrew, Arabic and all scripts beside them begin at U+0590, whose first UTF-8 byte is 0xD6; Latin, Greek and Cyrillic
// lie before it.
bool may_turn(std::string_view text) {
    for (const char c : text) {
        if (static_cast<unsigned char>(c) >= 0xD6) return true;
    }
    return false;
}

}  // namespace

std::string visual_order(std::string_view text) {
    if (!may_turn(text)) return std::string{text};
    const icu::UnicodeString given =
        icu::UnicodeString::fromUTF8(icu::StringPiece{text.data(), static_cast<std::int32_t>(text.size())});
    UErrorCode error = U_ZERO_ERROR;
    const std::unique_ptr<UBiDi, decltype(&ubidi_close)> bidi{ubidi_open(), &ubidi_close};
    ubidi_setPara(bidi.get(), given.getBuffer(), given.length(), UBIDI_DEFAULT_LTR, nullptr, &error);
    if (U_FAILURE(error)) return std::string{text};
    icu::UnicodeString shown = given;
    if (ubidi_getDirection(bidi.get()) != UBIDI_LTR) {
        icu::UnicodeString shaped;
        const std::int32_t room = given.length() * 2 + 8;
        std::int32_t length =
            u_shapeArabic(given.getBuffer(), given.length(), shaped.getBuffer(room), room,
                          U_SHAPE_LETTERS_SHAPE | U_SHAPE_TEXT_DIRECTION_LOGICAL | U_SHAPE_LENGTH_GROW_SHRINK, &error);
        shaped.releaseBuffer(U_FAILURE(error) ? 0 : length);
        if (U_FAILURE(error)) return std::string{text};
        ubidi_setPara(bidi.get(), shaped.getBuffer(), shaped.length(), UBIDI_DEFAULT_LTR, nullptr, &error);
        icu::UnicodeString turned;
        const std::int32_t turned_room = shaped.length() + 8;
        length = ubidi_writeReordered(bidi.get(), turned.getBuffer(turned_room), turned_room,
                                      UBIDI_DO_MIRRORING | UBIDI_REMOVE_BIDI_CONTROLS, &error);
        turned.releaseBuffer(U_FAILURE(error) ? 0 : length);
        if (U_FAILURE(error)) return std::string{text};
        shown = turned;
    }
    std::string utf8;
    shown.toUTF8String(utf8);
    return utf8;
}

}  // namespace heatline::ui
