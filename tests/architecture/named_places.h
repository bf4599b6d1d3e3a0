#pragma once

#include <QString>
#include <QStringList>

namespace steward::test {

/// What a document names in `code`: paths and files, `Class`, `Class::method()`, `function()`, `constant`. Commands
/// (`./dev …`, `steward-cli …`) are none. In drawings between ``` also words such as runApply and Class::method.
QStringList placesIn(const QString& markdown);

/// All sources by which it is looked up whether what a document names is there.
class NamedPlaces final {
public:
    NamedPlaces();
    bool exists(const QString& place) const;

private:
    bool isFile(const QString& path) const;
    bool isDeclared(const QString& type) const;
    bool hasMember(const QString& type, const QString& member) const;

    QStringList m_files;    ///< of the project, relative to it
    QStringList m_contents; ///< of the sources
    QString m_all;          ///< these in one
};

} // namespace steward::test
