#include "tools/bench/large_meet.h"

#include <algorithm>
#include <array>
#include <map>

#include "engine/apply.h"

namespace heatline::bench {
namespace {

// 2027-05-01T15:00:00Z, the first gun.
constexpr Instant kFirstGun{1'809'183'600'000'000};
constexpr Millis kBetweenGuns = minutes(6);

// Numbers that look drawn and are always the same.
class Numbers {
public:
    std::int64_t below(std::int64_t bound) {
        state_ = state_ * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
        return static_cast<std::int64_t>((state_ >> 33) % static_cast<std::uint64_t>(bound));
    }

private:
    std::uint64_t state_ = 20'270'501;
};

enum Device : std::uint32_t { tapper, scanner, notes, starter, gate, office, mat, kDevices };
constexpr std::array<const char*, kDevices> kDeviceNames{kTapper, "scanner", "notes", "starter",
                                                         "gate",  "office",  "mat"};

struct Said {
    Device device = tapper;
    Reading reading;
};

class Day {
public:
    explicit Day(std::size_t chip_reads_a_child) : chip_reads_(chip_reads_a_child) {}

    std::vector<Fact> facts() {
        prepare();
        for (std::size_t heat = 0; heat < kHeats; ++heat) run_heat(heat);
        finish_all();
        std::stable_sort(said_.begin(), said_.end(),
                         [](const Said& a, const Said& b) { return *a.reading.at < *b.reading.at; });
        std::array<std::uint64_t, kDevices> counted{};
        for (Said& said : said_) {
            said.reading.epoch = "day";
            said.reading.seq = ++counted[said.device];
            const Instant at = *said.reading.at;
            add(at, kDeviceNames[said.device],
                ReadingTaken{DeviceId{std::uint32_t{said.device}}, std::move(said.reading)});
        }
        return std::move(facts_);
    }

private:
    static Instant gun_of_heat(std::size_t heat) {
        return kFirstGun + Millis{kBetweenGuns.count * static_cast<std::int64_t>(heat)};
    }

    void add(Instant at, const char* author, FactBody body) { facts_.push_back({at, author, {}, std::move(body)}); }

    void prepare() {
        const Instant before = kFirstGun - minutes(24 * 60);
        MeetRules rules;
        rules.name = "A large day";
        rules.date = {2027, 5, 1};
        rules.timing.minimum_finish_s = 240;
        for (std::int8_t grade = 0; grade < 8; ++grade) {
            BandRules band;
            band.name = "Grade " + std::to_string(grade + 1);
            band.grades = {Grade{static_cast<std::int8_t>(grade + 1)}};
            rules.heats.bands.push_back(band);
        }
        GrantRules grant;
        grant.id = "per-finisher";
        grant.amount = Cents{500};
        rules.grants.push_back(grant);
        add(before, "bench", RulesSet{"", rules});
        for (std::size_t team = 0; team < kTeams; ++team) {
            Team value;
            value.name = "School " + std::to_string(team + 1);
            value.tent_row = static_cast<std::int32_t>(team / 15) + 1;
            value.tent_col = static_cast<std::int32_t>(team % 15) + 1;
            add(before, "bench", TeamSaved{TeamId{team}, value});
        }
        for (std::size_t child = 0; child < kChildren; ++child) {
            Runner value;
            value.team = TeamId{child % kTeams};
            value.first = "Child" + std::to_string(child);
            value.last = "Of Team" + std::to_string(child % kTeams);
            value.grade = Grade{static_cast<std::int8_t>(child / kChildrenAHeat / 5 + 1)};
            value.age = static_cast<std::int32_t>(child / kChildrenAHeat / 5 + 6);
            add(before, "bench", RunnerSaved{RunnerId{child}, value});
            add(before, "bench", BibBound{bib_of(child), RunnerId{child}, {}});
            if (chip_reads_ > 0) add(before, "bench", TagBound{tag_of(child), bib_of(child), RunnerId::none(), {}});
        }
        PlanSaved plan;
        for (std::size_t heat = 0; heat < kHeats; ++heat) {
            PlannedHeat planned;
            planned.name = std::to_string(heat + 1);
            planned.band = BandId{heat / 5};
            planned.race = "mile";
            planned.start = gun_of_heat(heat);
            for (std::size_t i = 0; i < kChildrenAHeat; ++i)
                planned.placements.push_back({RunnerId{heat * kChildrenAHeat + i}, 0});
            plan.heats.push_back(std::move(planned));
        }
        add(before, "bench", std::move(plan));
        for (std::uint32_t device = 0; device < kDevices; ++device) {
            const Role role = device <= starter ? Role::timer : Role::staff;
            add(before, "bench",
                DeviceAdded{DeviceId{device}, kDeviceNames[device], role, "finish", TeamId::none(), ""});
        }
    }

    static std::string bib_of(std::size_t child) { return std::to_string(1000 + child); }

    static std::string tag_of(std::size_t child) { return "058A" + std::to_string(100'000 + child); }

    Reading& say(Device device, ReadingKind kind, Instant at) {
        Said& said = said_.emplace_back();
        said.device = device;
        said.reading.kind = kind;
        said.reading.at = at;
        return said.reading;
    }
    void see(Device device, Where where, std::size_t child, Instant at) {
        Reading& reading = say(device, ReadingKind::sighting, at);
        reading.bib = bib_of(child);
        reading.where = where;
    }

    void run_heat(std::size_t heat) {
        const Instant gun = gun_of_heat(heat);
        say(starter, ReadingKind::start, gun).heat = std::to_string(heat + 1);
        for (std::size_t i = 0; i < kChildrenAHeat; ++i) {
            const std::size_t child = heat * kChildrenAHeat + i;
            see(office, Where::tent, child, gun - minutes(55) + Millis{numbers_.below(1'800'000)});
            see(gate, Where::staging, child, gun - minutes(10) + Millis{numbers_.below(480'000)});
            // Two draws added: most children come in the middle.
            crossings_.emplace_back(gun + seconds(330) + Millis{numbers_.below(210'000) + numbers_.below(210'000)},
                                    child);
        }
    }

    // One line and one chute for all, in which nobody overtakes. A tap and a scan in a hundred are missing. Three times
    // a minute somebody notes who crosses, to a fifth of a second, as organisers are advised to.
    void finish_all() {
        std::sort(crossings_.begin(), crossings_.end());
        Instant scanned = kFirstGun;
        Instant noted = kFirstGun;
        for (const auto& [at, child] : crossings_) {
            if (numbers_.below(100) != 0) say(tapper, ReadingKind::tap, at);
            if (at >= noted + seconds(20)) {
                say(notes, ReadingKind::select, at + Millis{numbers_.below(400) - 200}).bib = bib_of(child);
                noted = at;
            }
            scanned = std::max(scanned + Millis{600}, at + Millis{4'000 + numbers_.below(1'000)});
            if (numbers_.below(100) != 0) {
                Reading& scan = say(scanner, ReadingKind::bib, scanned);
                scan.bib = bib_of(child);
                scan.mode = Mode::live;
            }
            for (std::size_t read = 0; read < chip_reads_; ++read) {
                const auto later = Millis{numbers_.below(200) + static_cast<std::int64_t>(read) * 90};
                say(mat, ReadingKind::chip, at + later).tag = tag_of(child);
            }
            see(office, Where::tent_return, child, at + minutes(5) + Millis{numbers_.below(900'000)});
        }
    }

    std::size_t chip_reads_;
    std::vector<std::pair<Instant, std::size_t>> crossings_;
    Numbers numbers_;
    std::vector<Said> said_;
    std::vector<Fact> facts_;
};

}  // namespace

std::vector<Fact> large_meet_facts(std::size_t chip_reads_a_child) { return Day{chip_reads_a_child}.facts(); }

State large_meet() {
    State state;
    for (const Fact& fact : large_meet_facts()) apply(state, state.seq + 1, fact);
    return state;
}

}  // namespace heatline::bench
