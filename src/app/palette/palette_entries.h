#pragma once

#include "app/style/mark.h"
#include "domain/audit/finding.h"
#include "domain/ids.h"
#include "domain/instance_name.h"

#include <QSet>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace steward {

class AuditIndex;

/// Accents, case and width folded away: "São" is found by "sao".
QString foldedLetters(const QString& text);

/// What the palette finds in a reading: made once for each on a worker, and never changed.
struct PaletteEntries {
    struct Organization {
        OrganizationId id;
        QString name;
        QString folded;
        qint64 instances = 0; ///< −1: not known
        QString phone;        ///< of the one that works, else of one; empty: none is known
        Mark mark;            ///< whether one of its instances is connected
        QString problem;      ///< the worst; empty: none
        Mark problemMark;
        bool hasDuplicates = false;
        int pairables = 0;                    ///< how many have no phone and can be paired
        std::optional<InstanceName> pairable; ///< the one; of several none is meant
        std::optional<InstanceName> first;    ///< one to show
    };
    struct Instance {
        InstanceName name;
        QString folded; ///< its name
        QString digits; ///< of its phone
        QString phone;
        QString organization;
        Mark mark;
        bool canBePaired = false;
    };
    std::vector<Organization> organizations;
    std::vector<Instance> instances;
    QSet<FindingCode> problems; ///< that some row has
};
std::shared_ptr<const PaletteEntries> makePaletteEntries(const AuditIndex& index);

/// Where the words stand in a text, as somebody reads it; empty: not all of them do.
struct TextMatch {
    int rank = 0;                           ///< the lower the better: begins with it, a word begins with it, holds it
    std::vector<std::pair<int, int>> marks; ///< from and how many characters
};
/// Each of the words occurs in the text, in any order; both folded. Nothing: not.
std::optional<TextMatch> matchOf(const QString& folded, const QStringList& words);
/// The digits of what was typed; empty where it is no part of a number.
QString digitsOf(const QString& text);

} // namespace steward
