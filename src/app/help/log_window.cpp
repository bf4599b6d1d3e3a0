#include "app/help/log_window.h"

#include "app/style/type.h"
#include "app/work/background_runner.h"
#include "local/log_reader.h"
#include "ui_log_window.h"

#include <QFontDatabase>
#include <QScrollBar>

#include <algorithm>

namespace steward {
namespace {

constexpr QSize logSize{960, 600};
constexpr int shownLines = 5000;

/// The words that stand in the log, from the choice on.
QStringList wordsFrom(int choice)
{
    static const QStringList all{
        QStringLiteral(" debug "), QStringLiteral(" info "), QStringLiteral(" warning "), QStringLiteral(" error ")};
    return all.mid(choice == 0 ? 0 : choice + 1);
}

} // namespace

LogWindow::LogWindow(BackgroundRunner& runner, const QString& folder, QWidget* parent)
    : QDialog(parent)
    , m_runner(runner)
    , m_folder(folder)
    , m_ui(std::make_unique<Ui::LogWindow>())
    , m_post(this)
{
    m_ui->setupUi(this);
    setObjectName(QStringLiteral("log"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_ui->logText->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    resize(scaled(logSize.width()), scaled(logSize.height()));
    connect(m_ui->logLevel, &QComboBox::currentIndexChanged, this, &LogWindow::showLines);
    connect(m_ui->logFilter, &QLineEdit::textChanged, this, &LogWindow::showLines);
    connect(m_ui->readLogAgain, &QPushButton::clicked, this, &LogWindow::read);
    read();
}

LogWindow::~LogWindow() = default;

void LogWindow::read()
{
    m_runner.run([this, box = m_post.box(), folder = m_folder](const std::stop_token&) {
        box->post([this, lines = newestLogLines(folder, shownLines)] {
            m_lines = lines;
            showLines();
        });
    });
}

void LogWindow::showLines()
{
    const QStringList words = wordsFrom(m_ui->logLevel->currentIndex());
    QStringList shown;
    for (const QString& line : std::as_const(m_lines)) {
        const bool isOfLevel = std::ranges::any_of(words, [&line](const QString& word) { return line.contains(word); });
        if (isOfLevel && line.contains(m_ui->logFilter->text(), Qt::CaseInsensitive))
            shown << line;
    }
    m_ui->logText->setPlainText(shown.isEmpty() ? tr("There are no such lines.") : shown.join(QLatin1Char('\n')));
    m_ui->logText->verticalScrollBar()->setValue(m_ui->logText->verticalScrollBar()->maximum());
}

} // namespace steward
