#include "engine/fact.h"

namespace heatline {
namespace {

// One overload a kind: a kind without a word does not compile.
struct KindWord {
    const char* operator()(const RulesSet&) const { return "rules-set"; }
    const char* operator()(const TeamSaved&) const { return "team-saved"; }
    const char* operator()(const RunnerSaved&) const { return "runner-saved"; }
    const char* operator()(const BibBound&) const { return "bib-bound"; }
    const char* operator()(const TagBound&) const { return "tag-bound"; }
    const char* operator()(const PlanSaved&) const { return "plan-saved"; }
    const char* operator()(const DeviceAdded&) const { return "device-added"; }
    const char* operator()(const DeviceRevoked&) const { return "device-revoked"; }
    const char* operator()(const ReadingTaken&) const { return "reading"; }
    const char* operator()(const ReadingQuarantined&) const { return "quarantined"; }
    const char* operator()(const ReadingConflicted&) const { return "conflict"; }
    const char* operator()(const ReadingVoided&) const { return "reading-voided"; }
    const char* operator()(const ReadingRestored&) const { return "reading-restored"; }
    const char* operator()(const TapAssigned&) const { return "tap-assigned"; }
    const char* operator()(const FinishInserted&) const { return "finish-inserted"; }
    const char* operator()(const FinishRemoved&) const { return "finish-removed"; }
    const char* operator()(const RunnerMoved&) const { return "runner-moved"; }
    const char* operator()(const StatusSet&) const { return "status-set"; }
    const char* operator()(const StartSet&) const { return "start-set"; }
    const char* operator()(const ChildAccounted&) const { return "child-accounted"; }
    const char* operator()(const HeatMadeOfficial&) const { return "heat-made-official"; }
    const char* operator()(const HeatReopened&) const { return "heat-reopened"; }
    const char* operator()(const LinksKeyed&) const { return "links-keyed"; }
    const char* operator()(const StartsMoved&) const { return "starts-moved"; }
    const char* operator()(const HeatsHeld&) const { return "heats-held"; }
    const char* operator()(const HeatsResumed&) const { return "heats-resumed"; }
    const char* operator()(const HeatCancelled&) const { return "heat-cancelled"; }
    const char* operator()(const HeatReinstated&) const { return "heat-reinstated"; }
    const char* operator()(const HeatAdded&) const { return "heat-added"; }
    const char* operator()(const CourseCleared&) const { return "course-cleared"; }
    const char* operator()(const CourseReopened&) const { return "course-reopened"; }
    const char* operator()(const AccountTakenBack&) const { return "account-taken-back"; }
    const char* operator()(const FinishWordTakenBack&) const { return "finish-word-taken-back"; }
    const char* operator()(const StartTakenBack&) const { return "start-taken-back"; }
    const char* operator()(const TeamAwarded&) const { return "team-awarded"; }
    const char* operator()(const GrantsApproved&) const { return "grants-approved"; }
    const char* operator()(const ApprovalTakenBack&) const { return "approval-taken-back"; }
    const char* operator()(const MeetClosed&) const { return "meet-closed"; }
    const char* operator()(const MeetReopened&) const { return "meet-reopened"; }
    const char* operator()(const HeatsReplanned&) const { return "heats-replanned"; }
};

}  // namespace

const char* kind_name(const FactBody& body) { return std::visit(KindWord{}, body); }

}  // namespace heatline
