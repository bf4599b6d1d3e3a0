#pragma once

#include <QString>
#include <QStringList>

namespace steward::test {

/// The project's folder, from the environment that CTest sets.
QString projectFolder();
/// The files below `folder` of the project with one of the endings ("*.cpp"), relative to the project, sorted.
QStringList filesBelow(const QString& folder, const QStringList& endings);
QString contentOf(const QString& relativePath);

} // namespace steward::test
