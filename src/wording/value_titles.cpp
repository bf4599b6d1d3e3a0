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

} // namespace steward
