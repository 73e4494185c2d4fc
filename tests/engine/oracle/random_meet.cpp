#include "tests/engine/oracle/random_meet.h"

#include <random>

namespace heatline::test {
namespace {

class Maker {
public:
    explicit Maker(std::uint32_t seed) : random_(seed) {}

    MeetBuilder make() {
        rules();
        teams();
        runners();
        heats();
        const int events = number(20, 260);
        for (int i = 0; i < events; ++i) event();
        return std::move(m_);
    }

private:
    // From `from` to `to`, both included. Not std::uniform_int_distribution, which differs between libraries.
    int number(int from, int to) { return from + static_cast<int>(random_() % static_cast<unsigned>(to - from + 1)); }
    bool chance(int percent) { return number(1, 100) <= percent; }
    template <class T>
    const T& one_of(const std::vector<T>& list) {
        return list[static_cast<std::size_t>(number(0, static_cast<int>(list.size()) - 1))];
    }
    std::optional<bool> answer() {
        const int drawn = number(0, 5);
        return drawn == 0 ? std::optional<bool>{} : std::optional<bool>{drawn > 1};
    }

    Basis basis() { return static_cast<Basis>(number(0, 3)); }

    void rules() {
        m_.rules([&](MeetRules& r) {
            r.timing.minimum_finish_s = number(0, 1) ? 120 : 5;
            for (int b = 0; b < 2; ++b) {
                BandRules band;
                band.name = "Band " + std::to_string(b);
                if (chance(50)) band.capacity = number(2, 9);
                if (chance(50)) {
                    band.grades = {Grade{static_cast<std::int8_t>(number(0, 2))}, Grade{static_cast<std::int8_t>(3)}};
                } else if (chance(70)) {
                    band.ages = {number(5, 7), number(8, 9)};
                }
                if (chance(50)) band.no_time_beyond_years = number(0, 2);
                r.heats.bands.push_back(band);
            }
            r.eligibility = {chance(50), chance(30), chance(30), chance(10)};
            const int grants = number(1, 4);
            for (int g = 0; g < grants; ++g) {
                GrantRules rule;
                rule.id = "grant-" + std::to_string(g);
                rule.kind = static_cast<GrantKind>(number(0, 2));
                rule.amount = {number(1, 1000)};
                rule.minimum = number(0, 3);
                rule.minimum_basis = basis();
                rule.include_virtual = chance(40);
                rule.basis = basis();
                rule.tie = chance(50) ? TieRule::share : TieRule::all_win;
                for (int p = number(0, 4); p > 0; --p) rule.prizes.push_back({number(0, 100'000)});
                if (chance(40)) rule.not_with.push_back("grant-" + std::to_string(number(0, 3)));
                r.grants.push_back(rule);
            }
        });
    }

    void teams() {
        const int count = number(1, 5);
        for (int t = 0; t < count; ++t) {
            // Names in another order than the ids.
            teams_.push_back(std::string{static_cast<char>('Z' - (t * 7) % 26)} + " school");
            m_.team(teams_.back(), [&](Team& team) {
                team.registered_coach = answer();
                team.background_check = answer();
                team.event_training = answer();
                team.charges_fee = answer();
                team.fee_exception = answer();
            });
        }
    }

    void runners() {
        const int count = number(1, 24);
        for (int i = 0; i < count; ++i) {
            const std::string bib = std::to_string(number(1, 3) * 100 + i);
            m_.runner(one_of(teams_), bib, [&](Runner& runner) {
                if (chance(60)) runner.age = number(4, 12);
                runner.registered = !chance(15);
                if (chance(12)) runner.attendance = Attendance::virtually;
            });
            bibs_.push_back(bib);
            if (chance(60)) {
                tags_.push_back("T" + bib);
                m_.tag(tags_.back(), bib);
            }
        }
        strangers_ = {"9001", "9002"};
    }

    void heats() {
        const int count = number(1, 4);
        for (int h = 0; h < count; ++h) {
            std::vector<std::string> entered;
            for (std::size_t i = 0; i < bibs_.size(); ++i) {
                const bool own = static_cast<int>(i) % count == h;
                if (own ? chance(90) : chance(15)) entered.push_back(bibs_[i]);
            }
            heats_.push_back(std::to_string(h + 1));
            const std::size_t band = static_cast<std::size_t>(number(0, 2));
            m_.heat(heats_.back(), entered, "race " + std::to_string(h % 2), band < 2 ? BandId{band} : BandId{},
                    chance(80) ? "finish" : "second");
        }
    }

    const std::string& bib() { return chance(93) ? one_of(bibs_) : one_of(strangers_); }
    // The whole day is an hour, so that instants meet often; whole seconds, so that they tie.
    Instant when() { return at(number(0, 3600)); }
    std::string line() { return chance(85) ? "" : "second"; }
    std::string source() { return "device-" + std::to_string(number(1, 4)); }

    void event() {
        const int drawn = number(1, 100);
        if (drawn <= 64) {
            said_.push_back(reading());
        } else if (drawn <= 66) {
            const DeviceId id = m_.device(source());
            m_.fact(ReadingQuarantined{id, "", next_device_seq(m_.state(), id, ""), "E_KIND", "?"});
        } else {
            correction();
        }
    }

    ReadingRef reading() {
        Reading r;
        r.line = line();
        r.at = when();
        const int drawn = number(1, 100);
        if (drawn <= 6) {
            r.kind = ReadingKind::start;
            r.heat = one_of(heats_);
            r.at = at(number(0, 2400));
        } else if (drawn <= 24) {
            r.kind = ReadingKind::tap;
        } else if (drawn <= 44) {
            r.kind = ReadingKind::bib;
            r.bib = bib();
            r.mode = chance(75) ? Mode::live : Mode::batch;
            if (r.mode == Mode::batch) r.at.reset();
        } else if (drawn <= 52) {
            r.kind = ReadingKind::select;
            r.bib = bib();
        } else if (drawn <= 56) {
            r.kind = ReadingKind::token;
            r.bib = bib();
            r.position = static_cast<std::uint32_t>(number(1, 12));
            if (chance(50)) r.at.reset();
            if (chance(50)) r.heat = one_of(heats_);
        } else if (drawn <= 68) {
            r.kind = ReadingKind::chip;
            if (!tags_.empty() && chance(80)) {
                r.tag = one_of(tags_);
            } else {
                r.bib = bib();
            }
        } else {
            r.kind = ReadingKind::sighting;
            r.bib = bib();
            r.where = static_cast<Where>(number(1, 8));
        }
        return m_.reading(source(), r);
    }

    ReadingName named() {
        const ReadingRef& ref = one_of(said_);
        return {m_.state().devices[ref.device.index()].name, ref.epoch, ref.seq};
    }

    void correction() {
        const std::string heat = one_of(heats_);
        switch (number(1, 25)) {
            case 1:
                if (!said_.empty()) ask(VoidReading{named()});
                break;
            case 2:
                if (!said_.empty()) ask(RestoreReading{named()});
                break;
            case 3:
            case 4:
                if (!said_.empty()) ask(AssignTap{named(), chance(85) ? bib() : ""});
                break;
            case 5:
                ask(InsertFinish{heat, bib(), when(), chance(30)});
                break;
            case 6:
                ask(RemoveFinish{heat, bib(), chance(30)});
                break;
            case 7: {
                const std::string& child = bib();
                const RunnerId runner = m_.child(child);
                std::string from;
                if (runner && chance(70)) {
                    for (const HeatId id : m_.state().heats_of[runner.index()])
                        from = m_.state().heats[id.index()].name;
                }
                ask(MoveRunner{child, from, chance(90) ? heat : ""});
                break;
            }
            case 8:
                ask(SwapBibs{bib(), bib()});
                break;
            case 9:
                ask(BindBib{chance(85) ? "#" + std::to_string(number(0, 24)) : "",
                            chance(40) ? one_of(strangers_) : bib()});
                break;
            case 10:
            case 11:
            case 12:
                ask(SetStatus{bib(), chance(60) ? heat : "", static_cast<Status>(number(0, 4))});
                break;
            case 13:
                ask(SetStart{heat, at(number(0, 2400)), chance(20)});
                break;
            case 14:
                ask(AccountChild{bib(), chance(20)});
                break;
            case 15:
                if (chance(40)) {
                    ask(MakeOfficial{heat, 0, {}, 0});
                } else {
                    ask(ReopenHeat{heat});
                }
                break;
            case 16:
                if (!tags_.empty()) ask(AssignTag{chance(85) ? bib() : "", one_of(tags_)});
                break;
            case 17:
                ask(DelayHeats{heat, number(-30, 30)});
                break;
            case 18:
                chance(50) ? ask(HoldHeats{}) : ask(ResumeHeats{});
                break;
            case 19:
                ask(CancelHeat{heat, chance(25)});
                break;
            case 20:
                if (chance(70)) {
                    ask(ClearCourse{heat, chance(40)});
                } else if (m_.command(AddHeat{"added " + heat, when(), "Band 0", "", ""}, "random").ok()) {
                    heats_.push_back("added " + heat);
                }
                break;
            case 21:
                ask(GiveAward{one_of(teams_), "grant-" + std::to_string(number(0, 3)), {number(0, 3) * 5000}});
                break;
            case 22:
            case 23:
            case 24:
                replan();
                break;
            case 25:
                if (chance(20)) {
                    ask(CloseMeet{chance(60)});
                } else {
                    // The digest as it is, or one that nobody has seen.
                    const std::string digest = chance(90) ? m_.snapshot()->grants->digest : "0";
                    ask(ApproveGrants{"person " + std::to_string(number(1, 3)), digest, chance(25)});
                }
                break;
        }
    }
    // What happened on the race day; now and then the last such change is taken back.
    void replan() {
        using namespace race_day;
        const std::string& team = one_of(teams_);
        Question question = Late{{bib(), bib()}};
        switch (number(1, 8)) {
            case 1:
                question = TeamLate{team, when(), {}};
                break;
            case 2:
                question = TeamAbsent{team};
                break;
            case 3:
                question = TeamCoaches{team, number(1, 2)};
                break;
            case 4:
                question = ChildTo{bib(), one_of(heats_)};
                break;
            case 5:
                question = TeamTo{team, "", one_of(heats_)};
                break;
            case 6:
                question = Cancel{one_of(heats_)};
                break;
            default:
                break;
        }
        ask(ReplanHeats{question, "", chance(25)});
        while (heats_.size() < m_.state().heats.size()) heats_.push_back(m_.state().heats[heats_.size()].name);
    }
    // A refusal is as good as a fact: nothing happens.
    void ask(CommandBody body) { (void)m_.ask(std::move(body), "random"); }

    std::mt19937 random_;
    MeetBuilder m_;
    std::vector<std::string> teams_, bibs_, strangers_, tags_, heats_;
    std::vector<ReadingRef> said_;
};

}  // namespace

MeetBuilder random_meet(std::uint32_t seed) { return Maker{seed}.make(); }

}  // namespace heatline::test
