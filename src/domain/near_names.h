#pragma once

#include "domain/instance_name.h"

#include <QStringList>

#include <vector>

namespace steward {

/// Of the known names those that a person may have meant: the same but for case, spaces or normal form, else with a few
/// letters wrong. The nearest first, three at most.
QStringList nearNames(const InstanceName& typed, const std::vector<InstanceName>& known);

/// The same of words, such as commands and options: two letters may be wrong, in words of up to three letters one.
QStringList nearWords(const QString& typed, const QStringList& known);

} // namespace steward
