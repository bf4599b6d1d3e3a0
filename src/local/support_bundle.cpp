#include "local/support_bundle.h"

#include "local/log_reader.h"
#include "local/profile_file.h"
#include "local/profile_store.h"
#include "local/saved_views.h"
#include "local/translations.h"

#include <QDateTime>
#include <QLocale>
#include <QProcessEnvironment>
#include <QRegularExpression>
#include <QSettings>
#include <QSysInfo>

namespace steward {
namespace {

constexpr qsizetype logLines = 500;
const auto dots = QStringLiteral("…");

QString part(const QString& title, const QStringList& lines)
{
    return QStringLiteral("\n== %1 ==\n").arg(title) +
           (lines.isEmpty() ? QStringLiteral("none\n") : lines.join(QLatin1Char('\n')) + QLatin1Char('\n'));
}

QStringList systemLines()
{
    return {
        QStringLiteral("made: ") + QDateTime::currentDateTimeUtc().toString(Qt::ISODate),
        QStringLiteral("system: ") + QSysInfo::prettyProductName() + QStringLiteral(", ") + QSysInfo::kernelType() +
            QLatin1Char(' ') + QSysInfo::kernelVersion() + QStringLiteral(", ") + QSysInfo::currentCpuArchitecture(),
        QStringLiteral("language: ") + languageWord(spokenLanguage()) + QStringLiteral(", locale ") + QLocale().name()};
}

/// The profile as it is exported, which holds no secret; of the webhook's address only its host.
QStringList profileLines(const ProfileStore::Entry& entry)
{
    if (!entry.profile)
        return {entry.id + QStringLiteral(": ") + entry.profile.error().detail};
    Profile profile = *entry.profile;
    profile.webhookTemplate = profile.webhookTemplate.section(QLatin1Char('/'), 0, 2);
    const Result<QByteArray> document = ProfileFile::toDocument(profile);
    return {entry.id + QStringLiteral(": ") + (document ? QString::fromUtf8(*document).trimmed() : dots)};
}

QStringList managedLines(const ManagedSettings& managed)
{
    if (managed.trouble)
        return {QStringLiteral("managed: cannot be used: ") + managed.trouble->detail};
    QStringList lines;
    const auto add = [&lines](bool isSet, const QString& what) {
        if (isSet)
            lines << QStringLiteral("managed: ") + what;
    };
    add(managed.language.has_value(), QStringLiteral("language"));
    add(managed.onlyTheseProfiles, QStringLiteral("only these profiles"));
    add(managed.readOnly, QStringLiteral("read only"));
    add(managed.forStaff, QStringLiteral("staff"));
    add(managed.onlyEncrypted, QStringLiteral("only encrypted"));
    add(managed.looksForUpdates.has_value(), QStringLiteral("updates"));
    add(managed.closesToTray.has_value(), QStringLiteral("tray"));
    add(managed.pendingGrace || managed.stuckPairingAfter || managed.readEvery || managed.lockAfter,
        QStringLiteral("limits"));
    return lines;
}

QStringList settingsLines(const DataDirectory& directory)
{
    const ManagedSettings managed = ManagedSettings::load();
    QStringList lines = managedLines(managed);
    const auto entries = ProfileStore(directory, managed).list();
    if (entries) {
        for (const ProfileStore::Entry& entry : *entries)
            lines << profileLines(entry);
    }
    const QSettings window(windowSettingsPath(directory.path()), QSettings::IniFormat);
    for (const char* key : {"window/appearance", "window/language", "window/shownPage"}) {
        if (window.contains(QLatin1String(key)))
            lines << QLatin1String(key) + QStringLiteral(" = ") + window.value(QLatin1String(key)).toString();
    }
    return lines;
}

/// Their names only.
QStringList variableLines()
{
    QStringList names;
    for (const QString& name : QProcessEnvironment::systemEnvironment().keys()) {
        if (name.startsWith(QLatin1String("STEWARD_")))
            names << name + QStringLiteral(" is set");
    }
    return names;
}

/// A long run that mixes what a key mixes; ids, names made of them and words are none.
bool looksLikeKey(const QString& run)
{
    static const QRegularExpression uuid(
        QStringLiteral("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"));
    static const QRegularExpression digit(QStringLiteral("[0-9]"));
    static const QRegularExpression letter(QStringLiteral("[A-Za-z]"));
    return !uuid.match(run).hasMatch() && digit.match(run).hasMatch() && letter.match(run).hasMatch();
}

} // namespace

QString withoutLikelySecrets(const QString& text)
{
    static const QRegularExpression inAddress(QStringLiteral("(://)[^\\s\"']*@"));
    static const QRegularExpression behindWord(
        QStringLiteral("(api[-_ ]?key|password|passwd|pwd|secret|token|bearer|authorization|credential)"
                       "(\"?\\s*[:=]\\s*\"?|\\s+)(?!none\\b|is\\b|not\\b)(?:(?:bearer|basic)\\s+)?[^\\s\",;]+"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression run(QStringLiteral("[A-Za-z0-9+=_-]{20,}"));
    QString clean = text;
    clean.replace(inAddress, QStringLiteral("\\1…@"));
    clean.replace(behindWord, QStringLiteral("\\1\\2…"));
    QString kept;
    qsizetype at = 0;
    for (auto matches = run.globalMatch(clean); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        kept += clean.mid(at, match.capturedStart() - at) + (looksLikeKey(match.captured()) ? dots : match.captured());
        at = match.capturedEnd();
    }
    return kept + clean.mid(at);
}

QString supportBundle(const DataDirectory& directory, const SupportBundleParts& parts, const Redact& redact)
{
    const QString own = QStringLiteral("Steward support bundle, version 1. It holds no password, key or token.\n") +
                        part(QStringLiteral("versions"), {parts.versions.trimmed()}) +
                        part(QStringLiteral("system"), systemLines()) +
                        part(QStringLiteral("variables"), variableLines());
    const QString told = part(QStringLiteral("settings"), settingsLines(directory)) +
                         part(QStringLiteral("journal"), parts.journal) +
                         part(QStringLiteral("log"), newestLogLines(directory.logsPath(), logLines));
    return redact(own) + withoutLikelySecrets(redact(told));
}

} // namespace steward
