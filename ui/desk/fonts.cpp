#include "ui/desk/fonts.h"

#include <ft2build.h>
#include <imgui_freetype.h>
#include FT_FREETYPE_H
#include <unicode/utf8.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <memory>

#include "ui/desk/visual_order.h"

namespace heatline::ui {
namespace {

std::string first_there(const std::vector<std::string>& paths) {
    for (const std::string& path : paths) {
        std::error_code error;
        if (std::filesystem::is_regular_file(path, error)) return path;
    }
    return {};
}

// Which of the wanted letters a font file has.
class FontFile {
public:
    FontFile(FT_Library library, const std::string& path) {
        if (FT_New_Face(library, path.c_str(), 0, &face_) != 0) face_ = nullptr;
    }
    ~FontFile() {
        if (face_) FT_Done_Face(face_);
    }
    FontFile(const FontFile&) = delete;
    FontFile& operator=(const FontFile&) = delete;
    // ImGui counts a size from the top of the tallest letter to the foot of the lowest; people, browsers and our type
    // scale count the em. This is what one is of the other, in thousandths.
    int height_per_em_milli() const {
        if (!face_ || face_->units_per_EM == 0) return 1000;
        return static_cast<int>((face_->ascender - face_->descender) * 1000L / face_->units_per_EM);
    }
    bool has(char32_t letter) const { return face_ && FT_Get_Char_Index(face_, letter) != 0; }

private:
    FT_Face face_ = nullptr;
};

// Letters as ImGui takes them: pairs of first and last, then 0. The atlas keeps the pointer, so these outlive it.
using Ranges = std::vector<ImWchar>;

Ranges ranges_of(const std::vector<char32_t>& letters) {
    Ranges ranges;
    for (const char32_t letter : letters) {
        const auto narrow = static_cast<ImWchar>(letter);
        if (!ranges.empty() && ranges.back() + 1 == narrow) {
            ranges.back() = narrow;
        } else {
            ranges.insert(ranges.end(), {narrow, narrow});
        }
    }
    ranges.push_back(0);
    return ranges;
}

// What the program itself writes, and Latin of Europe: always there.
void add_own(std::set<char32_t>& letters) {
    for (char32_t c = 0x20; c < 0x7F; ++c) letters.insert(c);
    for (char32_t c = 0xA0; c < 0x180; ++c) letters.insert(c);
    for (const char32_t c :
         {U'–', U'—', U'…', U'·', U'±', U'×', U'’', U'“', U'”', U'−', U'→', U'←', U'↑', U'↓', U'▸', U'\uFFFD'})
        letters.insert(c);
}

// Large letters fill an atlas fast: of a size only as many are drawn as stay within this many pixels a face. Kit falls
// back to a smaller size for a text that has others.
constexpr float kPixelsAFace = 6'000'000;

// ImGui 1.86's FreeType builder writes each letter into a buffer of 256 KiB at four bytes a pixel, without looking: a
// letter of more than 65,536 pixels breaks the heap. The widest, '@', has less than nine tenths of its em in square,
// and of this height (ascender to descender) it stays well below. Larger text is drawn enlarged from it.
constexpr float kRasterHeightMax = 288;

const Ranges* share_at(const std::vector<char32_t>& share, float pixels, bool clock,
                       std::vector<std::unique_ptr<Ranges>>& kept) {
    std::vector<char32_t> taken = share;
    const auto most = std::max<std::size_t>(0x60, static_cast<std::size_t>(kPixelsAFace / (pixels * pixels)));
    if (taken.size() > most) taken.resize(most);
    // Clocks, counts and what fills the screen in words are ASCII.
    if (clock) std::erase_if(taken, [](char32_t letter) { return letter >= 0x7F; });
    kept.push_back(std::make_unique<Ranges>(ranges_of(taken)));
    return kept.back().get();
}

}  // namespace

FontPlaces system_fonts() {
    const std::string roboto = "/usr/share/fonts/truetype/roboto/unhinted/RobotoTTF/";
    const std::string dejavu = "/usr/share/fonts/truetype/dejavu/";
    const std::string noto = "/usr/share/fonts/truetype/noto/";
    return {
        {roboto + "Roboto-Regular.ttf", dejavu + "DejaVuSans.ttf", noto + "NotoSans-Regular.ttf"},
        {roboto + "Roboto-Medium.ttf", roboto + "Roboto-Bold.ttf", dejavu + "DejaVuSans-Bold.ttf",
         dejavu + "DejaVuSans.ttf", noto + "NotoSans-Bold.ttf"},
        {noto + "NotoSans-Regular.ttf", noto + "NotoSansArabic-Regular.ttf", noto + "NotoSansHebrew-Regular.ttf",
         noto + "NotoSansDevanagari-Regular.ttf", noto + "NotoSansBengali-Regular.ttf",
         noto + "NotoSansTamil-Regular.ttf", noto + "NotoSansTelugu-Regular.ttf", noto + "NotoSansGujarati-Regular.ttf",
         noto + "NotoSansGurmukhi-Regular.ttf", noto + "NotoSansThai-Regular.ttf", noto + "NotoSansLao-Regular.ttf",
         noto + "NotoSansKhmer-Regular.ttf", noto + "NotoSansMyanmar-Regular.ttf",
         noto + "NotoSansEthiopic-Regular.ttf", noto + "NotoSansArmenian-Regular.ttf",
         noto + "NotoSansGeorgian-Regular.ttf", noto + "NotoSansSymbols-Regular.ttf",
         "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", dejavu + "DejaVuSans.ttf"}};
}

bool Letters::add(std::string_view text) {
    if (std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
        return false;
    const std::string shown = visual_order(text);
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(shown.data());
    const auto size = static_cast<std::int32_t>(shown.size());
    bool grown = false;
    for (std::int32_t at = 0; at < size;) {
        UChar32 letter = 0;
        U8_NEXT_OR_FFFD(bytes, at, size, letter);
        if (letter < 0x80 || letter > 0xFFFF || all_.size() >= kLettersMax) continue;  // ImGui 1.86 holds 16 bits.
        grown |= all_.insert(static_cast<char32_t>(letter)).second;
    }
    return grown;
}

Faces build_faces(const FontPlaces& places, const Letters& letters, float scale, std::vector<char32_t>* missing) {
    static std::vector<std::unique_ptr<Ranges>> kept;  // As long as the one atlas of the program.
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    atlas.Clear();
    kept.clear();
    atlas.FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
    atlas.Flags |= ImFontAtlasFlags_NoMouseCursors;
    atlas.TexDesiredWidth = 2048;

    FT_Library library = nullptr;
    FT_Init_FreeType(&library);
    Faces faces;
    for (const Weight weight : {Weight::regular, Weight::medium}) {
        std::vector<std::string> paths{first_there(weight == Weight::regular ? places.regular : places.medium)};
        if (paths.front().empty()) paths.clear();
        for (const std::string& path : places.further) {
            if (!first_there({path}).empty()) paths.push_back(path);
        }
        // Which face gives which letters.
        std::set<char32_t> wanted = letters.all();
        add_own(wanted);
        struct Share {
            std::string path;
            std::vector<char32_t> letters;
            int height_milli =
                1000;  // Of this face: a merged one is as large as the first by its em, not by its height.
        };
        std::vector<Share> shares;
        int height_milli = 1000;
        for (const std::string& path : paths) {
            const FontFile file{library, path};
            if (path == paths.front()) height_milli = file.height_per_em_milli();
            std::vector<char32_t> share;
            for (const char32_t letter : wanted) {
                if (file.has(letter)) share.push_back(letter);
            }
            if (share.empty()) continue;
            for (const char32_t letter : share) wanted.erase(letter);
            shares.push_back({path, std::move(share), file.height_per_em_milli()});
        }
        if (missing && weight == Weight::regular) missing->assign(wanted.begin(), wanted.end());
        for (std::size_t size = 0; size < kSizes; ++size) {
            const float height = std::round(kPixels[size] * scale * static_cast<float>(height_milli) / 1000);
            const float pixels = std::min(height, kRasterHeightMax);
            ImFont* font = nullptr;
            for (const Share& share : shares) {
                const Ranges* ranges =
                    share_at(share.letters, pixels, size == static_cast<std::size_t>(Size::clock), kept);
                if (ranges->size() < 2) continue;
                ImFontConfig config;
                config.MergeMode = font != nullptr;
                config.OversampleH = 1;
                config.PixelSnapH = true;
                const float own =
                    std::round(pixels * static_cast<float>(share.height_milli) / static_cast<float>(height_milli));
                ImFont* added = atlas.AddFontFromFileTTF(share.path.c_str(), own, &config, ranges->data());
                if (!font) font = added;
            }
            if (!font) {
                ImFontConfig config;
                config.SizePixels = pixels;
                font = atlas.AddFontDefault(&config);
            }
            font->FallbackChar = 0xFFFD;
            font->Scale = height / pixels;
            faces.fonts[size][static_cast<std::size_t>(weight)] = font;
        }
    }
    FT_Done_FreeType(library);
    atlas.Build();
    return faces;
}

}  // namespace heatline::ui
