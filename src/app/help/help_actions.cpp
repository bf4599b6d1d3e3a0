#include "app/help/help_actions.h"

#include "app/components/key_cap.h"
#include "app/help/help_window.h"
#include "app/help/log_window.h"
#include "app/help/tour.h"
#include "app/work/background_runner.h"
#include "local/keychain_jobs.h"
#include "local/support_bundle.h"
#include "workflows/base/program_version.h"
#include "workflows/journal/journal_digest.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QMessageBox>

namespace steward {
namespace {

const auto keysId = QStringLiteral("keys");

} // namespace

HelpActions::HelpActions(Parts parts, QWidget& window)
    : QObject(&window)
    , m_parts(std::move(parts))
    , m_window(window)
    , m_post(this)
{
    connect(&m_parts.page, &QAction::triggered, this, [this] { showSection(m_page ? m_page() : QString()); });
    connect(&m_parts.keys, &QAction::triggered, this, [this] { showSection(keysId); });
    connect(&m_parts.glossary, &QAction::triggered, this, [this] { showSection(QStringLiteral("glossary")); });
    connect(&m_parts.tour, &QAction::triggered, this, &HelpActions::practiceWanted);
    connect(&m_parts.log, &QAction::triggered, this, &HelpActions::showLog);
    connect(&m_parts.support, &QAction::triggered, this, &HelpActions::copyBundle);
    connect(&m_parts.about, &QAction::triggered, this, &HelpActions::showAbout);
}

/// The window's keys as they are now, with the actions' words.
QString HelpActions::keysTable() const
{
    QString text = QStringLiteral("## %1\n\n| %2 | %3 |\n|---|---|\n").arg(tr("Keys"), tr("Key"), tr("Action"));
    for (const KeyLine& line : keysOf(m_window))
        text +=
            QStringLiteral("| `%1` | %2 |\n").arg(line.keys.join(QStringLiteral("`, `")), line.words.toHtmlEscaped());
    return text;
}

void HelpActions::showSection(const QString& id)
{
    if (!m_help) {
        std::vector<ManualSection> sections = manualIn(spokenLanguage());
        sections.push_back({keysId, tr("Keys"), keysTable()});
        m_help = new HelpWindow(std::move(sections), &m_window);
    }
    m_help->showSection(id);
    m_help->show();
    m_help->raise();
    m_help->activateWindow();
}

void HelpActions::showLog()
{
    if (!m_log)
        m_log = new LogWindow(m_parts.runner, m_parts.directory.logsPath(), &m_window);
    else
        m_log->read();
    m_log->show();
    m_log->raise();
    m_log->activateWindow();
}

void HelpActions::copyBundle()
{
    m_parts.runner.run(
        [this, box = m_post.box(), directory = m_parts.directory, redact = m_parts.redact](const std::stop_token&) {
            const QString bundle = supportBundle(
                directory,
                {programVersion(QStringLiteral("Steward"), keychainVersion()), journalDigest(directory.journalPath())},
                redact);
            box->post([this, bundle] {
                QGuiApplication::clipboard()->setText(bundle);
                Q_EMIT told(tr("The support bundle is on the clipboard. It holds no password, key or token."));
            });
        });
}

void HelpActions::showAbout()
{
    auto* box = new QMessageBox(&m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setWindowTitle(tr("About Steward"));
    //: %1 is the version
    box->setText(tr("Steward %1").arg(QCoreApplication::applicationVersion()));
    box->setInformativeText(tr("Shows what the WhatsApp server, the database and the cache each say of every clinic, "
                               "and where they disagree."));
    box->addButton(QMessageBox::Close);
    box->open();
}

void HelpActions::startTour(QWidget& place, const std::function<void(Page)>& show)
{
    endTour();
    m_tour = new Tour(place, show);
}

void HelpActions::endTour()
{
    delete m_tour;
}

void HelpActions::speak()
{
    const QString section = m_help ? m_help->shownSection() : QString();
    const bool wasLogOpen = m_log;
    delete m_help;
    delete m_log;
    endTour();
    if (!section.isEmpty())
        showSection(section);
    if (wasLogOpen)
        showLog();
}

} // namespace steward
