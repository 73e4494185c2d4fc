#pragma once
// The cast: the devices that a simulated day needs, and the wall between what they say and who they are.
//
// Names follow from the team or the line alone, so that whoever makes the devices and whoever plays the day find the
// same names without talking to each other. Pure; any thread.

#include <string>
#include <vector>

namespace heatline::simulate {

struct CastMember {
    std::string name;  // Of the device; lower-case letters, digits and dashes, at most 64 bytes.
    std::string role;  // As `heatline device add --role` takes it.
    std::string line;  // The finish line a timer stands at; empty for the others.
    std::string team;  // Of a tent; empty for the others.
};

// Everybody for these teams and finish lines, each once, in any order given. One device starts all heats, one walks
// the staging area, one the course; each line has a tapper, a chute, a note taker and a mat.
std::vector<CastMember> cast(const std::vector<std::string>& team_names,
                             const std::vector<std::string>& lines = {"finish"});

inline constexpr const char* kStarter = "starter";
inline constexpr const char* kStagingMarshal = "marshal-staging";
inline constexpr const char* kCourseMarshal = "marshal-course";
std::string tapper(const std::string& line);
std::string chute(const std::string& line);
std::string note_taker(const std::string& line);
std::string mat(const std::string& line);
std::string tent_of(const std::string& team);

}  // namespace heatline::simulate
