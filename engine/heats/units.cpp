#include "engine/heats/units.h"

#include <algorithm>
#include <map>

#include "engine/base/check.h"
#include "engine/roster.h"

namespace heatline::heats {

namespace {

bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string_view without_zeros(std::string_view digits) {
    while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
    return digits;
}

bool takes(const BandRules& band, const PlanChild& child) {
    if (band.gender == BandGender::F && child.gender != Gender::F) return false;
    if (band.gender == BandGender::M && child.gender != Gender::M) return false;
    if (band.grades.empty() && band.ages.empty()) return true;
    const bool by_grade =
        child.grade && std::find(band.grades.begin(), band.grades.end(), child.grade) != band.grades.end();
    const bool by_age = child.age && std::find(band.ages.begin(), band.ages.end(), *child.age) != band.ages.end();
    return by_grade || by_age;
}

// Why no band of `race` takes the child: the first thing that a person could put right.
std::string why_unplaced(const HeatRules& rules, const PlanChild& child, std::string_view race) {
    bool race_exists = race.empty() && !rules.bands.empty();
    bool asks_grade = false, asks_age = false, asks_gender = false;
    for (const BandRules& band : rules.bands) {
        if (!race.empty() && team_key(band.race) != team_key(race)) continue;
        race_exists = true;
        asks_grade = asks_grade || !band.grades.empty();
        asks_age = asks_age || (band.grades.empty() && !band.ages.empty());
        asks_gender = asks_gender || band.gender != BandGender::all;
    }
    if (rules.bands.empty()) return "the meet has no bands; add one to the heats of meet.toml";
    if (!race_exists) return "no band belongs to the race '" + std::string(race) + "'; correct the race or add a band";
    if (asks_grade && !child.grade && (!asks_age || !child.age)) return "no grade; give the child a grade";
    if (asks_age && !asks_grade && !child.age) return "no age; give the child a birth date";
    if (asks_gender && child.gender != Gender::F && child.gender != Gender::M) {
        return "the bands are for F or M alone and the child is neither; give a gender or add a band for all";
    }
    return "no band takes a child of this grade, age and gender; add one or correct the child";
}

struct Family {
    std::vector<ChildIndex> assisted;
    std::vector<ChildIndex> walking;  // Everybody else.
};

// Families of the unit, the large ones first, so that single children are left to fill the last places of a piece.
std::vector<Family> families_of(const PlanInput& input, const std::vector<ChildIndex>& children) {
    std::vector<Family> families;
    std::map<std::string_view, std::size_t> by_name;
    for (const ChildIndex c : children) {
        const PlanChild& child = input.children[c];
        std::size_t at = families.size();
        if (!child.family.empty()) at = by_name.try_emplace(child.family, at).first->second;
        if (at == families.size()) families.emplace_back();
        (child.assisted ? families[at].assisted : families[at].walking).push_back(c);
    }
    std::stable_sort(families.begin(), families.end(), [](const Family& a, const Family& b) {
        return a.assisted.size() + a.walking.size() > b.assisted.size() + b.walking.size();
    });
    return families;
}

struct PieceSize {
    std::size_t assisted = 0;
    std::size_t walking = 0;
};

// The sizes of the pieces: assisted children first, as many as fit, then everybody else.
std::vector<PieceSize> piece_sizes(std::size_t assisted, std::size_t walking, const HeatSize& size,
                                   std::int64_t ratio) {
    std::vector<PieceSize> sizes;
    while (assisted + walking > 0) {
        const auto by_places = static_cast<std::size_t>(size.places / size.seats_of_assisted);
        PieceSize piece;
        piece.assisted = std::min({assisted, by_places, static_cast<std::size_t>(size.assisted)});
        const std::int64_t left = size.places - static_cast<std::int64_t>(piece.assisted) * size.seats_of_assisted;
        piece.walking = std::min(walking, static_cast<std::size_t>(left));
        CHECK_THAT(piece.assisted + piece.walking > 0, "a child that fits no heat reached the cutting of units");
        const bool last = piece.assisted == assisted && piece.walking == walking;
        if (!last && ratio > 0) {
            const std::size_t over = (piece.assisted + piece.walking) % static_cast<std::size_t>(ratio);
            if (over <= piece.walking && over < piece.assisted + piece.walking) piece.walking -= over;
        }
        assisted -= piece.assisted;
        walking -= piece.walking;
        sizes.push_back(piece);
    }
    return sizes;
}

// Moves up to `want` children from `from` to `to`.
void take(std::vector<ChildIndex>& from, std::size_t& want, std::vector<ChildIndex>& to) {
    const std::size_t n = std::min(want, from.size());
    to.insert(to.end(), from.begin(), from.begin() + static_cast<std::ptrdiff_t>(n));
    from.erase(from.begin(), from.begin() + static_cast<std::ptrdiff_t>(n));
    want -= n;
}

}  // namespace

bool key_before(std::string_view a, std::string_view b) {
    const bool a_number = all_digits(a), b_number = all_digits(b);
    if (a_number != b_number) return a_number;
    if (!a_number) return a < b;
    const std::string_view x = without_zeros(a), y = without_zeros(b);
    if (x.size() != y.size()) return x.size() < y.size();
    return x != y ? x < y : a < b;
}

std::vector<ChildIndex> canonical_order(const PlanInput& input, const std::vector<std::int64_t>& positions) {
    std::vector<ChildIndex> order(input.children.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<ChildIndex>(i);
    std::stable_sort(order.begin(), order.end(), [&](ChildIndex a, ChildIndex b) {
        const PlanChild& x = input.children[a];
        const PlanChild& y = input.children[b];
        if (x.team != y.team) {
            if (positions[x.team] != positions[y.team]) return positions[x.team] < positions[y.team];
            const int names = input.teams[x.team].name.compare(input.teams[y.team].name);
            return names != 0 ? names < 0 : x.team < y.team;
        }
        return key_before(x.key, y.key);
    });
    return order;
}

std::optional<std::size_t> band_for(const HeatRules& rules, const PlanChild& child, std::string_view race) {
    const std::string wanted = team_key(race);
    for (std::size_t b = 0; b < rules.bands.size(); ++b) {
        if (!wanted.empty() && team_key(rules.bands[b].race) != wanted) continue;
        if (takes(rules.bands[b], child)) return b;
    }
    return std::nullopt;
}

Entries sort_into_bands(const PlanInput& input, const std::vector<ChildIndex>& canonical) {
    Entries entries;
    entries.by_band.resize(input.rules.bands.size());
    static const std::vector<std::string> any_race{""};
    for (const ChildIndex c : canonical) {
        const PlanChild& child = input.children[c];
        std::vector<std::string> seen;  // A race named twice is one entry.
        for (const std::string& race : child.races.empty() ? any_race : child.races) {
            const std::string key = team_key(race);
            if (std::find(seen.begin(), seen.end(), key) != seen.end()) continue;
            seen.push_back(key);
            const std::optional<std::size_t> band = band_for(input.rules, child, race);
            if (!band) {
                entries.unplaced.push_back({c, race, why_unplaced(input.rules, child, race)});
            } else if (entries.by_band[*band].empty() || entries.by_band[*band].back() != c) {
                entries.by_band[*band].push_back(c);
            }
        }
    }
    return entries;
}

bool lock_holds_in(const HeatRules& rules, const PlanChild& child, std::size_t band) {
    if (child.heat_lock.empty()) return false;
    return band_for(rules, child, child.races.empty() ? std::string_view{} : child.races.front()) == band;
}

HeatSize heat_size(const HeatRules& rules, const BandRules& band) {
    return {std::int64_t{band.lanes > 0 ? band.lanes : band.capacity} - band.reserve, rules.max_assisted,
            rules.assist_seats};
}

std::int64_t heats_needed(std::int64_t seats, std::int64_t assisted, const HeatSize& size) {
    const std::int64_t by_places = (seats + size.places - 1) / size.places;
    const std::int64_t by_assisted = size.assisted > 0 ? (assisted + size.assisted - 1) / size.assisted : 0;
    return std::max({std::int64_t{1}, by_places, by_assisted});
}

std::vector<Item> cut_unit(const PlanInput& input, const std::vector<ChildIndex>& children, std::int64_t position,
                           const HeatSize& size, std::int64_t ratio) {
    if (children.empty()) return {};
    const auto is_assisted = [&](ChildIndex c) { return input.children[c].assisted; };
    const auto assisted = static_cast<std::size_t>(std::count_if(children.begin(), children.end(), is_assisted));
    std::vector<PieceSize> sizes = piece_sizes(assisted, children.size() - assisted, size, 0);
    if (ratio > 0 && sizes.size() > 1) {
        const std::vector<PieceSize> rounded = piece_sizes(assisted, children.size() - assisted, size, ratio);
        if (rounded.size() <= sizes.size()) sizes = rounded;
    }

    std::vector<Family> families = families_of(input, children);
    std::vector<Item> pieces;
    for (std::size_t p = 0; p < sizes.size(); ++p) {
        PieceSize want = sizes[p];
        Item piece;
        piece.team = input.children[children.front()].team;
        piece.position = position;
        piece.assisted = static_cast<std::int64_t>(want.assisted);
        piece.seats = piece.assisted * size.seats_of_assisted + static_cast<std::int64_t>(want.walking);
        piece.own_heat = p + 1 < sizes.size();
        for (Family& family : families) {
            if (family.assisted.size() > want.assisted || family.walking.size() > want.walking) continue;
            take(family.assisted, want.assisted, piece.children);
            take(family.walking, want.walking, piece.children);
        }
        for (std::size_t f = families.size(); f-- > 0;) {  // No whole family is small enough any more.
            take(families[f].assisted, want.assisted, piece.children);
            take(families[f].walking, want.walking, piece.children);
        }
        std::erase_if(families, [](const Family& f) { return f.assisted.empty() && f.walking.empty(); });
        pieces.push_back(std::move(piece));
    }
    return pieces;
}

}  // namespace heatline::heats
