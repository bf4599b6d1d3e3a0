#include "wording/value_titles.h"

#include "domain/unknown_value.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct EnvironmentText {
    Q_DECLARE_TR_FUNCTIONS(steward::Environment)
};

struct PlanStepText {
    Q_DECLARE_TR_FUNCTIONS(steward::PlanStep)
};

struct DoctorText {
    Q_DECLARE_TR_FUNCTIONS(steward::Doctor)
};

struct ConnectionText {
    Q_DECLARE_TR_FUNCTIONS(steward::PlanText)
};

struct VerdictText {
    Q_DECLARE_TR_FUNCTIONS(steward::Verdict)
};

struct ProblemGroupText {
    Q_DECLARE_TR_FUNCTIONS(steward::ProblemGroup)
};

struct InstanceStateText {
    Q_DECLARE_TR_FUNCTIONS(steward::InstanceState)
};

} // namespace

QString environmentTitle(Environment environment)
{
    switch (environment) {
    case Environment::Production:
        return EnvironmentText::tr("Production");
    case Environment::Staging:
        return EnvironmentText::tr("Staging");
    case Environment::Development:
        return EnvironmentText::tr("Development");
    }
    return unknownText();
}

QString placeTitle(PlanPlace place)
{
    switch (place) {
    case PlanPlace::Server:
        return PlanStepText::tr("Server");
    case PlanPlace::Database:
        return PlanStepText::tr("Database");
    case PlanPlace::Cache:
        return PlanStepText::tr("Cache");
    case PlanPlace::Workers:
        return PlanStepText::tr("Workers");
    case PlanPlace::Profile:
        return PlanStepText::tr("Profile");
    }
    return unknownText();
}

QString checkTitle(CheckId id)
{
    switch (id) {
    case CheckId::Reachable:
        return DoctorText::tr("Reachable");
    case CheckId::Tls:
        return DoctorText::tr("Encryption");
    case CheckId::Credentials:
        return DoctorText::tr("Credentials");
    case CheckId::Version:
        return DoctorText::tr("Version");
    case CheckId::Role:
        return DoctorText::tr("Role");
    case CheckId::Tables:
        return DoctorText::tr("Data is here");
    case CheckId::Read:
        return DoctorText::tr("Can read");
    case CheckId::RowSecurity:
        return DoctorText::tr("Sees all rows");
    case CheckId::Write:
        return DoctorText::tr("Can write");
    case CheckId::Execute:
        return DoctorText::tr("Can call the save function");
    case CheckId::Pooler:
        return DoctorText::tr("Pooler");
    case CheckId::Publish:
        return DoctorText::tr("Can notify workers");
    case CheckId::Library:
        return DoctorText::tr("Library on this computer");
    }
    return unknownText();
}

QString connectionTitle(Connection connection)
{
    switch (connection) {
    case Connection::Open:
        return ConnectionText::tr("connected");
    case Connection::Connecting:
        return ConnectionText::tr("pairing");
    case Connection::Close:
        return ConnectionText::tr("disconnected");
    case Connection::Other:
        return ConnectionText::tr("state not known");
    }
    return connectionWord(connection);
}

QString verdictTitle(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Unknown:
        return VerdictText::tr("Not read");
    case Verdict::Problem:
        return VerdictText::tr("Problem");
    case Verdict::SwitchedOff:
        return VerdictText::tr("Switched off");
    case Verdict::NotPaired:
        return VerdictText::tr("Not paired");
    case Verdict::NotChecked:
        return VerdictText::tr("Not checked");
    case Verdict::Working:
        return VerdictText::tr("Works");
    }
    return verdictTitle(Verdict::Unknown);
}

QString groupTitle(ProblemGroup group)
{
    switch (group) {
    case ProblemGroup::Duplicates:
        return ProblemGroupText::tr("Duplicates");
    case ProblemGroup::Connection:
        return ProblemGroupText::tr("Connection");
    case ProblemGroup::Missing:
        return ProblemGroupText::tr("Missing or extra");
    case ProblemGroup::Cache:
        return ProblemGroupText::tr("Cache");
    case ProblemGroup::Details:
        return ProblemGroupText::tr("Details differ");
    }
    return unknownText();
}

QString instanceStateTitle(InstanceState state)
{
    switch (state) {
    case InstanceState::Ghost:
        return InstanceStateText::tr("Ghost");
    case InstanceState::Pairing:
        return InstanceStateText::tr("Pairing");
    case InstanceState::Disconnected:
        return InstanceStateText::tr("Disconnected");
    case InstanceState::Connected:
        return InstanceStateText::tr("Connected");
    case InstanceState::NotOnServer:
        return InstanceStateText::tr("Not on server");
    case InstanceState::NotRead:
        return InstanceStateText::tr("Not read");
    case InstanceState::Other:
        return InstanceStateText::tr("Unknown state");
    }
    return unknownText();
}

QString instanceStateHint(InstanceState state)
{
    switch (state) {
    case InstanceState::Ghost:
        return InstanceStateText::tr("The server lists it but does not run it.");
    case InstanceState::Pairing:
        return InstanceStateText::tr("Waiting for a phone to scan the code.");
    case InstanceState::Disconnected:
        return InstanceStateText::tr("No phone is linked.");
    case InstanceState::Connected:
        return InstanceStateText::tr("A phone is linked.");
    case InstanceState::NotOnServer:
        return InstanceStateText::tr("Neither the server's list nor its memory knows it.");
    case InstanceState::NotRead:
        return InstanceStateText::tr("The server was not read, or did not say whether it has it.");
    case InstanceState::Other:
        return InstanceStateText::tr("The server says a word that Steward does not know.");
    }
    return {};
}

} // namespace steward
