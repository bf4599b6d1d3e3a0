#include "app/help/log_window.h"

#include "app/style/type.h"
#include "app/work/background_runner.h"
#include "local/log_reader.h"

#include <QComboBox>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QVBoxLayout>

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
    , m_level(new QComboBox)
    , m_filter(new QLineEdit)
    , m_text(new QPlainTextEdit)
    , m_post(this)
{
    setObjectName(QStringLiteral("log"));
    setWindowTitle(tr("Log"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_level->addItems({tr("Everything"), tr("Warnings and errors"), tr("Errors only")});
    m_level->setAccessibleName(tr("Which lines"));
    m_filter->setPlaceholderText(tr("Filter the lines"));
    m_filter->setAccessibleName(tr("Filter the lines"));
    m_filter->setObjectName(QStringLiteral("logFilter"));
    m_text->setObjectName(QStringLiteral("logText"));
    m_text->setAccessibleName(tr("Lines of the log, the newest last"));
    m_text->setReadOnly(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    auto* again = new QPushButton(tr("&Read again"));
    auto* row = new QHBoxLayout;
    row->addWidget(m_level);
    row->addWidget(m_filter, 1);
    row->addWidget(again);
    auto* column = new QVBoxLayout(this);
    column->addLayout(row);
    column->addWidget(m_text, 1);
    resize(scaled(logSize.width()), scaled(logSize.height()));
    connect(m_level, &QComboBox::currentIndexChanged, this, &LogWindow::showLines);
    connect(m_filter, &QLineEdit::textChanged, this, &LogWindow::showLines);
    connect(again, &QPushButton::clicked, this, &LogWindow::read);
    read();
}

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
    const QStringList words = wordsFrom(m_level->currentIndex());
    QStringList shown;
    for (const QString& line : std::as_const(m_lines)) {
        const bool isOfLevel = std::ranges::any_of(words, [&line](const QString& word) { return line.contains(word); });
        if (isOfLevel && line.contains(m_filter->text(), Qt::CaseInsensitive))
            shown << line;
    }
    m_text->setPlainText(shown.isEmpty() ? tr("There are no such lines.") : shown.join(QLatin1Char('\n')));
    m_text->verticalScrollBar()->setValue(m_text->verticalScrollBar()->maximum());
}

} // namespace steward
