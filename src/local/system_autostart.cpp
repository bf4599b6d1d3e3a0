#include "local/system_autostart.h"

#include "local/private_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

namespace steward {
namespace {

struct AutostartText {
    Q_DECLARE_TR_FUNCTIONS(steward::Autostart)
};

#ifdef Q_OS_WIN
constexpr const char* runValue = "Steward";
#else
/// A word of a desktop entry's Exec: quoted, with what means something there kept as it is.
[[maybe_unused]] QString desktopWord(const QString& text)
{
    QString quoted;
    for (const QChar each : text) {
        if (each == QLatin1Char('\\'))
            quoted += QStringLiteral("\\\\\\"); // the word writes it twice, the string each of these
        else if (QStringLiteral("\"`$").contains(each))
            quoted += QStringLiteral("\\\\"); // once for the string, once for the word
        quoted += each == QLatin1Char('%') ? QStringLiteral("%%") : QString(each);
    }
    return QLatin1Char('"') + quoted + QLatin1Char('"');
}

QByteArray entryFor(const QString& program)
{
#ifdef Q_OS_MACOS
    return QStringLiteral("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<plist version=\"1.0\"><dict>"
                          "<key>Label</key><string>io.steward.Steward</string>"
                          "<key>ProgramArguments</key><array><string>%1</string><string>--background</string></array>"
                          "<key>RunAtLoad</key><true/></dict></plist>\n")
        .arg(program.toHtmlEscaped())
        .toUtf8();
#else
    return QStringLiteral("[Desktop Entry]\nType=Application\nName=Steward\nIcon=steward\nTerminal=false\n"
                          "Exec=%1 --background\n")
        .arg(desktopWord(program))
        .toUtf8();
#endif
}

QString usualPath(const QString& inFolder)
{
#ifdef Q_OS_MACOS
    return (inFolder.isEmpty() ? QDir::homePath() + QStringLiteral("/Library/LaunchAgents") : inFolder) +
           QStringLiteral("/io.steward.Steward.plist");
#else
    const QString config = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation);
    return (inFolder.isEmpty() ? config + QStringLiteral("/autostart") : inFolder) + QStringLiteral("/steward.desktop");
#endif
}
#endif

Error failure(const QString& path)
{
    return {
        ErrorKind::LocalFailure,
        //: %1 is a file's path
        AutostartText::tr("%1 could not be written. Check whether you may write there.")
            .arg(QDir::toNativeSeparators(path)),
        QStringLiteral("autostart entry %1").arg(path)};
}

} // namespace

#ifdef Q_OS_WIN
Autostart::Autostart(const QString&)
    : m_path(QStringLiteral("HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Run"))
{
}

bool Autostart::isOn() const
{
    return QSettings(m_path, QSettings::NativeFormat).contains(QLatin1String(runValue));
}

Result<void> Autostart::set(bool isOn, const QString& program) const
{
    QSettings settings(m_path, QSettings::NativeFormat);
    if (isOn)
        settings.setValue(
            QLatin1String(runValue), QStringLiteral("\"%1\" --background").arg(QDir::toNativeSeparators(program)));
    else
        settings.remove(QLatin1String(runValue));
    settings.sync();
    return settings.status() == QSettings::NoError ? Result<void>() : std::unexpected(failure(m_path));
}
#else
Autostart::Autostart(const QString& folder)
    : m_path(usualPath(folder))
{
}

bool Autostart::isOn() const
{
    return QFile::exists(m_path);
}

Result<void> Autostart::set(bool isOn, const QString& program) const
{
    if (!isOn)
        return !QFile::exists(m_path) || QFile::remove(m_path) ? Result<void>() : std::unexpected(failure(m_path));
    if (!QDir().mkpath(QFileInfo(m_path).path()))
        return std::unexpected(failure(m_path));
    return PrivateFile::write(m_path, entryFor(program));
}
#endif

} // namespace steward
