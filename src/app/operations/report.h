#pragma once

#include "wording/plan_text.h"

#include <QByteArray>
#include <QString>

#include <functional>

namespace steward {

struct ChangeResult;
struct GuardsResult;

/// What came of an operation, item by item, for a file. Written out only when it is asked for.
struct Report {
    QString name; ///< of the file, without its ending
    std::function<QByteArray()> csv;
    std::function<QByteArray()> json;
    std::function<QByteArray()> pdf = {}; ///< to be printed; empty: there is none
};

/// `organizations`: their names stand in the CSV file then.
Report reportOf(const ChangeResult& result, const OrganizationNames& organizations = {});
Report reportOf(const GuardsResult& result);

} // namespace steward
