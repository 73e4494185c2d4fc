#include "ui/desk/gallery/sample_names.h"

#include <array>
#include <span>
#include <string_view>

namespace heatline::ui {
namespace {

struct First {
    std::string_view name, say_it = "";
};
struct Last {
    std::string_view name, say_it = "";
};

// Names that are met together. `weight`: of 24 children, how many have names of this group.
struct Group {
    std::span<const First> firsts;
    std::span<const Last> lasts;
    std::uint32_t weight = 1;
};

constexpr auto kPlainFirsts = std::to_array<First>({
    {"Ava"},   {"Ben"},   {"Leo"},   {"Emma"},  {"Noah"},           {"Lily"},          {"Jack"},
    {"Ruby"},  {"Owen"},  {"Grace"}, {"Henry"}, {"Nora"},           {"Maya", "MY-ah"}, {"Aiden"},
    {"Hazel"}, {"Caleb"}, {"Ivy"},   {"Mason"}, {"Isla", "EYE-la"}, {"Theo"},
});
constexpr auto kPlainLasts = std::to_array<Last>({
    {"Khan"},
    {"Turner"},
    {"Hall"},
    {"Reed"},
    {"Brooks"},
    {"Miller"},
    {"O'Brien"},
    {"Carter"},
    {"Young"},
    {"Bell"},
    {"Foster"},
    {"Hughes"},
    {"Price"},
    {"Ward"},
    {"Coleman"},
    {"Knox"},
});
constexpr auto kSpanishFirsts = std::to_array<First>({
    {"José", "ho-ZAY"},
    {"María"},
    {"Ángel", "AHN-hel"},
    {"Lucía", "loo-SEE-ah"},
    {"Mateo", "mah-TAY-oh"},
    {"Ximena", "hee-MEH-nah"},
    {"Santiago"},
    {"Valentina"},
    {"Jesús", "heh-SOOS"},
    {"Camila"},
});
constexpr auto kSpanishLasts = std::to_array<Last>({
    {"García"},
    {"Núñez", "NOON-yez"},
    {"Rodríguez"},
    {"Peña", "PEHN-yah"},
    {"López"},
    {"Vázquez"},
    {"Muñoz", "moon-YOHS"},
    {"Hernández"},
});
constexpr auto kVietnameseFirsts = std::to_array<First>({
    {"Minh"},
    {"Linh"},
    {"Thảo", "tow as in town"},
    {"Đức", "dook"},
    {"Ngọc", "nahp"},
    {"Hải", "high"},
});
constexpr auto kVietnameseLasts = std::to_array<Last>({
    {"Nguyễn", "win"},
    {"Trần"},
    {"Phạm", "fahm"},
    {"Đặng", "dahng"},
    {"Lê", "lay"},
});
constexpr auto kPolishFirsts = std::to_array<First>({
    {"Łukasz", "WOO-kash"},
    {"Zofia", "ZAW-fya"},
    {"Michał", "MEE-how"},
    {"Małgorzata", "mow-go-ZHAH-tah"},
    {"Jan", "yahn"},
});
constexpr auto kPolishLasts = std::to_array<Last>({
    {"Wójcik", "VOY-chik"},
    {"Kamiński"},
    {"Żak", "zhahk"},
    {"Dąbrowski", "dom-BROF-skee"},
});
constexpr auto kWesternFirsts = std::to_array<First>({
    {"Zoë", "ZOH-ee"},
    {"François", "frahn-SWAH"},
    {"Chloé"},
    {"Jürgen", "YUR-gen"},
    {"Siân", "shahn"},
    {"Aoife", "EE-fah"},
    {"Søren", "SUR-en"},
    {"Anaïs", "ah-nah-EES"},
});
constexpr auto kWesternLasts = std::to_array<Last>({
    {"Müller"},
    {"Lefèvre", "luh-FEV-ruh"},
    {"Ångström"},
    {"Nic Dhonnchadha", "nick GUN-uh-khuh"},
    {"Bjørnsen"},
    {"Gonçalves"},
});
constexpr auto kChineseFirsts = std::to_array<First>({
    {"明", "ming"},
    {"欣怡", "shin-EE"},
    {"浩然", "how-RAHN"},
    {"子涵", "dzuh-HAHN"},
    {"思远", "suh-YWEN"},
});
constexpr auto kChineseLasts = std::to_array<Last>({{"李"}, {"王"}, {"陈"}, {"张"}});
constexpr auto kKoreanFirsts = std::to_array<First>({
    {"지우", "jee-OO"},
    {"서연", "suh-YUN"},
    {"민준", "min-JOON"},
    {"하은", "hah-UN"},
});
constexpr auto kKoreanLasts = std::to_array<Last>({{"김"}, {"박"}, {"최"}, {"이"}});
constexpr auto kArabicFirsts = std::to_array<First>({
    {"محمد", "moo-HAM-mad"},
    {"فاطمة", "FAH-tee-mah"},
    {"يوسف", "YOO-suf"},
    {"ليلى", "LAY-la"},
});
constexpr auto kArabicLasts = std::to_array<Last>({{"حداد"}, {"منصور"}, {"خليل"}});
constexpr auto kHindiFirsts = std::to_array<First>({
    {"देवी", "DAY-vee"},
    {"अर्जुन", "AR-joon"},
    {"प्रिया", "PREE-yah"},
    {"रोहन"},
});
constexpr auto kHindiLasts = std::to_array<Last>({{"शर्मा"}, {"पटेल"}, {"सिंह"}});
constexpr auto kOtherFirsts = std::to_array<First>({
    {"Ольга", "OHL-gah"},
    {"Δήμητρα", "THEE-mee-trah"},
    {"Тарас", "tah-RAHS"},
    {"Νίκος", "NEE-kos"},
    {"さくら", "sah-KOO-rah"},
    {"Keoni", "keh-OH-nee"},
    {"Lokelani", "loh-keh-LAH-nee"},
    {"Amaka", "ah-MAH-kah"},
});
constexpr auto kOtherLasts = std::to_array<Last>({
    {"Шевченко"},
    {"Παπαδάκη"},
    {"田中"},
    {"Kahananui", "kah-hah-nah-NOO-ee"},
    {"Okonkwo"},
});

constexpr auto kGroups = std::to_array<Group>({
    {kPlainFirsts, kPlainLasts, 9},
    {kSpanishFirsts, kSpanishLasts, 6},
    {kVietnameseFirsts, kVietnameseLasts, 2},
    {kWesternFirsts, kWesternLasts, 1},
    {kPolishFirsts, kPolishLasts, 1},
    {kChineseFirsts, kChineseLasts, 1},
    {kKoreanFirsts, kKoreanLasts, 1},
    {kArabicFirsts, kArabicLasts, 1},
    {kHindiFirsts, kHindiLasts, 1},
    {kOtherFirsts, kOtherLasts, 1},
});
constexpr std::uint32_t kWeights = 24;

// Scatters the numbers, so that neighbours in a roster have nothing in common.
std::uint32_t scattered(std::uint32_t number) {
    number = (number ^ (number >> 16)) * 0x45D9'F3BU;
    number = (number ^ (number >> 16)) * 0x45D9'F3BU;
    return number ^ (number >> 16);
}

std::string said(std::string_view first, std::string_view last) {
    std::string all{first};
    if (!first.empty() && !last.empty()) all += ' ';
    return all.append(last);
}

}  // namespace

SampleName sample_name(std::uint32_t number) {
    const std::uint32_t dice = scattered(number + 1);
    std::uint32_t left = dice % kWeights;
    for (const Group& group : kGroups) {
        if (left >= group.weight) {
            left -= group.weight;
            continue;
        }
        const First& first = group.firsts[(dice / kWeights) % group.firsts.size()];
        const Last& last = group.lasts[(dice / 4096) % group.lasts.size()];
        return {std::string{first.name}, std::string{last.name}, said(first.say_it, last.say_it)};
    }
    return {"Ava", "Khan", ""};
}

SampleName longest_name() {
    return {"Maximiliana-Guadalupe", "Kahananui-Wolfeschlegelstein-Papadimitriou",
            "mak-see-mee-lee-AH-nah gwah-dah-LOO-peh"};
}

}  // namespace heatline::ui
