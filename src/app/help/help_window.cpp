#include "app/help/help_window.h"

#include "app/style/type.h"

#include <QLineEdit>
#include <QListWidget>
#include <QSplitter>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace steward {
namespace {

constexpr QSize manualSize{860, 640};
constexpr int listWidth = 220;

} // namespace

HelpWindow::HelpWindow(std::vector<ManualSection> sections, QWidget* parent)
    : QDialog(parent)
    , m_sections(std::move(sections))
    , m_search(new QLineEdit)
    , m_list(new QListWidget)
    , m_text(new QTextBrowser)
{
    setObjectName(QStringLiteral("help"));
    setWindowTitle(tr("Help"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_search->setObjectName(QStringLiteral("helpSearch"));
    m_search->setPlaceholderText(tr("Search the manual"));
    m_search->setAccessibleName(tr("Search the manual"));
    m_search->setClearButtonEnabled(true);
    m_list->setObjectName(QStringLiteral("helpSections"));
    m_list->setAccessibleName(tr("Sections of the manual"));
    m_text->setObjectName(QStringLiteral("helpText"));
    m_text->setAccessibleName(tr("The manual"));
    m_text->setOpenLinks(false);
    auto* parts = new QSplitter;
    parts->addWidget(m_list);
    parts->addWidget(m_text);
    parts->setStretchFactor(1, 1);
    parts->setSizes({scaled(listWidth), scaled(manualSize.width() - listWidth)});
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_search);
    column->addWidget(parts, 1);
    resize(scaled(manualSize.width()), scaled(manualSize.height()));
    connect(m_search, &QLineEdit::textChanged, this, &HelpWindow::search);
    connect(m_list, &QListWidget::currentRowChanged, this, &HelpWindow::showCurrent);
    search({});
}

void HelpWindow::search(const QString& words)
{
    const QString before = shownSection();
    {
        const QSignalBlocker quiet(m_list);
        m_list->clear();
        for (const ManualSection& section : m_sections) {
            if (!holdsWords(section, words))
                continue;
            auto* item = new QListWidgetItem(section.title, m_list);
            item->setData(Qt::UserRole, section.id);
            if (section.id == before)
                m_list->setCurrentItem(item);
        }
        if (!m_list->currentItem())
            m_list->setCurrentRow(0);
    }
    showCurrent();
}

void HelpWindow::showCurrent()
{
    const QString id = shownSection();
    const auto section = std::ranges::find(m_sections, id, &ManualSection::id);
    if (section == m_sections.end())
        m_text->setPlainText(tr("Nothing in the manual has these words."));
    else
        m_text->setMarkdown(section->text);
    mark();
}

/// Every place with one of the words that are looked for.
void HelpWindow::mark()
{
    QList<QTextEdit::ExtraSelection> places;
    const QStringList words = m_search->text().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const QString& word : words) {
        QTextCursor at = m_text->document()->find(word);
        while (!at.isNull()) {
            QTextEdit::ExtraSelection place;
            place.cursor = at;
            place.format.setBackground(palette().highlight());
            place.format.setForeground(palette().highlightedText());
            places << place;
            at = m_text->document()->find(word, at);
        }
    }
    m_text->setExtraSelections(places);
}

void HelpWindow::showSection(const QString& id)
{
    m_search->clear();
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->data(Qt::UserRole).toString() == id)
            m_list->setCurrentRow(row);
    }
}

QString HelpWindow::shownSection() const
{
    const QListWidgetItem* item = m_list->currentItem();
    return item ? item->data(Qt::UserRole).toString() : QString();
}

} // namespace steward
