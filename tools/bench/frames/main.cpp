// What the dashboard's frames cost, without a window: how long one takes to be built, how long to say what it changes,
// and how long a name takes to be found. Each beside the same frame of a small meet, in the same run.
//
//   heatline-frames        rows of a table, for tools/bench/dashboard.py

#include <imgui.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>

#include "ui/desk/damage.h"
#include "ui/desk/fonts.h"
#include "ui/desk/letters_of_meet.h"
#include "ui/desk/search.h"
#include "ui/desk/shell.h"

namespace {

using namespace heatline;
using namespace heatline::ui;

constexpr std::size_t kOneHeat = 400;

// `lines` children of one team, all finished, 400 to a heat.
Desk meet_of(std::size_t lines) {
    auto roster = std::make_shared<Roster>();
    auto rules = std::make_shared<MeetRules>();
    auto ledger = std::make_shared<std::vector<LedgerRow>>();
    auto bibs = std::make_shared<std::vector<std::string>>();
    rules->name = "A meet for figures";
    Team team;
    team.name = "Lincoln";
    roster->save_team(TeamId{0U}, team);
    auto made = std::make_shared<Snapshot>();
    std::shared_ptr<HeatPicture> heat;
    const auto close = [&] {
        if (heat) made->heats.push_back(heat);
    };
    for (std::size_t i = 0; i < lines; ++i) {
        if (i % kOneHeat == 0) {
            close();
            heat = std::make_shared<HeatPicture>();
            heat->heat = HeatId{i / kOneHeat};
            heat->name = std::to_string(i / kOneHeat + 1);
            heat->state = HeatState::running;
        }
        const RunnerId child{i};
        Runner runner;
        runner.team = TeamId{0U};
        runner.first = "Zoë";
        runner.last = "Ångström";
        roster->save_runner(child, runner);
        bibs->push_back(std::to_string(i));
        ResultRow row;
        row.runner = child;
        row.bib = bibs->back();
        row.outcome =
            outcome::Finished{Instant{512'400'000}, 512'400'000, static_cast<std::uint32_t>(i % kOneHeat + 1)};
        heat->rows.push_back(row);
        LedgerRow seen;
        seen.runner = child;
        seen.heat = heat->heat;
        ledger->push_back(seen);
    }
    close();
    made->seq = 1;
    made->roster = roster;
    made->rules = rules;
    made->ledger = ledger;
    made->bibs = bibs;
    made->grants = std::make_shared<Grants>();
    Desk desk;
    desk.snapshot = made;
    desk.overview = std::make_shared<const Overview>();
    desk.names = NameBook{desk.snapshot, Role::director};
    desk.link.state = LinkLook::State::live;
    desk.link.role = Role::director;
    return desk;
}

double best_us(int rounds, const std::function<void()>& work) {
    auto best = std::chrono::nanoseconds::max();
    for (int i = 0; i < rounds; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        work();
        best = std::min(best, std::chrono::nanoseconds{std::chrono::steady_clock::now() - begin});
    }
    return static_cast<double>(best.count()) / 1000;
}

struct Cost {
    int corners = 0;
    double first_us = 0, frame_us = 0, damage_us = 0;
};

// A key down in the list for each frame, as somebody who leafs through it.
Cost cost_of(View view, std::size_t lines) {
    const Desk desk = meet_of(lines);
    ImGuiContext* context = ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    ImGui::GetIO().DisplaySize = {1366, 768};
    LettersOfMeet letters;
    letters.update(desk);
    const Faces faces = build_faces(system_fonts(), letters.letters(), 1);
    Screen screen;
    screen.view = view;
    const auto frame = [&] {
        ImGui::GetIO().DeltaTime = 0.1F;
        ImGui::NewFrame();
        Kit kit{ImGui::GetBackgroundDrawList(), faces, screen.theme, 1, {0, 0, 1366, 768}, {}};
        KeyPress down;
        down.key = Key::down;
        std::vector<KeyPress> keys{down};
        std::vector<Intent> intents;
        Frame drawn{kit, desk, screen, keys, intents};
        draw_frame(drawn);
        ImGui::Render();
    };
    Cost cost;
    cost.first_us = best_us(1, frame);
    cost.frame_us = best_us(200, frame);
    Damage damage;
    cost.corners = ImGui::GetDrawData()->TotalVtxCount;
    cost.damage_us = best_us(50, [&] { damage.of(*ImGui::GetDrawData()); });
    ImGui::DestroyContext(context);
    return cost;
}

double search_us(std::size_t lines) {
    std::vector<Searchable> children;
    for (std::size_t i = 0; i < lines; ++i)
        children.push_back({std::to_string(1000 + i), "Łucja-Marie Nguyễn " + std::to_string(i), 0});
    const SearchIndex index{children, {"Lincoln"}};
    return best_us(50, [&] { index.find("lucja 7"); });
}

void row(const char* figure, const char* beside, const char* reach, double large_us, double small_us) {
    std::printf("| %s | %.3f ms | %s %.3f ms | %s |\n", figure, large_us / 1000, beside, small_us / 1000, reach);
}

}  // namespace

int main() {
    const Cost tiny = cost_of(View::results, 80), table = cost_of(View::results, 8'000),
               large = cost_of(View::results, 80'000), heats = cost_of(View::heats, 12'000);
    if (table.corners < 1'000 || heats.corners < 1'000) {
        std::fprintf(stderr,
                     "heatline-frames: the frames are empty: these figures would say nothing; mend the bench\n");
        return 1;
    }
    row("one frame of an 8,000-row table", "80 rows", "0.3 ms", table.frame_us, tiny.frame_us);
    row("one frame of an 80,000-row table", "8,000 rows", "the same", large.frame_us, table.frame_us);
    row("the first after a new snapshot, 8,000 rows", "80 rows", "-", table.first_us, tiny.first_us);
    row("heats view, 12,000 children", "results, 8,000", "-", heats.frame_us, table.frame_us);
    row("what a frame changes, found", "building it", "-", table.damage_us, table.frame_us);
    row("a child found among 8,000", "among 800", "50 ms", search_us(8'000), search_us(800));
}
