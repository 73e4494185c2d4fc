#pragma once
// LiveMeet: a meet that a server has open, as a command works with it. Facts are fetched through the control socket and
// folded here, snapshots come as the server derived them, and what the command works out is proposed to the server: it
// stays free for the readings. One thread.

#include <memory>
#include <string>

#include "timing/control/control_client.h"
#include "timing/meet_folder.h"

namespace heatline::timing {

class LiveMeet final : public Meet {
public:
    // `progress` is called while the journal is fetched.
    LiveMeet(std::string dir, Descriptor socket, Progress progress);

    const std::string& dir() const override { return dir_; }
    bool is_live() const override { return true; }
    Result<const State*, MeetProblem> state() override;
    Result<std::shared_ptr<const Snapshot>, MeetProblem> snapshot() override;
    Result<Seq, MeetProblem> change(const Work& work) override;
    Result<Seq, MeetProblem> command(const Command& command, const std::string& json, Instant now) override;
    // As far as the journal reached when the first row was asked for.
    Result<JournalEnd, JournalError> for_each_row(Seq from, const std::function<bool(const Row&)>& take) override;

private:
    Result<ControlClient::Response, MeetProblem> ask_for(const std::string& target);
    MeetProblem failed(const std::string& why) const;

    std::string dir_;
    ControlClient client_;
    Progress progress_;
    State state_;
    Hash last_hash_;
};

}  // namespace heatline::timing
