#include "app/help/help_window.h"

#include "app/style/type.h"
#include "ui_help_window.h"

#include <algorithm>

namespace steward {
namespace {

constexpr QSize manualSize{860, 640};
constexpr int listWidth = 220;

} // namespace

HelpWindow::HelpWindow(std::vector<ManualSection> sections, QWidget* parent)
    : QDialog(parent)
    , m_sections(std::move(sections))
    , m_ui(std::make_unique<Ui::HelpWindow>())
{
    m_ui->setupUi(this);
    setObjectName(QStringLiteral("help"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_ui->parts->setStretchFactor(1, 1);
    m_ui->parts->setSizes({scaled(listWidth), scaled(manualSize.width() - listWidth)});
    resize(scaled(manualSize.width()), scaled(manualSize.height()));
    connect(m_ui->helpSearch, &QLineEdit::textChanged, this, &HelpWindow::search);
    connect(m_ui->helpSections, &QListWidget::currentRowChanged, this, &HelpWindow::showCurrent);
    search({});
}

HelpWindow::~HelpWindow() = default;

void HelpWindow::search(const QString& words)
{
    const QString before = shownSection();
    {
        const QSignalBlocker quiet(m_ui->helpSections);
        m_ui->helpSections->clear();
        for (const ManualSection& section : m_sections) {
            if (!holdsWords(section, words))
                continue;
            auto* item = new QListWidgetItem(section.title, m_ui->helpSections);
            item->setData(Qt::UserRole, section.id);
            if (section.id == before)
                m_ui->helpSections->setCurrentItem(item);
        }
        if (!m_ui->helpSections->currentItem())
            m_ui->helpSections->setCurrentRow(0);
    }
    showCurrent();
}

void HelpWindow::showCurrent()
{
    const QString id = shownSection();
    const auto section = std::ranges::find(m_sections, id, &ManualSection::id);
    if (section == m_sections.end())
        m_ui->helpText->setPlainText(tr("Nothing in the manual has these words."));
    else
        m_ui->helpText->setMarkdown(section->text);
    mark();
}

/// Every place with one of the words that are looked for.
void HelpWindow::mark()
{
    QList<QTextEdit::ExtraSelection> places;
    const QStringList words = m_ui->helpSearch->text().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const QString& word : words) {
        QTextCursor at = m_ui->helpText->document()->find(word);
        while (!at.isNull()) {
            QTextEdit::ExtraSelection place;
            place.cursor = at;
            place.format.setBackground(palette().highlight());
            place.format.setForeground(palette().highlightedText());
            places << place;
            at = m_ui->helpText->document()->find(word, at);
        }
    }
    m_ui->helpText->setExtraSelections(places);
}

void HelpWindow::showSection(const QString& id)
{
    m_ui->helpSearch->clear();
    for (int row = 0; row < m_ui->helpSections->count(); ++row) {
        if (m_ui->helpSections->item(row)->data(Qt::UserRole).toString() == id)
            m_ui->helpSections->setCurrentRow(row);
    }
}

QString HelpWindow::shownSection() const
{
    const QListWidgetItem* item = m_ui->helpSections->currentItem();
    return item ? item->data(Qt::UserRole).toString() : QString();
}

} // namespace steward
