#include "support/hostile_names.h"

#include <QSet>

namespace steward::test {
namespace {

const QStringList& pieces()
{
    static const QStringList all{
        QStringLiteral("*"),
        QStringLiteral("?"),
        QStringLiteral("[a-z]"),
        QStringLiteral("\\"),
        QStringLiteral("'"),
        QStringLiteral("\""),
        QStringLiteral("`"),
        QStringLiteral("/"),
        QStringLiteral("../"),
        QStringLiteral("%"),
        QStringLiteral("%2F"),
        QStringLiteral("%00"),
        QStringLiteral("%FF"),
        QStringLiteral("%1"),
        QStringLiteral("%n"),
        QStringLiteral("\n"),
        QStringLiteral("\r\n"),
        QStringLiteral("\t"),
        QStringLiteral("\x1b[31m"),
        QStringLiteral("\x7f"),
        QStringLiteral("<b>bold</b>"),
        QStringLiteral("<img src=x onerror=alert(1)>"),
        QStringLiteral("&amp;"),
        QStringLiteral("\u202Ertl"),
        QStringLiteral("\u05E9\u05DC\u05D5\u05DD"),
        QStringLiteral("\u200B"),
        QString::fromUcs4(U"\U0001F3E5\U0001F468\u200D\u2695\uFE0F"),
        QStringLiteral("cl\u00ednica"),
        QStringLiteral("cli\u0301nica"),
        QStringLiteral("__proto__"),
        QStringLiteral("'; drop table healthcare.integrations; --"),
        QStringLiteral("$1"),
        QStringLiteral("${HOME}"),
        QStringLiteral("$(id)"),
        QStringLiteral("?instanceName=other"),
        QStringLiteral("#fragment"),
        QStringLiteral("+"),
        QStringLiteral(" "),
        QStringLiteral(":"),
        QStringLiteral(";"),
        QStringLiteral("\u0085"),
        QStringLiteral("\u2028"),
        QStringLiteral("a"),
        QStringLiteral("Z9"),
    };
    return all;
}

} // namespace

std::vector<InstanceName> hostileNames()
{
    QStringList names = pieces();
    names.removeAll(QStringLiteral("../"));
    names << QStringLiteral("...") << QStringLiteral("../../etc/passwd") << QString(255, QLatin1Char('x'))
          << QString(255, QChar(0x00e7)) << QStringLiteral("constructor") << QStringLiteral("whatsapp:instance:*")
          << QStringLiteral("{\"json\":true}") << QStringLiteral("null") << QStringLiteral("undefined");
    std::vector<InstanceName> result;
    for (const QString& name : names)
        result.push_back(InstanceName::fromText(name));
    return result;
}

std::vector<InstanceName> fuzzedNames(int count, QRandomGenerator& random)
{
    std::vector<InstanceName> names = hostileNames();
    QSet<InstanceName> known(names.begin(), names.end());
    while (static_cast<int>(names.size()) < count) {
        QString name;
        const int parts = 1 + static_cast<int>(random.bounded(6));
        for (int part = 0; part < parts; ++part)
            name += pieces().at(static_cast<qsizetype>(random.bounded(static_cast<quint32>(pieces().size()))));
        const InstanceName made = InstanceName::fromText(name.left(200));
        if (!made.isReachable() || known.contains(made))
            continue;
        known.insert(made);
        names.push_back(made);
    }
    names.resize(static_cast<size_t>(count));
    return names;
}

} // namespace steward::test
