#pragma once

#include "stores/connection_settings.h"
#include "workflows/creation/creation.h"

#include <QByteArray>

namespace steward::test {

/// What a creation-victim is told: where, what, and when to die.
struct VictimDocument {
    ConnectionSettings settings;
    QString journalPath;
    CreationRequest request;
    bool resumes = false;    ///< brings to its end what is interrupted, instead of creating
    int dieBeforeRecord = 0; ///< of this process, from 1; 0: not so
    int dieAfterRecord = 0;

    static QString profile() { return QStringLiteral("rig"); }
    static CreationTimes times();
    QByteArray toJson() const;
    static VictimDocument fromJson(const QByteArray& json);
};

} // namespace steward::test
